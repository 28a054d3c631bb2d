"""A list page asks the database as often for ten times the rows. Of the search, of lists of groups and of the feed:
tests/directory."""

import re
from datetime import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail.models import Page

import pytest

from content.models import EasyReadPage, Fact, TopicPage
from content.registry import Unit
from directory.models import Group, Listing, Proposal, Venue
from directory.moderation.reasons import REASONS
from tests.directory.moderated import change, editor_of

pytestmark = pytest.mark.django_db
TOPIC = "/en/self-help/play-1-2/"


def queries(path, client=None):
    client = client or Client()
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def few_listings():
    shown = re.findall(r'href="/en/groups/([a-z0-9-]+)/"', Client().get(TOPIC).content.decode())
    Listing.objects.exclude(slug__in=shown[:1]).delete()


def few_topics():
    kept = TopicPage.objects.filter(slug__in=["play-1-2", "safe-sleep"])
    Page.objects.type(TopicPage).exclude(pk__in=kept.values("pk")).update(live=False)


def few_easy_read_pages():
    Page.objects.type(EasyReadPage).exclude(slug="easy-help-now").update(live=False)


def few_helplines():
    Fact.objects.filter(unit=Unit.TELEPHONE).exclude(value="999").delete()


@pytest.mark.parametrize(
    ("paths", "leave_few"),
    [
        (["/ur/groups/embed/", TOPIC, "/en/groups/"], few_listings),
        (["/ur/self-help/", "/ur/activities/", "/ur/search/?q=play"], few_topics),
        (["/ur/easy-read/", "/en/easy-read/"], few_easy_read_pages),
        (["/ur/help-now/", "/en/help-now/"], few_helplines),
    ],
)
def test_many_take_no_query_more_than_few(paths, leave_few):
    many = {path: queries(path) for path in paths}
    leave_few()
    assert {path: queries(path) for path in paths} == many


def run_three_more(group, actor, nth):
    """What families see, with a change that was sent back; what they see with none; and a draft with a session."""
    shown, _quiet, draft = (
        Listing.objects.create(slug=f"{kind}-{nth}", name_en="Walks", group=group, live=kind != "draft")
        for kind in ("shown", "quiet", "draft")
    )
    venue = Venue.objects.first()
    for listing in (shown, draft):
        session = {"weekday": 1, "starts": time(10), "ends": time(11), "venue": venue.pk, "online": False}
        change(listing, actor, summary_en="A walk", sessions=[session])
    Proposal.objects.filter(listing=shown).update(sent_back_at=timezone.now(), reasons=[next(iter(REASONS))])


def test_what_a_group_runs_takes_its_editor_as_many_queries_for_many_as_for_few():
    group = Group.objects.exclude(listings=None).first()
    client, actor = Client(), editor_of(group)
    client.force_login(actor)
    path = f"/en/my-groups/{group.key}/"
    run_three_more(group, actor, 0)
    few = queries(path, client)
    for nth in range(1, 4):
        run_three_more(group, actor, nth)
    page = client.get(path).content.decode()
    assert page.count("Please look at your change again") == page.count("Families do not see it yet") == 4
    assert page.count("A change waits for the council") == 4
    assert queries(path, client) == few
