"""The first filling of the library, from the files in `seed/`: only where there is no library yet, so that nothing that
an editor wrote is ever touched. Every translation goes through wagtail-localize, as a machine's draft."""

import tomllib
import uuid
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.management import call_command
from django.db import transaction

from wagtail.images.models import Image
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from content import models
from content.language_groups import seed_language_groups
from content.queries import SOURCE_LANGUAGE
from content.registry_seeding import SEED, seed_registry
from content.seed_files import SeedBlock, SeedPage, read_seed_page

HOME = "home"


@transaction.atomic
def seed_library() -> bool:
    """Fill an empty library; False where there is one already."""
    if models.HomePage.objects.exists():
        return False
    # Every page is saved several times on its way; its references are read once, at the end.
    with disable_reference_index_auto_update():
        _fill()
    call_command("rebuild_references_index", verbosity=0)
    seed_language_groups()
    return True


def _fill() -> None:
    seed_registry()
    english = Locale.objects.get_or_create(language_code=SOURCE_LANGUAGE)[0]
    step_pictures = {path.stem: _image(path, path.stem).pk for path in sorted((SEED / "pictures/steps").glob("*.svg"))}
    pages = _create_english_pages(english, step_pictures)
    codes = [code for code, _name in settings.LANGUAGES if code != SOURCE_LANGUAGE]
    locales = [Locale.objects.get_or_create(language_code=code)[0] for code in codes]
    for key, page in pages.items():
        source, _ = TranslationSource.get_or_create_from_instance(page)
        for locale in locales:
            _translate(source, key, locale, pages, step_pictures)


def _create_english_pages(locale: Locale, step_pictures: Mapping[str, int]) -> dict[str, models.LibraryPage]:
    """Create every page before any words, so that words can link to all of them."""
    plan = tomllib.loads((SEED / "pages.toml").read_text(encoding="utf-8"))
    items = {item["key"]: item for item in plan["page"]}
    pages = {HOME: _create_home(locale)}
    for key, item in items.items():
        kind = getattr(models, item["kind"])
        page = kind(title=key, slug=key, summary=key, locale=locale, **_settings(kind, item, plan))
        pages[key] = pages[item.get("parent", HOME)].add_child(instance=page)
    for key, page in pages.items():
        _write(page, SEED / SOURCE_LANGUAGE / f"{key}.md", pages, step_pictures)
        page.picture = _page_picture(key, page.title)
        _relate(page, items.get(key, {}), pages)
        page.save_revision(log_action=True).publish()
    return pages


def _settings(kind: type[models.LibraryPage], item: dict[str, Any], plan: dict[str, date]) -> dict[str, Any]:
    found = {"safety_critical": item.get("safety_critical", False), "review_by": plan["review_by"]}
    if kind is models.TopicPage:
        found |= {"theme": item["theme"], "facts_checked_on": plan["facts_checked_on"]}
    return found


def _relate(page: models.LibraryPage, item: dict[str, Any], pages: dict[str, models.LibraryPage]) -> None:
    if isinstance(page, models.EasyReadPage) and "full_page" in item:
        page.full_page_id = pages[item["full_page"]].pk
    if isinstance(page, models.TopicPage):
        facts = models.Fact.objects.in_bulk(field_name="key")
        named = [
            *(("page", pages[key].pk) for key in item.get("related", [])),
            *(("helpline", facts[key].pk) for key in item.get("talk", [])),
            *(("groups", key) for key in item.get("groups", [])),
        ]
        page.related = [
            {"type": kind, "id": _block_id(page, f"related {index}"), "value": value}
            for index, (kind, value) in enumerate(named)
        ]


def _create_home(locale: Locale) -> models.HomePage:
    """Put the home page in the place of Wagtail's welcome page."""
    root = Page.get_first_root_node()
    root.get_children().delete()
    home = Page.objects.get(pk=root.pk).add_child(
        instance=models.HomePage(title=HOME, slug=HOME, summary=HOME, locale=locale)
    )
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost", root_page=home, is_default_site=True, site_name=settings.WAGTAIL_SITE_NAME
    )
    return home


def _write(
    page: models.LibraryPage, path: Path, pages: dict[str, models.LibraryPage], step_pictures: Mapping[str, int]
) -> None:
    """Raises ValueError, which names the file, where it is not written as seed_files.py says."""
    try:
        seed = read_seed_page(path.read_text(encoding="utf-8"), {key: other.pk for key, other in pages.items()})
        _set_words(page, seed, step_pictures)
    except (KeyError, ValueError) as error:
        reason = f"{error} is missing" if isinstance(error, KeyError) else error
        raise ValueError(f"{path}: {reason}") from error


def _set_words(page: models.LibraryPage, seed: SeedPage, step_pictures: Mapping[str, int]) -> None:
    page.title = page.draft_title = seed.title
    page.summary = seed.summary
    page.picture_alt = seed.picture_alt
    page.body = [
        {"type": block.kind, "id": _block_id(page, str(index)), "value": _value(page, index, block, step_pictures)}
        for index, block in enumerate(seed.blocks)
    ]


def _value(page: models.LibraryPage, index: int, block: SeedBlock, step_pictures: Mapping[str, int]) -> dict:
    if "steps" not in block.value:
        return block.value
    items = [
        {
            "type": "item",
            "id": _block_id(page, f"{index} {number}"),
            "value": {"picture": step_pictures[step["picture"]] if step["picture"] else None, "text": step["text"]},
        }
        for number, step in enumerate(block.value["steps"])
    ]
    return {**block.value, "steps": items}


def _block_id(page: models.LibraryPage, place: str) -> str:
    """The same in every language, which is how a paragraph finds its translation."""
    return str(uuid.uuid5(page.translation_key, place))


def _page_picture(key: str, title: str) -> Image | None:
    path = SEED / "pictures" / f"{key}.svg"
    return _image(path, title, width=1200, height=750) if path.exists() else None


def _image(path: Path, title: str, *, width: int = 240, height: int = 240) -> Image:
    with path.open("rb") as file:
        return Image.objects.create(title=title, file=File(file, name=path.name), width=width, height=height)


def _translate(
    source: TranslationSource,
    key: str,
    locale: Locale,
    pages: dict[str, models.LibraryPage],
    step_pictures: Mapping[str, int],
) -> None:
    path = SEED / locale.language_code / f"{key}.md"
    if not path.exists():
        return
    translated = source.as_instance()
    _write(translated, path, pages, step_pictures)
    segments = source.stringsegment_set.select_related("string", "context").order_by("order")
    strings = [
        value
        for value in extract_segments(translated)
        if isinstance(value, StringSegmentValue) and not value.is_empty()
    ]
    drafts = {
        (segment.string_id, segment.context_id): StringTranslation(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            data=value.string.data,
            translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
            tool_name="seed",
        )
        for segment, value in _pairs(list(segments), strings, where=str(path))
    }
    StringTranslation.objects.bulk_create(drafts.values())
    # Published here: by itself it would be published after the whole filling is committed, over what came later.
    Translation.objects.create(source=source, target_locale=locale).save_target(publish=False)
    source.get_translated_instance(locale).get_latest_revision().publish()


def _pairs(segments: list, strings: list, *, where: str) -> list[tuple]:
    """Each English piece with its translation. Raises ValueError where the two files are not of the same shape."""
    english = [segment.context.path for segment in segments]
    other = [value.path for value in strings]
    if english != other:
        raise ValueError(f"{where}: its sections differ from the English: {sorted(set(english) ^ set(other))}")
    return list(zip(segments, strings, strict=True))
