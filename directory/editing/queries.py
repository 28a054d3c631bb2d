"""Reads for the editors' area: what a group's own people see of what they run, on its newest version."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings

from wagtail.models import ModelLogEntry

from directory.editing.actions import WORDS_CHECKED
from directory.editing.completeness import PIECES, Completeness, completeness
from directory.editing.steps import ORDER
from directory.editing.translations import State, Version, source_of, states
from directory.editing.words_steps import WORDS
from directory.models import Group, Listing, Venue
from directory.moderation.operations import newest
from directory.moderation.proposals import Proposal, proposal_of
from directory.moderation.versions import CHILDREN, newest_content, waiting_of
from words.text import Text

STEP_OF = {
    **dict.fromkeys(("name", "summary", "description", "categories"), "what"),
    **dict.fromkeys(("age_from_months", "age_to_months", "who_for", "languages_spoken"), "who"),
    **dict.fromkeys(("cost_pence", "other_costs", "booking", "waiting_list"), "cost"),
    **dict.fromkeys(("contact_name", "phone", "email", "website"), "contact"),
    **dict.fromkeys(("step_free", "accessible_toilet", "baby_change"), "access"),
    "sessions": "when",
    "pictures": "pictures",
}


@dataclass(frozen=True)
class StepState:
    """`missing` of `asked` things that families look for are not said yet."""

    key: str
    missing: int
    asked: int
    waits: bool


@dataclass(frozen=True)
class Overview:
    """A listing as its editors see it: what its newest version says, and how far it has come."""

    listing: Listing
    proposal: Proposal | None

    @cached_property
    def content(self) -> Mapping[str, Any]:
        return newest_content(self.listing, self.proposal)

    @cached_property
    def completeness(self) -> Completeness:
        return completeness(said(self.content, self.listing.group))

    @cached_property
    def waiting(self) -> frozenset[str]:
        """The steps of which something waits for staff; those of a draft that nobody has approved are all of it."""
        what = waiting_of(self.listing, self.proposal)
        return frozenset(filter(None, (step_of(difference.field) for difference in what)))

    @property
    def is_shown(self) -> bool:
        return self.listing.is_listed

    @property
    def steps(self) -> list[StepState]:

        missing = [piece.step for piece in self.completeness.missing]
        asked = [piece.step for piece in PIECES]
        return [StepState(key, missing.count(key), asked.count(key), key in self.waiting) for key in ORDER]


def overview(listing: Listing) -> Overview:
    return Overview(listing, proposal_of(listing))


def overviews(group: Group) -> list[Overview]:
    found = group.listings.select_related("latest_revision", "group", "proposal").prefetch_related(*CHILDREN)
    return [Overview(listing, getattr(listing, "proposal", None)) for listing in found.order_by("pk")]


def step_of(field: str) -> str:
    """Where a field of the model is asked for; empty for one that is asked for nowhere."""
    name, _, code = field.rpartition("_")
    return STEP_OF.get(field) or (STEP_OF.get(name, "") if code in dict(settings.LANGUAGES) else "")


def name_of(content: Mapping[str, Any], slug: str, language: str) -> Text:
    """In the reader's language, else in English, else in whichever it has."""
    for code in (language, "en", *dict(settings.LANGUAGES)):
        if value := content[f"name_{code}"]:
            return Text(value, code)
    return Text(slug, "en")


def said(content: Mapping[str, Any], group: Group) -> frozenset[str]:
    """The keys of completeness.PIECES that a version, as `content_of` has it, has something for. What is said in one
    language is said."""
    sessions = content["sessions"]
    facts = {
        "sessions": sessions,
        "place": sessions and all(session["venue"] or session["online"] for session in sessions),
        "contact": content["phone"] or content["email"] or group.phone or group.email,
        "ages": content["age_from_months"] is not None or content["age_to_months"] is not None,
        "cost": content["cost_pence"] is not None,
        "access": content["step_free"] and content["accessible_toilet"] and content["baby_change"],
        **{name: content[name] for name in ("categories", "pictures")},
        "languages": content["languages_spoken"],
        **{name: any(content[f"{name}_{code}"] for code, _ in settings.LANGUAGES) for name in WORDS},
    }
    return frozenset(key for key, value in facts.items() if value)


def venues_of(group: Group) -> list[Venue]:
    """Where this group meets, or has proposed to. Another group's place may be one that not everybody may find."""
    proposed = {
        session.venue_id
        for listing in group.listings.all()
        for session in newest(listing).sessions.all()
        if session.venue_id
    }
    shown = group.listings.values_list("sessions__venue", flat=True)
    return list(Venue.objects.filter(pk__in={*proposed, *filter(None, shown)}))


@dataclass(frozen=True)
class WordStates:
    """Of the newest version: the language it was first written in, and the state of each."""

    source: str
    states: dict[str, State]


def words_of(listing: Listing) -> WordStates:
    revisions = listing.revisions.order_by("pk").values_list("pk", "content")
    versions = [Version(number, _words(content)) for number, content in revisions]
    newest_version = newest(listing)
    versions.append(Version(listing.latest_revision_id or 0, _words(newest_version.serializable_data())))
    return WordStates(source_of(versions), states(versions, newest_version.machine_drafted, _read_through(listing)))


def _words(content: dict) -> dict[str, tuple[str, ...]]:
    return {code: tuple((content.get(f"{name}_{code}") or "") for name in WORDS) for code, _name in settings.LANGUAGES}


def _read_through(listing: Listing) -> dict[str, int]:
    entries = ModelLogEntry.objects.for_instance(listing).filter(action=WORDS_CHECKED)
    return {entry.data["language"]: entry.data["revision"] for entry in entries.order_by("timestamp", "pk")}
