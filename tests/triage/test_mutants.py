"""Slips made on purpose: the proof must notice each, or say that it changes nothing."""

from dataclasses import replace

import pytest

from tests.triage.test_proof_finds import SHIPPED, WORLD
from triage.document import Condition, Rule
from triage.floors import FLOORS
from triage.proof import ProblemKind, prove
from triage.proof.agreed import notices
from triage.proof.mutants import mutants

PROOF = prove(SHIPPED, WORLD)
MUTANTS = list(mutants(SHIPPED, FLOORS))


def test_every_slip_is_noticed_or_named_redundant():
    assert PROOF.mutants == len(MUTANTS) == PROOF.killed + len(PROOF.redundant)


def test_only_the_floor_under_the_rules_is_redundant_where_the_rules_hold():
    assert {name.split(":")[0] for name in PROOF.redundant} == {"floors.floor_serious_need"}


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


def test_slips_of_a_rule_are_the_ways_in_which_it_can_go_wrong():
    slips = [mutant.slip for mutant in MUTANTS if mutant.where == "rules.much_at_once"]

    assert slips == ["deleted", "lowered", "at least 3 in place of 4", "at least 5 in place of 4"]
