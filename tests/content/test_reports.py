"""Reports for editors: what stands where, and what needs somebody, to those who may read it and nobody else."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

import pytest
from bs4 import BeautifulSoup

from content import care
from content.coverage import coverage, english_pages, totals
from content.models import LibraryPage
from content.operations import record_translation_check
from content.registry import Fact
from content.translation_states import State

pytestmark = pytest.mark.django_db
REPORTS = ["/cms/reports/library/", "/cms/reports/care/", "/cms/reports/useful/"]
TARGETS = [code for code, _name in settings.LANGUAGES if code != "en"]


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def care_report(library):
    """What the report of care lists, by heading."""
    page = soup(library.sign_in("editor").get("/cms/reports/care/"))
    return {
        title.text.strip(): [item.text for item in title.find_next("ul").find_all("li", recursive=False)]
        for title in page.select("main h2")
    }


WRITERS = ["admin", "writer", "urdu-translator", "urdu-checker"]


@pytest.mark.parametrize(
    ("who", "address"), [*(("editor", address) for address in REPORTS), *((who, REPORTS[2]) for who in WRITERS)]
)
def test_who_writes_the_library_reads_its_reports(library, who, address):
    assert library.sign_in(who).get(address).status_code == 200


@pytest.mark.parametrize("address", REPORTS)
@pytest.mark.parametrize("who", [None, "directory-editor", "north-1", "front-door-1"])
def test_nobody_else_does(library, client, who, address):
    if who:
        library.sign_in(who)

    response = client.get(address)

    assert response.status_code == 302
    assert response.headers["Location"].startswith(("/cms/login/", "/cms/"))
    assert "/cms/reports/" not in response.headers["Location"].partition("?")[0]


@pytest.mark.parametrize(("who", "is_shown"), [("editor", True), ("urdu-checker", True), ("directory-editor", False)])
def test_the_first_page_of_the_cms_says_how_much_waits(library, who, is_shown):
    response = library.sign_in(who).get("/cms/")

    assert response.status_code == 200
    assert ("safety pages in translation that no second person has checked" in response.content.decode()) is is_shown
    assert ('href="/cms/reports/care/"' in response.content.decode()) is is_shown


def test_a_family_team_has_no_first_page_of_the_cms(library):
    assert library.sign_in("north-1").get("/cms/").status_code == 302


def test_the_report_lists_what_the_panel_counts(library):
    yesterday = timezone.localdate() - timedelta(days=1)
    Fact.objects.update(check_again_by=timezone.localdate())
    Fact.objects.filter(key__in=["mash", "cry-sis"]).update(checked_on=yesterday, check_again_by=yesterday)
    Fact.objects.get(key="crying-peak").delete()
    library.reword("contact", "who reads our form", "call 01582 547653")
    teeth = review(library, "teeth", yesterday)

    lists = care_report(library)
    panel = soup(library.client.get("/cms/")).get_text()

    assert "2 facts past the date to check" in panel
    assert [line.partition(":")[0] for line in lists["Facts and helplines past their date"]] == [
        "01582 547653 (mash)",
        "0800 448 0737 (cry-sis)",
    ]
    assert "1 page past the date to review" in panel
    assert [line.partition(": ")[0] for line in lists["Pages past their review date"]] == [teeth.title]
    assert f"{len(TARGETS)} translations out of date" in panel
    assert len(lists["Translations out of date"]) == len(TARGETS)
    unchecked = lists["Safety pages that no second person has checked"]
    assert f"{len(unchecked)} safety pages in translation" in panel
    assert len(unchecked) == len(TARGETS) * sum(page.safety_critical for page in english_pages())
    assert all("{crying-peak}, which does not exist" in line for line in lists["Broken links"])
    assert len(lists["Broken links"]) >= len(settings.LANGUAGES)
    (wording,) = lists["Wording to look at"]
    assert wording.startswith(library.page("contact", "en").title)
    assert "01582 547653" in wording


def test_a_report_of_a_library_in_order_says_so(library):
    Fact.objects.update(check_again_by=timezone.localdate())

    lists = care_report(library)

    assert {heading for heading, lines in lists.items() if lines != ["None."]} == {
        "Safety pages that no second person has checked"
    }


def review(library, slug, by):
    page = library.page(slug, "en")
    page.review_by = by
    page.save()
    return page


@pytest.mark.parametrize(("days", "is_late"), [(-1, True), (0, False), (1, False), (None, False)])
def test_a_page_is_past_its_review_the_day_after(library, days, is_late):
    today = timezone.localdate()
    page = review(library, "teeth", None if days is None else today + timedelta(days=days))

    assert care.past_review(today) == ([page] if is_late else [])


def test_pages_past_their_review_come_the_longest_overdue_first(library):
    today = timezone.localdate()
    for slug, days in (("teeth", 3), ("privacy", 30)):
        review(library, slug, today - timedelta(days=days))

    assert [page.slug for page in care.past_review(today)] == ["privacy", "teeth"]


def test_a_safety_page_leaves_the_list_when_a_second_person_has_checked_it(library, django_user_model):
    def waiting():
        return [(page.slug, page.locale.language_code) for page in care.unchecked_safety_pages(coverage())]

    assert ("safe-sleep", "ur") in waiting()
    assert "teeth" not in {slug for slug, _code in waiting()}

    reader = django_user_model.objects.get(username="urdu-checker")
    record_translation_check(page=library.page("safe-sleep"), actor=reader, now=timezone.now())

    assert ("safe-sleep", "ur") not in waiting()
    assert ("safe-sleep", "pl") in waiting()


def broken():
    return [(found.page.slug, found.page.locale.language_code, found.what) for found in care.broken_links()]


def test_a_link_to_a_page_that_is_down_is_listed(library):
    gone = library.page("easy-read", "en")
    page = library.page("privacy", "en")
    page.body = [("section", {"heading": "H", "text": f'<p><a linktype="page" id="{gone.pk}">Easy Read</a></p>'})]
    library.publish(page)

    gone.unpublish()

    assert broken() == [("privacy", "en", (f"links to page {gone.pk}, which is not live",))]


def test_a_link_inside_a_step_of_a_translation_and_to_a_page_that_was_deleted_is_listed(library):
    page = library.page("privacy")
    words = '<p><a linktype="page" id="999999">There</a></p>'
    others = [(block.block_type, block.value) for block in page.body]
    page.body = [*others, ("steps", {"heading": "S", "steps": [{"picture": None, "text": words}]})]
    page.save_revision().publish()

    assert broken() == [("privacy", "ur", ("links to page 999999, which is not live",))]


def test_the_coverage_report_has_every_page_and_the_state_of_each_translation(library):
    library.page("teeth").unpublish()
    library.reword("contact", "who reads our form", "who reads what you write")

    page = soup(library.sign_in("editor").get("/cms/reports/library/"))
    summary, table = page.select("table.listing")

    rows = {row.th.a.text: [cell.text.strip() for cell in row.select("td")] for row in table.select("tbody tr")}
    assert len(rows) == len(english_pages())
    urdu = TARGETS.index("ur")
    others = {state for place, state in enumerate(rows[library.page("teeth", "en").title]) if place != urdu}
    assert rows[library.page("teeth", "en").title][urdu] == "missing"
    assert others == {"machine draft"}
    assert set(rows[library.page("contact", "en").title]) == {"out of date"}
    counted = {row.th.text: [int(cell.text) for cell in row.select("td")] for row in summary.select("tbody tr")}
    assert list(counted) == ["missing", "out of date", "machine draft", "translated", "checked"]
    assert {sum(column) for column in zip(*counted.values(), strict=True)} == {len(rows)}
    assert (counted["missing"][urdu], counted["out of date"][urdu]) == (1, 1)


def test_a_page_that_is_down_in_english_is_in_no_report(library):
    library.page("teeth", "en").unpublish()

    assert "teeth" not in {row.page.slug for row in coverage()}


def test_the_library_is_counted_in_the_same_number_of_queries_however_large(library, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        counted = totals(coverage())

    assert {counts.total() for counts in counted.values()} == {len(english_pages())}


def test_pages_in_the_cms_are_listed_with_the_state_of_their_translations(library):
    parent = library.page("self-help", "en")

    response = library.sign_in("editor").get(f"/cms/pages/{parent.pk}/")

    assert "Translations" in response.content.decode()
    assert "machine drafts or unchecked" in response.content.decode()
    urdu = library.page("self-help")
    assert str(State.MACHINE) in library.client.get(f"/cms/pages/{urdu.pk}/").content.decode()


def test_every_kind_of_page_is_in_the_coverage():
    kinds = {type(page) for page in english_pages()}

    assert kinds == set(LibraryPage.__subclasses__())
