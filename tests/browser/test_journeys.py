"""What people do, from the home page to the team that answers, in the browser, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import answer, continue_, sign_in, tell

STORY = "میرا بیٹا پوری رات نہیں سوتا۔ We are very tired."


@pytest.fixture(params=[("en", True), ("en", False), ("ur", True), ("ur", False)], ids=str)
def reader(request, browser):
    """A family's browser, and the language they read."""
    language, has_javascript = request.param
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=has_javascript)
    yield context.new_page(), language
    context.close()


def find_what_helps(page, site, language):
    """Read a page, find a group, and answer the questions."""
    page.goto(f"{site}/{language}/")
    page.locator(f"main a[href='/{language}/self-help/#feeding']").click()
    page.locator(f"main a[href='/{language}/self-help/feeding-your-new-born/']").click()
    assert page.locator("html").get_attribute("lang") == language
    expect(page.locator("main .panel-emergency").first).to_be_attached()
    page.locator("main .related-groups a[href*='category=']").first.click()
    page.locator("main .results a, main .cards a").first.click()
    expect(page.locator("main .tag-example").first).to_be_attached()
    page.locator(f"header a[href='/{language}/support/']").click()
    for option in ("no", "my_child", "send", "struggling", "school"):
        answer(page, option)


def ask_for_help(page):
    """From the outcome to the reference. What the questionnaire was told is there already."""
    page.locator("main .outcome a.button[href$='/support/form/']").click()
    tell(page, story=STORY, code_word="marigold")
    told = page.locator("main").inner_text()
    assert STORY in told
    assert "marigold" in told
    page.locator("button[value=send]").click()
    return page.locator(".reference").first.inner_text()


def test_what_the_questionnaire_was_told_is_not_asked_again(page, site):
    page.goto(f"{site}/en/support/")
    for option in ("no", "young_person", "young_carer", "struggling", "school"):
        answer(page, option)
    page.goto(f"{site}/en/support/form/")
    page.locator("input[name=ways][value=none]").check()
    continue_(page)

    expect(page.locator("input[name=about][value=young_person]")).to_be_checked()
    page.locator("input[name=name]").fill("Sam")
    continue_(page)
    expect(page.locator("input[name=needs][value=young_carer]")).to_be_checked()
    expect(page.locator("input[name=helping][value=school]")).to_be_checked()


def test_a_family_reads_finds_a_group_asks_for_help_and_its_team_answers(reader, site):
    page, language = reader
    find_what_helps(page, site, language)

    reference = ask_for_help(page)

    assert re.fullmatch(r"[A-Z]{2}(-[0-9A-Z]{4}){2}", reference)
    sign_in(page, site, "west-1")
    page.get_by_role("link", name=reference).click()
    assert STORY in page.locator("main").inner_text()
    assert "07700 900123" not in page.content()
    page.get_by_role("button", name="Show the phone number").click()
    told = page.locator("main").inner_text()
    assert told.index("marigold") < told.index("07700 900123")
    page.get_by_role("button", name="Mark as in progress").click()
    assert "In progress" in page.locator("main").inner_text()

    address = page.url
    for other in ("north-1", "front-door-1"):
        sign_in(page, site, other)
        assert reference not in page.content()
        assert page.goto(address).status == 404


def test_an_answer_can_be_changed_after_going_back_and_in_another_language(page, site):
    page.goto(f"{site}/en/support/")
    answer(page, "no")
    answer(page, "my_child")
    answer(page, "baby_care")

    page.locator("header button[lang=ur]").click()
    page.locator("html[dir=rtl]").wait_for()
    page.locator("button[value=back]").click()

    expect(page.locator("input[value=baby_care]")).to_be_checked()
    page.locator("input[value=baby_care]").uncheck()
    answer(page, "none")
    expect(page.locator("input[name=answer]")).to_have_count(0)


def test_what_was_typed_stays_after_an_error(page, site):
    page.goto(f"{site}/ur/support/form/")
    page.locator("input[name=ways][value=call]").check()
    page.locator("input[name=phone]").fill("12")
    page.locator("input[name=safe_times]").fill("صبح دس بجے")
    continue_(page)

    expect(page.locator(".error-summary")).to_be_visible()
    assert page.locator("input[name=phone]").input_value() == "12"
    assert page.locator("input[name=safe_times]").input_value() == "صبح دس بجے"


def test_danger_shows_999_before_anything_else(page, site):
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(f"{site}/bn/support/")
    answer(page, "now")

    number = page.locator("#emergency a[href='tel:999']").first.bounding_box()

    assert number["y"] + number["height"] <= 568


def test_a_group_is_found_in_urdu_by_the_word_for_what_it_does(page, site):
    page.goto(f"{site}/ur/groups/")
    page.locator("input[name=q]").fill("مالش")
    page.locator("main form button").first.click()

    expect(page.locator("main .results > li").first).to_be_attached()
    expect(page.locator("main a[href*='massage']").first).to_be_attached()


def test_a_search_that_finds_nothing_leads_on(page, site):
    page.goto(f"{site}/pl/groups/?q=zzzzzz&free=yes")

    leads = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")

    assert any("category=" in link for link in leads)
    assert "/pl/support/" in leads
    assert "/pl/help-now/" in leads
