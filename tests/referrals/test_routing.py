import pytest

from referrals.routing import Route, Table, Why, route

TABLE = Table("front-door", {"north": "north-team", "south": "south-team"})

CASES = {
    # needs, urgent, level, neighbourhood, hint: team, why, priority
    "danger: the front door": ((["send"], True, "refer_priority", "north", None), ("front-door", "urgent", True)),
    "urgent at a low level too": ((["send"], True, "self_help", "north", None), ("front-door", "urgent", True)),
    "the neighbourhood's": ((["send"], False, "refer", "north", None), ("north-team", "neighbourhood", False)),
    "priority, no danger": ((["send"], False, "refer_priority", "south", None), ("south-team", "neighbourhood", True)),
    "a low level asks too": ((["contact"], False, "self_help", "south", None), ("south-team", "neighbourhood", False)),
    "no postcode": ((["send"], False, "refer", None, None), ("front-door", "unknown_neighbourhood", False)),
    "no team there": ((["send"], False, "refer", "west", None), ("front-door", "unknown_neighbourhood", False)),
    "nothing that fits": ((["something_else"], False, "refer", "north", None), ("front-door", "nobody_fits", False)),
    "none of these": ((["none"], False, "self_help", "north", None), ("front-door", "nobody_fits", False)),
    "no need at all": (([], False, "self_help", "north", None), ("front-door", "nobody_fits", False)),
    "one of two fits": ((["none", "send"], False, "refer", "north", None), ("north-team", "neighbourhood", False)),
    "a rule names a team": ((["send"], False, "refer", "north", "south-team"), ("south-team", "rule", False)),
    "danger before a rule": ((["send"], True, "refer", "north", "south-team"), ("front-door", "urgent", True)),
    "a rule names no team": ((["send"], False, "refer", "north", "gone"), ("north-team", "neighbourhood", False)),
}


@pytest.mark.parametrize(("told", "expected"), CASES.values(), ids=CASES)
def test_a_referral_goes_to(told, expected):
    needs, urgent, level, neighbourhood, hint = told
    team, why, priority = expected
    assert route(needs, urgent, level, neighbourhood, TABLE, hint) == Route(team, Why(why), priority)
