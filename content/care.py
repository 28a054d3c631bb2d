"""What in the library needs somebody: read from the pages, the registry and the states of the translations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from typing import Any

from wagtail.models import Page

from content import house_rules
from content.article import facts_named_by
from content.coverage import Row, english_pages
from content.models import LibraryPage, TopicPage
from content.registry import Fact
from content.translation_states import State

# An address that stands in words, without the punctuation after it.
ADDRESS = re.compile(r"https?://[^\s<>\"”’]*[^\s<>\"”’.,;:!?)\]۔،।]", re.IGNORECASE)


@dataclass(frozen=True)
class Counts:
    """How much waits, for the first page of the CMS."""

    overdue_facts: int
    past_review: int
    out_of_date: int
    unchecked_safety_pages: int


@dataclass(frozen=True)
class Care:
    """A page with what to look at in it."""

    page: Page
    what: tuple[str, ...]


def counts(rows: list[Row], today: date) -> Counts:
    return Counts(
        overdue_facts=Fact.objects.all().overdue(today).count(),
        past_review=len(past_review(today)),
        out_of_date=len(in_state(rows, State.OUT_OF_DATE)),
        unchecked_safety_pages=len(unchecked_safety_pages(rows)),
    )


def past_review(today: date) -> list[LibraryPage]:
    """English pages that somebody should have read again by now, the longest overdue first."""
    late = [page for page in english_pages() if page.review_by and page.review_by < today]
    return sorted(late, key=lambda page: page.review_by or today)


def in_state(rows: list[Row], *states: State) -> list[Page]:
    return [cell.page for row in rows for cell in row.cells if cell.page and cell.state in states]


def unchecked_safety_pages(rows: list[Row]) -> list[Page]:
    """Translations that stand beside the English until a second person has read them."""
    return [
        cell.page
        for row in rows
        if row.page.safety_critical
        for cell in row.cells
        if cell.page and cell.state not in (State.CHECKED, State.MISSING)
    ]


def broken_links() -> list[Care]:
    """Live pages, in every language, that link to a page which is not there, or name a fact that nobody keeps."""
    live = {page.pk for page in Page.objects.live()}
    facts = set(Fact.objects.values_list("key", flat=True))
    found = [Care(page, tuple(_broken(page, live, facts))) for page in live_pages()]
    return [care for care in found if care.what]


def pages_using(key: str) -> list[LibraryPage]:
    """Live pages, in every language, whose words embed this fact or whose readers are led to it."""
    return [page for page in live_pages() if key in facts_named_by(page)]


def records_using(key: str) -> list[Fact]:
    """Helplines whose own words embed this fact, in any language."""
    return [helpline for helpline in Fact.objects.helplines() if key in helpline.facts_named()]


def against_house_rules() -> list[Care]:
    """English pages that a rule of ours would have otherwise."""
    found = [Care(page, tuple(house_rules.warnings(paragraphs_of(page)))) for page in english_pages()]
    return [care for care in found if care.what]


def addresses_in(page: LibraryPage) -> set[str]:
    """Addresses on the web that the page's words link to, or name."""
    found: set[str] = set()
    for block in page.body:
        for source in _sources(block.value):
            reader = _Reader()
            reader.feed(source)
            found |= reader.addresses
    return found


def paragraphs_of(page: LibraryPage) -> house_rules.Paragraphs:
    texts, links, kinds = [page.summary], [], set()
    for block in page.body:
        kinds.add(block.block_type)
        for source in _sources(block.value):
            reader = _Reader()
            reader.feed(source)
            texts += reader.paragraphs
            links += reader.links
    return house_rules.Paragraphs(
        texts=texts,
        link_words=links,
        has_picture=page.picture_id is not None,
        picture_alt=page.picture_alt,
        has_sources="sources" in kinds,
        needs_sources=isinstance(page, TopicPage),
    )


def live_pages() -> Iterator[LibraryPage]:
    """Every page that families can read, in every language."""
    for english in english_pages():
        yield from english.get_translations(inclusive=True).live().filter(alias_of=None).specific()


def _broken(page: LibraryPage, live: set[int], facts: set[str]) -> Iterator[str]:
    for block in page.body:
        for source in _sources(block.value):
            reader = _Reader()
            reader.feed(source)
            yield from (f"links to page {number}, which is not live" for number in reader.pages if number not in live)
    for key in sorted(facts_named_by(page) - facts):
        yield f"names the fact {{{key}}}, which does not exist"


def _sources(value: Any) -> Iterator[str]:
    """The HTML of every rich text in a block."""
    if hasattr(value, "source"):
        yield value.source
    elif hasattr(value, "values"):
        for child in value.values():
            yield from _sources(child)
    elif hasattr(value, "bound_blocks"):
        for child in value:
            yield from _sources(child)


class _Reader(HTMLParser):
    """Paragraphs, words of links, linked pages and addresses of rich text."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[str] = [""]
        self.links: list[str] = []
        self.pages: list[int] = []
        self.addresses: set[str] = set()
        self._in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "li"):
            self.paragraphs.append("")
        if tag == "a":
            self._in_link = True
            self.links.append("")
            target = dict(attrs)
            if target.get("linktype") == "page" and target.get("id"):
                self.pages.append(int(target["id"] or 0))
            if ADDRESS.match(address := (target.get("href") or "").strip()):
                self.addresses.add(address)

    def handle_endtag(self, tag: str) -> None:
        self._in_link = self._in_link and tag != "a"

    def handle_data(self, data: str) -> None:
        self.paragraphs[-1] += data
        if self._in_link:
            self.links[-1] += data
        else:
            self.addresses.update(ADDRESS.findall(data))
