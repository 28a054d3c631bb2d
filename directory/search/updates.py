"""Keeps the index true after every change that families should find: once the change is committed, and only then.

Wagtail publishes and unpublishes by saving the record, so saving and deleting are all there is to follow. A listing is
indexed with the words of its group, categories and venues: when one of them changes, so do its listings.
"""

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save, pre_delete

from directory.models import Category, Group, Listing, Venue
from directory.search import index

# How each model finds its listings.
LISTINGS_OF: dict[type[Model], str] = {
    Listing: "pk",
    Group: "group",
    Category: "categories",
    Venue: "sessions__venue",
}


def connect() -> None:
    for model in LISTINGS_OF:
        post_save.connect(_refresh_after_commit, sender=model)
        # Before, while it can still be told which listings it belonged to.
        pre_delete.connect(_refresh_after_commit, sender=model)


def _refresh_after_commit(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    keys = list(Listing.objects.filter(**{LISTINGS_OF[sender]: instance.pk}).values_list("pk", flat=True).distinct())
    if keys and not raw:
        # Robust: an index that cannot be written refuses no editor; the log says to build it again.
        index.note_change(keys)
        transaction.on_commit(index.refresh_changed, robust=True)
