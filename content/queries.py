"""Reads of the library: pages in a language, or in English where that language has none, and helplines."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from wagtail.models import Page

from content.models import Helpline, LibraryPage, TopicPage, TranslationCheck

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
    language: str
    url: str


def first_helplines() -> QuerySet[Helpline]:
    """The numbers for the foot of every page."""
    return Helpline.objects.filter(is_first=True)


def helplines() -> QuerySet[Helpline]:
    return Helpline.objects.all()


def helplines_named(keys: list[str]) -> list[Helpline]:
    """The helplines with these keys, in this order; unknown keys are left out."""
    return sorted(Helpline.objects.filter(key__in=keys), key=lambda helpline: keys.index(helpline.key))


def topics(language: str) -> list[TopicPage]:
    """Every live topic, in `language` where it is translated and else in English, in the order of the English tree."""
    english = TopicPage.objects.live().filter(locale__language_code=SOURCE_LANGUAGE).order_by("path")
    return _in_language(list(english.select_related("locale", "picture")), language)


def pages(keys: list[str], language: str) -> list[PageCard]:
    """Cards of the live pages with these slugs, in this order; unknown slugs are left out."""
    found = Page.objects.live().filter(slug__in=keys, locale__language_code=SOURCE_LANGUAGE).specific()
    in_order = sorted(found, key=lambda page: keys.index(page.slug))
    return [
        PageCard(page.title, page.summary, page_url(page, language), page.locale.language_code)
        for page in _in_language(in_order, language)
    ]


def page_url(page: Page, language: str) -> str:
    """The page's address in the reader's own tree, also where its words are still English."""
    return f"/{language}/" + page.url_path.removeprefix("/").partition("/")[2]


def alternates(page: LibraryPage) -> list[Alternate]:
    """The languages that this page really exists in, for search engines."""
    live = page.get_translations(inclusive=True).live().select_related("locale")
    codes = {translation.locale.language_code: translation for translation in live}
    return [
        Alternate(code, settings.WAGTAILADMIN_BASE_URL + page_url(codes[code], code))
        for code, _name in settings.LANGUAGES
        if code in codes
    ]


def source_of(page: Page) -> Page:
    """The English page that this one is a translation of; itself where it has none."""
    return page.get_translations(inclusive=True).filter(locale__language_code=SOURCE_LANGUAGE).first() or page


def translation_check(page: Page) -> TranslationCheck | None:
    """The check of this translation, if it is of what both pages say now."""
    return TranslationCheck.objects.filter(
        page_id=page.pk,
        revision_id=page.live_revision_id,
        source_revision_id=source_of(page).live_revision_id,
    ).first()


def _in_language(english: list, language: str) -> list:
    if not english or language == SOURCE_LANGUAGE:
        return english
    keys = [page.translation_key for page in english]
    translated = {
        page.translation_key: page
        for page in Page.objects.live()
        .filter(translation_key__in=keys, locale__language_code=language)
        .select_related("locale")
        .specific()
    }
    return [translated.get(page.translation_key, page) for page in english]
