"""What the index knows of a library page: its words in every language, and those that parents type for its subject.

A page's groups are the directory's categories, whose labels and synonyms say what parents call its subject.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import override

from wagtail.models import Page
from wagtail.query import PageQuerySet

from content import embedding
from content.article import words_of
from content.models import Fact, HomePage, LibraryPage, Term, TopicPage
from content.themes import THEMES
from directory.models import Category
from directory.search.engine import Document, DocumentText
from words import glossary
from words.text import ENGLISH, text

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Vocabulary:
    """The words that pages share: what is written out in them, explained in them, or known by another name."""

    facts: Mapping[str, Fact]
    terms: tuple[Term, ...]
    categories: Mapping[str, Category]


def searchable() -> PageQuerySet:
    """The English pages that families can find. The home page only leads to the others."""
    live = Page.objects.live().filter(locale__language_code=ENGLISH, alias_of=None)
    return live.type(LibraryPage).not_type(HomePage)


def documents(pages: PageQuerySet) -> Iterator[Document]:
    """A document for each of these English pages, with the texts of its live translations."""
    vocabulary = Vocabulary(
        facts=Fact.objects.all().by_key(),
        terms=tuple(Term.objects.all()),
        categories={category.key: category for category in Category.objects.order_by("pk")},
    )
    for page in pages.specific():
        versions = page.get_translations(inclusive=True).live().filter(alias_of=None)
        yield Document(
            key=page.pk,
            texts=tuple(_text(version, vocabulary) for version in versions.select_related("locale").specific()),
            category_words=tuple(_category_words(page, vocabulary.categories)),
        )


def category_keys(page: LibraryPage) -> list[str]:
    """The categories of the groups that a page leads to."""
    related = page.related.raw_data if isinstance(page, TopicPage) else []
    return [block["value"] for block in related if block["type"] == "groups"]


def _text(page: LibraryPage, vocabulary: Vocabulary) -> DocumentText:
    language = page.locale.language_code
    body = embedding.plain(" ".join(words_of(page.body)), vocabulary.facts)
    explained = _explained(body, vocabulary.terms, language)
    return DocumentText(language, page.title, " ".join([page.summary, body, *explained]))


def _explained(body: str, terms: Iterable[Term], language: str) -> Iterator[str]:
    """The other forms of the glossary's words in a text, and what they mean."""
    forms = {term: text(term, "forms", language).value.splitlines() for term in terms}
    for term in glossary.found_in(body, forms):
        yield " ".join(form.removesuffix("*") for form in forms[term])
        yield text(term, "meaning", language).value


def _category_words(page: LibraryPage, categories: Mapping[str, Category]) -> Iterator[tuple[str, str]]:
    named = [categories[key] for key in category_keys(page) if key in categories]
    for language in LANGUAGES:
        words = [getattr(category, f"{field}_{language}") for category in named for field in ("label", "synonyms")]
        with override(language):
            theme = str(THEMES[page.theme]) if isinstance(page, TopicPage) else ""
        yield language, " ".join(filter(None, [theme, *words]))
