"""Taxonomies and their terms: as lists, and one by its id."""

from collections.abc import Iterable
from datetime import datetime

from directory.models import Category
from directory.open_referral.parameters import Asked
from directory.open_referral.publisher import Publisher
from directory.open_referral.record import Record
from directory.open_referral.selection import Entry
from directory.open_referral.taxonomies import (
    CATEGORIES,
    TAXONOMIES,
    Taxonomy,
    Term,
    audience_terms,
    category_term,
    full_taxonomy,
    taxonomy,
    taxonomy_term,
)


def taxonomy_entries(asked: Asked, by: Publisher, now: datetime) -> list[Entry]:
    return [Entry(one) for one in TAXONOMIES if _says(asked, one.name, one.description)]


def taxonomy_records(entries: Iterable[Entry], asked: Asked, by: Publisher) -> list[Record]:
    return [taxonomy(entry.key, by) for entry in entries]


def one_taxonomy(identifier: str, asked: Asked, by: Publisher) -> Record | None:
    one = next((one for one in TAXONOMIES if by.id_of("taxonomy", one.key) == identifier), None)
    return full_taxonomy(one, _terms(one), by) if one else None


def term_entries(asked: Asked, by: Publisher, now: datetime) -> list[Entry]:
    taxonomies = set(asked.get("taxonomy_id", ()))
    return [
        Entry(term)
        for term in ([] if "parent_id" in asked else _all_terms())
        if taxonomies <= {by.id_of("taxonomy", term.taxonomy.key)} and _says(asked, term.name, term.description)
    ]


def term_records(entries: Iterable[Entry], asked: Asked, by: Publisher) -> list[Record]:
    return [taxonomy_term(entry.key, by) for entry in entries]


def one_term(identifier: str, asked: Asked, by: Publisher) -> Record | None:
    return next((one for one in (taxonomy_term(term, by) for term in _all_terms()) if one["id"] == identifier), None)


def _terms(one: Taxonomy) -> list[Term]:
    if one != CATEGORIES:
        return audience_terms()
    return [category_term(category) for category in Category.objects.order_by("pk")]


def _all_terms() -> list[Term]:
    """Those of the program first: categories are added at the end."""
    return [*audience_terms(), *_terms(CATEGORIES)]


def _says(asked: Asked, *texts: str) -> bool:
    words = asked.get("search", "").casefold().split()
    return all(word in " ".join(texts).casefold() for word in words)
