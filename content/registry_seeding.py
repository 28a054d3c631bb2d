"""The first filling of the registry and the glossary."""

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from content.recordings import Recording
from content.registry import Fact, Term, Unit

SEED = Path(__file__).parent / "seed"
WORDS_OF_A_HELPLINE = {"name": "name", "when": "when_to_call", "hours": "hours"}


def seed_registry() -> None:
    plan = tomllib.loads((SEED / "facts.toml").read_text(encoding="utf-8"))
    dates = {"checked_on": plan["checked_on"], "check_again_by": plan["check_again_by"]}
    words = _words("helplines.toml")
    for position, item in enumerate(plan["helpline"]):
        translated = {
            f"{field}_{code}": table[item["key"]][name]
            for code, table in words.items()
            if item["key"] in table
            for name, field in WORDS_OF_A_HELPLINE.items()
        }
        first = item.pop("first", False)
        Fact.objects.create(**{**dates, **item}, unit=Unit.TELEPHONE, is_first=first, position=position, **translated)
    Fact.objects.bulk_create(Fact(**{**dates, **item}, position=len(plan["helpline"])) for item in plan["fact"])
    _seed_terms()
    _let_moderators_keep_the_registry()


def _seed_terms() -> None:
    words = _words("terms.toml")
    for key in words[settings.LANGUAGE_CODE]:
        translated = {
            f"{field}_{code}": "\n".join(value) if isinstance(value, list) else value
            for code, table in words.items()
            for field, value in table.get(key, {}).items()
        }
        Term.objects.create(key=key, **translated)


def _words(name: str) -> dict[str, dict[str, Any]]:
    """A file of words in each language that has it."""
    return {
        code: tomllib.loads(path.read_text(encoding="utf-8"))
        for code, _name in settings.LANGUAGES
        if (path := SEED / code / name).exists()
    }


def _let_moderators_keep_the_registry() -> None:
    """Wagtail's Moderators publish the library, and a wrong number is as bad as a wrong page."""
    kinds = ContentType.objects.get_for_models(Fact, Term, Recording).values()
    Group.objects.get(name="Moderators").permissions.add(*Permission.objects.filter(content_type__in=kinds))
