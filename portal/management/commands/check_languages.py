"""`manage.py check_languages`: every word of the portal in every language, with the same placeholders and numbers."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

import polib

from notices.wording import MESSAGES, TO_STAFF
from portal.council import COUNCIL
from portal.languages import ENGLISH, LANGUAGES, Language
from words.parity import differences

# Files of words beside the interface's catalogue: in each, {} is the language.
WORD_FILES = (
    "triage/document/words/{}.toml",
    "content/seed/{}/helplines.toml",
    "content/seed/{}/terms.toml",
    "directory/seed/{}/categories.toml",
    "directory/seed/{}/listings.toml",
)
IGNORED = [".venv/*", "tests/*", "var/*"]
PAGE_FILES = "content/seed/{}/*.md"
# What a line of a page has beside words: a picture, a link, the kind of its section.
MARKERS = re.compile(r"!\[[\w-]+\]|\]\(page:[\w-]+\)| \{\w+(?: \w+=[\w,]+)*\}$")
# Synonyms and forms of terms are each language's own; a listing may have no translation.
NOT_COMPARED = {"synonyms", "forms"}
OPTIONAL_TABLES = {"directory/seed/{}/listings.toml"}


class Command(BaseCommand):
    help = "Check that nothing is missing in any language, and that numbers and placeholders are equal in all."

    def handle(self, *args, **options) -> None:
        messages = current_messages()
        problems = [
            problem
            for language in LANGUAGES
            if language != ENGLISH
            for problem in (*catalogue_problems(language, messages), *file_problems(language))
        ]
        if problems:
            raise CommandError("\n".join([*problems, f"{len(problems)} problems."]))
        self.stdout.write(
            f"{len(messages)} messages and all files of words are complete in {len(LANGUAGES)} languages."
        )


def current_messages() -> polib.POFile:
    """Every message in the code and templates as they are now. No catalogue is touched."""
    template = Path(settings.LOCALE_PATHS[0]) / "django.pot"
    every = [path.name for path in template.parent.iterdir()]
    try:
        call_command("makemessages", exclude=every, keep_pot=True, verbosity=0, ignore_patterns=IGNORED)
        return polib.pofile(str(template))
    finally:
        template.unlink(missing_ok=True)


def catalogue_problems(language: Language, messages: polib.POFile) -> Iterator[str]:
    path = Path(settings.LOCALE_PATHS[0]) / language.code / "LC_MESSAGES" / "django.po"
    if not path.exists():
        yield f"{path}: missing"
        return
    catalogue = polib.pofile(str(path))
    for message in messages:
        entry = catalogue.find(message.msgid, msgctxt=message.msgctxt)
        if entry is None:
            yield f"{path}: has no {message.msgid!r}"
        elif entry.msgid_plural and len(entry.msgstr_plural) != language.plural_forms:
            yield f"{path}: {message.msgid!r} has {len(entry.msgstr_plural)} plurals, not {language.plural_forms}"
        else:
            for problem in entry_problems(entry, language):
                yield f"{path}: {message.msgid!r} {problem}"


def entry_problems(entry: polib.POEntry, language: Language) -> Iterator[str]:
    if entry.fuzzy:
        yield "is marked fuzzy"
    # A language may write "one minute" without the digit, so the forms of a plural are held against the plural.
    for translation in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
        yield from differences(entry.msgid_plural or entry.msgid, translation, language.digits)


def file_problems(language: Language) -> Iterator[str]:
    if language.code not in COUNCIL.town_names:
        yield f"portal/council.toml: the town has no name in {language.code}"
    for pattern in WORD_FILES:
        yield from table_problems(pattern, language)
    for english in sorted(settings.BASE_DIR.glob(PAGE_FILES.format(ENGLISH.code))):
        yield from paragraph_problems(english, english.parents[1] / language.code / english.name, language)
    for english in sorted(MESSAGES.glob(f"*/{ENGLISH.code}.txt")):
        if english.parent.name not in TO_STAFF:
            yield from paragraph_problems(english, english.with_name(f"{language.code}.txt"), language)


def table_problems(pattern: str, language: Language) -> Iterator[str]:
    path = settings.BASE_DIR / pattern.format(language.code)
    if not path.exists():
        yield f"{path}: missing"
        return
    english = dict(
        _texts(tomllib.loads((settings.BASE_DIR / pattern.format(ENGLISH.code)).read_text(encoding="utf-8")))
    )
    translated = dict(_texts(tomllib.loads(path.read_text(encoding="utf-8"))))
    for key, text in english.items():
        if key not in translated:
            if pattern not in OPTIONAL_TABLES:
                yield f"{path}: {'.'.join(key)} is missing"
        elif text and key[-1] not in NOT_COMPARED:
            for problem in differences(text, translated[key], language.digits):
                yield f"{path}: {'.'.join(key)} {problem}"


def paragraph_problems(english_path: Path, path: Path, language: Language) -> Iterator[str]:
    """A page or a message, paragraph by paragraph: the files have the same lines."""
    if not path.exists():
        yield f"{path}: missing"
        return
    english, translated = _lines(english_path), _lines(path)
    if len(english) != len(translated):
        yield f"{path}: has {len(translated)} lines of text, not {len(english)}"
    for line, translation in zip(english, translated, strict=False):
        for problem in differences(line, translation, language.digits):
            yield f"{path}: {translation[:60]!r} {problem}"
        if path.suffix == ".md" and MARKERS.findall(line) != MARKERS.findall(translation):
            yield f"{path}: {translation[:60]!r} has other pictures, links or kinds of section"


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _texts(table: dict, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _texts(value, (*path, key))
        else:
            yield (*path, key), str(value)
