"""R6: However often a family sends the same answers, there is one referral and one reference."""

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy

import pytest

from tests.postgresql import OWNER
from tests.referrals.visitor import REFERENCE, Visitor

TIMES = 10
REFERENCES = "SELECT reference FROM referrals_referral"
WHOLE = """
SELECT count(*) FROM referrals_referral referral
WHERE EXISTS (SELECT * FROM referrals_sealedkey WHERE referral_id = referral.id)
AND 1 = (SELECT count(*) FROM referrals_auditentry WHERE referral_id = referral.id)
"""


@pytest.fixture
def stored(deployed):
    """References that were stored since, each whole."""
    server, database = deployed
    before = database.ask(OWNER, REFERENCES)

    def since() -> list[str]:
        references = database.ask(OWNER, REFERENCES)
        assert database.ask(OWNER, WHOLE) == [(len(references),)]
        return sorted(reference for (reference,) in set(references) - set(before))

    return since


@pytest.fixture
def family(deployed) -> Visitor:
    server, database = deployed
    family = Visitor(server.port, "in a hurry")
    family.fill_in()
    return family


def all_at_once(windows: list[Visitor]) -> set[str]:
    with ThreadPoolExecutor(len(windows)) as pool:
        return set(pool.map(Visitor.send, windows))


def test_ten_clicks_at_once_are_one_referral(family, stored):
    shown = all_at_once([deepcopy(family) for _ in range(TIMES)])
    assert sorted(shown) == stored()


def test_two_windows_back_and_the_same_again_a_reload_of_what_was_sent(family, stored):
    """Each of these sends what an old page holds, once the answers are gone."""
    other_window = deepcopy(family)
    reference = family.send()
    again = {family.send() for _ in range(3)}  # a reload sends the same again
    family.post(step="language", action="back")  # from a page that the browser still shows
    family.post(step="story", action="continue", needs=["send"], words="another story")
    again |= {family.send(), other_window.send()}
    assert (again, stored()) == ({reference}, [reference])


def test_a_reload_of_the_reference_shows_it_again(family, stored):
    reference = family.send()
    pages = [family.look("/en/support/form/sent/").page for _ in range(3)]
    assert {REFERENCE.search(page)[0] for page in pages} == {reference}
    assert stored() == [reference]
