"""Compares a file with the directory. Reads, and writes nothing."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Model

from directory.models import NO_SLUGS, Category, Group, Listing, Session, Venue
from directory.spreadsheets import meetings
from directory.spreadsheets.categories import read_categories
from directory.spreadsheets.checking import Checker
from directory.spreadsheets.columns import WHERE, Header
from directory.spreadsheets.drafts import Draft, SessionDraft, read_drafts
from directory.spreadsheets.groups import Groups
from directory.spreadsheets.keys import FreeKeys
from directory.spreadsheets.known import Known, directory_state, known_listings
from directory.spreadsheets.plan import SESSIONS, Change, Difference, Plan
from directory.spreadsheets.remarks import Refused, Remark
from directory.spreadsheets.table import read_table
from directory.spreadsheets.values import Sorting, Writer, fields_of, sorting_of, value_of
from directory.spreadsheets.venues import Venues

CHUNK = 500
LONGEST_SLUG = 100
NO_LINES: Mapping[str, int] = {}
NOT_SHOWN = "Families do not see this listing. The import leaves that as it is: publish it in the CMS."
HAS_A_DRAFT = "Somebody changed this listing and has not published it. That stays in its history; the file goes first."


def plan_import(*, data: bytes, progress: Callable[[int], object] = lambda listings: None) -> Plan:
    """Raises Refused for a file that is no spreadsheet of listings. `progress` is told how many more were compared."""
    state = directory_state()
    reading = read_drafts(read_table(data, [code for code, _name in settings.LANGUAGES]))
    planner = _Planner(reading.header, Plan(state, reading.excel_rows, faults=reading.faults, notes=reading.notes))
    planner.find_venues(reading.drafts)
    for first in range(0, len(reading.drafts), CHUNK):
        part = reading.drafts[first : first + CHUNK]
        planner.compare(part)
        progress(len(part))
    return planner.finished()


class _Planner:
    def __init__(self, header: Header, plan: Plan) -> None:
        self._header = header
        self._plan = plan
        self._categories_by_id = Category.objects.in_bulk()
        self._groups = Groups(Group.objects.all())
        self._venues = Venues(Venue.objects.all())
        self._venue_of: dict[SessionDraft, Venue] = {}
        self._categories = read_categories()
        self._writer = Writer(self._groups, self._categories)
        self._slugs = FreeKeys({*NO_SLUGS, *Listing.objects.values_list("slug", flat=True)}, LONGEST_SLUG)
        self._checker = Checker()

    def find_venues(self, drafts: Sequence[Draft]) -> None:
        """Those of which a row says most come first, so that others may say less of the same."""
        sessions = [one for draft in drafts for one in draft.sessions or () if one.where]
        for one in sorted(sessions, key=lambda one: one.where.cells_filled, reverse=True):
            new = len(self._venues.new)
            try:
                self._venue_of[one] = self._venues.meant(one.where)
            except Refused as error:
                self._fault(one.line, error.remark.column, error.remark.what)
            for venue in self._venues.new[new:]:
                self._check(venue, one.line)

    def compare(self, drafts: Sequence[Draft]) -> None:
        known = known_listings([draft.reference for draft in drafts], self._categories_by_id)
        for draft in drafts:
            change = self._change(draft, known)
            if change.is_new or change.differences:
                self._check(change.listing, draft.line, draft.lines)
                self._plan.changes.append(change)
            else:
                self._plan.unchanged += 1
            if not change.listing.live:
                self._note(draft.line, NOT_SHOWN)
            elif change.differences and change.listing.has_unpublished_changes:
                self._note(draft.line, HAS_A_DRAFT)

    def finished(self) -> Plan:
        self._plan.groups, self._plan.venues = self._groups.new, self._venues.new
        self._plan.to_hide = self._venues.to_hide
        self._plan.faults.sort()
        return self._plan

    def _change(self, draft: Draft, known: Known) -> Change:
        had = known.listings.get(draft.reference)
        change = Change(had or self._new_listing(draft), draft.line, is_new=had is None)
        for column, said in draft.facts.items():
            self._set(change, column, self._value(draft, column, said), known)
        if "group" not in draft.facts and change.is_new:
            self._fault(draft.line, "group", "This is empty, and a new listing needs a group.")
        if draft.sessions is not None:
            self._meet(change, draft.sessions, known.sessions[had.pk] if had else [])
        return change

    def _new_listing(self, draft: Draft) -> Listing:
        slug = self._slugs.take(draft.facts.get("name_en") or "", draft.reference or "listing")
        return Listing(reference=draft.reference, slug=slug, live=True)

    def _value(self, draft: Draft, column: str, said: Any) -> Any:
        if column == "categories":
            categories, other_words = self._categories.sorted_out(said)
            for word in other_words:
                self._plan.kept_words.setdefault(word, []).append(draft.lines[column])
            return Sorting(tuple(categories), tuple(other_words))
        if column == "group":
            return self._group(draft, said)
        return said

    def _group(self, draft: Draft, name: str) -> Group | None:
        if not name:
            self._fault(draft.lines["group"], "group", "This is empty, and every listing needs a group.")
            return None
        new = len(self._groups.new)
        group = self._groups.named(name)
        for added in self._groups.new[new:]:
            self._check(added, draft.lines["group"])
        return group

    def _set(self, change: Change, column: str, value: Any, known: Known) -> None:
        listing = change.listing
        is_sorting = isinstance(value, Sorting)
        was = sorting_of(listing, known.categories.get(listing.pk, ())) if is_sorting else value_of(listing, column)
        before, after = (self._writer.written(column, one) for one in (was, value))
        if before == after or value is None and column == "group":
            return
        change.differences.append(Difference(self._header.label(column), before, after))
        fields = fields_of(column, value)
        change.values |= fields
        for name, new in fields.items():
            setattr(listing, name, new)
        if isinstance(value, Sorting):
            change.categories = value.categories

    def _meet(self, change: Change, drafts: Sequence[SessionDraft], had: list[Session]) -> None:
        keeps_place = not self._header.known.intersection(WHERE)
        wanted = [
            meetings.Wanted(one.line, one.when, self._venue_of.get(one), one.where.online, keeps_place)
            for one in drafts
            if one in self._venue_of or not one.where
        ]
        wanted = meetings.once(had, wanted, lambda one: self._note(one.line, "The same session twice: taken once."))
        before = _in_lines(had)
        outcome = meetings.fitted(had, wanted)
        change.sessions, change.gone = [session for _line, session in outcome.written], outcome.gone
        for line, session in outcome.written:
            self._check(session, line)
        if change.sessions or change.gone:
            change.differences.append(Difference(SESSIONS, before, _in_lines(outcome.all)))

    def _check(self, record: Model, line: int, lines: Mapping[str, int] = NO_LINES) -> None:
        """`lines` are those of columns that do not stand in `line`."""
        for column, what in self._checker.faults(record):
            self._fault(lines.get(column, line), column, what)

    def _fault(self, line: int, column: str, what: str) -> None:
        self._plan.faults.append(Remark(line, self._header.label(column), what))

    def _note(self, line: int, what: str) -> None:
        self._plan.notes.append(Remark(line, "", what))


def _in_lines(sessions: Sequence[Session]) -> str:
    return "\n".join(map(meetings.in_words, meetings.in_order(sessions)))
