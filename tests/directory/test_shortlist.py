"""Groups kept together in an address: chosen, read, printed and sent on without JavaScript, cookies or an account."""

from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar as File

from content.sharing import QR_NAME, sharing
from directory.models import Listing
from directory.shortlist import MOST_GROUPS, Shortlist
from tests.directory.spreadsheets import TEA, import_sheet, sheet

TUESDAY = 1


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("", ()),
        ("12", (12,)),
        ("12-5-103", (12, 5, 103)),
        ("12-5-12", (12, 5)),
        ("-12--5-", (12, 5)),
        ("12-x-5-DROP;-٣-1e3-+4", (12, 5)),
        ("12-99999999999999999999", (12,)),
    ],
)
def test_a_list_is_read_as_far_as_it_means_something(written, keys):
    assert Shortlist.read(written) == Shortlist(keys)
    assert Shortlist.read(str(Shortlist(keys))) == Shortlist(keys)


def test_a_longer_list_is_cut_and_says_so():
    numbers = [str(number) for number in range(1, MOST_GROUPS + 2)]
    assert not Shortlist.read("-".join(numbers[:-1])).is_cut
    cut = Shortlist.read("-".join(numbers))
    assert cut.is_cut
    assert len(cut.keys) == MOST_GROUPS


@pytest.fixture
def visit(client):
    """A page as a browser without JavaScript has it, which leaves nothing behind."""

    def visit(address, **parameters):
        response = client.get(address, parameters or None)
        assert response.status_code == 200, address
        assert not response.cookies
        return BeautifulSoup(response.content, "html.parser")

    return visit


@pytest.fixture
def play(directory):
    """A category with three groups, each with a phone of its own."""
    play = directory.category()
    for number, slug in enumerate(("tea", "paint", "songs")):
        directory.listing(slug, name=slug.title(), categories=[play], phone=f"01582 00000{number}")
    return play


def key_of(slug):
    return Listing.objects.get(slug=slug).pk


def card(page, slug):
    return page.select_one(f"#group-{key_of(slug)}")


def to(page, start):
    """Where the links lead whose address starts so."""
    (found,) = {link["href"] for link in page.select(f"a[href^='{start}']")}
    return found


def slugs(page):
    return [urlsplit(link["href"]).path.split("/")[3] for link in page.select(".listed h2 a")]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_groups_are_chosen_one_after_the_other_and_the_search_stays_as_it_was(play, visit, language):
    page = visit(f"/{language}/groups/?category=play&day=1&sort=soonest")
    for slug in ("songs", "tea"):
        link = card(page, slug).select_one(".on-list a")["href"]
        assert link.endswith(f"#group-{key_of(slug)}")
        page = visit(link)
        asked = parse_qs(urlsplit(link).query)
        assert (asked["category"], asked["day"], asked["sort"]) == (["play"], ["1"], ["soonest"])

    address = f"/{language}/groups/list/{key_of('songs')}-{key_of('tea')}/"
    assert {link["href"] for link in page.select(f"a[href^='/{language}/groups/list/']")} == {address}
    listed = visit(address)
    assert slugs(listed) == ["songs", "tea"]

    again = visit(to(listed, f"/{language}/groups/?list="))
    assert card(again, "paint").select_one(f".on-list a[href^='/{language}/groups/?list=']")
    assert card(again, "tea").select_one(f".on-list a[href='{address}']")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_list_says_where_when_and_whom_to_call(play, visit, language):
    page = visit(f"/{language}/groups/list/{key_of('tea')}/")
    told = page.select_one(".listed").text
    for words in ("Long Hall, Long Lane, Luton, LU4 8ZX", "10:00", "11:30", "01582 000000"):
        assert words in told
    assert page.select_one(".listed a[href='tel:01582000000']")
    assert page.html["dir"] == ("rtl" if language == "ur" else "ltr")


def test_every_session_of_a_list_goes_into_a_calendar(play, directory, visit, client):
    directory.listing("two", sessions=[directory.session(TUESDAY), directory.session(3)])
    page = visit(f"/en/groups/list/{key_of('tea')}-{key_of('two')}/")
    links = [link["href"] for link in page.select(".listed a[href$='.ics']")]
    assert len(links) == 4
    assert [len(File.from_ical(client.get(link).content).walk("VEVENT")) for link in links] == [1, 1, 1, 2]


def test_a_group_is_put_on_the_list_from_its_page_and_taken_off_the_list(play, visit):
    tea, songs = key_of("tea"), key_of("songs")
    page = visit(f"/en/groups/tea/?list={songs}")
    page = visit(to(page, "/en/groups/list/"))
    assert slugs(page) == ["songs", "tea"]
    assert {link["href"] for link in page.select(".listed h2 a")} == {
        f"/en/groups/songs/?list={songs}-{tea}",
        f"/en/groups/tea/?list={songs}-{tea}",
    }
    assert "On my list" in visit(f"/en/groups/tea/?list={songs}-{tea}").text

    page = visit(page.select(".listed li")[0].select_one("a[href^='/en/groups/list/']")["href"])
    assert slugs(page) == ["tea"]
    page = visit(page.select(".listed li")[0].select_one("a[href^='/en/groups/list/']")["href"])
    assert "No group is on your list" in page.main.text
    assert to(page.main, "/en/groups/") == "/en/groups/"


def test_a_group_is_taken_off_where_it_was_found(play, visit):
    page = visit("/en/groups/", category="play", list=f"{key_of('tea')}-{key_of('songs')}")
    page = visit(card(page, "tea").select_one("a[href^='/en/groups/?']")["href"])
    assert "See my list: 1 group" in page.main.text
    assert "Put on my list" in card(page, "tea").text
    assert "On my list" in card(page, "songs").text


def test_the_form_and_a_home_in_the_words_carry_the_list(play, client, visit):
    list_ = f"{key_of('tea')}-{key_of('songs')}"
    page = visit(f"/en/groups/?list={list_}")
    fields = {field["name"]: field["value"] for field in page.select(".search-form input[type=hidden]")}
    assert fields == {"list": list_}
    posted = client.post("/en/groups/", {**fields, "q": "paint", "near": "LU4 8BW"})
    assert parse_qs(urlsplit(posted["Location"]).query) == {"q": ["paint"], "near": ["LU4 8"], "list": [list_]}


def test_what_finds_nothing_leads_on_with_the_list(play, visit):
    list_ = str(key_of("tea"))
    page = visit("/en/groups/", q="zzzzzz", category="play", list=list_)
    ways = [link["href"] for link in page.select("[aria-labelledby=groups-title] a[href^='/en/groups/']")]
    assert ways
    assert [link for link in ways if parse_qs(urlsplit(link).query).get("list") != [list_]] == []


def test_the_page_of_results_stays(play, directory, visit):
    for number in range(25):
        directory.listing(f"more-{number}", name=f"More {number}")
    page = visit("/en/groups/", page=2)
    link = page.select_one(".results .on-list a")["href"]
    assert parse_qs(urlsplit(link).query)["page"] == ["2"]
    assert visit(link).select_one("#" + urlsplit(link).fragment)


def test_a_full_list_takes_no_more_and_says_so(play, directory, visit):
    keys = [directory.listing(f"more-{number}").pk for number in range(MOST_GROUPS + 1)]
    full = "-".join(map(str, keys[:MOST_GROUPS]))
    assert len(slugs(visit(f"/en/groups/list/{full}/"))) == MOST_GROUPS
    assert "A list holds 20 groups. Take one off before you add another." in visit(f"/en/groups/list/{full}/").text
    tea = card(visit("/en/groups/", category="play", list=full), "tea")
    assert "My list is full." in tea.text
    assert "Put on my list" not in tea.text

    cut = visit(f"/en/groups/list/{full}-{keys[-1]}/")
    assert "A list holds 20 groups. This one had more: these are the first 20." in cut.text
    assert len(slugs(cut)) == MOST_GROUPS


@pytest.mark.parametrize("language", ["en", "ur"])
def test_what_is_no_longer_listed_is_counted_and_nothing_of_it_told(play, directory, visit, language):
    tea, songs = key_of("tea"), key_of("songs")
    draft = directory.listing("secret", name="A secret draft", live=False).pk
    Listing.objects.get(slug="songs").unpublish()
    page = visit(f"/{language}/groups/list/{songs}-{tea}-{draft}-999999/")
    assert slugs(page) == ["tea"]
    assert page.select_one(".notice a")["href"] == f"/{language}/groups/list/{tea}/"
    assert "secret" not in str(page).casefold()
    assert "Songs" not in str(page)
    assert page.select_one(".notice").text.count("3") == 1
    if language == "en":
        assert "3 groups of this list are no longer listed." in page.text
        assert "1 group of this list is no longer listed." in visit(f"/en/groups/list/{songs}/").text


@pytest.mark.parametrize("numbers", ["", "x/", "-/", "0/", "%20/", "%D9%A3/"])
def test_no_list_is_an_error(play, visit, numbers):
    page = visit(f"/en/groups/list/{numbers}")
    assert slugs(page) == []
    assert to(page.main, "/en/groups/") == "/en/groups/"


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_list_is_sent_on_as_its_address(play, visit, settings, language):
    settings.WAGTAILADMIN_BASE_URL = "https://families.example.gov.uk"
    path = f"/{language}/groups/list/{key_of('tea')}-{key_of('songs')}/"
    page = visit(path)
    address = f"https://families.example.gov.uk{path}"
    assert [shown.text for shown in page.select(".address")] == [address, address]
    message = f"{page.h1.text} {address}"
    assert parse_qs(urlsplit(page.select_one("a[href^='https://wa.me/']")["href"]).query) == {"text": [message]}
    assert parse_qs(page.select_one("a[href^='sms:']")["href"].partition("&")[2]) == {"body": [message]}
    assert page.select_one(f"#{QR_NAME} path")["d"] in sharing("", address).qr_code
    assert page.select_one("[data-paths]")["data-paths"] == path


def test_a_list_is_read_in_another_language(play, client):
    path = f"groups/list/{key_of('tea')}/"
    link = BeautifulSoup(client.get(f"/en/{path}").content, "html.parser").select_one(".languages a[hreflang=ur]")
    assert client.get(link["href"])["Location"] == f"/ur/{path}"


def test_no_machine_keeps_or_finds_a_list(play, visit, client):
    path = f"/en/groups/list/{key_of('tea')}/"
    assert client.get(path)["Cache-Control"] == "no-cache"
    assert visit(path).select_one("meta[name=robots]")["content"] == "noindex"
    assert all("nofollow" in link["rel"] for link in visit("/en/groups/").select(".on-list a"))


def test_a_long_list_takes_as_many_queries_as_a_short_one(play, client):
    def queries(*slugs):
        address = f"/en/groups/list/{Shortlist(tuple(map(key_of, slugs)))}/"
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    assert queries("tea") == queries("tea", "paint", "songs")


@pytest.mark.parametrize("slug", ["list", "embed"])
def test_no_listing_has_the_address_of_another_page(directory, slug):
    with pytest.raises(ValidationError, match="Another page has this address"):
        directory.listing(slug)


def test_an_imported_listing_of_such_a_name_has_another_address(directory, client, tmp_path):
    import_sheet(tmp_path / "in.csv", sheet({**TEA, "name": "List"}))
    assert Listing.objects.get().slug == "list-2"
    assert client.get("/en/groups/list-2/").status_code == 200


def test_a_preview_offers_no_list(play):
    html = Listing.objects.get(slug="tea").make_preview_request(preview_mode="en").content.decode()
    assert "01582 000000" in html
    assert "on-list" not in html
