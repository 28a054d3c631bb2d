"""How listings are sorted: by the council's categories, and by whom they are for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from directory.audiences import AUDIENCES
from directory.models import Category, Listing
from directory.open_referral.parameters import Asked
from directory.open_referral.publisher import Publisher
from directory.open_referral.record import Entry, Record, filled
from words.text import ENGLISH, text


@dataclass(frozen=True)
class Taxonomy:
    key: str
    name: str
    description: str


CATEGORIES = Taxonomy("categories", "Categories", "What a group offers, as the directory sorts it.")
AUDIENCE = Taxonomy("audience", "Who it is for", "Whom a group is meant for. One that names nobody is for everybody.")
TAXONOMIES = (CATEGORIES, AUDIENCE)


@dataclass(frozen=True)
class Term:
    """`description` is required by the standard: words that parents use for it, or the name again."""

    taxonomy: Taxonomy
    key: str
    name: str
    description: str


def audience_terms() -> list[Term]:
    return [Term(AUDIENCE, key, name, name) for key, name in AUDIENCES.items()]


def category_term(category: Category) -> Term:
    name = text(category, "label", ENGLISH).value
    words = text(category, "synonyms", ENGLISH).value.split("\n")
    return Term(CATEGORIES, category.key, name, ", ".join(words) or name)


def terms_of(listing: Listing) -> list[Term]:
    chosen = [term for term in audience_terms() if term.key in listing.who_for]
    categories = sorted(listing.categories.all(), key=lambda category: category.key)
    return [*map(category_term, categories), *chosen]


def taxonomy(one: Taxonomy, by: Publisher) -> Record:
    return {"id": by.id_of("taxonomy", one.key), "name": one.name, "description": one.description}


def full_taxonomy(one: Taxonomy, terms: Iterable[Term], by: Publisher) -> Record:
    return taxonomy(one, by) | filled(
        taxonomy_terms=[taxonomy_term(term, by) for term in terms if term.taxonomy == one]
    )


def taxonomy_term(term: Term, by: Publisher) -> Record:
    return {
        "id": by.id_of("taxonomy_term", term.taxonomy.key, term.key),
        "name": term.name,
        "description": term.description,
        "taxonomy": term.taxonomy.name,
        "taxonomy_id": by.id_of("taxonomy", term.taxonomy.key),
    }


def attributes(listing: Listing, service_id: str, by: Publisher) -> list[Record]:
    return [_attribute(listing, service_id, taxonomy_term(term, by), term, by) for term in terms_of(listing)]


def _attribute(listing: Listing, service_id: str, record: Record, term: Term, by: Publisher) -> Record:
    return {
        "id": by.id_of("attribute", listing.reference, term.taxonomy.key, term.key),
        "link_id": service_id,
        "link_type": term.taxonomy.key,
        "link_entity": "service",
        "taxonomy_term_id": record["id"],
        "taxonomy_term": record,
    }


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
