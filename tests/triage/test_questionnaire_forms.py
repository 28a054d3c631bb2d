"""The forms of the CMS: what they are opened with they give back, and what is ticked is what the questionnaire says."""

import json

from django.http import QueryDict

import pytest

from triage.document import read_document
from triage.versions import editing
from triage.versions.part_views import FORMS
from triage.versions.reading import shipped_text
from triage.versions.surroundings import surroundings
from triage.words import words

pytestmark = pytest.mark.django_db

DATA = editing.read(shipped_text())
PARTS = [
    *((kind, item["id"]) for kind in editing.LISTS for item in DATA[kind]),
    *((kind, key) for kind in editing.TABLES for key in DATA[kind]),
]


def form(kind, old, posted=None):
    return FORMS[kind](posted, old=old, document=DATA, spoken=words("en"), around=surroundings())


def as_posted(shown) -> QueryDict:
    """What a browser sends of a form that nobody touched."""
    posted = QueryDict(mutable=True)
    fields = list(shown)
    if rows := getattr(shown, "rows", None):
        fields += [*rows.management_form, *(field for row in rows for field in row)]
    for field in fields:
        value = field.value()
        if value not in (None, False, ""):
            posted.setlist(field.html_name, value if isinstance(value, list) else [value])
    return posted


def saved(kind, key, **typed):
    """The part as it is after somebody opened it, changed what is typed, and saved it."""
    old = editing.item(DATA, kind, key) or {}
    posted = as_posted(form(kind, old))
    for name, value in typed.items():
        posted.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    sent = form(kind, old, posted)
    assert sent.is_valid(), (sent.errors, getattr(sent, "rows", sent).errors)
    return sent


@pytest.mark.parametrize(("kind", "key"), PARTS, ids=".".join)
def test_a_part_that_is_opened_and_saved_stays_the_same(kind, key):
    item = saved(kind, key).item()
    if kind in editing.LISTS:
        item["id"] = key

    after = read_document(editing.written(editing.with_item(DATA, kind, key, item)))
    before = read_document(editing.written(DATA))

    assert after.questions == before.questions
    assert after.families == before.families
    assert after.suggestions == before.suggestions
    assert after.suggestions_instead == before.suggestions_instead
    assert [set(rule.conditions) for rule in after.rules] == [set(rule.conditions) for rule in before.rules]
    assert [rule.level for rule in after.rules] == [rule.level for rule in before.rules]


def test_a_rule_is_put_together_by_ticking():
    item = saved(
        "rules",
        "new",
        **{"name": "Alone and struggling", "any-about-0": ["young_person"], "any-managing-0": ["struggling"]},
        **{"count-needs": "3", "level": "refer", "urgent": "on", "new_tag": "Young people"},
    ).item()

    assert item == {
        "if": [
            {"question": "about", "any_of": ["young_person"]},
            {"question": "needs", "count_at_least": 3},
            {"question": "managing", "any_of": ["struggling"]},
        ],
        "level": "refer",
        "urgent": True,
        "tags": ["young_people"],
    }


def test_what_a_rule_shows_of_its_own_gets_a_place_for_what_fits_it():
    item = {"id": "more", "if": [{"question": "danger", "any_of": ["no"]}], "tags": ["young_people"]}

    text = editing.written(editing.with_item(DATA, "rules", "more", item))

    assert "young_people" in json.loads(text)["content"]


def test_an_option_is_added_taken_away_and_moved():
    count = len(editing.item(DATA, "questions", "managing")["options"])
    sent = saved(
        "questions",
        "managing",
        **{"options-0-remove": "on", "options-1-position": "9", f"options-{count}-words": "It depends on the day"},
    )

    assert sent.item()["options"] == ["cannot_cope", "struggling", "it_depends_on_the_day"]
    assert sent.new_words == {"options.it_depends_on_the_day": "It depends on the day"}


def test_a_new_option_never_gets_an_id_that_another_had():
    sent = saved("questions", "needs", **{"options-19-words": "SEND", "options-19-heading": "other"})

    assert sent.item()["options"][-1] == "send_2"


def test_options_get_a_heading_of_their_own():
    sent = saved(
        "questions",
        "needs",
        **{"options-19-words": "Debts", "options-19-heading": "+", "new_heading": "Money troubles"},
    )

    assert sent.item()["groups"]["money_troubles"] == ["debts"]
    assert sent.new_words == {"groups.money_troubles": "Money troubles", "options.debts": "Debts"}


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"options-0-remove": "on", "options-1-remove": "on"}, "two options or more"),
        ({"options-0-heading": "+", "new_heading": "Well"}, "Either every option"),
    ],
)
def test_a_question_that_cannot_be_is_refused(typed, refusal):
    old = editing.item(DATA, "questions", "managing")
    posted = as_posted(form("questions", old))
    for name, value in typed.items():
        posted[name] = value

    sent = form("questions", old, posted)

    assert not sent.is_valid()
    assert refusal in str(sent.errors)


def test_ids_are_made_of_words():
    assert editing.new_id("A child's disability, autism…", ()) == "a_child_s_disability_autism"
    assert editing.new_id("پریشانی", {"new"}) == "new_2"
