"""What a group is asked about one session: when it is, and where."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from babel import Locale

from directory.editing.fields import Clock, Day, One, Postcode, Words
from directory.editing.step import Step, columns
from directory.models import Session, Venue, Weekday
from directory.periods import periods, single_days
from directory.sessions import FORTNIGHTLY, MONTHLY, ONCE, WEEKLY
from directory.spreadsheets.cells import written_time

MORE = ("ends_on", "term_time_only", "runs_on_bank_holidays", "exceptions", "extra_dates")
NEW_PLACE, ONLINE, NO_PLACE = "new", "online", "none"
OWN = ("frequency", "term_time_only", "runs_on_bank_holidays", "exceptions", "extra_dates")
DATES = ("starts_on", "ends_on")


class SessionStep(Step):
    """`venues` are those that the group may choose: other groups' places may be hidden from it."""

    heading = _("A time")

    frequency = One(
        label=_("How often do you meet?"),
        choices=[
            (WEEKLY, _("Every week")),
            (FORTNIGHTLY, _("Every second week")),
            (MONTHLY, _("Once a month")),
            (ONCE, _("Only once")),
        ],
        missing=_("Choose how often you meet"),
    )
    weekday = One(label=_("On which day?"), widget=forms.Select, missing=_("Choose a day"))
    nth = One(
        label=_("Which one of the month?"),
        choices=[
            ("", ""),
            (1, pgettext_lazy("day of the month", "The first")),
            (2, pgettext_lazy("day of the month", "The second")),
            (3, pgettext_lazy("day of the month", "The third")),
            (4, pgettext_lazy("day of the month", "The fourth")),
            (-1, pgettext_lazy("day of the month", "The last")),
        ],
        widget=forms.Select,
    )
    starts = Clock(label=_("When does it start?"), missing=_("Enter when it starts"))
    ends = Clock(label=_("When does it end?"), missing=_("Enter when it ends"))
    starts_on = Day(label=_("First date, or the only one"), help_text=_("Leave it empty if you meet already."))
    ends_on = Day(label=_("Last date"), help_text=_("Leave it empty if there is none."))
    term_time_only = forms.BooleanField(label=_("Only while schools are open"), required=False)
    runs_on_bank_holidays = forms.BooleanField(label=_("On bank holidays too"), required=False)
    exceptions = Words(
        longest=2000,
        box=True,
        label=_("When do you not meet?"),
        help_text=_("A date a line, like 24/12/2026, or 21/12/2026 - 04/01/2027."),
    )
    extra_dates = Words(
        longest=2000, box=True, label=_("Other dates on which you meet"), help_text=_("A date a line, like 24/12/2026.")
    )
    where = One(label=_("Where?"), missing=_("Choose where you meet"))
    place_name = Words(label=_("What is the place called?"))
    place_address = Words(longest=200, label=_("Street and number"))
    place_postcode = Postcode(label=_("Postcode"))
    place_hidden = forms.BooleanField(
        label=_("Not everybody may know the address"),
        help_text=_("Families then see the first half of the postcode, and you tell them the address yourself."),
        required=False,
    )

    def __init__(
        self,
        data: Mapping | None = None,
        *,
        version: Any,
        language: str,
        session: Session | None,
        venues: Collection[Venue],
    ) -> None:
        self.session, self.venues = session, {str(venue.pk): venue for venue in venues}
        super().__init__(data, version=version, language=language)

    def ask(self) -> None:
        names = Locale.parse(self.written_in).days["stand-alone"]["wide"]
        self.offer("weekday", [("", ""), *((day, names[day]) for day in Weekday.values)])
        places = [(key, venue.name) for key, venue in self.venues.items()]
        new = (NEW_PLACE, _("A place that is not in this list"))
        self.offer("where", [*places, new, (ONLINE, _("Online")), (NO_PLACE, _("Not known yet"))])
        for name in ("exceptions", "extra_dates"):
            self.fields[name].widget.attrs.update(rows=3, dir="ltr")

    def read(self) -> dict[str, Any]:
        if self.session is None:
            return {"frequency": WEEKLY, "where": next(iter(self.venues), NEW_PLACE)}
        session = self.session
        place = ONLINE if session.online else str(session.venue_id or NO_PLACE)
        said = {name: getattr(session, name) for name in (*OWN, "nth", "weekday")}
        dates = {name: value.isoformat() for name in DATES if (value := getattr(session, name))}
        times = {name: written_time(getattr(session, name)) for name in ("starts", "ends")}
        return said | dates | times | {"where": place}

    def clean(self) -> dict[str, Any]:
        self._check_days()
        self._check_dates()
        self._check_place()
        return self.cleaned_data

    @property
    def first_questions(self) -> list[BoundField]:
        return [question for question in self if question.name not in MORE]

    @property
    def more_questions(self) -> list[BoundField]:
        return [question for question in self if question.name in MORE]

    @property
    def has_more(self) -> bool:
        """Whether something stands in the rest, or is wrong there."""
        return any(question.value() or question.errors for question in self.more_questions)

    def values(self) -> dict[str, Any]:
        """The columns of the session; the place of a new venue is `new_venue`'s to make."""
        typed, before = self.cleaned_data, columns(self.session) if self.session else {}
        when = {name: typed[name] for name in (*OWN, *DATES, "starts", "ends")}
        nth = int(typed["nth"]) if typed["frequency"] == MONTHLY else None
        return {
            **before,
            **when,
            "nth": nth,
            "weekday": int(typed["weekday"]),
            "ends_on": None if typed["frequency"] == ONCE else typed["ends_on"],
            "venue": self.venues.get(typed["where"]),
            "online": typed["where"] == ONLINE,
        }

    @property
    def new_venue(self) -> Venue | None:
        """The place that was typed, not stored yet."""
        typed = self.cleaned_data
        if typed["where"] != NEW_PLACE:
            return None
        return Venue(
            name=typed["place_name"] or gettext("A place"),
            address=typed["place_address"],
            postcode=typed["place_postcode"],
            address_hidden=typed["place_hidden"],
        )

    def _check_days(self) -> None:
        typed = self.cleaned_data
        frequency, first = typed.get("frequency"), typed.get("starts_on")
        counted = frequency in (FORTNIGHTLY, ONCE)
        if counted and not first and "starts_on" not in self.errors:
            self.add_error("starts_on", _("Enter the first date"))
        if frequency == ONCE and first:
            self.errors.pop("weekday", None)
            typed["weekday"] = str(first.weekday())
        if counted and first and typed.get("weekday", str(first.weekday())) != str(first.weekday()):
            self.add_error("starts_on", _("This date is on another day of the week"))
        if frequency == MONTHLY and not typed.get("nth"):
            self.add_error("nth", _("Choose which one of the month"))

    def _check_dates(self) -> None:
        typed = self.cleaned_data
        if _is_before(typed.get("ends"), typed.get("starts"), or_at=True):
            self.add_error("ends", _("It has to end after it starts"))
        if typed.get("frequency") != ONCE and _is_before(typed.get("ends_on"), typed.get("starts_on")):
            self.add_error("ends_on", _("The last date is before the first"))
        for name, read in (("exceptions", periods), ("extra_dates", single_days)):
            try:
                read(typed.get(name, ""))
            except ValueError as error:
                wrong = gettext("This is no date: %(line)s. Write it like 24/12/2026") % {"line": error}
                self.add_error(name, wrong)

    def _check_place(self) -> None:
        typed = self.cleaned_data
        if typed.get("where") != NEW_PLACE:
            for name in ("place_name", "place_address", "place_postcode"):
                self.errors.pop(name, None)
            return
        if typed.get("place_hidden"):
            return
        if not typed.get("place_name"):
            self.add_error("place_name", _("Enter what the place is called"))
        if not typed.get("place_address"):
            self.add_error("place_address", _("Enter the street and the number"))


def _is_before(last: Any, first: Any, *, or_at: bool = False) -> bool:
    if not last or not first:
        return False
    return last < first or (or_at and last == first)
