"""A group that is suspended is gone everywhere at once, and comes back everywhere."""

import re
from datetime import timedelta
from urllib.parse import quote

from django.contrib.auth.models import Group as UserGroup
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from wagtail.models import ModelLogEntry

import pytest
from bs4 import BeautifulSoup

from directory import queries
from directory.models import Group
from directory.safeguarding.suspending import show_again, suspend
from directory.safeguarding.wording import SUSPENDED_FOR
from directory.search import index
from directory.search.engine import SearchQuery
from directory.seeding import EDITORS, seed_editors
from directory.spreadsheets.export import write_listings
from notices.models import Notice
from tests.directory.evidence import editor_of, staff
from tests.directory.feed_reader import FeedReader
from triage import outcome_page
from triage.queries import document

OURS, THEIRS = "Tea together", "Oak trees"
MOST_SECONDS_KEPT = 60


@pytest.fixture
def both(directory):
    """A listing of ours, that is to be suspended, and one that stays."""
    play = directory.category()
    hall = directory.venue(latitude=51.8901, longitude=-0.4460)
    ours = directory.group(email="acorns@example.org", website="https://acorns.example.org/")
    facts = {"categories": [play]}
    tea = directory.listing("tea", name=OURS, group=ours, sessions=[directory.session(venue=hall)], **facts)
    oaks = directory.group("oaks", name="Oaks")
    oak = directory.listing("oak", name=THEIRS, group=oaks, sessions=[directory.session(2, venue=hall)], **facts)
    index.rebuild()
    return tea, oak


@pytest.fixture
def change(both, django_capture_on_commit_callbacks):
    def change(operation, **how):
        group = Group.objects.get(key="acorns")
        with django_capture_on_commit_callbacks(execute=True):
            operation(group=group, actor=User.objects.filter(username="officer").first(), now=timezone.now(), **how)
        return timezone.now()

    return change


@pytest.fixture
def suspended(change):
    return lambda: change(suspend, reason="question", words="A call to the front door")


@pytest.fixture
def restored(change):
    return lambda: change(show_again, words="All is well")


def places(tea, oak):
    """Where a family, or a program for it, meets groups."""
    return {
        "search": "/en/groups/",
        "search for words": f"/en/groups/?q={quote('together')}",
        "search with a map": "/en/groups/?near=LU4+8",
        "search in Urdu": "/ur/groups/",
        "embedded list": "/en/groups/embed/",
        "a family's list": f"/en/groups/list/{tea.pk}-{oak.pk}/",
        "feed": "/open-referral/services",
        "feed of places": "/open-referral/service_at_locations?full=true",
        "feed of groups": "/open-referral/organizations?full=true",
    }


def own(tea):
    return [
        "/en/groups/tea/",
        "/ur/groups/tea/",
        "/en/groups/tea/calendar.ics",
        f"/en/groups/tea/{tea.sessions.get().pk}/calendar.ics",
    ]


def without_what_was_asked(response):
    page = BeautifulSoup(response.content, "html.parser")
    for part in page.select("input, .languages, title"):
        part.decompose()
    return page.get_text(" ")


def told(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode() if "json" in response["Content-Type"] else without_what_was_asked(response)


def numbers_on_map(client):
    page = BeautifulSoup(client.get("/en/groups/?near=LU4+8").content, "html.parser")
    return {text.text for text in page.select(".map-number")}


def test_it_is_gone_everywhere_and_comes_back(both, client, suspended, restored):
    tea, oak = both
    there = places(tea, oak)
    for name, address in there.items():
        assert OURS in told(client, address) or "Acorns" in told(client, address), name
    assert numbers_on_map(client)
    suspended()
    for name, address in there.items():
        text = told(client, address)
        assert OURS not in text, name
        assert "Acorns" not in text, name
        assert "acorns" not in text, name
        assert THEIRS in text or "Oaks" in text or "q=" in address, name
    assert [client.get(address).status_code for address in own(tea)] == [404] * 4
    restored()
    for name, address in there.items():
        assert OURS in told(client, address) or "Acorns" in told(client, address), name
    assert [client.get(address).status_code for address in own(tea)] == [200] * 4


def test_it_is_gone_from_the_index_the_suggestions_and_the_spreadsheet(both, suspended, restored):
    now = timezone.now()

    def found():
        hits = {hit.key for hit in index.find(SearchQuery("", "en")).hits}
        suggested = {card.slug for card in queries.suggest(["play"], "en", 9, now=now)}
        return hits, suggested, OURS in "".join(write_listings())

    tea, oak = both
    assert found() == ({tea.pk, oak.pk}, {"tea", "oak"}, True)
    suspended()
    assert found() == ({oak.pk}, {"oak"}, False)
    restored()
    assert found() == ({tea.pk, oak.pk}, {"tea", "oak"}, True)


def test_the_questionnaire_suggests_it_no_more(both, directory, suspended):
    asked = next(question for question in document().questions if question.id == "needs")
    leads_to = {option: document().suggestions[option] for option in asked.options if option in document().suggestions}
    option, suggestion = next(pair for pair in leads_to.items() if pair[1].groups)
    both[0].categories.add(directory.category(suggestion.groups[0], label="Led to"))
    both[0].save()
    index.rebuild()

    def suggested():
        led_to = outcome_page.context(document(), {asked.id: (option,)}, {}, "en", now=timezone.now())
        return [one.card.slug for one in led_to["groups"].found]

    assert suggested() == ["tea"]
    suspended()
    assert suggested() == []


def test_readers_of_the_feed_learn_when_it_ended(both, client, suspended, restored):
    feed = FeedReader(client)
    tea = next(one for one in feed.list("services") if one["name"] == OURS)
    asked_before = timezone.now()
    known = feed.ask("services")["ETag"]
    one = feed.ask(f"services/{tea['id']}")["ETag"]
    assert feed.ask("services", **{"If-None-Match": known}).status_code == 304
    suspended()
    assert feed.ask("services", **{"If-None-Match": known}).status_code == 200
    assert feed.ask(f"services/{tea['id']}", **{"If-None-Match": one}).status_code == 200
    since = asked_before.isoformat()
    changed = feed.list("services", modified_after=since)
    assert [(record["name"], record["status"]) for record in changed] == [(OURS, "defunct")]
    at = Group.objects.get(key="acorns").suspended_at
    assert changed[0]["last_modified"][:19] == at.astimezone(timezone.get_default_timezone()).isoformat()[:19]
    assert set(changed[0]) == {"id", "organization_id", "name", "status", "last_modified"}
    group = feed.ask(f"organizations/{tea['organization']['id']}")
    assert group.status_code == 404
    restored()
    assert [one["status"] for one in feed.list("services", modified_after=since)] == ["active"]
    assert feed.ask(f"organizations/{tea['organization']['id']}").status_code == 200


def test_no_cache_between_keeps_it_for_more_than_a_minute(both, client):
    tea, oak = both
    for address in (*own(tea), *places(tea, oak).values(), "/en/", "/en/self-help/", "/en/support/"):
        rules = client.get(address)["Cache-Control"]
        ages = [int(age) for age in re.findall(r"max-age=(\d+)", rules)]
        assert "no-cache" in rules or "no-store" in rules or (ages and max(ages) <= MOST_SECONDS_KEPT), address


def test_its_editors_are_told_why_in_their_language_and_nothing_else(both, suspended, restored, client):
    group = Group.objects.get(key="acorns")
    amina = editor_of(group)
    editor_of(group, "bilal", "ur")
    gone = editor_of(group, "gone")
    gone.is_active = False
    gone.save()
    suspended()
    notices = {notice.address: notice for notice in Notice.objects.filter(message="group-suspended")}
    assert set(notices) == {"amina@example.org", "bilal@example.org"}
    assert notices["bilal@example.org"].language == "ur"
    assert notices["bilal@example.org"].values["link"].endswith("/ur/my-groups/acorns/safeguarding/")
    assert notices["amina@example.org"].values["reason"] == str(SUSPENDED_FOR["question"])
    assert "front door" not in str([notice.values for notice in notices.values()])
    client.force_login(amina)
    area = client.get("/en/my-groups/acorns/").content.decode()
    assert "Families do not see your group at the moment" in area
    assert str(SUSPENDED_FOR["question"]) in area
    assert "front door" not in area
    restored()
    assert Notice.objects.filter(message="group-shown-again").count() == 2
    assert "do not see your group" not in client.get("/en/my-groups/acorns/").content.decode()


def test_a_second_suspension_is_told_again_but_a_second_click_is_not(both, suspended, restored):
    editor_of(Group.objects.get(key="acorns"))
    suspended()
    suspended()
    assert Notice.objects.filter(message="group-suspended").count() == 1
    restored()
    suspended()
    assert Notice.objects.filter(message="group-suspended").count() == 2
    logged = ModelLogEntry.objects.filter(action="directory.suspend_group")
    assert logged.count() == 2
    assert logged[0].data == {"reason": "question", "words": "A call to the front door"}


def test_a_version_that_is_published_meanwhile_brings_it_not_back(both, suspended):
    group = Group.objects.get(key="acorns")
    group.name = "Acorns and oaks"
    revision = group.save_revision()
    suspended()
    revision.publish()
    assert Group.objects.get(key="acorns").suspended_at


@pytest.fixture
def officer(both, client):
    client.force_login(staff("officer", "publish_listing", "suspend_group"))
    return client


def test_staff_suspend_and_take_it_back(both, officer, django_capture_on_commit_callbacks):
    group = Group.objects.get(key="acorns")
    address = reverse("safeguarding-suspend", args=[group.pk])
    assert "Enter a value" not in officer.get(address + "?reason=evidence").content.decode()
    refused = officer.post(address, {"reason": "question", "words": ""})
    assert refused.status_code == 200
    assert officer.post(address, {"reason": "nonsense", "words": "x"}).status_code == 200
    assert not Group.objects.get(pk=group.pk).suspended_at
    with django_capture_on_commit_callbacks(execute=True):
        assert officer.post(address, {"reason": "question", "words": "why"}).status_code == 302
    assert officer.get("/en/groups/tea/").status_code == 404
    officer.post(address, {"reason": "question", "words": "twice"})
    assert Group.objects.get(pk=group.pk).suspended_at
    shown = officer.get(reverse("safeguarding-group", args=[group.pk])).content.decode()
    assert "Suspended since" in shown
    assert "why" in shown
    assert "Acorns" in officer.get(reverse("safeguarding")).content.decode()
    again = reverse("safeguarding-show-again", args=[group.pk])
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(again, {"words": "sorted"})
    assert officer.get("/en/groups/tea/").status_code == 200
    assert [entry.user.username for entry in ModelLogEntry.objects.filter(action__endswith="_again")] == ["officer"]


def test_only_its_own_right_suspends(both, client):
    group = Group.objects.get(key="acorns")
    addresses = [reverse(f"safeguarding-{name}", args=[group.pk]) for name in ("suspend", "show-again")]
    for user in (staff("publisher", "publish_listing", "change_group"), editor_of(group, "amina"), None):
        if user:
            client.force_login(user)
        else:
            client.logout()
        for address in addresses:
            assert client.post(address, {"reason": "question", "words": "x"}).status_code in (302, 403)
    assert not Group.objects.get(pk=group.pk).suspended_at


def test_directory_editors_have_the_right(db):
    UserGroup.objects.filter(name=EDITORS).delete()
    seed_editors()
    assert UserGroup.objects.get(name=EDITORS).permissions.filter(codename="suspend_group").exists()


def test_a_suspension_long_ago_keeps_no_place_in_the_feed(both, client, suspended):
    suspended()
    Group.objects.filter(key="acorns").update(suspended_at=timezone.now() - timedelta(days=30))
    assert FeedReader(client).names() == [THEIRS]
