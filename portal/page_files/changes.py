"""Which state of the database, on which day, a page shows, as one word, and how every change makes it another.

Every write to a table counts, however it is made, but to those named here: a table that is new counts. The row that
says so is written in the transaction of the change, so that both are seen at once or neither is. Rows are only added:
nobody who changes a page waits for somebody else who does.
"""

import re
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Count, Max
from django.utils import timezone

from portal.models import PageChange

# What no page file shows, by its app or by its model.
UNSEEN = (
    "account", "auth", "axes", "contenttypes", "mfa", "notices", "referrals", "sessions", "taggit", "triage",
    "wagtailadmin", "wagtailsearch", "wagtailusers",
    "content.Feedback", "content.LinkCheck",
    "directory.Claim", "directory.Editorship", "directory.Evidence", "directory.Invitation", "directory.Problem",
    "directory.Proposal", "directory.Tally", "directory.UnansweredSearch",
    "portal.PageChange", "portal.WorkerTurn",
    "wagtailcore.APIToken", "wagtailcore.Comment", "wagtailcore.CommentReply", "wagtailcore.ModelLogEntry",
    "wagtailcore.PageLogEntry", "wagtailcore.PageSubscription", "wagtailcore.ReferenceIndex", "wagtailcore.Revision",
    "wagtailcore.TaskState", "wagtailcore.WorkflowState",
    "wagtailimages.Rendition",  # made as a page is shown; the picture that it is of counts
)  # fmt: skip
# What a draft changes of its page.
OF_DRAFTS = {"draft_title", "has_unpublished_changes", "latest_revision_created_at", "latest_revision_id"}
WRITE = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?(?:\s+SET\s+(.*))?', re.DOTALL)
COLUMN = re.compile(r'(?:^|, )"(\w+)" = ')
KEPT = timedelta(days=1)


def state() -> str:
    """The last change and how many are kept: that differs after each, in whatever order they are committed."""
    kept = PageChange.objects.aggregate(last=Max("pk"), number=Count("pk"))
    return f"{timezone.localdate()}.{kept['last'] or 0}-{kept['number']}"


def forget_changes(*, now: datetime) -> None:
    """The changes of long ago. That too is a change."""
    PageChange.objects.filter(at__lt=now - KEPT).delete()


def connect(after_commit: Callable[[], None]) -> None:
    """Watch the database from now on; `after_commit` is called in the process that changed it."""

    def watch(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
        if connection.alias == DEFAULT_DB_ALIAS and note not in connection.execute_wrappers:
            connection.execute_wrappers.append(note)

    def note(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        if not is_seen(str(sql)):
            return execute(sql, params, many, context)
        with nullcontext() if _is_one_transaction(context["connection"], sql) else transaction.atomic():
            done = execute(sql, params, many, context)
            _note_once(context["connection"], after_commit)
        return done

    connection_created.connect(watch, weak=False)


def _is_one_transaction(connection: BaseDatabaseWrapper, sql: str) -> bool:
    """SQLite ends a statement that answers rows once they are fetched, and what is written meanwhile with it."""
    return connection.in_atomic_block or (connection.vendor == "sqlite" and " RETURNING " in sql)


def is_seen(sql: str) -> bool:
    """Whether the statement changes what a page file may show."""
    written = WRITE.match(sql)
    if not written or written[1] in _unseen_tables():
        return False
    columns = set(COLUMN.findall((written[2] or "").partition(" WHERE ")[0]))
    return written[1] != "wagtailcore_page" or not columns or not columns <= OF_DRAFTS


def _note_once(connection: BaseDatabaseWrapper, after_commit: Callable[[], None]) -> None:
    """Once in a transaction. What is to be done after it is forgotten with it, or with the part of it that fails."""
    if any(done is after_commit for _, done, *_ in connection.run_on_commit) or not _is_migrated(connection):
        return
    PageChange.objects.create()
    transaction.on_commit(after_commit, robust=True)


_migrated: set[str] = set()


def _is_migrated(connection: BaseDatabaseWrapper) -> bool:
    """False while the first migrations run: there is no page yet."""
    table = PageChange._meta.db_table
    if not _migrated and table in connection.introspection.table_names():
        _migrated.add(table)
    return bool(_migrated)


@cache
def _unseen_tables() -> frozenset[str]:
    models = apps.get_models(include_auto_created=True)
    unseen = {model._meta.db_table for model in models if {model._meta.app_label, model._meta.label} & set(UNSEEN)}
    return frozenset(unseen | {"django_migrations", "sqlite_sequence", "wagtailsearch_indexentry_fts"})
