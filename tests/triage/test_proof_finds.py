"""What the proof finds: each fault made on purpose in the questionnaire that comes with the software."""

import json
from dataclasses import replace

import pytest

from tests.triage.shipped import SHIPPED, WORLD
from triage.document import parse_document
from triage.proof import Problem, ProblemKind, prove
from triage.proof.invariants import (
    FACTS,
    danger_shows_urgent_help,
    not_said_shows_urgent_help,
    serious_needs_reach_the_referral,
)
from triage.proof.journeys import walk
from triage.queries import DOCUMENT_PATH

DANGER, ABOUT, NEEDS, MANAGING, HELPING = range(5)


def changed(change):
    data = json.loads(DOCUMENT_PATH.read_text(encoding="utf-8"))
    change(data)
    return parse_document(json.dumps(data))


def found(change):
    return [(problem.where, problem.words) for problem in prove(changed(change), WORLD).problems]


def rule(*conditions, **decides):
    return {"id": "new", "if": list(conditions), **decides}


def on(question, *options):
    return {"question": question, "any_of": list(options)}


def another_need(data, need):
    data["questions"][NEEDS]["options"].append(need)
    data["questions"][NEEDS]["groups"]["other"].append(need)
    data["content"][need] = {"helplines": ["111"]}


def another_question(data, name):
    data["questions"].append({"id": name, "type": "one", "options": ["yes", "no"]})


def test_the_shipped_questionnaire_holds():
    proof = prove(SHIPPED, WORLD)

    assert proof.problems == proof.warnings == ()
    assert proof.journeys == 78_639_696
    assert proof.kinds < 100
    assert (proof.most_questions, proof.median_questions) == (5, 5)


@pytest.mark.parametrize(
    ("change", "where", "words"),
    [
        (lambda d: d["questions"][DANGER]["options"].remove("now"), "floors.floor_danger_now", "no option"),
        (lambda d: d["questions"].pop(MANAGING), "floors.floor_serious_need", "there is no question 'managing'"),
        (lambda d: d["rules"].append(d["rules"][0]), "rules.needs_the_service", "two have this id"),
        (lambda d: d["rules"][0].update(id="floor_suicidal"), "rules.floor_suicidal", "two have this id"),
        (lambda d: d["questions"].append(d["questions"][ABOUT]), "questions.about", "two have this id"),
        (lambda d: d["families"].append(d["families"][0]), "families.rainy_days", "two have this id"),
        (lambda d: d["questions"][ABOUT]["options"].append("myself"), "questions.about", "'myself' is there twice"),
        (lambda d: d["questions"][HELPING]["options"].clear(), "questions.helping", "no options"),
        (lambda d: d["questions"][NEEDS]["alone"].append("nothing"), "questions.needs", "cannot stand alone"),
        (lambda d: d["questions"][NEEDS]["groups"].pop("apart"), "questions.needs", "groups do not hold every option"),
        (
            lambda d: d["questions"][ABOUT].update(show_if=[on("managing", "coping")]),
            "questions.about",
            "does not come before it",
        ),
        (lambda d: another_need(d, "pets"), "questions.needs", "no rule knows of 'pets'"),
        (lambda d: d["rules"][0].update(level="help"), "rules.needs_the_service", "there is no level 'help'"),
        (lambda d: d["rules"].append(rule(level="refer")), "rules.new", "no condition"),
        (lambda d: d["rules"].append(rule(on("about", "myself"))), "rules.new", "decides nothing"),
        (lambda d: d["rules"].append(rule(on("about"), level="refer")), "rules.new", "a condition must name"),
        (
            lambda d: d["rules"].append(rule({"question": "needs", "count_at_least": 0}, level="refer")),
            "rules.new",
            "at least 1",
        ),
        (lambda d: d["families"][0].update(level="helped"), "families.rainy_days", "there is no level 'helped'"),
    ],
)
def test_what_does_not_hang_together(change, where, words):
    assert any(where == at and words in said for at, said in found(change))


@pytest.mark.parametrize(
    ("change", "where", "words"),
    [
        (
            lambda d: d["questions"][HELPING].update(show_if=[{"question": "needs", "count_at_least": 99}]),
            "questions.helping",
            "no journey leads to it",
        ),
        (
            lambda d: d["rules"].append(rule(on("danger", "no"), on("danger", "now"), level="refer")),
            "rules.new",
            "it never fires",
        ),
        (
            lambda d: d["questions"].insert(ABOUT, d["questions"].pop(HELPING)),
            "",
            "an answer leads back to a question before it",
        ),
        (
            lambda d: [another_question(d, name) for name in ("sixth", "seventh")],
            "",
            "more than 6 questions are asked",
        ),
        (lambda d: another_question(d, "sixth"), "", "more than half of the journeys ask over 5 questions"),
        (
            lambda d: d["rules"].append(rule(on("danger", "no"), on("needs", "baby_care"), level="refer_priority")),
            "questions.danger",
            "leads to less help than silence",
        ),
        (
            lambda d: d["questions"][MANAGING]["show_if"][0]["any_of"].remove("school_readiness"),
            "questions.needs",
            "'school_readiness' alone never reaches the referral",
        ),
        (
            lambda d: d["rules"].append(rule(on("needs", "none"), level="refer")),
            "questions.needs",
            "one answer more lowers the outcome",
        ),
        (
            lambda d: d["questions"][NEEDS].update(show_if=[on("about", "my_child", "myself")]),
            "",
            "nobody asks about needs",
        ),
    ],
)
def test_what_must_hold_on_every_journey(change, where, words):
    assert any(where == at and words in said for at, said in found(change))


@pytest.mark.parametrize(
    ("invariant", "words"),
    [
        (danger_shows_urgent_help, "danger does not show urgent help"),
        (not_said_shows_urgent_help, "does not show urgent help"),
        (serious_needs_reach_the_referral, "is not referred although the family cannot cope"),
    ],
)
def test_the_floors_are_needed(invariant, words):
    floorless = walk(SHIPPED, (), FACTS)

    assert any(words in problem.words for problem in invariant(floorless))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda family: family.update(level="refer"), "agreed: refer; now: self_help"),
        (lambda family: family.update(urgent=True), "agreed: self_help, with urgent help; now: self_help"),
        (lambda family: family.update(story=""), "no story"),
        (lambda family: family["answers"].pop("about"), "no others: about"),
        (lambda family: family["answers"].update(helping=["school"]), "no others: helping"),
        (lambda family: family["answers"].update(about=["nobody"]), "'about' cannot be answered like this"),
        (lambda family: family["answers"].update(needs=["none", "none"]), "'needs' cannot be answered like this"),
    ],
)
def test_a_family_that_is_not_served_as_agreed(change, words):
    problems = found(lambda data: change(data["families"][0]))

    assert [where for where, _words in problems] == ["families.rainy_days"]
    assert words in problems[0][1]


@pytest.mark.parametrize(
    ("change", "world", "problem"),
    [
        (
            lambda d: d["content"]["send"].update(pages=["gone"]),
            WORLD,
            Problem(ProblemKind.CONTENT, "content.send", "there is no page 'gone'"),
        ),
        (
            lambda d: d["content_instead"]["young_person"].update(groups=["gone"]),
            WORLD,
            Problem(ProblemKind.CONTENT, "content_instead.young_person", "there is no category of groups 'gone'"),
        ),
        (
            lambda d: d["content"].update(send={}),
            WORLD,
            Problem(ProblemKind.CONTENT, "content.send", "it shows nothing"),
        ),
        (
            lambda d: d["rules"][0].update(team_hint="nobody"),
            WORLD,
            Problem(ProblemKind.RECIPIENTS, "rules.needs_the_service", "there is no team 'nobody'"),
        ),
        (
            lambda d: None,
            replace(WORLD, missing_words={"en": (), "ur": ["needs.options.send"]}),
            Problem(ProblemKind.WORDS, "words.ur", "there are no words for needs.options.send"),
        ),
        (
            lambda d: None,
            replace(WORLD, missing_words={"ur": ["e", "d", "c", "b", "a"]}),
            Problem(ProblemKind.WORDS, "words.ur", "there are no words for a, b, c and 2 more"),
        ),
        (
            lambda d: None,
            replace(WORLD, recipients=("North has no key",)),
            Problem(ProblemKind.RECIPIENTS, "", "North has no key"),
        ),
    ],
)
def test_what_is_not_there_around_the_questionnaire(change, world, problem):
    assert prove(changed(change), world).problems == (problem,)


@pytest.mark.parametrize(
    ("extra", "stronger"),
    [
        (rule(on("needs", "contact"), level="self_help_plus_groups"), "needs_the_service"),
        (rule(on("needs", "domestic_abuse"), on("about", "myself"), level="refer"), "floor_domestic_abuse"),
        (rule({"question": "needs", "count_at_least": 5}, level="refer"), "much_at_once"),
    ],
)
def test_a_rule_that_a_stronger_one_covers_is_a_warning(extra, stronger):
    proof = prove(changed(lambda data: data["rules"].append(extra)), WORLD)

    assert proof.holds
    assert proof.warnings == (
        Problem(ProblemKind.REFERENCE, "rules.new", f"{stronger} always decides at least as much"),
    )
    assert "rules.new: deleted" in proof.redundant
