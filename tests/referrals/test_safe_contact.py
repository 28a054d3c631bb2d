"""P6: before a number is shown: what is safe, the code word, the time. What is not safe is never shown."""

from html import unescape
from itertools import chain, combinations

import pytest

from referrals.models import AuditEntry, Note, Referral
from referrals.safe_contact import CannotShow, Kind, Reason, check_can_show, may_be_shown
from tests.referrals.family import CANARIES, Family
from tests.referrals.workers import page_of, press, show

ALL_WAYS = ["call", "text", "email", "none"]
SOME = list(chain.from_iterable(combinations(ALL_WAYS, size) for size in range(len(ALL_WAYS) + 1)))
NOW = {"is_safe_time": "yes"}


def text_of(response) -> str:
    return unescape(response.content.decode())


@pytest.fixture
def send(teams):
    """`send(phone="")`: a referral for the north team, with other answers to the first step."""

    def submit(**contact) -> Referral:
        family = Family("en")
        family.fill_in(contact=contact)
        family.send()
        return Referral.objects.get()

    return submit


@pytest.mark.parametrize("ways", SOME)
def test_a_number_is_shown_where_a_way_that_uses_it_is_safe(ways):
    contact = {"ways": list(ways), "phone": "+447700900461", "email": "a@example.org"}

    assert may_be_shown(contact, Kind.PHONE) is ("call" in ways or "text" in ways)
    assert may_be_shown(contact, Kind.EMAIL) is ("email" in ways)
    assert not may_be_shown({**contact, "phone": ""}, Kind.PHONE)


@pytest.mark.parametrize("times", ["", "at noon"])
@pytest.mark.parametrize("is_safe_time", [True, False])
@pytest.mark.parametrize("why", ["", "  ", "the school called"])
def test_another_time_than_the_family_named_needs_a_reason(times, is_safe_time, why):
    contact = {"ways": ["call"], "phone": "1", "safe_times": times}
    if times and not is_safe_time and not why.strip():
        with pytest.raises(CannotShow) as refused:
            check_can_show(contact, Kind.PHONE, is_safe_time=is_safe_time, why=why)
        assert refused.value.reason is Reason.NO_REASON_GIVEN
    else:
        check_can_show(contact, Kind.PHONE, is_safe_time=is_safe_time, why=why)


def test_no_page_shows_a_number_before_it_is_asked_for(send, member):
    referral, north = send(), member("north")
    pages = [north.get(page_of(referral)), press(north, referral, "closed"), press(north, referral, "tried_to_reach")]

    for page in pages:
        assert CANARIES["phone"] not in text_of(page)
        assert CANARIES["email"] not in text_of(page)


def test_what_is_safe_and_the_code_word_stand_before_the_number_and_the_showing_is_on_record(send, member):
    referral, north = send(), member("north")
    page = text_of(show(north, referral, **NOW))
    number = page.index(CANARIES["phone"])

    for earlier in ["Do not send a text message.", "Leave no message.", "must_not_know", "safe_times", "code_word"]:
        assert page.index(CANARIES.get(earlier, earlier)) < number
    assert CANARIES["email"] not in page
    entry = AuditEntry.objects.filter(referral=referral).last()
    assert (entry.verb, entry.detail, str(entry.actor)) == ("showed", "phone", "worker-of-north")
    assert "shown how to reach the family by worker-of-north: phone" in page
    assert CANARIES["phone"] not in text_of(north.get(page_of(referral)))


def test_outside_the_safe_times_a_reason_is_asked_and_kept_sealed(send, member):
    referral, north = send(), member("north")
    refused = show(north, referral)
    assert refused.status_code == 409
    assert "Say why it has to be now" in text_of(refused)
    assert CANARIES["phone"] not in text_of(refused)
    assert not AuditEntry.objects.filter(verb="showed").exists()

    page = text_of(show(north, referral, why="Marmaladehour: the school called"))
    assert CANARIES["phone"] in page
    assert AuditEntry.objects.get(verb="showed").detail == "phone, outside the safe times"
    assert b"Marmaladehour" not in bytes(Note.objects.get().box)
    assert "Why outside the safe times: Marmaladehour" in text_of(north.get(page_of(referral)))
    assert press(north, referral, "tried_to_reach").status_code == 303


def test_where_no_times_were_given_nothing_is_asked(send, member):
    referral, north = send(safe_times=""), member("north")

    assert "is_safe_time" not in text_of(north.get(page_of(referral)))
    assert CANARIES["phone"] in text_of(show(north, referral))


@pytest.mark.parametrize(("ways", "kind"), [(["email"], "phone"), (["call"], "email"), (["none"], "phone")])
def test_a_way_that_is_not_safe_is_refused_whoever_asks(send, member, ways, kind):
    referral, north = send(ways=ways), member("north")

    assert f'value="{kind}"' not in text_of(north.get(page_of(referral)))
    refused = show(north, referral, kind, why="because", **NOW)
    assert refused.status_code == 409
    assert "not safe" in text_of(refused)
    assert not AuditEntry.objects.filter(verb="showed").exists()


def test_a_way_that_nobody_knows_is_no_question(send, member):
    assert show(member("north"), send(), "post").status_code == 400
