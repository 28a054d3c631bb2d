"""Slips made on purpose: the proof must notice each, or say that it changes nothing."""

from dataclasses import replace

import pytest

from tests.triage.shipped import SHIPPED, WORLD
from triage.document import Condition, Rule
from triage.floors import FLOORS
from triage.proof import ProblemKind, prove
from triage.proof.agreed import notices
from triage.proof.mutants import mutants

PROOF = prove(SHIPPED, WORLD)
MUTANTS = list(mutants(SHIPPED, FLOORS))


def test_every_slip_is_noticed_or_named_redundant():
    assert PROOF.mutants == len(MUTANTS) == PROOF.killed + len(PROOF.redundant)


def test_only_the_floor_under_the_rules_and_what_stands_on_it_are_redundant():
    """All who cannot cope are referred, by the rules or by the floor: neither would be missed where the other holds."""
    assert {name.split(":")[0] for name in PROOF.redundant} == {
        "floors.floor_serious_need",
        "rules.cannot_cope_day_to_day",
    }


@pytest.mark.parametrize("rule", [*SHIPPED.rules, *FLOORS], ids=lambda rule: rule.id)
def test_some_agreed_family_needs_each_rule_and_floor(rule):
    rules = tuple(one for one in SHIPPED.rules if one is not rule)
    floors = tuple(one for one in FLOORS if one is not rule)

    assert notices(replace(SHIPPED, rules=rules), floors)


def test_a_rule_that_refers_families_of_low_need_is_noticed_by_them():
    new = Rule("new", (Condition("about", frozenset({"professional"})),), level="refer")

    problems = prove(replace(SHIPPED, rules=(*SHIPPED.rules, new)), WORLD).problems

    assert [(one.kind, one.where) for one in problems] == [(ProblemKind.FAMILY, "families.teacher_who_looks_for_ideas")]


def test_a_rule_that_nobody_would_miss_is_one_problem_not_one_for_each_slip():
    conditions = (Condition("about", frozenset({"professional"})), Condition("needs", frozenset({"send"})))
    new = Rule("new", conditions, level="refer")

    problems = prove(replace(SHIPPED, rules=(*SHIPPED.rules, new)), WORLD).problems

    assert [(one.kind, one.where, one.words) for one in problems] == [
        (ProblemKind.MUTANT, "rules.new", "no agreed family notices this slip: deleted")
    ]


def test_a_slip_that_no_agreed_family_notices_is_a_problem():
    families = tuple(family for family in SHIPPED.families if family.id != "sees_his_son_at_a_centre")

    problems = prove(replace(SHIPPED, families=families), WORLD).problems

    assert {one.kind for one in problems} == {ProblemKind.MUTANT}
    assert "no agreed family notices this slip: 'contact' dropped" in {one.words for one in problems}


@pytest.mark.parametrize(
    ("rule", "slips"),
    [
        ("much_at_once", ["deleted", "lowered", "at least 3 in place of 4", "at least 5 in place of 4"]),
        (
            "under_18_carer",
            [
                "deleted",
                "lowered",
                "whatever 'about' is",
                "whatever 'needs' is",
                "'young_person' dropped",
                "'young_person' mistyped",
                "'someone_else' in place of 'young_person'",
                "'young_carer' dropped",
                "'young_carer' mistyped",
                "'domestic_abuse' in place of 'young_carer'",
            ],
        ),
    ],
)
def test_slips_of_a_rule_are_the_ways_in_which_it_can_go_wrong(rule, slips):
    assert [mutant.slip for mutant in MUTANTS if mutant.where == f"rules.{rule}"] == slips
