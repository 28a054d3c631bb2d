"""The form as a family meets it, through the real site."""

from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.utils import timezone, translation

import pytest

from portal.templatetags.portal_tags import day_ahead
from referrals.intake import INTAKE
from referrals.models import Referral
from referrals.references import is_valid
from tests.referrals.family import CANARIES, TYPED, Family, heading_step, read, text_of
from triage import drafts
from triage.models import Draft

pytestmark = pytest.mark.usefixtures("teams")


def test_the_whole_form_leads_to_a_reference_and_a_sealed_referral(family):
    family.fill_in()
    sent = family.send()
    assert (sent.status_code, sent["Location"]) == (303, family.sent_address)

    referral = Referral.objects.get()
    assert is_valid(referral.reference)
    assert referral.reference in text_of(family.client.get(family.sent_address))
    assert (referral.team.key, referral.state, referral.is_priority) == ("north", "new", False)
    told = read(referral)["told"]
    assert told["contact"] == TYPED["contact"]
    assert told["story"] == TYPED["story"]
    assert told["people"] == {**TYPED["people"], "relation": "", "family_knows": "", "why_not": ""}
    assert told["language"] == {**TYPED["language"], "other_language": "", "postcode": "LU3 3AX"}


def test_the_sealed_content_says_how_it_was_decided_and_in_which_language(family):
    family.fill_in()
    family.send()
    content = read(Referral.objects.get())
    assert content["language"] == family.address[1:3]
    assert content["answers"]["needs"] == ["send"]
    assert content["level"] in {"self_help", "self_help_plus_groups", "refer", "refer_priority"}
    assert content["document"] and isinstance(content["rules"], list)
    assert content["route"] == {"team_key": "north", "why": "neighbourhood", "is_priority": False}
    assert content["agrees"] is False


def test_agreeing_to_work_with_the_team_is_asked_apart_and_kept(family):
    family.fill_in()
    family.press("check", "send", agrees="on")
    assert read(Referral.objects.get())["agrees"] is True


def test_safe_contact_is_asked_before_anything_else(family):
    assert heading_step(family.look()) == "contact"


@pytest.mark.parametrize("step", [step for step, typed in TYPED.items() if typed])
def test_an_empty_step_is_refused_with_an_error_and_nothing_is_lost(family, step):
    before = [key for key in TYPED if key != step]
    for key in before:
        family.go_on(key)
    required = {"contact": "ways", "people": "name", "story": "needs", "language": "interpreter"}[step]
    assert family.go_on(step, **{required: ""}).status_code == 303
    response = family.look()
    assert 'class="error-summary"' in text_of(response)
    assert f'id="id_{required}_error"' in text_of(response)
    for field, typed in TYPED[step].items():
        if field != required:
            form = response.context["form"]
            assert form[field].value() == typed


def test_a_typed_text_survives_an_error_on_the_page_itself(family):
    family.go_on("contact")
    family.go_on("people", about="")
    page = text_of(family.look())
    assert CANARIES["name"] in page
    assert CANARIES["children"] in page


def test_a_question_that_an_answer_may_call_for_is_not_called_optional(family):
    first = family.look()
    family.go_on("contact", ways="")
    for page in (first, family.look()):
        assert page.context["form"]["phone"].field.required
        assert not page.context["form"]["safe_times"].field.required


WRONG = [
    ("contact", {"phone": ""}, "phone"),
    ("contact", {"phone": "ring twice"}, "phone"),
    ("contact", {"email": "nobody"}, "email"),
    ("contact", {"leave_message": ""}, "leave_message"),
    ("contact", {"say_who": ""}, "say_who"),
    ("contact", {"ways": ["call", "none"]}, "ways"),
    ("contact", {"ways": ["pigeon"]}, "ways"),
    ("people", {"about": "someone_else"}, "relation"),
    ("people", {"about": "professional", "relation": "Teacher"}, "family_knows"),
    ("people", {"about": "professional", "relation": "Teacher", "family_knows": "no"}, "why_not"),
    ("people", {"name": "a" * 201}, "name"),
    ("people", {"name": "a\x00b"}, "name"),
    ("story", {"needs": ["send", "none"]}, "needs"),
    ("story", {"words": "a" * 4001}, "words"),
    ("language", {"language": "other"}, "other_language"),
    ("language", {"language": "xx"}, "language"),
    ("language", {"interpreter_is": ""}, "interpreter_is"),
    ("language", {"postcode": "LU4 8B"}, "postcode"),
    ("language", {"postcode": "somewhere"}, "postcode"),
]


@pytest.mark.parametrize(("step", "typed", "field"), WRONG)
@pytest.mark.django_db
def test_what_cannot_be_right_is_said_at_its_field(step, typed, field):
    family = Family("en")
    assert family.go_on(step, **typed).status_code == 303
    response = family.look()
    assert list(response.context["form"].errors) == [field]
    assert all(str(error).strip() for error in response.context["form"].errors[field])


RIGHT = [
    ("contact", {"ways": ["none"], "phone": "", "email": "", "leave_message": "", "say_who": ""}),
    ("contact", {"ways": ["text"], "leave_message": "", "email": ""}),
    ("contact", {"phone": "۰۷۷۰۰ ۹۰۰۴۶۱"}),
    ("contact", {"code_word": "", "safe_times": "", "must_not_know": ""}),
    ("people", {"about": "young_person"}),
    ("people", {"about": "professional", "relation": "Teacher, Hollow School", "family_knows": "yes"}),
    ("people", {"children": ""}),
    ("story", {"danger": "", "helping": "", "words": "", "needs": ["none"]}),
    ("story", {"words": "a\r\n" * 2000}),
    ("language", {"postcode": ""}),
    ("language", {"postcode": "LU4"}),
    ("language", {"postcode": "SW1A 1AA"}),
    ("language", {"postcode": "LU۴ ۸BW"}),
    ("language", {"language": "other", "other_language": "Tigrinya"}),
    ("language", {"interpreter": "no", "interpreter_is": ""}),
]


@pytest.mark.parametrize(("step", "typed"), RIGHT)
def test_nobody_is_barred_by_what_they_do_not_know_or_by_how_they_type_it(family, step, typed):
    assert family.go_on(step, **typed).status_code == 303


def test_a_number_that_is_no_longer_wanted_is_not_kept(family):
    family.fill_in(contact={"ways": ["none"]})
    family.send()
    contact = read(Referral.objects.get())["told"]["contact"]
    assert (contact["phone"], contact["email"], contact["leave_message"], contact["say_who"]) == ("", "", "", "")


def test_a_dialect_is_kept_where_an_interpreter_comes_and_nowhere_else(family):
    family.fill_in(language={"interpreter": "no"})
    family.send()
    assert read(Referral.objects.get())["told"]["language"]["dialect"] == ""


def test_back_keeps_what_was_typed_even_unfinished(family):
    family.go_on("contact")
    family.press("people", "back", name=CANARIES["name"])
    assert heading_step(family.look()) == "contact"
    assert CANARIES["code_word"] in text_of(family.look())
    family.go_on("contact")
    assert CANARIES["name"] in text_of(family.look())


def test_back_from_the_first_step_leads_to_the_questions_and_keeps_what_was_typed(family):
    response = family.press("contact", "back", **TYPED["contact"])
    assert response["Location"] == f"/{family.address[1:3]}/support/"
    assert CANARIES["code_word"] in text_of(family.look())


def test_a_change_from_the_last_page_goes_back_to_it(family):
    family.fill_in()
    assert CANARIES["words"] in text_of(family.look())
    family.press("check", "change:people")
    assert heading_step(family.look()) == "people"
    family.go_on("people", name="Another Wrenfield")
    page = text_of(family.look())
    assert "Another Wrenfield" in page
    assert CANARIES["name"] not in page


def test_a_change_of_language_keeps_every_answer():
    family, urdu = Family("en"), Family("ur")
    urdu.client = family.client
    family.go_on("contact")
    family.go_on("people", about="")
    page = urdu.look()
    assert heading_step(page) == "people"
    assert CANARIES["name"] in text_of(page)
    assert 'lang="ur"' in text_of(page)


@pytest.mark.parametrize("step", TYPED)
def test_what_is_typed_and_not_sent_is_kept_when_the_language_changes(step):
    family = Family("pl")
    for before in list(TYPED)[: list(TYPED).index(step)]:
        family.go_on(before)
    family.press(step, "language", **TYPED[step])
    page = family.look()
    assert heading_step(page) == step
    assert "error-summary" not in text_of(page)
    assert all(page.context["form"][name].value() == typed for name, typed in TYPED[step].items())


def test_the_box_ticked_on_the_last_page_is_kept_when_the_language_changes(family):
    family.fill_in()
    family.press("check", "language", agrees="on")
    assert family.look().context["form"]["agrees"].value() is True
    assert not Referral.objects.exists()


def test_an_old_window_that_sends_a_page_again_is_told_so(family):
    turn = family.look().context["unsent"].turn
    family.go_on("contact")
    family.go_on("contact", turn=turn)
    assert not family.look().context["unsent"].is_twice
    family.go_on("contact", turn=turn, code_word="")
    assert family.look().context["unsent"].is_twice
    family.go_on("people")
    assert not family.look().context["unsent"].is_twice


def test_what_the_questionnaire_was_told_is_filled_in_and_can_be_changed(family):
    questions = family.address.removesuffix("form/")
    told = {"danger": "no", "about": "my_child", "needs": "homelessness", "managing": "cannot_cope"}
    for step, answer in told.items():
        family.client.post(questions, {"step": step, "action": "continue", "answer": answer})
    family.go_on("contact")
    assert family.look().context["form"]["about"].value() == "my_child"
    family.go_on("people")
    assert family.look().context["form"]["needs"].value() == ["homelessness"]
    family.go_on("story", needs=["send"])
    family.go_on("files")
    family.go_on("language")
    family.send()
    answers = read(Referral.objects.get())["answers"]
    assert (answers["needs"], answers["managing"]) == (["send"], ["cannot_cope"])


def test_danger_goes_to_the_front_door_as_priority(family):
    family.fill_in(story={"danger": "now"})
    family.send()
    referral = Referral.objects.get()
    assert (referral.team.key, referral.is_priority) == ("front-door", True)


@pytest.mark.parametrize(("danger", "due"), [("no", (24, "12:00")), ("now", (23, "16:00"))])
def test_a_family_is_told_by_when_to_expect_a_reply_before_it_sends_and_after(family, monkeypatch, danger, due):
    # A Monday in the office's hours.
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 23, 11, 30, tzinfo=UTC))
    family.fill_in(story={"danger": danger})

    pages = [text_of(family.look())]
    family.send()
    pages.append(text_of(family.client.get(family.sent_address)))

    with translation.override(family.address.split("/")[1]):
        expected = day_ahead(date(2026, 11, due[0]))
    for page in pages:
        assert f'<strong>{expected}, <bdi dir="ltr">{due[1]}</bdi></strong>' in page


def test_no_postcode_and_one_outside_the_town_go_to_the_front_door(family):
    family.fill_in(language={"postcode": "SW1A 1AA"})
    family.send()
    assert Referral.objects.get().team.key == "front-door"


def test_sending_twice_makes_one_referral_with_one_reference(family):
    """R6: the same page a second time."""
    family.fill_in()
    cookie = family.client.cookies[settings.JOURNEY_COOKIE_NAME].value
    draft = Draft.objects.get()
    first, again = family.send(), family.send()
    assert first["Location"] == again["Location"] == family.sent_address
    reference = Referral.objects.get().reference
    # A second request that had read the draft before the first one was stored.
    draft.save()
    family.client.cookies[settings.JOURNEY_COOKIE_NAME] = cookie
    assert family.send()["Location"] == family.sent_address
    assert Referral.objects.get().reference == reference
    assert reference in text_of(family.client.get(family.sent_address))


def test_the_reference_survives_a_second_look_but_not_its_minutes(family):
    family.fill_in()
    family.send()
    reference = Referral.objects.get().reference
    for _ in range(2):
        assert reference in text_of(family.client.get(family.sent_address))
    assert Draft.objects.get().expires_at < timezone.now() + timedelta(minutes=INTAKE.reference_minutes)
    Draft.objects.update(expires_at=timezone.now())
    assert reference not in text_of(family.client.get(family.sent_address))
    form = family.look()
    assert heading_step(form) == "contact"
    assert not any(canary in text_of(form) for canary in CANARIES.values())


def test_nothing_that_was_typed_is_left_in_the_draft_once_it_is_sent(family):
    family.fill_in()
    family.send()
    request = family.client.get(family.address, follow=False).wsgi_request
    kept = str(drafts.load(request))
    assert "reference" in kept
    assert not any(canary in kept for canary in CANARIES.values())


def test_a_page_sent_after_the_answers_expired_says_so_and_the_rest_is_asked_again(family):
    family.go_on("contact")
    Draft.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    family.go_on("people")
    page = family.look()
    assert heading_step(page) == "contact"
    assert page.context["unsent"].is_lost
    family.go_on("contact")
    assert not family.look().context["unsent"].is_lost
    assert heading_step(family.look()) == "story"


def test_an_unfinished_form_cannot_be_sent(family):
    family.go_on("contact")
    family.send()
    assert not Referral.objects.exists()
    assert heading_step(family.look()) == "people"


def test_nothing_is_sent_before_the_answers_were_shown_to_be_checked(family):
    for step in TYPED:
        family.press(step, "back", **TYPED[step])
    family.send()
    assert not Referral.objects.exists()
    assert heading_step(family.look()) == "check"


@pytest.mark.parametrize("posted", [{}, {"step": "nonsense"}, {"step": "check", "action": "change:nonsense"}])
def test_a_form_that_names_nothing_we_know_leads_to_the_first_step(family, posted):
    assert family.client.post(family.address, posted).status_code == 303
    assert heading_step(family.look()) == "contact"


def test_every_page_of_the_form_has_one_address_a_neutral_title_and_is_never_stored(family):
    titles = set()
    for step in [*TYPED, "check"]:
        page = family.look()
        assert heading_step(page) == step
        titles.add(text_of(page).partition("<title>")[2].partition("</title>")[0])
        assert "no-store" in page["Cache-Control"]
        if step != "check":
            family.go_on(step)
    assert len(titles) == 1
    family.send()
    page = family.client.get(family.sent_address)
    assert "no-store" in page["Cache-Control"]
    assert text_of(page).partition("<title>")[2].partition("</title>")[0] in titles
