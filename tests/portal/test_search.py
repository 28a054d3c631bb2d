"""One box for the library and the groups: what the page shows, and what is counted when it finds nothing."""

import re

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from wagtail.models import Page

import pytest

from directory.models import UnansweredSearch
from portal.languages import LANGUAGES
from portal.search import PAGES_FIRST

pytestmark = pytest.mark.django_db
# Bytes that a phone on a bad network has in its first round trips.
LIGHT = 14_000
CODES = [language.code for language in LANGUAGES]


@pytest.fixture
def page(client):
    def page(address="/en/groups/", **parameters):
        response = client.get(address, parameters)
        assert response.status_code == 200
        return response.content.decode().partition('<main id="main"')[2].partition("</main>")[0]

    return page


def failing(execute, sql, *more):
    if "directory_session" in sql:
        raise OSError("the disk is full")
    return execute(sql, *more)


def counted():
    return list(UnansweredSearch.objects.values_list("words", "language", "times"))


def test_pages_come_before_groups_under_headings_of_their_own(page):
    html = page(q="massage")
    headings = re.findall(r'<h2 id="(\w+)-title">([^<]+)</h2>', html)
    assert [name for name, _words in headings] == ["pages", "groups"]
    assert re.findall(r'aria-labelledby="(\w+)-title"', html) == ["pages", "groups"]
    assert html.index("/en/self-help/baby-massage/") < html.index("/en/groups/warm-hands-baby-massage/")


def test_how_much_was_found_is_announced(page):
    announced = re.search(r'<p class="found" role="status">(.*?)</p>', page(q="massage"), re.DOTALL)[1]
    assert re.search(r"\d+ pages", announced)
    assert re.search(r"\d+ group", announced)


def test_the_best_pages_are_shown_and_the_others_are_a_link_away(page):
    html = page(q="sleep & night")
    pages = html.partition('id="pages-title"')[2].partition("</section>")[0]
    assert len(re.findall(r"<li>", pages)) == PAGES_FIRST
    assert "/en/search/?q=sleep%20%26%20night" in pages
    assert len(re.findall(r"<li>", page("/en/search/", q="sleep & night"))) > PAGES_FIRST


def test_without_words_there_are_only_groups(page):
    html = page()
    assert "Find a group</h1>" in html
    assert "pages-title" not in html
    assert 'role="status"' not in html


def test_the_next_page_of_groups_does_not_show_the_pages_again(page):
    assert "pages-title" not in page(q="baby", page="2")


@pytest.mark.parametrize("code", CODES)
def test_the_home_page_asks_what_somebody_looks_for(page, code):
    form = re.search(r'<form class="search-box"[^>]*>', page(f"/{code}/"))[0]
    assert f'action="/{code}/groups/"' in form
    assert 'role="search"' in form
    assert 'method="post"' in form


def test_a_page_without_a_translation_is_in_english_and_marked(page):
    Page.objects.get(slug="baby-massage", locale__language_code="ur").unpublish()
    html = page("/ur/groups/", q="massage")
    assert re.search(r'<a href="/ur/self-help/baby-massage/" lang="en" dir="ltr">', html)
    assert re.search(r'<p lang="en" dir="ltr">', html)


def test_all_pages_come_in_parts_that_keep_the_words(page, monkeypatch):
    monkeypatch.setattr("portal.search.PAGES_A_PAGE", 2)
    first, last = page("/en/search/", q="milk"), page("/en/search/", q="milk", page="999")
    assert len(re.findall(r"<li>", first)) == 2
    assert 'href="/en/search/?q=milk&amp;page=2"' in first
    assert 'href="/en/groups/?q=milk"' in first
    assert 'rel="next"' not in last
    assert 'rel="prev"' in last


@pytest.mark.parametrize("words", ["zzzzzz", ""])
def test_where_no_page_answers_there_is_a_way_on(page, words):
    html = page("/en/search/", q=words)
    assert ("/en/help-now/" in html) is bool(words)


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "\x00", "a" * 10_000, "'; --", "%%(x)s {{ x }}"])
@pytest.mark.parametrize("address", ["/en/groups/", "/en/search/"])
def test_nothing_typed_breaks_a_page(page, address, hostile):
    assert "<script>alert" not in page(address, q=hostile, page=hostile)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ({"q": "toddler", "near": "lu4 8bw", "day": ["1", "5"]}, "?q=toddler&near=LU4+8&day=1&day=5"),
        ({"q": "toddler LU4 8BW"}, "?q=toddler+LU4+8"),
        ({"near": "12 Oak Road, LU48BW", "within": "3"}, "?near=LU4+8&within=3"),
        ({"near": "AB10 1XY"}, "?near=AB10+1"),
        ({"near": "LU4", "sort": "nearest", "free": "yes"}, "?near=LU4&free=yes&sort=nearest"),
        ({"day": "9", "sort": "x", "within": "", "q": ""}, ""),
        ({"q": "sleep", "free": "yes", "to": "groups"}, "?q=sleep&free=yes#groups-title"),
    ],
)
def test_a_search_that_is_sent_leads_to_an_address_that_names_no_home(client, typed, address):
    response = client.post("/ur/groups/", typed)
    assert (response.status_code, response["Location"]) == (302, f"/ur/groups/{address}")
    assert not response.cookies


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/en/groups/?near=LU4+8BW&free=yes", "/en/groups/?near=LU4+8&free=yes"),
        ("/en/groups/?q=tea+LU4+8BW&page=2", "/en/groups/?q=tea+LU4+8"),
        ("/en/search/?q=tea+LU4+8BW", "/en/search/?q=tea+LU4+8"),
    ],
)
def test_an_address_with_a_whole_postcode_leads_to_one_without(client, address, leads_to):
    assert client.get(address)["Location"] == leads_to


def test_a_place_that_is_no_postcode_is_kept_on_the_page_and_in_no_address(client):
    response = client.post("/en/groups/", {"q": "massage", "near": "12 Oak Road", "free": "yes"})
    html = response.content.decode()
    assert response.status_code == 200
    assert 'value="12 Oak Road"' in html
    assert "We do not know where “12 Oak Road” is" in html
    assert [link for link in re.findall(r'href="([^"]*)"', html) if "Oak" in link] == []
    assert 'href="/en/groups/?q=massage"' in html


@pytest.mark.parametrize("code", CODES)
def test_a_page_of_groups_is_light_in_every_script(client, code):
    response = client.get(f"/{code}/groups/", {"near": "LU4 8"}, headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < LIGHT


@pytest.mark.parametrize("place", ["LU4 8BW", "12 Oak Road"])
def test_a_place_that_is_searched_is_never_logged(client, place, caplog):
    client.raise_request_exception = False
    with caplog.at_level("DEBUG"), connection.execute_wrapper(failing):
        assert client.post("/en/groups/", {"q": "massage", "near": place}, follow=True).status_code == 500
    assert "Internal Server Error" in caplog.text
    assert not re.search("8 ?BW|Oak", caplog.text)


def test_no_form_of_another_site_needs_a_token_and_none_changes_anything():
    response = Client(enforce_csrf_checks=True).post(
        "/en/groups/", {"q": "massage"}, headers={"Origin": "https://elsewhere.example"}
    )
    assert response["Location"] == "/en/groups/?q=massage"
    assert counted() == []


def test_words_that_neither_a_page_nor_a_group_has_are_counted(page):
    page(q="Kangaroo!")
    page("/ur/groups/", q="kangaroo")
    page(q="how do I get a kangaroo")
    page(q="kangaroo")
    assert sorted(counted()) == [
        ("how do i get a kangaroo", "en", 1),
        ("kangaroo", "en", 2),
        ("kangaroo", "ur", 1),
    ]


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "massage"},
        {"q": "acorns"},
        {"q": "kangaroo", "page": "2"},
        {"q": "kangaroo", "day": "1"},
        {"q": "my kangaroo is at 07700 900123"},
        {"q": "?!"},
        {},
    ],
)
def test_nothing_else_is_counted(page, parameters):
    page(**parameters)
    page("/en/search/", q="kangaroo")
    assert counted() == []


def test_who_searched_is_not_kept(client):
    client.force_login(User.objects.get(username="editor"))
    client.get("/en/groups/", {"q": "kangaroo"})
    assert {field.name for field in UnansweredSearch._meta.get_fields()} == {
        "id", "words", "language", "times", "last_asked_on"
    }  # fmt: skip


def test_a_count_that_fails_refuses_no_search_and_logs_no_words(page, monkeypatch, caplog):
    def full(**kwargs):
        raise OSError("no space left for kangaroo")

    monkeypatch.setattr("portal.search.record_unanswered_search", full)
    assert "No group fits all of that" in page(q="kangaroo")
    assert "could not be counted: OSError" in caplog.text
    assert "kangaroo" not in caplog.text
