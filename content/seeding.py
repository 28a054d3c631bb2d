"""The first filling of the library, from the files in `seed/`: only where there is no library yet, so that nothing that
an editor wrote is ever touched. Every translation goes through wagtail-localize, as a machine's draft."""

import tomllib
import uuid
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.files import File
from django.db import transaction

from wagtail.images.models import Image
from wagtail.models import Locale, Page, Site

from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from content import models
from content.queries import SOURCE_LANGUAGE
from content.seed_files import SeedPage, read_seed_page

SEED = Path(__file__).parent / "seed"
HOME = "home"


@transaction.atomic
def seed_library() -> bool:
    """Fill an empty library; False where there is one already."""
    if models.HomePage.objects.exists():
        return False
    english = Locale.objects.get_or_create(language_code=SOURCE_LANGUAGE)[0]
    pages = _create_english_pages(english)
    _seed_helplines()
    _let_moderators_keep_helplines()
    for code, _name in settings.LANGUAGES:
        if code != SOURCE_LANGUAGE:
            locale = Locale.objects.get_or_create(language_code=code)[0]
            for key, page in pages.items():
                _translate(page, key, locale, pages)
    return True


def _create_english_pages(locale: Locale) -> dict[str, models.LibraryPage]:
    """Create every page before any words, so that words can link to all of them."""
    plan = tomllib.loads((SEED / "pages.toml").read_text(encoding="utf-8"))
    pages = {HOME: _create_home(locale)}
    for item in plan["page"]:
        kind = getattr(models, item["kind"])
        extra = {"facts_checked_on": plan["facts_checked_on"]} if kind is models.TopicPage else {}
        page = kind(title=item["key"], slug=item["key"], summary=item["key"], locale=locale, **extra)
        pages[item["key"]] = pages[item.get("parent", HOME)].add_child(instance=page)
    for key, page in pages.items():
        _write(page, _read(SEED / SOURCE_LANGUAGE / f"{key}.md", pages))
        page.picture = _picture(key, page.title)
        page.save_revision(log_action=True).publish()
    return pages


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


def _read(path: Path, pages: dict[str, models.LibraryPage]) -> SeedPage:
    return read_seed_page(path.read_text(encoding="utf-8"), {key: page.pk for key, page in pages.items()})


def _write(page: models.LibraryPage, seed: SeedPage) -> None:
    page.title = page.draft_title = seed.title
    page.summary = seed.summary
    page.picture_alt = seed.picture_alt
    page.body = [
        {"type": block.kind, "id": _block_id(page, index), "value": block.value}
        for index, block in enumerate(seed.blocks)
    ]


def _block_id(page: models.LibraryPage, index: int) -> str:
    """The same in every language, which is how a paragraph finds its translation."""
    return str(uuid.uuid5(page.translation_key, str(index)))


def _picture(key: str, title: str) -> Image | None:
    path = SEED / "pictures" / f"{key}.svg"
    if not path.exists():
        return None
    with path.open("rb") as file:
        return Image.objects.create(title=title, file=File(file, name=path.name), width=1200, height=750)


def _translate(page: models.LibraryPage, key: str, locale: Locale, pages: dict[str, models.LibraryPage]) -> None:
    path = SEED / locale.language_code / f"{key}.md"
    if not path.exists():
        return
    source, _ = TranslationSource.get_or_create_from_instance(page)
    translated = source.as_instance()
    _write(translated, _read(path, pages))
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


def _let_moderators_keep_helplines() -> None:
    """Wagtail's Moderators publish the library, and a wrong number is as bad as a wrong page."""
    of_helplines = Permission.objects.filter(content_type=ContentType.objects.get_for_model(models.Helpline))
    Group.objects.get(name="Moderators").permissions.add(*of_helplines)


def _seed_helplines() -> None:
    plan = tomllib.loads((SEED / "helplines.toml").read_text(encoding="utf-8"))
    words = {
        code: tomllib.loads(path.read_text(encoding="utf-8"))
        for code, _name in settings.LANGUAGES
        if (path := SEED / code / "helplines.toml").exists()
    }
    for position, item in enumerate(plan["helpline"]):
        translated = {
            f"{field}_{code}": words[code][item["key"]][name]
            for code in words
            for field, name in (("name", "name"), ("when_to_call", "when"), ("hours", "hours"))
        }
        models.Helpline.objects.create(
            key=item["key"],
            number=item["number"],
            is_first=item.get("first", False),
            position=position,
            source=item["source"],
            checked_on=plan["checked_on"],
            check_again_by=plan["check_again_by"],
            **translated,
        )
