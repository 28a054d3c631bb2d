"""S1: what a family typed is found nowhere: not in the database, and not among the files that the portal writes."""

from pathlib import Path

from django.conf import settings
from django.db import connection

import pytest

from referrals.models import Referral
from tests.referrals.family import CANARIES, Family

WORDS = [word for canary in CANARIES.values() for word in canary.split() if len(word) >= 6 and not word.isdigit()]
# Whole: a part of it may be the fraction of some second.
SECRETS = [*WORDS, CANARIES["phone"]]
CODES = ["utf-8", "utf-16-le", "unicode-escape"]


def database_bytes() -> bytes:
    """Every value of every row of every table, as stored."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        rows = []
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608  names come from the database
            rows += cursor.fetchall()
    return b"\n".join(_bytes(value) for row in rows for value in row)


def _bytes(value) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def found(haystack: bytes) -> list[str]:
    return [word for word in SECRETS if any(word.encode(code) in haystack for code in CODES)]


def test_the_search_finds_a_word_that_is_stored_in_clear(teams):
    teams["north"].name = CANARIES["code_word"]
    teams["north"].save()
    assert found(database_bytes()) == [CANARIES["code_word"]]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_neither_while_the_form_is_filled_in_nor_after_it_was_sent(teams, language):
    family = Family(language)
    family.fill_in()
    assert found(database_bytes()) == []
    family.send()
    assert Referral.objects.exists()
    assert found(database_bytes()) == []
    family.client.get(family.sent_address)
    assert found(database_bytes()) == []


def test_no_file_that_the_portal_wrote_holds_a_typed_word(teams):
    family = Family("en")
    family.fill_in()
    family.send()
    files = [path for path in Path(settings.VAR_DIR).rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if found(path.read_bytes())]


def test_the_cookie_holds_nothing_that_was_typed(teams):
    """P4: what a browser keeps tells nothing."""
    family = Family("en")
    family.fill_in()
    assert found(str(family.client.cookies).encode()) == []
