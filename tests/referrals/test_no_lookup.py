"""P8: nobody but a team finds out anything by a family's name, telephone number or address."""

import re

from django.test import Client
from django.urls import URLPattern, get_resolver

import pytest

from referrals.models import Referral
from tests import drill
from tests.referrals.family import CANARIES, Family

WORDS = [CANARIES["name"], CANARIES["phone"], CANARIES["email"], "LU3 3AX", CANARIES["code_word"]]
# Of the teams and of the editors, who have their own tests of doors; and what answers with a file of its own.
NOT_FAMILIES = ("team/", "cms/", "media/", "static/")
NAMES = (
    "q", "query", "search", "name", "phone", "email", "login", "postcode", "near", "reference", "code", "words",
    "answer", "address",
)  # fmt: skip


def patterns(resolver, before: str = ""):
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route, each
        else:
            yield from patterns(each, route)


BY_CHANCE = re.compile(r'(csrfmiddlewaretoken|turn|started|token)" value="[^"]*"|\d+(\.\d+)? ms|"challenge": ?"[^"]+"')
FAMILIES = {route: each for route, each in patterns(get_resolver()) if not route.startswith(NOT_FAMILIES)}


def address(route: str, word: str) -> str | None:
    """With the word in each place that takes one; None for a route that takes nothing but what it names."""
    if "^" in route:
        route = re.sub(r"\(\?P<[^>]+>[^()]*(?:\([^()]*\)[^()]*)*\)", "<str:word>", route)
        route = re.sub(r"[\^$?]|\\", "", route)
    route = re.sub(r"<(?:str|path|slug):\w+>", word.replace(" ", "-"), route)
    return "/" + re.sub(r"<\w+:\w+>", "1", route)


def asked(word: str) -> dict[tuple[str, str], tuple[int, str, str]]:
    """What each address of the site answers to somebody who asks for a word, whichever way it can be asked."""
    answers = {}
    typed = dict.fromkeys(NAMES, word)
    for route in FAMILIES:
        at = address(route, word)
        for way, ask in [("get", Client().get), ("post", Client().post)]:
            answer = ask(at, typed)
            answers[way, at] = (answer.status_code, answer.get("Location", ""), body(answer))
    return answers


def body(answer) -> str:
    if answer.streaming:
        return ""
    text = answer.content.decode(errors="replace")
    return re.sub(
        r'(csrfmiddlewaretoken|turn|started|token)" value="[^"]*"|\d+(\.\d+)? ms|"challenge": ?"[^"]+"', "", text
    )


def test_the_families_addresses_are_all_there():
    assert len(FAMILIES) > 40
    assert "/en/support/form/reply/" in {address(route, "x") for route in FAMILIES}


@pytest.mark.drill
@pytest.mark.parametrize("word", WORDS[: drill.size(small=1, full=5)])
def test_what_anybody_asks_is_answered_alike_whether_or_not_there_is_such_a_family(teams, settings, word):
    """P8."""
    settings.ACCOUNT_RATE_LIMITS = {}
    before = asked(word)
    family = Family("en")
    family.fill_in()
    family.send()
    assert Referral.objects.exists()
    after = asked(word)
    assert [at for at in before if before[at] != after[at]] == []


def test_no_address_has_a_place_for_a_name_a_number_or_an_address():
    """P8. In the open feed a name is that of a table."""
    routes = [route for route in FAMILIES if not route.startswith("open-referral/")]
    places = {place for route in routes for place in re.findall(r"<(?:\w+:)?(\w+)>", route)}
    assert places & {"name", "phone", "email", "address", "postcode", "family", "person", "reference"} == set()
