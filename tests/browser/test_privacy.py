"""P2, S4: no page calls anybody else, and none breaks its own security policy."""

import pytest

from tests.browser.pages import PAGES, open_page, sent, sign_in


@pytest.mark.parametrize("language", ["en", "ur"])
def test_no_page_loads_anything_from_elsewhere_or_breaks_its_policy(page, site, language):
    elsewhere, complaints = [], []
    page.on("request", lambda request: request.url.startswith((site, "data:")) or elsewhere.append(request.url))
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))

    for name in PAGES:
        page.context.clear_cookies()
        open_page(page, site, language, name)

    assert elsewhere == []
    assert [text for text in complaints if "Content Security Policy" in text] == []


CMS = [
    "", "pages/5/edit/", "pages/15/edit/", "pages/15/history/", "pages/5/", "snippets/directory/listing/",
    "snippets/directory/listing/add/", "images/", "images/add/", "documents/add/", "users/", "account/",
    "reports/site-history/", "reports/library/", "reports/searches/", "translation-packs/", "questionnaire/",
    "questionnaire/copy/", "questionnaire/words/", "localize/submit/page/5/", "listings-spreadsheet/", "changes/",
]  # fmt: skip


def sign_in_as_admin(page, site):
    page.goto(f"{site}/cms/login/")
    page.fill("input[name=username]", "admin")
    page.fill("input[name=password]", "family-portal-demo")
    page.click("button[type=submit]")


@pytest.fixture
def watched(page, site):
    """The page, and what it asked of others or did against its policy."""
    page.complaints = []
    ours = (site, "data:", "blob:")
    page.on("request", lambda request: request.url.startswith(ours) or page.complaints.append(request.url))
    page.on("console", lambda said: "Content Security Policy" in said.text and page.complaints.append(said.text))
    return page


def test_the_editor_calls_nobody_else_either_and_keeps_its_policy(watched, site):
    sign_in_as_admin(watched, site)
    unknown = []
    for rest in CMS:
        if watched.goto(f"{site}/cms/{rest}").status != 200:
            unknown.append(rest)
        watched.wait_for_load_state("networkidle")

    assert unknown == []
    assert watched.complaints == []


def test_in_the_editor_wagtails_own_scripts_run_and_no_other(watched, site):
    """A row is added, a page is chosen; a script that got into a title is refused."""
    sign_in_as_admin(watched, site)
    watched.goto(f"{site}/cms/snippets/directory/listing/add/")
    rows = watched.locator("[id$=-FORMS] > [data-inline-panel-child]")
    before = rows.count()
    for button in watched.locator("button[id$=-ADD]").all():
        button.click()
    assert rows.count() > before
    watched.locator(".chooser__choose-button[data-chooser-action-choose]").first.click()
    watched.locator(".modal-body").wait_for()
    assert watched.complaints == []

    watched.evaluate(
        "document.body.append(document.createRange().createContextualFragment('<script>window.ran = 1</script>'))"
    )
    assert watched.evaluate("window.ran") is None
    assert len(watched.complaints) == 1


def test_the_teams_pages_call_nobody_and_keep_their_policy(watched, site):
    sent(watched, site, "en")
    sign_in(watched, site, "west-1")
    for rest in ("", "you/", "you/add/", "you/password/", "login/"):
        watched.goto(f"{site}/team/{rest}")
    watched.goto(f"{site}/team/")
    watched.locator("main table a").first.click()
    watched.wait_for_load_state("networkidle")

    assert watched.complaints == []


def test_an_answer_is_never_in_an_address(page, site):
    addresses = []
    page.on("framenavigated", lambda frame: addresses.append(frame.url))

    open_page(page, site, "en", "high outcome")

    assert set(addresses) == {f"{site}/en/support/"}
