"""What docs/tour.md tells is done as it tells it; the tour's pictures are taken on the way (`make guide`)."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.pages import answer, sign_in, tell
from tests.browser.test_editing_guide import open_from_report
from tests.kept import ROOT

GUIDE = "tour"
DESK = {"width": 1180, "height": 800}
TO_THE_TOP = "element => element.scrollIntoView()"
VOLUNTEER = "volunteer@example.org"


@pytest.fixture
def phone(browser):
    """A phone that is set to Urdu."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="ur-PK")
    yield context.new_page()
    context.close()


@pytest.fixture
def code_sent(site_environment):
    """Of the newest message, once the worker has sent what waits."""

    def read():
        command = [sys.executable, "manage.py", "worker", "--once"]
        subprocess.run(command, cwd=ROOT, env=site_environment, check=True, stdout=subprocess.DEVNULL)
        sent = (Path(site_environment["PORTAL_VAR"]) / "mail").iterdir()
        newest = max(sent, key=lambda file: file.stat().st_mtime)
        return re.findall(r"\d{4}-\d{4}", newest.read_text(encoding="utf-8"))[-1]

    return read


def test_a_father_reads_at_night_in_urdu(phone, site, guide):
    phone.goto(f"{site}/ur/")
    guide.picture(phone, "home")
    phone.goto(f"{site}/ur/self-help/")
    phone.locator("main a[href='/ur/self-help/crying-and-coping/']").click()

    expect(phone.locator("main .beside .original[lang=en]").first).to_be_attached()
    for panel in ("emergency", "urgent", "ask"):
        expect(phone.locator(f"main .panel-{panel}").first).to_be_attached()
    expect(phone.locator(".tools [data-save]")).to_be_visible()
    phone.locator("main .steps").first.evaluate(TO_THE_TOP)
    guide.picture(phone, "crying")
    phone.locator(".safety .help-now").click()
    expect(phone.locator("main a[href='tel:999']").first).to_be_visible()
    guide.picture(phone, "help-now")


def test_a_mother_finds_a_group_by_how_she_types_urdu(phone, site, guide):
    phone.goto(f"{site}/ur/groups/")
    phone.fill("main input[name=q]", "bache ki malish")
    phone.keyboard.press("Enter")
    massage = phone.locator("main .results a[href*='massage']").first
    expect(massage).to_be_attached()
    phone.locator("main .search-form").evaluate(TO_THE_TOP)
    guide.picture(phone, "found")

    massage.click()
    expect(phone.locator("main .tag-example").first).to_be_visible()
    guide.picture(phone, "listing")


def test_a_family_answers_the_questions_and_asks_for_help(page, site, guide):
    page.goto(f"{site}/en/")
    expect(page.get_by_role("link", name=guide.told("Leave this site"))).to_be_visible()
    expect(page.get_by_role("link", name=guide.told("Help now"))).to_be_visible()
    page.get_by_role("link", name=guide.told("Get support")).first.click()
    guide.picture(page, "question")
    for option in ("no", "my_child", "send", "struggling", "school"):
        answer(page, option)
    guide.picture(page, "outcome")

    page.get_by_role("link", name=guide.told("Ask the family team for help")).first.click()
    guide.picture(page, "safe-contact")
    tell(page, story="He does not sleep, and we are very tired.", code_word="marigold")
    expect(page.locator("main")).to_contain_text("marigold")
    page.locator("button[value=send]").click()
    page.locator(".reference").first.wait_for()
    guide.picture(page, "reference")


def test_its_team_answers(page, site, guide):
    page.goto(f"{site}/en/support/form/")
    tell(page, story="He does not sleep, and we are very tired.", code_word="marigold")
    page.locator("button[value=send]").click()
    reference = page.locator(".reference").first.inner_text()

    page.set_viewport_size(DESK)
    sign_in(page, site, "west-1")
    referral = page.get_by_role("link", name=reference)
    guide.picture(page, "team")
    referral.click()
    assert "07700 900123" not in page.content()
    page.get_by_role("button", name=guide.told("Show the phone number")).click()
    told = page.locator("main").inner_text()
    assert told.index("marigold") < told.index("07700 900123")
    page.locator(".shown").scroll_into_view_if_needed()
    guide.picture(page, "referral")


def test_a_volunteer_says_that_it_is_still_right(page, site, guide, code_sent):
    page.goto(f"{site}/en/my-groups/")
    page.fill("#id_email", VOLUNTEER)
    go_on = page.locator("main .actions button")
    go_on.click()
    page.fill("#id_code", code_sent())
    go_on.click()
    page.get_by_role("heading", name="My groups").wait_for()
    for _ in ("the group", "what it runs"):
        page.locator("main .cards a").first.click()
        page.get_by_role("heading", level=1, name="Little Acorns").wait_for()
    page.get_by_role("button", name=guide.told("Yes, it is all still right")).click()

    expect(page.get_by_text("Thank you. Families see that it was checked today.")).to_be_visible()
    guide.picture(page, "still-right")


def test_an_editor_sees_where_each_language_stands(cms, guide):
    page = cms("editor")
    expect(page.get_by_role("heading", name="What needs care")).to_be_visible()
    page.get_by_role("button", name="Reports").click()
    page.get_by_role("link", name=guide.told("Library by language")).first.click()

    expect(page.get_by_role("link", name="machine draft").first).to_be_visible()
    guide.picture(page, "library")


def test_a_translator_writes_urdu_beside_the_english(cms, site, guide):
    page = cms("urdu-translator")
    open_from_report(page, site, "Looking after teeth", "Urdu")
    page.locator(".js-translation-editor").get_by_role("button", name="Edit").first.click()

    expect(page.locator(".js-translation-editor textarea").first).to_have_attribute("dir", "rtl")
    guide.picture(page, "translator")


def test_the_questionnaire_is_proved(cms, guide):
    page = cms("editor")
    page.set_viewport_size({"width": 1400, "height": 900})
    page.get_by_role("link", name=guide.told("Questionnaire")).click()
    page.get_by_role("link", name="Work on it").click()

    expect(page.get_by_role("heading", name=guide.told("The proof"))).to_be_visible()
    guide.picture(page, "proof")
