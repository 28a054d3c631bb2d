"""The list that schools and GPs frame in their own pages, and that no other page may be framed."""

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from directory.embedded import GROUPS_SHOWN
from tests.browser.pages import ADDRESSES


@pytest.fixture
def framed(client, directory):
    def framed(query="", language="en"):
        response = client.get(f"/{language}/groups/embed/{query}")
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return framed


@pytest.fixture
def groups(directory):
    near = directory.venue("near", latitude=51.8901, longitude=-0.4460)
    far = directory.venue("far", latitude=52.5, longitude=-1.5)
    play, talk = directory.category(), directory.category("talk", label="Talk")
    directory.listing("tea", categories=[play], cost_pence=0, sessions=[directory.session(1, venue=near)])
    directory.listing("paint", name="Paint", categories=[play], sessions=[directory.session(2, venue=far)])
    directory.listing("chat", name="Chat", name_ur="گپ شپ", categories=[talk], sessions=[directory.session(1)])


def slugs(page):
    return [urlsplit(link["href"]).path.split("/")[3] for link in page.select("h3 a")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"tea", "paint", "chat"}),
        ("?category=play", {"tea", "paint"}),
        ("?category=play&category=talk&day=1", {"tea", "chat"}),
        ("?free=yes", {"tea"}),
        ("?near=LU4+8&within=1", {"tea", "chat"}),
        ("?q=paint", {"paint"}),
        ("?category=nonsense&page=7&list=1", {"tea", "paint", "chat"}),
        ("?q=zzzzzz", set()),
    ],
)
def test_it_has_what_the_search_finds(groups, framed, query, found):
    assert set(slugs(framed(query))) == found


def policy(response):
    directives = (directive.split() for directive in response["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in directives}


def test_any_site_may_frame_it_and_it_may_do_nothing(groups, client):
    response = client.get("/en/groups/embed/")
    rules = policy(response)
    assert "X-Frame-Options" not in response
    assert rules["frame-ancestors"] == ["*"]
    for forbidden in ("default-src", "script-src", "form-action", "base-uri"):
        assert rules[forbidden] == ["'none'"]
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select("script, form, input, iframe, header, footer, nav, .safety, .on-list") == []
    assert len(page.select("main")) == 1


OTHERS = ["/team/login/", "/cms/login/", "/robots.txt", "/open-referral/", "/sw.js"]


@pytest.mark.parametrize("address", [*ADDRESSES.values(), *OTHERS])
def test_nobody_may_frame_any_other_page(db, client, address):
    response = client.get(address.format("en"))
    is_cms, is_framed = address.startswith("/cms/"), "/embed/" in address
    allowed = ["*"] if is_framed else ["'self'"] if is_cms else ["'none'"]
    assert policy(response)["frame-ancestors"] == allowed
    assert is_framed or response["X-Frame-Options"] == "DENY"


def test_it_is_the_same_for_everybody_and_kept_for_a_minute(groups, client):
    client.cookies["sessionid"] = "of-somebody"
    response = client.get("/en/groups/embed/?category=play")
    assert not response.cookies
    assert "Vary" not in response
    assert response["Cache-Control"] == "public, max-age=60"


def test_every_link_opens_the_portal_in_a_window_of_its_own(groups, framed):
    for query in ("", "?q=zzzzzz"):
        links = framed(query).select("a")
        assert links
        for link in links:
            assert (link["target"], link["rel"]) == ("_blank", ["noopener"])
            assert link["href"].startswith("/en/groups/")


def test_a_whole_postcode_is_taken_out_of_its_address(groups, client):
    response = client.get("/en/groups/embed/?near=LU4+8BW&within=3&category=play")
    assert response.status_code == 302
    assert response["Location"] == "/en/groups/embed/?near=LU4+8&within=3&category=play"
    assert "X-Frame-Options" not in response


def test_only_so_many_are_shown_and_a_link_leads_to_all(groups, directory, framed):
    play = directory.category("more", label="More")
    for number in range(GROUPS_SHOWN + 1):
        directory.listing(f"more-{number}", categories=[play])
    page = framed("?category=more")
    assert len(slugs(page)) == GROUPS_SHOWN
    link = page.select_one("a.button")
    assert link["href"] == "/en/groups/?category=more"
    assert link.text == "See all 21 groups"


def test_in_urdu_it_reads_from_right_to_left(groups, framed):
    page = framed("?category=talk", "ur")
    assert (page.html["lang"], page.html["dir"]) == ("ur", "rtl")
    assert page.select_one("h3 a").text == "گپ شپ"


def test_only_reading_is_answered(groups, client):
    assert client.post("/en/groups/embed/").status_code == 405
