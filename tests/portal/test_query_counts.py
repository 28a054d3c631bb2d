"""A list page asks the database as often for ten times the rows. Of the search, of lists of groups and of the feed:
tests/directory."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wagtail.models import Page

import pytest

from content.models import EasyReadPage, Fact, TopicPage
from content.registry import Unit
from directory.models import Listing

pytestmark = pytest.mark.django_db
TOPIC = "/en/self-help/play-1-2/"


def queries(path):
    client = Client()
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
