""" "Was this page useful?" is counted, and nobody who answers leaves a trace."""

from datetime import date

from django.test import Client
from django.utils import timezone

import pytest
from bs4 import BeautifulSoup

from content.feedback import Answer, Feedback, Reason, answers, count_answer

pytestmark = pytest.mark.django_db
SLUG = "safe-sleep"


@pytest.fixture
def useful(library):
    """The address that answers about a page go to, in a language."""
    return lambda language="en", slug=SLUG: f"/{language}/useful/{library.page(slug, language).pk}/"


def counted():
    return {
        (row.page.slug, row.page.locale.language_code, row.language, row.answer, row.reason): row.times
        for row in Feedback.objects.all()
    }


def month():
    return timezone.localdate().replace(day=1)


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize(("slug", "path"), [(SLUG, "self-help/"), ("easy-crying", "easy-read/"), ("privacy", "")])
def test_a_reader_answers_from_the_page_and_comes_back_to_it(client, library, language, slug, path):
    form = library.read(slug, language).select_one("form.useful")
    yes, no = form.select("button")
    assert (yes["value"], no["value"]) == ("yes", "no")

    thanks = client.post(form["action"], {yes["name"]: yes["value"]}, follow=True)

    assert thanks.status_code == 200
    page = BeautifulSoup(thanks.content, "html.parser")
    assert page.html["lang"] == language
    assert page.select_one(f'main a[href="/{language}/{path}{slug}/"]')
    assert not page.select("main form")
    assert counted() == {(slug, "en", language, "yes", ""): 1}


def test_answers_are_counted_by_page_language_answer_and_month(client, useful):
    for address in (useful("en"), useful("en"), useful("ur"), useful("en", "teeth")):
        client.post(address, {"answer": "yes"})
    client.post(useful("en"), {"answer": "no"})

    assert counted() == {
        (SLUG, "en", "en", "yes", ""): 2,
        (SLUG, "en", "ur", "yes", ""): 1,
        ("teeth", "en", "en", "yes", ""): 1,
        (SLUG, "en", "en", "no", ""): 1,
    }
    assert set(Feedback.objects.values_list("month", flat=True)) == {month()}


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 1), date(2026, 11, 1)),
        (date(2026, 11, 30), date(2026, 11, 1)),
        (date(2027, 1, 31), date(2027, 1, 1)),
    ],
)
def test_a_day_is_only_kept_as_its_month(library, today, expected):
    page = library.page(SLUG, "en")

    count_answer(page=page, language="en", answer=Answer.YES, today=today)

    assert Feedback.objects.get().month == expected


def test_another_month_is_another_count_and_the_report_adds_them(library):
    for today in (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)):
        count_answer(page=library.page(SLUG, "en"), language="en", answer=Answer.YES, today=today)

    assert sorted(Feedback.objects.values_list("month__month", "times")) == [(11, 1), (12, 2)]
    assert [found.yes for found in answers()] == [3]


def test_an_answer_about_english_words_in_an_urdu_tree_is_about_the_english(client, library):
    library.page(SLUG).unpublish()

    client.post(library.read(SLUG).select_one("form.useful")["action"], {"answer": "no"})

    assert counted() == {(SLUG, "en", "en", "no", ""): 1}


@pytest.mark.parametrize("language", ["en", "ur"])
def test_after_a_no_a_reader_may_say_why(client, useful, language):
    asked = BeautifulSoup(client.post(useful(language), {"answer": "no"}, follow=True).content, "html.parser")

    form = asked.select_one("main form")
    assert [button["value"] for button in form.select("button")] == Reason.values
    assert form.fieldset.legend
    assert not form.get("action")  # so it goes to the address it is at
    answer = form.select_one("input[type=hidden]")
    thanks = client.post(useful(language), {answer["name"]: answer["value"], "reason": "unclear"}, follow=True)

    assert not BeautifulSoup(thanks.content, "html.parser").select("main form")
    assert counted() == {(SLUG, "en", language, "no", ""): 1, (SLUG, "en", language, "no", "unclear"): 1}


def test_a_reload_of_the_thanks_counts_nothing(client, useful):
    response = client.post(useful(), {"answer": "no"})
    assert response.status_code == 302

    for _ in range(3):
        assert client.get(response.headers["Location"]).status_code == 200

    assert sum(counted().values()) == 1


def test_what_is_stored_has_no_place_for_a_person():
    fields = {field.name for field in Feedback._meta.get_fields()}

    assert fields == {"id", "page", "language", "month", "answer", "reason", "times"}


def test_no_cookie_is_set_and_none_is_needed(useful):
    browser = Client(enforce_csrf_checks=True, headers={"origin": "null", "sec-fetch-site": "same-origin"})

    responses = [browser.get("/en/self-help/safe-sleep/"), browser.post(useful(), {"answer": "no"})]
    responses += [
        browser.get(responses[-1].headers["Location"]),
        browser.post(useful(), {"answer": "no", "reason": "wrong"}),
    ]

    assert [response.status_code for response in responses] == [200, 302, 200, 302]
    assert [dict(response.cookies) for response in responses] == [{}] * 4
    assert all("no-store" in response.headers["Cache-Control"] for response in responses[1:])
    assert sum(counted().values()) == 2


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_post_from_elsewhere_is_refused(client, useful, site):
    response = client.post(useful(), {"answer": "yes"}, headers={"sec-fetch-site": site})

    assert response.status_code == 400
    assert counted() == {}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"answer": ""},
        {"answer": "maybe"},
        {"answer": "YES"},
        {"answer": "no", "reason": "boring"},
        {"answer": "no", "reason": "unclear " * 1000},
        {"answer": "yes", "reason": "unclear"},
        {"reason": "unclear"},
    ],
)
def test_nonsense_is_refused(client, useful, data):
    assert client.post(useful(), data).status_code == 400
    assert counted() == {}


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_nothing_else_can_be_done_there(client, useful, method):
    assert getattr(client, method)(useful()).status_code == 405


@pytest.mark.parametrize("answer", ["", "?answer=yes", "?answer=no", "?answer=maybe&reason=x"])
def test_the_thanks_can_be_opened_at_any_address(client, useful, answer):
    assert client.get(useful("ur") + answer).status_code == 200
    assert counted() == {}


@pytest.mark.parametrize("number", [1, 999_999])
def test_a_page_that_nobody_can_read_has_no_answers(client, number):
    assert client.get(f"/en/useful/{number}/").status_code == 404
    assert client.post(f"/en/useful/{number}/", {"answer": "yes"}).status_code == 404
    assert counted() == {}


def test_a_page_that_is_down_has_no_answers(client, library, useful):
    address = useful()
    library.page(SLUG, "en").unpublish()

    response = client.post(address, {"answer": "yes"})

    assert response.status_code == 404
    assert b"<main" in response.content
    assert counted() == {}


def test_the_report_has_a_row_for_each_page_and_language_the_least_useful_first(library, useful, client):
    for language, slug, answer, reason in [
        ("en", SLUG, "yes", ""),
        ("ur", SLUG, "no", ""),
        ("ur", SLUG, "no", ""),
        ("ur", SLUG, "no", "language"),
        ("en", "teeth", "no", ""),
        ("en", "teeth", "yes", ""),
    ]:
        client.post(useful(language, slug), {"answer": answer, "reason": reason})

    response = library.sign_in("editor").get("/cms/reports/useful/")

    rows = BeautifulSoup(response.content, "html.parser").select("table.listing tbody tr")
    titles = {slug: library.page(slug, "en").title for slug in (SLUG, "teeth")}
    none = ["0"] * len(Reason.values)
    assert [[cell.text for cell in row.select("th, td")] for row in rows] == [
        [titles[SLUG], "ur", "0", "2", *("1" if reason == "language" else "0" for reason in Reason.values)],
        [titles["teeth"], "en", "1", "1", *none],
        [titles[SLUG], "en", "1", "0", *none],
    ]


def test_the_report_says_that_nobody_has_answered_yet(library):
    assert "Nobody has answered yet." in library.sign_in("editor").get("/cms/reports/useful/").content.decode()
