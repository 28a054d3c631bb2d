"""Writes of the editors' area. What is proposed and what is shown at once is directory/moderation's to decide."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import count
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import slugify

from wagtail.images.models import Image
from wagtail.log_actions import log
from wagtail.models import Collection, Revision

from directory.editing.actions import PICTURE_ADDED, WORDS_CHECKED
from directory.editing.step import columns
from directory.models import NO_SLUGS, TRANSLATED_INTO, Group, Listing, Venue
from directory.moderation.operations import ChangedMeanwhile, newest, propose
from directory.moderation.versions import fresh
from directory.seeding import PICTURES
from words.text import ENGLISH

LONGEST_SLUG = 80
NUMBERS = frozenset({"id", "sort_order"})
# What follows from other answers, and is made of the newest version.
FOLLOWING = frozenset({"machine_drafted"})
# Until somebody gives the English of words in another language.
A_PICTURE = "A picture from the group"


def start_listing(*, group: Group, name: str, language: str, actor: User, now: datetime) -> Listing:
    """A draft that only its group and staff see."""
    words = {f"name_{language}": name}
    with transaction.atomic():
        listing = Listing(group=group, slug=_free_slug(Listing, name, group.key), live=False, **words)
        listing.save()
        propose(record=listing, values=words, actor=actor, was=None, now=now)
    return listing


def save(*, record: Listing | Group, values: Mapping[str, Any], actor: User, was: int | None, now: datetime) -> None:
    """Keep what was typed into a page made of the revision `was`. Raises ChangedMeanwhile where somebody changed the
    same since; a change of something else stands in nobody's way, and nobody's old answer is put back."""
    if was is None:
        was = _first_version(record)
    try:
        propose(record=record, values=values, actor=actor, was=was, now=now)
    except ChangedMeanwhile:
        record.refresh_from_db()
        mine = _changed_since(record, was, values)
        if mine is None:
            raise
        propose(record=record, values=mine, actor=actor, was=record.latest_revision_id, now=now)


def save_sessions(
    *,
    listing: Listing,
    sessions: list[dict[str, Any]],
    new_venues: Mapping[int, Venue],
    actor: User,
    was: int | None,
    now: datetime,
) -> None:
    """`new_venues` are places typed for the first time, by the place of their session in the list: families see them
    when the session there is shown."""
    with transaction.atomic():
        placed = [
            {**session, "venue": _added(new_venues[place], listing.group)} if place in new_venues else session
            for place, session in enumerate(sessions)
        ]
        save(record=listing, values={"sessions": placed}, actor=actor, was=was, now=now)


def _added(venue: Venue, group: Group) -> Venue:
    # Of a place that stays hidden, the key must not tell its name.
    venue.key = _free_slug(Venue, "" if venue.address_hidden else venue.name, group.key)
    venue.full_clean()
    venue.save()
    return venue


def add_picture(
    *, listing: Listing, content: bytes, ending: str, alt: str, language: str, actor: User, now: datetime
) -> None:
    """Behind those that are there by now. It is stored under a name of ours: its own may tell whose it is."""
    file = ContentFile(content, name=f"{uuid4().hex}.{ending}")
    with transaction.atomic():
        current = fresh(listing, lock=True)
        image = Image(title=alt, file=file, collection=_collection(), uploaded_by_user=actor)
        image.save()
        added = {"image": image, f"alt_{ENGLISH}": A_PICTURE, f"alt_{language}": alt}
        pictures = [*map(columns, newest(current).pictures.all()), added]
        was = current.latest_revision_id
        save(record=current, values={"pictures": pictures}, actor=actor, was=was, now=now)
        log(listing, PICTURE_ADDED, user=actor, data={"image": image.pk, "everybody_agrees": True})


def draft_words(
    *, listing: Listing, words: Mapping[str, str], language: str, actor: User, was: int | None, now: datetime
) -> None:
    """A machine's words in a language that has none of a person's. They say so until somebody checks them."""
    by_machine = {*newest(listing).machine_drafted, language}
    drafted = {f"{name}_{language}": text for name, text in words.items()}
    values = {**drafted, "machine_drafted": [code for code in TRANSLATED_INTO if code in by_machine]}
    save(record=listing, values=values, actor=actor, was=was, now=now)


def check_words(*, listing: Listing, language: str, actor: User, was: int | None, now: datetime) -> None:
    """A person who reads the language says that its words are right: those that this person saw, and no others."""
    with transaction.atomic():
        was = was if was is not None else _first_version(listing)
        drafted = [code for code in newest(listing).machine_drafted if code != language]
        propose(record=listing, values={"machine_drafted": drafted}, actor=actor, was=was, now=now)
        number = fresh(listing).latest_revision_id
        log(listing, WORDS_CHECKED, user=actor, data={"language": language, "revision": number})


def version_of(record: Any, number: int | None) -> Any:
    """What a page was made of: the version of this number, or what the record said before anybody edited it. None where
    that is not known any more."""
    revisions = record.revisions.order_by("pk")
    revision = revisions.filter(pk=number).first() if number is not None else _first(record)
    return revision.as_object() if revision else None


def _first(record: Any) -> Revision | None:
    """The version that `_first_version` kept, which nobody wrote."""
    first = record.revisions.order_by("pk").first()
    return first if first and first.user_id is None else None


def _first_version(record: Any) -> int | None:
    """What a record said before anybody edited it is kept too: later words are compared with it."""
    record.refresh_from_db()
    if record.live and record.latest_revision_id is None:
        record.save_revision(clean=False, changed=False)
    first = _first(record)
    return first.pk if first else None


def _changed_since(record: Any, was: int | None, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """What differs from the version that the page was made of; None where others changed some of that too."""
    then = version_of(record, was)
    if then is None:
        return None
    now = newest(record)
    mine = {name: value for name, value in values.items() if said(then, name) != plain(value)}
    theirs = {name for name in mine if name not in FOLLOWING and said(then, name) != said(now, name)}
    return None if theirs else mine


def said(version: Any, name: str) -> Any:
    """What a version says in a field, as a step proposes it."""
    value = getattr(version, name)
    if name == "categories":
        return plain(category.key for category in value.all())
    return plain([columns(child) for child in value.all()]) if hasattr(value, "all") else plain(value)


def plain(value: Any) -> Any:
    """What is compared: nothing is nothing, however it is written, codes have no order, and the number that a session
    gets when it is published says nothing."""
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items() if name not in NUMBERS}
    if isinstance(value, Iterable) and not isinstance(value, str):
        items = list(value)
        return list(map(plain, items)) if any(isinstance(item, Mapping) for item in items) else sorted(items)
    return None if value == "" else value


def _free_slug(model: type[Listing] | type[Venue], name: str, otherwise: str) -> str:
    field = "slug" if model is Listing else "key"
    base = slugify(name)[:LONGEST_SLUG].strip("-") or otherwise[:LONGEST_SLUG]
    numbered = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(
        slug for slug in numbered if slug not in NO_SLUGS and not model._base_manager.filter(**{field: slug}).exists()
    )


def _collection() -> Collection:
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=PICTURES).first() or root.add_child(name=PICTURES)
