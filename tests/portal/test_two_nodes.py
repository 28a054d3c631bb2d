"""Two servers, each with a folder of its own, on one PostgreSQL that holds the search index too: what is done at one is
so at the other. The accounts are those of decision 28."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

import pytest

from tests.postgresql import OWNER
from tests.referrals.database import Database, grant, made_database
from tests.referrals.family import TYPED
from tests.referrals.server import HOST, PATIENCE, Server, serving
from tests.referrals.visitor import REFERENCE, SEND, Visitor

TOPIC, GROUP = "/en/self-help/play/", "/en/groups/little-acorns-stay-and-play/"
SEARCH = "/en/groups/?q={}"
SECONDS = 1.0
FILL = """
from datetime import date
from django.conf import settings
from django.contrib.auth.models import Group as UserGroup
from django.core.management import call_command
from django.utils.translation import activate
from wagtail.models import Collection, Locale, Page, Site
from content.models import HomePage, TopicIndexPage, TopicPage
from content.registry_seeding import seed_registry
from directory.seeding import seed_directory
activate("en")
Collection.add_root(name="Root")
UserGroup.objects.create(name="Moderators")
english = Locale.objects.get(language_code="en")
common = {"summary": "In short.", "locale": english}
home = Page.add_root(title="Root", slug="root", locale=english).add_child(
    instance=HomePage(title="Home", slug="home", **common))
Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
topics = home.add_child(instance=TopicIndexPage(title="Self-help", slug="self-help", **common))
topics.add_child(instance=TopicPage(
    title="Play", slug="play", theme="play", facts_checked_on=date(2026, 11, 1), **common))
seed_registry()
seed_directory()
call_command("build_index", verbosity=0)
"""
CHANGE = """
import time
from django.contrib.auth.models import User
from django.utils import timezone
from content.models import TopicPage
from directory.models import Group, Listing
from directory.safeguarding import suspending
{change}
answer = time.monotonic()
"""
PUBLISH = """
topic = TopicPage.objects.get(slug="play")
topic.title = {title!r}
topic.save_revision().publish()
"""
RENAME = """
listing = Listing.objects.get(slug="little-acorns-stay-and-play")
listing.name_en = {name!r}
listing.save_revision().publish()
"""
SUSPEND = """
suspending.suspend(group=Group.objects.get(key="little-acorns"), reason="question", words="", actor=None,
    now=timezone.now())
"""
SHOW_AGAIN = """
suspending.show_again(group=Group.objects.get(key="little-acorns"), words="", actor=None, now=timezone.now())
"""


class Nodes:
    def __init__(self, database: Database, servers: list[Server]) -> None:
        self.database, self.servers = database, servers

    def change(self, change: str) -> float:
        """By the editors' process, at neither node; when it was committed, on the clock that all processes share."""
        account = self.database.url("portal_cms")
        return self.database.run(
            CHANGE.format(change=change), role="cms", account="portal_cms", PORTAL_SEARCH_DATABASE_URL=account
        )

    def seconds_until_shown(self, change: str, path: str, is_shown) -> list[float]:
        """Of each node: how long after the change somebody could still begin to ask and be shown what was before."""
        with ThreadPoolExecutor(2) as pool:
            asked = [pool.submit(last_time_of_before, server.port, path, is_shown) for server in self.servers]
            changed = self.change(change)
            return [each.result() - changed for each in asked]


def last_time_of_before(port: int, path: str, is_shown) -> float:
    """When the last request began that was answered as before the change."""
    ends, last = time.monotonic() + 2 * PATIENCE, 0.0
    while time.monotonic() < ends:
        began = time.monotonic()
        if is_shown(Visitor(port, "").ask("GET", path)):
            return last
        last = began
        time.sleep(0.02)
    raise AssertionError(f"{path} stays as it was")


@pytest.fixture(scope="module")
def nodes(tmp_path_factory) -> Iterator[Nodes]:
    with ExitStack() as stack:
        database = stack.enter_context(made_database(tmp_path_factory.mktemp("keys")))
        database.run(FILL, role="all", account=OWNER, PORTAL_SEARCH_DATABASE_URL=database.url(OWNER))
        grant(database)
        account = database.url("portal_public")
        servers = [
            stack.enter_context(serving(account, tmp_path_factory.mktemp(name), PORTAL_SEARCH_DATABASE_URL=account))
            for name in ("one", "two")
        ]
        yield Nodes(database, servers)


def test_a_form_begun_at_one_node_goes_on_at_the_other(nodes):
    ports = [server.port for server in nodes.servers]
    family = Visitor(ports[0], "Somebody")
    family.look()
    for number, (step, typed) in enumerate(TYPED.items(), start=1):
        family.port = ports[number % 2]
        assert family.post(step=step, action="continue", **typed).status == 303
    family.port = ports[0]
    answer = family.post(**SEND)
    family.port = ports[1]
    reference = REFERENCE.search(family.look(answer.leads_to).page)[0]
    kept = nodes.database.ask(OWNER, "SELECT count(*) FROM referrals_referral WHERE reference = %s", reference)
    assert kept == [(1,)]


def test_an_edited_page_is_another_file_on_both_nodes(nodes):
    for title in ("Play at home", "Play outside"):
        late = nodes.seconds_until_shown(PUBLISH.format(title=title), TOPIC, shows(title))
        assert max(late) < SECONDS
        assert all(title in page_file(server) for server in nodes.servers)


def test_a_group_that_is_suspended_is_gone_from_both_nodes_and_comes_back(nodes):
    late = nodes.seconds_until_shown(SUSPEND, GROUP, lambda answer: answer.status == 404)
    assert max(late) < SECONDS
    late = nodes.seconds_until_shown(SHOW_AGAIN, SEARCH.format("acorns"), shows(GROUP))
    assert max(late) < SECONDS


def test_a_changed_listing_is_found_on_both_nodes(nodes):
    late = nodes.seconds_until_shown(RENAME.format(name="Quokka morning"), SEARCH.format("quokka"), shows(GROUP))
    assert max(late) < SECONDS
    for server in nodes.servers:  # it is the index that answers, not what steps in for it
        assert "search index cannot be read" not in (server.var / "server.log").read_text(encoding="utf-8")


def page_file(server: Server) -> str:
    """Of the topic, once there is one: publishing makes several changes."""
    file, ends = server.var / "pages/current" / HOST / TOPIC.strip("/") / "index.html", time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        Visitor(server.port, "").ask("GET", TOPIC)
        with suppress(FileNotFoundError):
            return file.read_text(encoding="utf-8")
    raise AssertionError("no page file is kept")


def shows(words: str):
    return lambda answer: words in answer.page
