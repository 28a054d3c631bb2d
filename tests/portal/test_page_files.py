"""Families' pages as files: the same page, made once, for everybody; and never after it changed."""

import gzip
from datetime import timedelta
from io import BytesIO

from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connection, transaction
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

import brotli
import pytest

from content.models import Fact, TopicPage
from directory.models import Category, Listing, Tally
from portal.models import PageChange
from portal.page_files import changes, folder
from portal.page_files.asked import KEPT_VIEWS
from portal.page_files.watch import Watch
from portal.page_files.wrapper import PageFiles

pytestmark = pytest.mark.django_db
TOPIC = "/en/self-help/play-1-2/"
PHONE = "Mozilla/5.0 (Linux; Android 9)"


class Node:
    """A server with a folder of its own, asked as granian asks it. `made` are the pages that Django made for it."""

    def __init__(self, pages):
        self.made = []
        self.pages = pages
        self.watch = Watch()
        self.django = get_wsgi_application()
        self.look()

    def look(self):
        with override_settings(PAGE_FILES_DIR=self.pages):
            self.watch.look_once()

    def ask(self, path, *, method="GET", query="", host="testserver", straight=False, **headers):
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "testserver",
            "SERVER_PORT": "80", "HTTP_HOST": host, "REMOTE_ADDR": "203.0.113.9", "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(), **headers,
        }  # fmt: skip
        answered = {}
        with override_settings(PAGE_FILES_DIR=self.pages):
            wrapper = self._make if straight else PageFiles(self._make, lambda: self.watch.folder)
            body = b"".join(wrapper(environ, lambda status, headers: answered.update(status=status, headers=headers)))
        return Answer(answered["status"], dict(answered["headers"]), body)

    def _make(self, environ, start_response):
        self.made.append(environ)
        return self.django(environ, start_response)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = int(status[:3]), headers, body
        self.text = body.decode() if not headers.get("Content-Encoding") else ""


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    """A request that ends closes its connection, which on PostgreSQL would be the test's own."""
    monkeypatch.setattr(connection, "close", lambda: None)


@pytest.fixture
def node(tmp_path):
    return Node(tmp_path / "pages")


def test_a_page_is_made_once_and_answered_as_django_answers(node):
    made = node.ask(TOPIC, straight=True)
    first, second = node.ask(TOPIC), node.ask(TOPIC)

    assert len(node.made) == 2
    assert (first.status, first.headers, first.body) == (second.status, second.headers, second.body)
    assert (first.body, "Content-Security-Policy" in made.headers) == (made.body, True)
    assert {name: policy(value) for name, value in made.headers.items()} == {
        name: policy(value) for name, value in first.headers.items() if name not in ("ETag", "Vary")
    }


def policy(value):
    """The order of its parts differs from answer to answer."""
    return sorted(value.split("; "))


def test_a_browser_gets_what_it_can_unpack_and_nothing_twice(node):
    plain = node.ask(TOPIC)
    brotlied = node.ask(TOPIC, HTTP_ACCEPT_ENCODING="gzip, deflate, br")
    gzipped = node.ask(TOPIC, HTTP_ACCEPT_ENCODING="gzip;q=0.8, br;q=0")

    assert (brotlied.headers["Content-Encoding"], gzipped.headers["Content-Encoding"]) == ("br", "gzip")
    assert brotli.decompress(brotlied.body) == gzip.decompress(gzipped.body) == plain.body
    again = node.ask(TOPIC, HTTP_IF_NONE_MATCH=brotlied.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    head = node.ask(TOPIC, method="HEAD")
    assert (head.body, head.headers["Content-Length"]) == (b"", str(len(plain.body)))


def test_it_is_made_for_nobody(node):
    who = {
        "HTTP_COOKIE": "language=ur; session=abc; journey=def",
        "HTTP_ACCEPT_LANGUAGE": "ur",
        "HTTP_USER_AGENT": PHONE,
        "HTTP_X_FORWARDED_HOST": "elsewhere.example",
    }
    with_everything = node.ask(TOPIC, host="TESTSERVER:8443", **who)

    [environ] = node.made
    assert not {*who.values(), "TESTSERVER:8443"} & {str(value) for value in environ.values()}
    assert with_everything.body == node.ask(TOPIC).body
    assert len(node.made) == 1


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        (TOPIC, {"query": "utm=1"}),
        (TOPIC, {"method": "POST"}),
        (TOPIC, {"host": "other.example"}),
        ("/en/self-help/no-such-topic/", {}),
        ("/en/groups/", {}),
        ("/en/groups/little-acorns-stay-and-play/", {}),
        ("/en/groups/list/", {}),
        ("/en/support/", {}),
        ("/en/support/form/", {}),
        ("/en/my-groups/", {}),
        ("/en/search/", {}),
        ("/cms/login/", {}),
        ("/team/", {}),
        ("/", {}),
        ("/en/self-help/../../../etc/", {}),
        ("/en/" + "a/" * 200, {}),
    ],
)
def test_what_is_somebodys_own_or_counted_is_made_each_time(node, path, asked):
    node.ask(path, **asked)
    node.ask(path, **asked)

    assert len(node.made) == 2
    assert not list(node.pages.rglob("index.html"))


def test_a_view_that_is_not_named_is_never_kept():
    """Whoever adds a view has to say that everybody may have its page."""

    def names(patterns, outer=""):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from names(pattern.url_patterns, f"{outer}{pattern.namespace}:" if pattern.namespace else outer)
            elif isinstance(pattern, URLPattern) and pattern.name:
                yield outer + pattern.name

    assert set(names(get_resolver().url_patterns)) >= KEPT_VIEWS
    assert {"activities", "help-now", "saved-pages", "wagtail_serve"} == KEPT_VIEWS


@pytest.mark.parametrize(
    ("headers", "is_made"),
    [
        ({"HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9"}, False),
        ({"HTTP_ACCEPT_LANGUAGE": "fr-FR"}, False),
        ({"HTTP_ACCEPT_LANGUAGE": "ur-PK,en;q=0.8"}, True),
        ({"HTTP_ACCEPT_LANGUAGE": "ur-PK", "HTTP_COOKIE": "language=en"}, False),
    ],
)
def test_the_home_page_is_a_file_for_whom_it_offers_no_other_language(node, headers, is_made):
    node.ask("/en/")
    answer = node.ask("/en/", **headers)

    assert len(node.made) == 1 + is_made
    assert ("offer" in answer.text) is is_made
    assert "offer" not in node.ask("/en/").text


def publish(page):
    page.save_revision().publish()


def change_page():
    topic = TopicPage.objects.get(locale__language_code="en", slug="play-1-2")
    topic.title = "CHANGED"
    publish(topic)


def change_fact():
    Fact.objects.filter(is_first=True).update(value="CHANGED")


def change_listing():
    Listing.objects.update(name_en="CHANGED", name="CHANGED")


def delete_in_sql():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM directory_listing_categories")


def change_category():
    Category.objects.update(label="CHANGED", label_en="CHANGED")


@pytest.mark.parametrize("change", [change_page, change_fact, change_listing, change_category, delete_in_sql])
def test_after_a_change_the_page_is_made_anew_on_every_node(tmp_path, change):
    nodes = [Node(tmp_path / name) for name in ("one", "two")]
    before = [node.ask(TOPIC).body for node in nodes]
    change()
    for node in nodes:
        node.look()
    after = [node.ask(TOPIC).body for node in nodes]

    assert before[0] == before[1] != after[0] == after[1]
    assert all(b"CHANGED" in body for body in after) or change is delete_in_sql
    assert [len(list(node.pages.glob("[0-9]*/testserver"))) for node in nodes] == [1, 1]


def test_what_was_begun_before_a_change_is_not_kept_after_it(node):
    django = node.django

    def slowly(environ, start_response):
        answer = django(environ, start_response)
        change_fact()
        return answer

    node.django = slowly
    old = node.ask(TOPIC)
    node.django = django
    node.look()

    assert b"CHANGED" not in old.body
    assert b"CHANGED" in node.ask(TOPIC).body


def test_a_change_whose_process_dies_before_it_purges_is_seen_all_the_same(node):
    """No function that is to run after the commit runs in this test: as where the process died."""
    node.ask(TOPIC)
    change_fact()
    node.look()
    assert b"CHANGED" in node.ask(TOPIC).body


def test_a_change_that_was_committed_late_counts_though_a_later_one_was_seen():
    PageChange.objects.create(pk=1_000_002)
    seen = changes.state()
    PageChange.objects.create(pk=1_000_001)
    assert changes.state() != seen


def test_what_is_undone_is_no_change_and_what_follows_it_is_one():
    before = changes.state()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        change_fact()
        1 / 0  # noqa: B018
    assert changes.state() == before
    change_fact()
    assert changes.state() != before


def test_tomorrow_it_is_made_anew(node, monkeypatch):
    node.ask(TOPIC)
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    node.look()
    node.ask(TOPIC)
    assert len(node.made) == 2


def test_counts_drafts_and_sessions_purge_nothing():
    before = changes.state()
    listing = Listing.objects.first()
    Tally.objects.create(listing=listing, month="2026-11-01", what="seen", times=1)
    topic = TopicPage.objects.get(locale__language_code="en", slug="play-1-2")
    topic.title = "Not published yet"
    topic.save_revision()
    assert changes.state() == before
    assert not changes.is_seen('UPDATE "triage_draft" SET "x" = 1')
    assert changes.is_seen('UPDATE "somebody_elses_new_table" SET "x" = 1')


def test_what_is_kept_is_shown_while_the_database_is_away(node, monkeypatch):
    kept = node.ask(TOPIC)

    def away():
        raise OperationalError

    monkeypatch.setattr(changes, "state", away)
    node.look()
    assert node.ask(TOPIC).body == kept.body
    assert len(node.made) == 1


def test_a_folder_that_cannot_be_written_costs_no_page(node, monkeypatch):
    def full(*args):
        raise OSError("No space left on device")

    monkeypatch.setattr(folder, "write", full)
    assert [node.ask(TOPIC).status for _ in range(2)] == [200, 200]


def test_a_web_server_finds_the_pages_of_now_behind_a_link(node):
    body = node.ask(TOPIC).body
    assert (node.pages / "current" / "testserver" / TOPIC.strip("/") / "index.html").read_bytes() == body
