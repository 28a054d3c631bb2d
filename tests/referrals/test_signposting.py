"""A list of groups and pages for one family: chosen by staff, sent only as the family said is safe, kept nowhere."""

import re
from datetime import timedelta

from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from wagtail.models import Page

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.models import EasyReadPage, InformationPage, TopicPage
from directory.models import Listing
from notices.delivery import deliver_due
from notices.models import Notice
from referrals.models import AuditEntry, Referral
from referrals.signposting import pages
from referrals.signposting.choice import MOST, Choice
from referrals.signposting.letterbox import unseal
from referrals.signposting.suggestions import fitting
from tests.referrals.family import CANARIES, Family, text_of
from tests.referrals.search import found
from tests.referrals.workers import page_of, press

LANGUAGES = ("en", "ur", "pl", "ro", "bn", "pa", "gu")
PAGE = re.compile(r'name="pages" id="page-\d+" value="(\d+)"')
SAFE = {"is_safe_time": "yes"}


def sent(language="ur", **contact) -> Referral:
    known = set(Referral.objects.values_list("pk", flat=True))
    family = Family(language)
    family.fill_in(contact=contact)
    family.send()
    return Referral.objects.exclude(pk__in=known).get()


@pytest.fixture
def referral(teams) -> Referral:
    return sent()


@pytest.fixture
def north(member):
    return member("north")


@pytest.fixture
def chosen(db) -> dict:
    """Two groups and a page, as the form posts them."""
    listings = Listing.objects.listed().order_by("pk")[:2]
    number = next(iter(pages.titles()))
    return {"groups": [listing.pk for listing in listings], "pages": [number], "language": "ur"}


def post(client, referral, action, **more):
    return client.post(page_of(referral, "signpost"), {"action": action, "near": "", **more})


def deliver(now=None):
    return deliver_due(lambda: now or timezone.now(), unseal)


def in_database() -> bytes:
    """Every value of every row of the outbox and of the referrals, as stored."""
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("notices_", "referrals_")):
                cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  names come from the database
                rows += cursor.fetchall()
    return b"\n".join(
        bytes(value) if isinstance(value, bytes) else str(value).encode() for row in rows for value in row
    )


def test_the_groups_and_pages_that_fit_come_first_and_the_sector_is_filled_in(north, referral):
    page = text_of(north.get(page_of(referral, "signpost")))
    assert 'value="LU3 3"' in page
    assert "LU3 3AX" not in page
    assert page.count('name="groups"') > 1
    told = {"answers": {"needs": ["send"]}}
    assert list(pages.titles(fitting(told)[0])) == [int(number) for number in PAGE.findall(page)]
    assert pages.titles()[int(PAGE.findall(page)[0])] == "Baby talk"


def test_offered_are_pages_about_a_subject_and_none_about_the_portal(north, referral):
    offered = Page.objects.filter(pk__in=PAGE.findall(text_of(north.get(page_of(referral, "signpost")))))
    assert {type(page) for page in offered.specific()} == {TopicPage, EasyReadPage}
    assert not pages.cards(list(InformationPage.objects.values_list("pk", flat=True)), "en")


def test_staff_search_by_words_and_what_was_chosen_stays_chosen(north, referral, chosen):
    listing = Listing.objects.listed().order_by("-pk").first()
    page = text_of(post(north, referral, "search", words=listing.name, **chosen))
    assert f'value="{listing.pk}"' in page
    assert len(re.findall(r'name="groups"[^>]* checked', page)) == 2
    assert len(re.findall(r'name="pages"[^>]* checked', page)) == 1
    assert str(listing.name) not in north.get(page_of(referral)).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_is_looked_at_in_the_familys_language_and_what_is_english_says_so(north, referral, chosen, language):
    Listing.objects.filter(pk=chosen["groups"][0]).update(**{f"name_{language}": ""} if language != "en" else {})
    page = text_of(post(north, referral, "look", **{**chosen, "language": language}))
    direction = "rtl" if language == "ur" else "ltr"
    assert f'<section class="panel" lang="{language}" dir="{direction}"' in page
    with translation.override(language):
        says = translation.gettext("In English only")
    assert (says in page) is (language != "en")
    assert not Notice.objects.filter(message="list-for-you").exists()


def test_p5_the_e_mail_names_neither_the_family_nor_the_need_nor_a_group(north, referral, chosen):
    """P5: subject and body are the same for all but for the list's address, which is numbers."""
    assert post(north, referral, "email", **SAFE, **chosen).status_code == 303
    assert deliver() >= 1
    message = next(each for each in mail.outbox if each.to == [CANARIES["email"]])

    with translation.override("ur"):
        link = re.search(r"https?://\S+(/ur/support/list/(?:p?\d+-?)+/)", message.body)
    whole = f"{message.subject} {message.body} {message.alternatives}"
    assert link
    assert "?" not in link[0]
    names = [Listing.objects.get(pk=number).name for number in chosen["groups"]]
    told = [*CANARIES.values(), referral.reference, *names, pages.titles()[chosen["pages"][0]], "Luton"]
    assert [words for words in told if words in whole] == []
    page = text_of(Client().get(link[1]))
    assert all(str(number) in link[1] for number in chosen["groups"])
    assert '<html lang="ur" dir="rtl">' in page
    assert page.count("<dl") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_p5_the_subject_is_the_same_for_every_family_in_each_language(north, referral, chosen, language):
    """P5: whoever sees the notification on a screen learns that there is a list."""
    post(north, referral, "email", **SAFE, **{**chosen, "language": language})
    deliver()
    message = next(each for each in mail.outbox if each.to == [CANARIES["email"]])
    assert len(message.subject) < 40
    assert f"/{language}/support/list/" in message.body


def test_the_address_is_sealed_while_it_waits_and_gone_when_it_left(north, referral, chosen):
    post(north, referral, "email", **SAFE, **chosen)
    waiting = Notice.objects.get(message="list-for-you")
    assert (waiting.address, waiting.values) == ("", {})
    assert unseal(bytes(waiting.public_key), bytes(waiting.box))[0] == CANARIES["email"]
    assert not found((CANARIES["email"], "support/list"), in_database())

    assert deliver_due(timezone.now) < Notice.objects.count()  # a worker without keys sends none of it
    waiting.refresh_from_db()
    assert waiting.sent_at is None
    assert "waits to be sent" in text_of(north.get(page_of(referral)))
    deliver()
    waiting.refresh_from_db()
    assert waiting.sent_at
    assert bytes(waiting.box) == b""
    assert "left by e-mail at" in text_of(north.get(page_of(referral)))


def test_a_list_that_cannot_leave_while_it_is_safe_never_leaves(north, referral, chosen, settings):
    post(north, referral, "email", **SAFE, **chosen)
    settings.EMAIL_BACKEND = "tests.referrals.dead_mail.Backend"
    deliver()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    deliver(timezone.now() + timedelta(hours=2))
    deliver(timezone.now() + timedelta(days=9))

    assert not [message for message in mail.outbox if message.to == [CANARIES["email"]]]
    assert bytes(Notice.objects.get(message="list-for-you").box) == b""
    assert "was not sent" in text_of(north.get(page_of(referral)))


@pytest.mark.parametrize(
    ("contact", "asked", "refusal"),
    [
        ({"ways": ["call"]}, SAFE, "not safe"),
        ({"ways": ["none"]}, SAFE, "not safe"),
        ({}, {}, "Say why it has to be now"),
    ],
)
def test_where_it_is_not_safe_nothing_is_sent_and_the_list_can_be_handed_over(
    north, teams, chosen, contact, asked, refusal
):
    referral = sent(**contact)
    offer = text_of(post(north, referral, "look", **chosen))
    assert ("Send it by e-mail" in offer) is not contact
    answer = post(north, referral, "email", **asked, **chosen)

    assert answer.status_code == 400
    assert refusal in text_of(answer)
    assert not Notice.objects.filter(message="list-for-you").exists()
    assert not AuditEntry.objects.filter(verb="signposted").exists()
    assert post(north, referral, "print", **chosen).status_code == 200


def test_what_was_sent_and_why_at_another_time_is_a_sealed_note_and_on_record(north, referral, chosen):
    post(north, referral, "email", why="She asked for it kingfisherwhy", **chosen)
    page = text_of(north.get(page_of(referral)))

    name = Listing.objects.get(pk=chosen["groups"][0]).name_en
    assert "given a list of groups and pages by worker-of-north: by e-mail" in page
    assert name in page
    assert "kingfisherwhy" in page
    assert not found(("kingfisherwhy", f"- {name}"), in_database())
    referral.refresh_from_db()
    assert referral.first_contact_at


def test_on_paper_it_is_the_familys_own_page_with_a_word_that_is_kept_nowhere(north, referral, chosen):
    answer = post(north, referral, "print", note="کل ملتے ہیں <b>heronword</b>", **chosen)
    page = text_of(answer)

    assert '<html lang="ur" dir="rtl">' in page
    assert "<bdi>کل ملتے ہیں <b>heronword</b></bdi>" in page
    assert "&lt;b&gt;heronword" in answer.content.decode()
    assert 'class="masthead"' not in page  # whoever finds the paper learns no more than they must
    assert "no-store" in answer["Cache-Control"]
    assert not found(("heronword",), in_database())
    assert AuditEntry.objects.get(verb="signposted").detail == "on paper"
    referral.refresh_from_db()
    assert referral.first_contact_at is None


def test_closing_it_then_offers_that_we_told_them_of_groups(north, referral, chosen):
    press(north, referral, "in_progress")
    assert 'value="signposted" checked' not in text_of(north.get(page_of(referral)))
    post(north, referral, "print", **chosen)
    assert 'value="signposted" checked' in text_of(north.get(page_of(referral)))


def test_of_a_closed_referral_no_list_is_sent(north, referral, chosen):
    press(north, referral, "in_progress")
    press(north, referral, "closed", outcome="supported")
    assert north.get(page_of(referral, "signpost"))["Location"] == page_of(referral)
    assert post(north, referral, "email", **SAFE, **chosen).status_code == 400
    assert post(north, referral, "print", **chosen).status_code == 400
    assert not Notice.objects.filter(message="list-for-you").exists()


@pytest.mark.parametrize("groups", [[], [10**8], ["x"], ["²"], ["9" * 40]])
def test_a_list_of_nothing_is_not_sent(north, referral, groups):
    for action in ("look", "email", "print"):
        answer = post(north, referral, action, groups=groups, language="ur", **SAFE)
        assert not Notice.objects.filter(message="list-for-you").exists()
        assert answer.status_code in ({200, 400} if action == "look" else {400})


@pytest.mark.parametrize("action", ["search", "look", "email", "print"])
def test_another_team_sends_nothing(member, referral, chosen, action):
    assert post(member("south"), referral, action, **SAFE, **chosen).status_code == 404
    assert not AuditEntry.objects.exclude(verb="received").exists()


def test_the_familys_page_says_what_is_gone_and_is_found_by_no_search_engine(chosen):
    page = text_of(Client().get(f"/en/support/list/{chosen['groups'][0]}-99999999-p88888888/"))
    assert "2 of this list are no longer there" in page
    assert '<meta name="robots" content="noindex">' in page
    for strange in ("x", "--", "1" * 300, "p", "²", "-1"):
        assert Client().get(f"/en/support/list/{strange}/").status_code == 200


@given(st.lists(st.integers(0, 10**9 - 1)), st.lists(st.integers(0, 10**9 - 1)))
def test_a_choice_comes_out_of_its_address_as_it_went_in(groups, numbers):
    choice = Choice.of(groups=groups, pages=numbers)
    assert Choice.read(str(choice)) == choice
    assert len(choice.groups) + len(choice.pages) <= MOST
