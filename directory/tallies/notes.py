"""The monthly note: how often families met what a group runs."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Prefetch
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext

from babel import Locale
from babel.dates import format_date

from directory.editing.completeness import completeness
from directory.editing.queries import said
from directory.editing.reasons import WHY
from directory.editors.links import link
from directory.models import Editorship, Group, Listing, Tally
from directory.moderation.versions import content_of
from directory.tallies.queries import Met, met
from notices import operations as notices
from words.text import text

# In the first days of a month, so that a worker that slept on the first still tells of the last.
TOLD_UNTIL_DAY = 7
KEPT = timedelta(days=400)


def write_notes(*, now: datetime) -> None:
    """Tell each editor who wants it of the month before; forget what is long past."""
    today = localdate(now)
    Tally.objects.filter(month__lt=today - KEPT).delete()
    if today.day > TOLD_UNTIL_DAY:
        return
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    wanted = Editorship.objects.filter(wants_notes=True, user__is_active=True).exclude(user__email="")
    groups = Group.objects.filter(editorships__in=wanted, is_example=False).distinct()
    for group in groups.prefetch_related(Prefetch("editorships", queryset=wanted.select_related("user"))):
        listings = list(Listing.objects.listed().filter(group=group).order_by("pk"))
        counted = met([listing.pk for listing in listings], month)
        for editorship in group.editorships.all() if counted else ():
            _tell(group, editorship, month, _lines(listings, counted, editorship.language), now)


def _lines(listings: Iterable[Listing], counted: dict[int, Met], language: str) -> str:
    with translation.override(language):
        return "\n\n".join(
            "\n".join(
                [text(listing, "name", language).value, *_in_words(counted.get(listing.pk, Met())), *_advice(listing)]
            )
            for listing in listings
        )


def _in_words(counted: Met) -> Iterator[str]:
    seen, called = counted.seen, counted.called
    opened = ngettext("Its page was opened %(times)s time.", "Its page was opened %(times)s times.", seen)
    yield opened % {"times": seen}
    if called:
        tapped = ngettext("Its number was tapped %(times)s time.", "Its number was tapped %(times)s times.", called)
        yield tapped % {"times": called}
    if counted.words:
        yield gettext("Families searched for: %(words)s") % {"words": ", ".join(counted.words)}


def _advice(listing: Listing) -> Iterator[str]:
    """What helps families most of what it does not say yet."""
    if missing := completeness(said(content_of(listing), listing.group)).next:
        yield str(WHY[missing.key])


def _tell(group: Group, editorship: Editorship, month: date, lines: str, now: datetime) -> None:
    language = editorship.language
    notices.tell(
        message="monthly-note",
        address=editorship.user.email,
        language=language,
        values={
            "group": group.name,
            "month": format_date(month, "LLLL y", locale=Locale.parse(language)),
            "lines": lines,
            "page": link("group", group.key, language=language),
        },
        cause=f"note of {month} to editor {editorship.pk}",
        now=now,
    )
