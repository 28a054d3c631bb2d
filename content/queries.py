"""Reads of the library: pages in a language, or in English where that language has none, and the registry."""

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.urls import translate_url

from wagtail.models import Page

from content.models import EasyReadPage, LibraryPage, Publication, TopicPage, TranslationBasis, TranslationCheck
from content.recordings import Recording
from content.registry import Fact, FactQuerySet
from content.specific_pages import with_locales
from content.themes import THEMES
from content.translation_states import Published, State, stands_alone, state

SOURCE_LANGUAGE = "en"


@dataclass(frozen=True)
class PageCard:
    """A page as other pages name it. `language` is that of its words, English where there is no translation."""

    title: str
    summary: str
    url: str
    language: str


@dataclass(frozen=True)
class Alternate:
    """A page in a language, for search engines. `language` is "x-default" for readers of none of ours."""

    language: str
    url: str


@dataclass(frozen=True)
class Shelf:
    """The topics of one theme."""

    key: str
    name: str
    topics: tuple[TopicPage, ...]


def first_helplines() -> FactQuerySet:
    """The numbers for the foot of every page."""
    return Fact.objects.helplines().filter(is_first=True)


def helplines() -> FactQuerySet:
    return Fact.objects.helplines()


def helplines_named(keys: list[str]) -> list[Fact]:
    """The helplines with these keys, in this order; unknown keys are left out."""
    return sorted(Fact.objects.helplines().filter(key__in=keys), key=lambda helpline: keys.index(helpline.key))


def topics(language: str) -> list[TopicPage]:
    """Every live topic, in `language` where it is translated and else in English, in the order of the English tree."""
    english = TopicPage.objects.live().filter(locale__language_code=SOURCE_LANGUAGE).order_by("path")
    return in_language(list(english.select_related("locale", "picture")), language)


def shelves(language: str) -> list[Shelf]:
    """Every live topic on the shelf of its theme; empty shelves are left out."""
    every = topics(language)
    found = [
        Shelf(key, str(name), tuple(topic for topic in every if topic.theme == key)) for key, name in THEMES.items()
    ]
    return [shelf for shelf in found if shelf.topics]


def easy_read_pages(language: str) -> list[EasyReadPage]:
    english = EasyReadPage.objects.live().filter(locale__language_code=SOURCE_LANGUAGE).order_by("path")
    return in_language(list(english.select_related("locale", "picture")), language)


def easy_read_of(page: Page, language: str) -> EasyReadPage | None:
    """The Easy Read page about the same subject."""
    english = EasyReadPage.objects.live().filter(
        locale__language_code=SOURCE_LANGUAGE, full_page__translation_key=page.translation_key
    )
    return next(iter(in_language(list(english.select_related("locale")), language)), None)


def pages(keys: list[str], language: str) -> list[PageCard]:
    """Cards of the live pages with these slugs, in this order; unknown slugs are left out."""
    found = Page.objects.live().filter(slug__in=keys, locale__language_code=SOURCE_LANGUAGE)
    in_order = sorted(with_locales(found), key=lambda page: keys.index(page.slug))
    return [card(page, language) for page in in_language(in_order, language)]


def titles() -> dict[str, str]:
    """Every live page by its slug, with its English title, in the order of the titles."""
    every = Page.objects.live().type(LibraryPage).filter(locale__language_code=SOURCE_LANGUAGE).order_by("title")
    return dict(every.values_list("slug", "title"))


def card(page: LibraryPage, language: str) -> PageCard:
    return PageCard(page.title, page.summary, page_url(page, language), page.locale.language_code)


def page_url(page: Page, language: str) -> str:
    """The page's address in the reader's own tree, also where its words are still English."""
    return f"/{language}/" + page.url_path.removeprefix("/").partition("/")[2]


def alternates(page: LibraryPage) -> list[Alternate]:
    """The languages that this page really exists in."""
    live = page.get_translations(inclusive=True).live().filter(alias_of=None).select_related("locale")
    codes = {translation.locale.language_code: translation for translation in live}
    return _with_default({code: page_url(codes[code], code) for code, _name in settings.LANGUAGES if code in codes})


def alternates_at(path: str) -> list[Alternate]:
    """Every language, for the page of a view: its words are the interface's."""
    return _with_default({code: translate_url(path, code) for code, _name in settings.LANGUAGES})


def _with_default(paths: dict[str, str]) -> list[Alternate]:
    """By language; the English page is also the one for everybody else."""
    if SOURCE_LANGUAGE in paths:
        paths = {**paths, "x-default": paths[SOURCE_LANGUAGE]}
    return [Alternate(code, settings.WAGTAILADMIN_BASE_URL + path) for code, path in paths.items()]


def source_of(page: Page) -> Page:
    """The English page that this one is a translation of; itself where it has none."""
    return page.get_translations(inclusive=True).filter(locale__language_code=SOURCE_LANGUAGE).first() or page


def english_of(page: Page) -> LibraryPage | None:
    """The English page, where there is one that is live."""
    english = page.get_translations().live().filter(locale__language_code=SOURCE_LANGUAGE).first()
    return english.specific if english else None


def translation_state(page: Page) -> State:
    """The state of one translation."""
    return translation_states([page])[page.pk]


def is_by_machine(page: Page) -> bool:
    """Whether a machine wrote some of the live words, or nobody knows who did."""
    basis = TranslationBasis.objects.filter(revision_id=page.live_revision_id).first()
    return basis is None or basis.by_machine


def translation_states(translations: Collection[Page]) -> dict[int, State]:
    """The state of each of these translations, in four queries for one as for all."""
    revisions = [page.live_revision_id for page in translations]
    basis = {
        found.revision_id: found
        for found in TranslationBasis.objects.filter(revision_id__in=revisions).select_related("publication")
    }
    checked = set(TranslationCheck.objects.filter(revision_id__in=revisions).values_list("revision_id", flat=True))
    published: dict[object, list[Published]] = {}
    for publication in Publication.objects.filter(
        page__translation_key__in=[page.translation_key for page in translations]
    ).values("pk", "minor", "page__translation_key"):
        published.setdefault(publication["page__translation_key"], []).append(
            Published(publication["pk"], publication["minor"])
        )
    return {
        page.pk: state(
            live=page.live and not page.alias_of_id,
            made_from=basis[page.live_revision_id].publication_id if page.live_revision_id in basis else None,
            by_machine=page.live_revision_id in basis and basis[page.live_revision_id].by_machine,
            checked=page.live_revision_id in checked,
            english=published.get(page.translation_key, []),
        )
        for page in translations
    }


def standing_alone(pages: list[TopicPage]) -> list[TopicPage]:
    """These pages, each as its English where its translation may only be shown beside that."""
    unsure = [page for page in pages if page.safety_critical and page.locale.language_code != SOURCE_LANGUAGE]
    states = translation_states(unsure)
    beside = {page.translation_key for page in unsure if not stands_alone(states[page.pk], safety_critical=True)}
    english = _in(SOURCE_LANGUAGE, TopicPage, beside)
    return [english.get(page.translation_key, page) for page in pages]


def translation_check(page: Page) -> TranslationCheck | None:
    """The check of the words that are live, if a person made one."""
    return TranslationCheck.objects.filter(page_id=page.pk, revision_id=page.live_revision_id).first()


def in_language(english: list, language: str) -> list:
    """These English pages, each in `language` where it is live there."""
    if language == SOURCE_LANGUAGE:
        return english
    keys = {page.translation_key for page in english}
    translated: dict = {}
    for kind in {type(page) for page in english}:
        translated |= _in(language, kind, keys)
    return [translated.get(page.translation_key, page) for page in english]


def _in(language: str, kind: type[LibraryPage], keys: Collection) -> dict:
    """The live pages of a kind, by their key, with what lists show of them."""
    live = kind.objects.live().filter(translation_key__in=keys, locale__language_code=language, alias_of=None)
    return {page.translation_key: page for page in live.select_related("locale", "picture")}


def recordings_of(page: LibraryPage) -> list[Recording]:
    """The page read aloud, in any language; each `is_stale` where the page changed since.

    A recording whose file is lost is left out, and a stale one where the page, or its English, is about safety.
    """
    about_the_page = Recording.objects.filter(page__translation_key=page.translation_key)
    recorded = about_the_page.annotate(is_stale=_published_since())
    if page.safety_critical or source_of(page).specific.safety_critical:
        recorded = recorded.filter(is_stale=False)
    return [recording for recording in recorded if recording.file.storage.exists(recording.file.name or "")]


def stale_recordings() -> QuerySet[Recording]:
    """Recordings of English that was published anew since, and not as a minor edit."""
    return Recording.objects.filter(_published_since()).select_related("page")


def _published_since() -> Exists:
    """Of a recording: whether the English went live since with other words."""
    return Exists(
        Publication.objects.filter(
            page__translation_key=OuterRef("page__translation_key"),
            pk__gt=Coalesce(OuterRef("made_from_id"), 0),
            minor=False,
        )
    )


@dataclass(frozen=True)
class Onward:
    """Where a topic leads: other pages, people to talk to, and the groups of these categories."""

    pages: tuple[PageCard, ...]
    helplines: tuple[Fact, ...]
    categories: tuple[str, ...]


def onward(page: TopicPage, language: str) -> Onward:
    related = [block.value.specific for block in page.related if block.block_type == "page" and block.value]
    live = [found for found in related if found.live]
    return Onward(
        pages=tuple(card(found, language) for found in in_language(live, language)),
        helplines=tuple(block.value for block in page.related if block.block_type == "helpline" and block.value),
        categories=tuple(block.value for block in page.related if block.block_type == "groups"),
    )
