"""How listings are sorted: by the council's categories, and by whom they are for."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.audiences import AUDIENCES
from directory.models import Category, Listing
from directory.open_referral.publisher import Publisher
from directory.open_referral.record import Record, filled
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
