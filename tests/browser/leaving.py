"""Where somebody may be when they leave, with something told that nobody must see afterwards. Each begins at home, as a
family does, so that there is a way Back."""

import re

from playwright.sync_api import Error, Page

from tests.browser.pages import answer, continue_, tell

ELSEWHERE = re.compile(r"^https://www\.bbc\.co\.uk/")
SECRET = "Please do not ring my husband"


def at_home(page: Page, site: str) -> None:
    page.goto(f"{site}/en/")
    page.locator("main a[href='/en/support/']").first.click()


def first_question(page: Page, site: str) -> None:
    at_home(page, site)
    page.locator("input[value=may_get_worse]").check()


def many_choices(page: Page, site: str) -> None:
    at_home(page, site)
    answer(page, "no")
    answer(page, "my_child")
    page.locator("input[value=domestic_abuse]").check()


def outcome(page: Page, site: str) -> None:
    many_choices(page, site)
    continue_(page)
    answer(page, "cannot_cope")
    answer(page, "nobody")
    page.locator("main .outcome a.button[href$='/support/form/']").wait_for()


def form_begun(page: Page, site: str) -> None:
    """Nothing is sent yet: there is no cookie but that of the form's own token."""
    page.goto(f"{site}/en/")
    page.goto(f"{site}/en/support/form/")
    page.locator("input[name=code_word]").fill(SECRET)


def form_with_errors(page: Page, site: str) -> None:
    form_begun(page, site)
    continue_(page)
    page.locator(".error-summary").wait_for()


def story(page: Page, site: str) -> None:
    outcome(page, site)
    page.locator("main .outcome a.button[href$='/support/form/']").click()
    tell(page, code_word=SECRET, until="story")
    page.locator("textarea[name=words]").fill(SECRET)


def check_answers(page: Page, site: str) -> None:
    story(page, site)
    continue_(page)  # to the files
    continue_(page)
    page.locator("input[name=interpreter][value=no]").check()
    continue_(page)
    page.locator("button[value=send]").wait_for()


def sent(page: Page, site: str) -> None:
    check_answers(page, site)
    page.locator("button[value=send]").click()
    page.locator(".reference").first.wait_for()


PLACES = {
    function.__name__: function
    for function in (first_question, many_choices, outcome, form_begun, form_with_errors, story, check_answers, sent)
}


def seen(page: Page) -> str:
    """All that the window shows: its words, what stands in its fields, what is ticked, its address."""
    typed = page.locator("main :is(input:not([type=hidden]), textarea)").evaluate_all(
        "fields => fields.map(field => ['radio', 'checkbox'].includes(field.type)"
        " ? (field.checked ? `ticked ${field.value}` : '') : field.value).join(' ')"
    )
    return f"{page.url} {page.locator('body').inner_text()} {typed}"


def settled(page: Page) -> str:
    """What is seen once the window has come to rest: Playwright hears of no load where a page was kept in memory."""
    before = ""
    for _ in range(60):
        page.wait_for_timeout(150)
        try:
            now = page.evaluate("document.readyState + location.href + document.body.childElementCount")
        except Error:  # on its way to another page
            continue
        if now == before and now.startswith("complete"):
            break
        before = now
    return seen(page)


def seen_on_the_way_back(page: Page) -> list[str]:
    """What Back shows, as often as it can be pressed; then Forward once, and the page there loaded again."""
    shown = []
    for _ in range(page.evaluate("history.length") - 1):
        page.go_back(wait_until="commit")
        shown.append(settled(page))
    page.go_forward(wait_until="commit")
    shown.append(settled(page))
    page.reload()
    return [*shown, seen(page)]
