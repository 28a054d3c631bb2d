"""Where the answers lead, through the real site without JavaScript: each path, groups that fit, somebody to ask."""

import re

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone, translation
from django.utils.html import escape

import pytest

from directory.fitting import Wishes, fitting
from directory.models import Listing
from triage.groups_near import NOT_A_POSTCODE, NOWHERE_NEAR
from triage.models import Draft

pytestmark = pytest.mark.django_db
STEPS = ("danger", "about", "needs", "managing", "helping")
BABY = ("no", "my_child", "baby_care", "coping")
NEEDS_OF_ALL_KINDS = [
    ("none",),
    ("baby_care", "coping"),
    ("send", "struggling", "nobody"),
    ("send", "cannot_cope", "nobody"),
]


class Someone:
    """Who answers the questions in one language; `page` is what they see."""

    def __init__(self, *answers, language="en"):
        self.client, self.address = Client(), f"/{language}/support/"
        for step, answer in zip(STEPS, answers, strict=False):
            self.post(step=step, answer=answer, action="continue")
            if step == "danger" and answer != "no":
                self.post(step="urgent", action="continue")

    def post(self, **told):
        self.response = self.client.post(self.address, told, follow=True)
        return self

    def ask_for_groups(self, **told):
        return self.post(step="outcome", action="groups", **told)

    @property
    def page(self):
        return self.response.content.decode()

    @property
    def main(self):
        return self.page.partition("<main")[2].partition("</main>")[0]

    @property
    def groups(self):
        return re.findall(r'href="/[a-z]+/groups/([^"/?]+)/"', self.main)


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("about", ["my_child", "myself", "young_person", "someone_else", "professional"])
@pytest.mark.parametrize("needs", NEEDS_OF_ALL_KINDS)
def test_every_outcome_offers_somebody_to_talk_to_now_and_the_form(language, about, needs):
    someone = Someone("no", about, *needs, language=language)

    talk = someone.main.partition('id="talk-title"')[2]
    assert f'href="/{language}/support/form/"' in talk
    assert 'href="tel:01582547653"' in talk
    assert 'href="tel:03003008123"' in talk


@pytest.mark.parametrize("about", ["my_child", "young_person", "someone_else", "professional"])
@pytest.mark.parametrize("needs", NEEDS_OF_ALL_KINDS)
def test_nobody_is_told_a_level(about, needs):
    words = re.sub(r"<[^>]+>", " ", Someone("no", about, *needs).main).lower()

    assert not re.search(r"\blevel|self_help|refer_priority|\btier\b|threshold", words)


@pytest.mark.parametrize("needs", NEEDS_OF_ALL_KINDS)
def test_a_child_alone_is_spoken_to_and_can_always_ask(needs):
    child = Someone("no", "young_person", *needs)

    assert "You do not need a parent to agree." in child.main
    assert "do we tell people who can stop it" in child.main
    assert "A teacher" in child.main
    assert 'href="tel:08001111"' in child.main
    assert 'class="button" href="/en/support/form/"' in child.main
    assert "baby-massage" not in child.main


@pytest.mark.parametrize("needs", NEEDS_OF_ALL_KINDS)
def test_somebody_asking_for_a_neighbour_is_told_what_to_do_and_whom_to_call(needs):
    neighbour = Someone("no", "someone_else", *needs)

    assert "We do not tell the family who you are, unless the law makes us." in neighbour.main
    assert neighbour.main.index("If you are worried about a child") < neighbour.main.index('href="tel:')


@pytest.mark.parametrize("needs", NEEDS_OF_ALL_KINDS)
def test_a_professional_can_send_at_once_whatever_the_answers(needs):
    professional = Someone("no", "professional", *needs)

    assert professional.main.index('class="button" href="/en/support/form/"') < professional.main.index("Which way")
    assert "Does the family know?" in professional.main


@pytest.mark.parametrize(
    ("answers", "promised"), [(BABY, False), (("no", "my_child", "send", "struggling", "nobody"), True)]
)
def test_a_reply_is_promised_only_where_the_form_is_offered_first(answers, promised):
    assert ("expect a reply by:" in Someone(*answers).main) is promised


def test_groups_are_those_of_the_needs_and_come_nearest_first():
    parent = Someone(*BABY)
    before = set(parent.groups)

    parent.ask_for_groups(postcode="LU4 8BW")

    assert before == set(parent.groups) <= _in_categories("feeding", "baby-massage")
    miles = [int(number) for number in re.findall(r"About (\d+) miles? away", parent.main)]
    assert miles == sorted(miles) and len(miles) >= 2
    assert 'value="LU4 8"' in parent.main


@pytest.mark.parametrize(
    ("told", "facet"),
    [({"day": "0"}, "Every Monday"), ({"spoken": "ur"}, "Urdu"), ({"age": "0"}, "Birth")],
)
def test_each_wish_leaves_groups_that_fit_it(told, facet):
    parent = Someone("no", "my_child", "none").ask_for_groups(**told)

    cards = [part for part in parent.main.split("<h3>") if "/groups/" in part]
    assert cards and all(facet in card for card in cards)


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize(
    ("typed", "error"), [("LU4 8", None), ("12 High Street", NOT_A_POSTCODE), ("AB10 1AB", NOWHERE_NEAR)]
)
def test_a_postcode_that_leads_nowhere_is_said_and_nothing_is_lost(language, typed, error):
    parent = Someone(*BABY, language=language).ask_for_groups(postcode=typed, day="3", spoken="ur")

    assert ("error-summary" in parent.main) is (error is not None)
    with translation.override(language):
        assert error is None or escape(str(error)) in parent.main
    assert f'value="{typed}"' in parent.main
    assert '<option value="3" selected>' in parent.main
    assert '<option value="ur" selected>' in parent.main
    assert parent.groups
    assert 'value="coping" ' in Someone.post(parent, step="outcome", action="back").main


def test_what_was_told_stands_in_no_address_and_nowhere_in_the_database():
    parent = Someone(*BABY).ask_for_groups(postcode="LU4 8BW", day="3")

    assert parent.response.request["QUERY_STRING"] == ""
    assert parent.response.request["PATH_INFO"] == parent.address
    with connection.cursor() as cursor:
        cursor.execute("SELECT box FROM triage_draft")
        boxes = [bytes(box) for (box,) in cursor.fetchall()]
    assert boxes and not any(b"LU4" in box or b"baby_care" in box for box in boxes)
    parent.post(action="forget")
    assert not Draft.objects.exists()
    assert settings.JOURNEY_COOKIE_NAME not in {name for name, one in parent.client.cookies.items() if one.value}


def test_what_was_told_for_groups_is_still_there_after_an_answer_is_changed():
    parent = Someone(*BABY).ask_for_groups(postcode="LU4 8BW")
    parent.post(step="outcome", action="back").post(step="managing", answer="coping", action="continue")

    assert 'value="LU4 8"' in parent.main


@pytest.mark.parametrize(
    "junk", [{"day": "99"}, {"age": "x" * 10_000}, {"spoken": "\x00"}, {"postcode": "\x00"}, {"postcode": "9" * 999}]
)
def test_no_wish_that_a_browser_can_send_breaks_the_page(junk):
    parent = Someone(*BABY).ask_for_groups(**junk)

    assert parent.response.status_code == 200
    assert parent.groups


def test_the_day_is_given_up_before_the_language_and_the_language_before_the_age():
    def given_up(**wishes):
        return fitting(["stay-and-play"], Wishes(**wishes), "en", limit=4, now=timezone.now()).given_up

    assert given_up(spoken="ur") == ()
    assert given_up(spoken="ur", day="6") == ("day",)
    assert given_up(spoken="zh", day="6") == ("day", "spoken")
    assert given_up(spoken="zh", day="6", age="19-25") == ("day", "spoken", "age")
    assert given_up(near="LU4 8") == ()


def _in_categories(*keys):
    return set(Listing.objects.filter(categories__key__in=keys).values_list("slug", flat=True))
