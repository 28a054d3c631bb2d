"""Every type of page, and how to get a browser to it."""

from collections.abc import Callable

from playwright.sync_api import Page

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

ADDRESSES = {
    "home": "/{}/",
    "topic index": "/{}/self-help/",
    "topic": "/{}/self-help/feeding-your-new-born/",
    "topic with activities": "/{}/self-help/play-1-2/",
    "safety topic": "/{}/self-help/safe-sleep/",
    "easy read": "/{}/easy-read/easy-help-now/",
    "easy read index": "/{}/easy-read/",
    "activities": "/{}/activities/?age=12",
    "information": "/{}/privacy/",
    "help now": "/{}/help-now/",
    "groups": "/{}/groups/",
    "groups, none found": "/{}/groups/?q=zzzzzz&free=yes",
    "groups, filtered away": "/{}/groups/?near=LU1+4&within=1&day=6&free=yes",
    "groups near a place": "/{}/groups/?near=LU4+8&within=3&day=1&day=5&free=yes",
    "groups near nowhere": "/{}/groups/?near=AB10+1&q=play+near+me",
    "pages and groups found": "/{}/groups/?q=massage",
    "pages found": "/{}/search/?q=sleep",
    "pages, none found": "/{}/search/?q=zzzzzz",
    "listing": "/{}/groups/little-acorns-stay-and-play/",
    "something is wrong": "/{}/groups/little-acorns-stay-and-play/wrong/",
    "groups with a list": "/{}/groups/?category=stay-and-play&list=12-6",
    "list of groups": "/{}/groups/list/18-1-6-24-999999/",
    "empty list of groups": "/{}/groups/list/",
    "embedded groups": "/{}/groups/embed/?category=stay-and-play",
    "not found": "/{}/no-such-page/",
    "question": "/{}/support/",
    "referral form": "/{}/support/form/",
    "what is happening": "/{}/support/form/reply/",
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


def groups_near(page: Page, site: str, language: str) -> None:
    low_outcome(page, site, language)
    page.fill("[name=postcode]", "LU4 8BW")
    page.locator("button[value=groups]").click()
    wait_for_step(page)


def groups_near_nowhere(page: Page, site: str, language: str) -> None:
    low_outcome(page, site, language)
    page.fill("[name=postcode]", "nowhere")
    page.locator("button[value=groups]").click()
    wait_for_step(page)


def path_of(about: str) -> Callable[[Page, str, str], None]:
    """How somebody gets to an outcome who is, or asks for, somebody else than their child."""

    def go(page: Page, site: str, language: str) -> None:
        page.goto(f"{site}/{language}/support/")
        for option in ("no", about, "young_carer", "struggling", "nobody"):
            answer(page, option)

    return go


def referral_with_errors(page: Page, site: str, language: str) -> None:
    page.goto(f"{site}/{language}/support/form/")
    continue_(page)


def files(page: Page, site: str, language: str) -> None:
    page.goto(f"{site}/{language}/support/form/")
    tell(page, until="files")
    add(page, "letter.pdf", PDF)


def files_with_an_error(page: Page, site: str, language: str) -> None:
    files(page, site, language)
    add(page, "page.html", b"<p>")


def add(page: Page, name: str, content: bytes) -> None:
    """Choose a file and add it."""
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "", "buffer": content})
    page.locator("button[value=add]").click()
    wait_for_step(page)


def check_answers(page: Page, site: str, language: str) -> None:
    page.goto(f"{site}/{language}/support/form/")
    tell(page)


def sent(page: Page, site: str, language: str) -> None:
    check_answers(page, site, language)
    page.locator("button[value=send]").click()
    page.locator(".reference").first.wait_for()


def step_with_errors(name: str) -> Callable[[Page, str, str], None]:
    """How to get to a step of the referral form, sent empty."""

    def go(page: Page, site: str, language: str) -> None:
        page.goto(f"{site}/{language}/support/form/")
        tell(page, until=name)
        page.locator("main form").evaluate("form => form.reset()")
        continue_(page)

    return go


def tell(page: Page, *, story: str = "", code_word: str = "", until: str = "") -> None:
    """Fill in the referral form, up to a step or to the page where the answers are checked."""
    page.locator("input[name=ways][value=call]").check()
    page.locator("input[name=phone]").fill("07700 900123")
    page.locator("input[name=leave_message][value=no]").check()
    page.locator("input[name=say_who][value=no]").check()
    page.locator("input[name=code_word]").fill(code_word)
    continue_(page)
    if until == "people":
        return
    page.locator("input[name=about][value=my_child]").check()
    page.locator("input[name=name]").fill("Amina")
    continue_(page)
    if until == "story":
        return
    page.locator("input[name=needs][value=send]").check()
    page.locator("textarea[name=words]").fill(story)
    continue_(page)
    if until == "files":
        return
    continue_(page)
    if until == "language":
        return
    page.locator("input[name=interpreter][value=no]").check()
    page.locator("input[name=postcode]").fill("LU4 8BW")
    continue_(page)


def sign_in(page: Page, site: str, name: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{site}/team/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", "family-portal-demo")
    page.get_by_role("button", name="Sign in").click()
    page.fill("input[name=code]", page.locator(".demonstration-code").inner_text())
    page.get_by_role("button", name="Continue").click()


JOURNEYS: dict[str, Callable[[Page, str, str], None]] = {
    "question with an error": question_with_error,
    "urgent": urgent,
    "many choices": many_choices,
    "low outcome": low_outcome,
    "high outcome": high_outcome,
    "groups near": groups_near,
    "outcome near nowhere": groups_near_nowhere,
    "outcome of a child alone": path_of("young_person"),
    "outcome for a neighbour": path_of("someone_else"),
    "outcome for a professional": path_of("professional"),
    "referral with errors": referral_with_errors,
    "people with errors": step_with_errors("people"),
    "story with errors": step_with_errors("story"),
    "files": files,
    "files with an error": files_with_an_error,
    "language with errors": step_with_errors("language"),
    "check answers": check_answers,
    "sent": sent,
}


def answer(page: Page, option: str) -> None:
    page.locator(f"input[name=answer][value={option}]").check()
    continue_(page)


def continue_(page: Page) -> None:
    page.locator("form button[value=continue]").click()
    wait_for_step(page)


def wait_for_step(page: Page) -> None:
    """Until the script has put the next step's page in the place of this one."""
    page.locator("form[aria-busy=true]").wait_for(state="detached")


def open_page(page: Page, site: str, language: str, name: str) -> None:
    if name in ADDRESSES:
        page.goto(site + ADDRESSES[name].format(language))
    else:
        JOURNEYS[name](page, site, language)
        page.wait_for_load_state()


PAGES = [*ADDRESSES, *JOURNEYS]
assert len(PAGES) == len(set(PAGES)), "two ways to one name: the second would never be opened"
