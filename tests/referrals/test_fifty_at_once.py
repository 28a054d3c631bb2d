"""R10: Fifty families fill in the form at the same time, and each is told its reference. How long that takes is
measured by benchmarks/launch_day.py."""

from concurrent.futures import ThreadPoolExecutor

from tests.referrals.visitor import Visitor

AT_ONCE = 50


def test_fifty_families_at_once_are_each_told_a_reference(deployed):
    server, _ = deployed
    families = [Visitor(server.port, f"Family {number}") for number in range(AT_ONCE)]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(Visitor.fill_in, families))
        references = set(pool.map(Visitor.send, families))

    assert len(references) == AT_ONCE
    assert [family.name for family in families if family.unanswered] == []
