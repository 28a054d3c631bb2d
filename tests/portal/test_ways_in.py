"""The front door, the choice of language, and what every response carries."""

from datetime import datetime, timedelta

from django.utils import timezone

import pytest

from portal.council import COUNCIL
from portal.languages import LANGUAGES

pytestmark = pytest.mark.django_db
CODES = [language.code for language in LANGUAGES]


def test_the_front_door_leads_to_english(client):
    assert client.get("/", headers={"accept-language": "ur"}).url == "/en/"


@pytest.mark.parametrize("code", CODES)
def test_the_front_door_leads_to_the_language_last_chosen(client, code):
    client.get(f"/choose/{code}/")

    assert client.get("/").url == f"/{code}/"


def test_the_cookie_of_a_choice_holds_nothing_else(client):
    client.get("/choose/ur/")

    assert client.cookies["language"].value == "ur"
    assert set(client.cookies) == {"language"}


@pytest.mark.parametrize("forged", ["fr", "../en", "<script>", ""])
def test_a_forged_cookie_leads_to_english(client, forged):
    client.cookies["language"] = forged

    assert client.get("/").url == "/en/"


@pytest.mark.parametrize(
    ("chosen", "leads_to"),
    [
        ("/choose/ur/self-help/baby-talk/", "/ur/self-help/baby-talk/"),
        ("/choose/ur/groups/?q=play&free=on", "/ur/groups/?q=play&free=on"),
        ("/choose/xx/groups/", "/en/groups/"),
        ("/choose/ur//evil.example/", "/ur//evil.example/"),
    ],
)
def test_choosing_a_language_stays_on_the_same_page_of_this_site(client, chosen, leads_to):
    assert client.get(chosen).url == leads_to


def test_the_home_page_offers_the_browsers_language_in_that_language(client):
    page = client.get("/en/", headers={"accept-language": "pl"})

    assert 'class="notice offer" lang="pl" dir="ltr"' in page.content.decode()


def test_nothing_is_offered_to_somebody_who_chose(client):
    client.get("/choose/en/")

    assert "notice offer" not in client.get("/en/", headers={"accept-language": "pl"}).content.decode()


def test_a_page_links_to_itself_in_all_other_languages(client):
    page = client.get("/ur/self-help/baby-talk/").content.decode()

    for code in CODES:
        assert (f'href="/choose/{code}/self-help/baby-talk/"' in page) == (code != "ur")


@pytest.mark.parametrize("address", ["/en/", "/ur/groups/", "/bn/support/", "/team/login/", "/en/no-such-page/"])
def test_every_page_is_strict_about_what_it_loads_and_tells(client, address):
    headers = client.get(address).headers

    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


def test_a_page_to_read_sets_no_cookie_and_varies_by_none(client):
    page = client.get("/en/self-help/baby-talk/")

    assert not page.cookies
    assert "Cookie" not in page.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "null", "sec-fetch-site": "same-origin"}, 303),
        ({"origin": "null"}, 303),
        ({"origin": "null", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "http://testserver"}, 303),
    ],
)
def test_a_form_passes_from_our_own_pages_only(headers, status):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.get("/en/support/")
    data = {"step": "danger", "answer": "no", "csrfmiddlewaretoken": client.cookies["csrftoken"].value}

    assert client.post("/en/support/", data, headers=headers).status_code == status


def test_a_form_without_its_token_is_answered_in_the_readers_language():
    from django.test import Client

    page = Client(enforce_csrf_checks=True).post("/ur/support/", {"answer": "no"})

    assert page.status_code == 403
    assert '<html lang="ur" dir="rtl">' in page.content.decode()


def test_whoever_finds_a_weakness_reads_whom_to_tell_and_that_this_is_still_so(client):
    """As RFC 9116 asks: a contact, and a day within a year until which it holds."""
    response = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == COUNCIL.security_contact
    assert timedelta(days=30) < datetime.fromisoformat(fields["Expires"]) - timezone.now() < timedelta(days=365)
