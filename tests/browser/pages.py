"""Every type of page, and how to get a browser to it."""

from collections.abc import Callable

from playwright.sync_api import Page

ADDRESSES = {
    "home": "/{}/",
    "topic index": "/{}/self-help/",
    "topic": "/{}/self-help/feeding-your-new-born/",
    "topic with activities": "/{}/self-help/play-ideas/",
    "information": "/{}/privacy/",
    "help now": "/{}/help-now/",
    "groups": "/{}/groups/",
    "groups, none found": "/{}/groups/?q=zzzzzz&free=on",
    "listing": "/{}/groups/little-acorns-stay-and-play/",
    "not found": "/{}/no-such-page/",
    "question": "/{}/support/",
    "referral form": "/{}/support/form/",
}


def question_with_error(page: Page, site: str, language: str) -> None:
    page.goto(f"{site}/{language}/support/")
    continue_(page)


def urgent(page: Page, site: str, language: str) -> None:
    page.goto(f"{site}/{language}/support/")
    answer(page, "now")


def many_choices(page: Page, site: str, language: str) -> None:
    page.goto(f"{site}/{language}/support/")
    answer(page, "no")
    answer(page, "my_child")


def low_outcome(page: Page, site: str, language: str) -> None:
    many_choices(page, site, language)
    answer(page, "baby_care")
    answer(page, "coping")


def high_outcome(page: Page, site: str, language: str) -> None:
    many_choices(page, site, language)
    answer(page, "domestic_abuse")
    answer(page, "cannot_cope")
    answer(page, "nobody")


def referral_with_errors(page: Page, site: str, language: str) -> None:
    page.goto(f"{site}/{language}/support/form/")
    continue_(page)


JOURNEYS: dict[str, Callable[[Page, str, str], None]] = {
    "question with an error": question_with_error,
    "urgent": urgent,
    "many choices": many_choices,
    "low outcome": low_outcome,
    "high outcome": high_outcome,
    "referral with errors": referral_with_errors,
}


def answer(page: Page, option: str) -> None:
    page.locator(f"input[name=answer][value={option}]").check()
    continue_(page)


def continue_(page: Page) -> None:
    page.locator("form button[value=continue]").click()


def open_page(page: Page, site: str, language: str, name: str) -> None:
    if name in ADDRESSES:
        page.goto(site + ADDRESSES[name].format(language))
    else:
        JOURNEYS[name](page, site, language)


PAGES = [*ADDRESSES, *JOURNEYS]
