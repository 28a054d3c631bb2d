"""A page is handed on with its public address, and saving it is offered with the pages that belong to it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import segno
from bs4 import BeautifulSoup

from content.activities import Wanted, activities
from content.models import EasyReadPage, TopicPage
from content.sharing import QR_NAME, sharing

ADDRESS = "https://families.example.gov.uk/ur/self-help/safe-sleep/"
TITLE = "بچے کی محفوظ نیند & 100% more? #1"
QUIET = 4
LOADS = re.compile(r"""<(?:img|script|link|iframe|use|source)[^>]+(?:src|href)="([^"]+)\"""")


def squares(drawing):
    """The dark squares of a drawn code, read from its strokes: (column, row), without the quiet edge."""
    x = y = 0.0
    found = set()
    for move, numbers in re.findall(r"([Mmh])([-\d. ]+)", re.search(r' d="([^"]+)"', drawing)[1]):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if move == "h":
            found |= {(int(x) + step - QUIET, int(y) - QUIET) for step in range(int(values[0]))}
            x += values[0]
        else:
            x, y = values if move == "M" else (x + values[0], y + values[1])
    return found


def test_the_code_for_a_camera_holds_exactly_the_address():
    drawn = squares(sharing(TITLE, ADDRESS).qr_code)

    expected = segno.make_qr(ADDRESS, error="m").matrix
    assert drawn == {(x, y) for y, row in enumerate(expected) for x, dark in enumerate(row) if dark}


def test_another_address_is_another_code():
    assert squares(sharing(TITLE, ADDRESS).qr_code) != squares(sharing(TITLE, ADDRESS + "x").qr_code)


def test_whatsapp_gets_the_title_and_the_address_and_nothing_breaks_out_of_the_message():
    link = urlsplit(sharing(TITLE, ADDRESS).whatsapp)

    assert (link.scheme, link.netloc, link.fragment) == ("https", "wa.me", "")
    assert parse_qs(link.query) == {"text": [f"{TITLE} {ADDRESS}"]}


def test_a_text_message_is_to_nobody_yet_and_says_the_same():
    link = sharing(TITLE, ADDRESS).text_message

    assert link.startswith("sms:?&body=")
    assert parse_qs(link.removeprefix("sms:?&")) == {"body": [f"{TITLE} {ADDRESS}"]}


@pytest.fixture
def public(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://families.example.gov.uk"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["self-help/safe-sleep/", "easy-read/easy-safe-sleep/", "privacy/", "help-now/", "activities/"]
)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_page_is_shared_at_its_public_address_in_the_readers_language(client, public, language, path):
    html = client.get(f"/{language}/{path}").content.decode()

    address = f"https://families.example.gov.uk/{language}/{path}"
    assert f'<bdi class="address" dir="ltr">{address}</bdi>' in html
    assert f'id="{QR_NAME}"' in html
    drawing = re.search(rf'<svg viewBox="[\d ]+" id="{QR_NAME}">.*?</svg>', html, re.DOTALL)[0]
    assert drawing == sharing("", address).qr_code


@pytest.mark.django_db
def test_a_page_that_is_still_in_english_is_shared_in_the_tree_it_was_read_in(client, public):
    TopicPage.objects.filter(slug="safe-sleep", locale__language_code="ur").delete()

    html = client.get("/ur/self-help/safe-sleep/").content.decode()

    assert "https://families.example.gov.uk/ur/self-help/safe-sleep/</bdi>" in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "handed_on"),
    [
        ("?age=12", "?age=12"),
        ("?age=&minutes=", ""),
        ("?kit=water&minutes=5&kit=cloth", "?minutes=5&kit=cloth&kit=water"),
        ("?age=6&more=%3Cscript%3E", "?age=6"),
        ("?age=nonsense", ""),
    ],
)
def test_activities_are_shared_as_they_are_filtered_and_nothing_else_is_carried(client, public, asked, handed_on):
    page = BeautifulSoup(client.get(f"/en/activities/{asked}").content, "html.parser")

    address = f"https://families.example.gov.uk/en/activities/{handed_on}"
    assert [shown.text for shown in page.select(".address")] == [address, address]
    whatsapp = urlsplit(page.select_one('a[href^="https://wa.me/"]')["href"])
    assert parse_qs(whatsapp.query) == {"text": [f"Things to do, by age and time {address}"]}
    drawn = re.search(r' d="([^"]+)"', sharing("", address).qr_code)[1]
    assert page.select_one(f"#{QR_NAME} path")["d"] == drawn


@pytest.mark.django_db
def test_sharing_loads_nothing_from_elsewhere_and_sets_no_cookie(client, public):
    response = client.get("/en/self-help/safe-sleep/")

    loads = LOADS.findall(response.content.decode())
    elsewhere = [address for address in loads if not address.startswith(("/", "#"))]
    assert [address for address in elsewhere if not address.startswith("https://families.example.gov.uk/")] == []
    assert not response.cookies


def offered(client, path):
    html = client.get(path).content.decode()
    return [paths.split() for paths in re.findall(r'data-paths="([^"]+)"', html)]


@pytest.mark.django_db
def test_a_topic_is_saved_alone_or_with_all_of_its_subject(client):
    english = TopicPage.objects.live().filter(locale__language_code="en", theme="sleep").order_by("path")

    alone, together = offered(client, "/bn/self-help/safe-sleep/")

    assert alone == ["/bn/self-help/safe-sleep/"]
    assert together == [f"/bn/self-help/{page.slug}/" for page in english]
    assert len(together) > 1


@pytest.mark.django_db
def test_an_easy_read_page_is_saved_alone_or_with_all_of_easy_read(client):
    alone, together = offered(client, "/en/easy-read/easy-safe-sleep/")

    assert alone == ["/en/easy-read/easy-safe-sleep/"]
    assert len(together) == EasyReadPage.objects.live().filter(locale__language_code="en").count()


@pytest.mark.django_db
def test_help_now_is_saved_alone(client):
    assert offered(client, "/ur/help-now/") == [["/ur/help-now/"]]


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["", "?age=0&minutes=5"])
def test_activities_are_saved_whole_and_the_button_says_so(client, asked):
    whole = len(activities("en", Wanted()))

    page = BeautifulSoup(client.get(f"/en/activities/{asked}").content, "html.parser")

    button = page.select_one("[data-paths]")
    assert button["data-paths"] == "/en/activities/"
    assert button.text == f"Save this page ({whole} activities)"


@pytest.mark.django_db
def test_a_page_that_is_down_is_not_saved_with_the_others(client):
    TopicPage.objects.get(slug="sleep-by-age", locale__language_code="en").unpublish()

    _alone, together = offered(client, "/en/self-help/safe-sleep/")

    assert "/en/self-help/sleep-by-age/" not in together


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/support/", "/en/support/form/", "/en/groups/", "/team/login/", "/en/"])
def test_nothing_else_offers_to_be_saved(client, path):
    assert "js/offline.js" not in client.get(path).content.decode()


@pytest.mark.django_db
def test_the_worker_is_served_from_the_root_and_never_an_old_one(client):
    response = client.get("/sw.js")

    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_page_of_saved_pages_holds_no_data_and_says_what_it_needs(client, language):
    response = client.get(f"/{language}/offline/")

    assert response.headers["Cache-Control"] == "no-cache"
    assert not response.cookies
    assert "data-needs-script" in response.content.decode()


@pytest.mark.django_db
def test_every_page_leads_to_the_saved_ones(client):
    assert 'href="/ur/offline/"' in client.get("/ur/groups/").content.decode()
