"""P2: the questions and the form in the browser's history, and what is typed when the language changes."""

import pytest
from playwright.sync_api import expect

from tests.browser.leaving import settled
from tests.browser.pages import answer, continue_, tell

CODE_WORD = "input[name=code_word]"


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def any_page(request, browser):
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def test_from_the_first_question_to_the_reference_the_history_grows_by_one(page, site):
    titles, addresses = set(), set()
    page.on("load", lambda loaded: (titles.add(loaded.title()), addresses.add(loaded.url)))
    page.goto(f"{site}/en/")
    before = page.evaluate("history.length")
    titles.clear()
    addresses.clear()

    page.locator("main a[href='/en/support/']").first.click()
    answer(page, "now")
    continue_(page)
    continue_(page)
    page.locator(".error-summary").wait_for()
    for option in ("my_child", "send"):
        answer(page, option)
    page.locator("input[value=struggling]").wait_for()
    page.locator("main button[value=back]").click()
    page.locator("input[value=send]:checked").wait_for()
    continue_(page)
    for option in ("struggling", "school"):
        answer(page, option)
    page.locator("main .outcome a.button[href$='/support/form/']").click()
    continue_(page)
    page.locator(".error-summary").wait_for()
    tell(page)
    page.locator("button[value=send]").click()
    page.locator(".reference").first.wait_for()

    assert page.evaluate("history.length") == before + 1
    assert len(titles) == 1
    assert addresses == {f"{site}/en/support/{rest}" for rest in ("", "form/", "form/sent/")}
    page.go_back(wait_until="commit")
    settled(page)
    assert page.url == f"{site}/en/"


def test_a_change_of_language_is_no_place_in_the_history_and_keeps_what_is_ticked(page, site):
    page.goto(f"{site}/en/support/")
    before = page.evaluate("history.length")
    page.locator("input[value=may_get_worse]").check()
    page.locator("header button[lang=ur]").click()

    page.locator("html[lang=ur]").wait_for()
    expect(page.locator("input[value=may_get_worse]")).to_be_checked()
    assert page.evaluate("history.length") == before


def test_what_is_typed_on_the_form_is_kept_in_the_new_language(any_page, site):
    any_page.goto(f"{site}/en/support/form/")
    any_page.locator("input[name=ways][value=call]").check()
    any_page.locator(CODE_WORD).fill("marigold")
    any_page.locator("header button[lang=pl]").click()

    any_page.locator("html[lang=pl]").wait_for()
    assert any_page.locator(CODE_WORD).input_value() == "marigold"
    expect(any_page.locator("input[name=ways][value=call]")).to_be_checked()
    expect(any_page.locator(".error-summary")).to_have_count(0)


def test_enter_goes_on_and_does_not_change_the_language(any_page, site):
    any_page.goto(f"{site}/en/support/form/")
    any_page.locator(CODE_WORD).fill("marigold")
    any_page.locator(CODE_WORD).press("Enter")

    any_page.locator(".error-summary").wait_for()
    assert any_page.locator("html").get_attribute("lang") == "en"


def test_without_javascript_the_browsers_back_loses_and_misplaces_nothing(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/en/support/")
    for option in ("no", "my_child", "send"):
        answer(page, option)
    page.locator("input[value=struggling]").wait_for()

    page.go_back(wait_until="commit")
    settled(page)
    step = page.locator("main input[name=step]").get_attribute("value")
    chosen = {"needs": "send", "managing": "struggling"}[step]
    answer(page, chosen)
    if step == "needs":
        answer(page, "struggling")

    page.locator("input[name=step][value=helping]").wait_for(state="attached")
    context.close()


def test_a_step_that_the_server_refuses_is_shown_as_it_answers(page, site):
    page.goto(f"{site}/en/support/")
    page.locator("main form input[name=csrfmiddlewaretoken]").evaluate("field => { field.value = 'x'; }")
    answer(page, "no")

    expect(page.locator("h1")).to_have_text("Please send that again")
