"""S8: whatever is typed into whatever field breaks nothing, and what is taken is read by the team to the last sign."""

import re
from html import escape

from django.test import Client

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referrals.forms import STEPS
from referrals.models import Referral
from tests import drill
from tests.referrals.family import TYPED, Family, read, text_of
from tests.referrals.texts import in_lines, kept, shown, texts, wire
from tests.referrals.workers import INBOX, page_of

FORM, QUESTIONS, STATUS = "/en/support/form/", "/en/support/", "/en/support/form/reply/"
ENCODED = "application/x-www-form-urlencoded"
FIELDS = {
    FORM: ["step", "action", "turn", "extra", "agrees", *(name for step in STEPS for name in step.base_fields)],
    QUESTIONS: ["step", "action", "turn", "answer", "postcode", "age", "day"],
    STATUS: ["reference", "code"],
}
FREE = {
    "contact": ["safe_times", "code_word", "must_not_know"],
    "people": ["name", "relation", "why_not", "children"],
    "story": ["words"],
    "files": [],
    "language": ["other_language", "dialect"],
}
LEADS_TO = {
    "contact": TYPED["contact"],
    "people": {"about": "professional", "family_knows": "no"},
    "story": TYPED["story"],
    "files": {},
    "language": {"language": "other", "interpreter": "yes", "interpreter_is": "any", "postcode": ""},
}
quick = settings(deadline=None, suppress_health_check=list(HealthCheck), database=None)
pytestmark = pytest.mark.usefixtures("teams")


def post(client: Client, address: str, fields: dict):
    return client.post(address, wire(fields), content_type=ENCODED)


@pytest.mark.drill
@settings(quick, max_examples=drill.size(small=100, full=5_000))
@given(st.data())
def test_no_field_breaks_a_page(data):
    """S8."""
    address = data.draw(st.sampled_from(sorted(FIELDS)))
    family = Family("en")
    step = data.draw(st.sampled_from(sorted(TYPED)))
    typed = data.draw(st.dictionaries(st.sampled_from(FIELDS[address]), texts(), max_size=4))
    fields = {"step": step, "action": "continue", **TYPED[step]} if address == FORM else {}
    assert post(family.client, address, {**fields, **typed}).status_code < 500
    page = family.client.get(address)
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


@pytest.mark.drill
@settings(quick, max_examples=drill.size(small=30, full=650))
@given(st.data())
def test_the_team_reads_every_sign_that_was_typed(member, data):
    """S8: ten texts in each example."""
    free = {step: {name: data.draw(texts(), label=name).replace("\x00", "") for name in FREE[step]} for step in FREE}
    for step, name in [
        ("people", "name"),
        ("people", "relation"),
        ("people", "why_not"),
        ("language", "other_language"),
    ]:
        free[step][name] = f"a{free[step][name]}z"
    family = Family("en")
    for step, typed in free.items():
        answer = post(family.client, FORM, {"step": step, "action": "continue", **LEADS_TO[step], **typed})
        assert answer.status_code == 303
    family.send()
    referral = Referral.objects.latest("received_at")
    told = read(referral)["told"]
    assert {step: {name: told[step][name] for name in names} for step, names in FREE.items()} == {
        step: {name: kept(text) for name, text in typed.items()} for step, typed in free.items()
    }
    page = team(member, referral).get(page_of(referral)).content.decode()
    read_there = [shown(piece) for piece in re.findall(r"<bdi>(.*?)</bdi>", page, re.DOTALL)]
    for text in (kept(text) for typed in free.values() for text in typed.values()):
        assert not text or in_lines(text) in read_there


def team(member, referral) -> Client:
    """A member, signed in once for all examples."""
    if referral.team.key not in SIGNED_IN:
        SIGNED_IN[referral.team.key] = member(referral.team.key)
    return SIGNED_IN[referral.team.key]


SIGNED_IN: dict[str, Client] = {}


@pytest.fixture(autouse=True)
def nobody_signed_in():
    SIGNED_IN.clear()


@pytest.mark.drill
@settings(quick, max_examples=drill.size(small=30, full=1_000))
@given(words=texts(), sought=texts())
def test_staff_too_type_anything(member, words, sought):
    """S8."""
    family = Family("en")
    if not Referral.objects.exists():
        family.fill_in()
        family.send()
    referral = Referral.objects.get()
    client = team(member, referral)
    address = page_of(referral)
    noted = post(client, f"{address}notes/", {"words": words})
    assert noted.status_code in {303, 400}
    if noted.status_code == 303:
        quotes = re.findall(r"<blockquote>(.*?)</blockquote>", client.get(address).content.decode(), re.DOTALL)
        assert in_lines(kept(words)) in [shown(quote) for quote in quotes]
    assert post(client, f"{INBOX}find/", {"reference": sought}).status_code in {302, 400}


@pytest.mark.parametrize("step", TYPED)
def test_ten_megabytes_in_a_field_cost_nobody_what_they_typed_before(step):
    """S8."""
    family = Family("en")
    family.go_on(step)
    for name in FREE[step]:
        assert post(family.client, FORM, {"step": step, **TYPED[step], name: "ہ" * (5 * 2**20)}).status_code == 400
    family.press(step, "change:" + step, **TYPED[step])
    form = family.look().context["form"]
    assert {name: form[name].value() for name in TYPED[step]} == TYPED[step]


@pytest.mark.parametrize(
    ("composed", "other"), [("é", "e\u0301"), ("Å", "A\u030a"), ("\u0a36", "\u0a38\u0a3c"), ("\u09df", "\u09af\u09bc")]
)
def test_a_sign_in_two_ways_of_writing_stays_as_it_was_written(composed, other):
    """S8."""
    assert composed != other
    family = Family("en")
    family.fill_in(story={"words": f"{composed} {other}"})
    family.send()
    assert read(Referral.objects.get())["told"]["story"]["words"] == f"{composed} {other}"


@pytest.mark.parametrize("language", ["en", "ur"])
def test_what_was_typed_stands_in_the_field_again_and_runs_nothing(language):
    """S8."""
    family, typed = Family(language), "\"'></textarea><script>alert(1)</script>\u202e&amp;"
    family.press("people", "continue", name=typed, children=typed)
    page = family.look().content.decode()
    family.press("people", "change:people", name=typed, children=typed)
    page = family.look().content.decode()
    assert page.count(escape(typed)) == 2
    assert text_of(family.look()).count(typed) == 2
