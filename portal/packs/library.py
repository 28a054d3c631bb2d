"""The library's pages and the records of the registry, glossary and categories, as files of a pack."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Model

from wagtail.models import Locale

from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from content.coverage import english_pages
from content.models import LibraryPage
from content.registry import Fact, Term
from directory.models import Category
from portal.packs.lines import Change, Line, PackFile
from words.text import ENGLISH

# The fields of each record that have words, and the key that names it for ever.
RECORDS: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Fact, ("name", "when_to_call", "hours")),
    (Term, ("name", "forms", "meaning")),
    (Category, ("label",)),
)


def page_files(language: str, actor: User | None) -> Iterator[PackFile]:
    """A file for each English page that is live, unless its translation left the translation editor: then its words are
    its own, and those kept here are older."""
    locale = Locale.objects.get(language_code=language)
    stopped = set(Translation.objects.filter(target_locale=locale, enabled=False).values_list("source_id", flat=True))
    for page in english_pages():
        source, _ = TranslationSource.get_or_create_from_instance(page)
        if source.pk in stopped:
            continue
        segments = (
            StringSegment.objects.filter(source=source).order_by("order", "pk").select_related("context", "string")
        )
        lines = {
            (segment.context.path, segment.string.data): Line(
                segment.context.path, segment.string.data, segment.translation or ""
            )
            for segment in segments.annotate_translation(locale)
        }
        write = partial(_write_page, source, page, locale, actor)
        yield PackFile(f"pages/{page.url_path.strip('/')}.po", tuple(lines.values()), write)


def record_file(language: str) -> PackFile:
    lines = [
        Line(f"{model._meta.label_lower} {record.key} {field}", english, getattr(record, f"{field}_{language}") or "")
        for model, fields in RECORDS
        for record in _records(model)
        for field in fields
        if (english := getattr(record, f"{field}_{ENGLISH}"))
    ]
    return PackFile("records.po", tuple(lines), partial(_write_records, language))


def _write_page(
    source: TranslationSource, page: LibraryPage, locale: Locale, actor: User | None, changes: Sequence[Change]
) -> None:
    """Keep the words, and publish the translation where it is complete now. The caller may publish."""
    wanted = {change.line.place: change.translations[0] for change in changes}
    for segment in StringSegment.objects.filter(source=source).select_related("context", "string"):
        words = wanted.get((segment.context.path, segment.string.data))
        if words is not None:
            if segment.context.path == "title":  # on saving, this goes into a column of the page unseen
                words = _valid(page, "title", words, "title")
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=locale,
                defaults={
                    "data": words,
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                    "tool_name": "",
                    "last_translated_by": actor,
                    "has_error": False,
                    "field_error": "",
                },
            )
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
    total, translated = translation.get_progress()
    if total == translated:
        translation.save_target(user=actor, publish=True)


def _write_records(language: str, changes: Sequence[Change]) -> None:
    wanted = {change.line.context: change.translations[0] for change in changes}
    for model, fields in RECORDS:
        for record in _records(model):
            words = {
                f"{field}_{language}": _valid(record, f"{field}_{language}", wanted[context], context)
                for field in fields
                if (context := f"{model._meta.label_lower} {record.key} {field}") in wanted
            }
            if words:
                for name, value in words.items():
                    setattr(record, name, value)
                record.save(update_fields=list(words))


def _valid(record: Model, name: str, words: str, context: str) -> Any:
    """The words as the record's own field takes them."""
    try:
        return record._meta.get_field(name).clean(words, record)  # type: ignore[union-attr]
    except ValidationError as error:
        raise ValidationError({context: error.messages}) from error


def _records(model: Any) -> Any:
    return model.objects.order_by("key")
