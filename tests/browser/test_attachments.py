"""Files are added, taken out, sent and saved by the team in a browser, with JavaScript and without."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.pages import add, continue_, sign_in, tell
from tests.directory.evidence import PDF, picture

WINDOWLESS = True


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def any_page(request, browser):
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def test_a_letter_and_a_photograph_reach_the_team(any_page, site):
    page = any_page
    page.goto(f"{site}/en/support/form/")
    tell(page, until="files")
    add(page, "letter.pdf", PDF)
    add(page, "page.html", b"<p>")
    expect(page.locator(".error-summary")).to_contain_text("page.html")
    add(page, "wrong.pdf", PDF)
    page.locator(".files li", has_text="wrong.pdf").get_by_role("button", name="Remove").click()
    expect(page.locator(".files li")).to_have_count(1)
    page.locator("input[type=file]").set_input_files({"name": "a.png", "mimeType": "", "buffer": picture()})
    continue_(page)
    page.locator("input[name=interpreter][value=no]").check()
    page.locator("input[name=postcode]").fill("LU3 3AX")
    continue_(page)
    expect(page.locator("section[aria-labelledby=part-files]")).to_contain_text("a.png")
    page.locator("button[value=send]").click()
    reference = page.locator(".reference").first.inner_text()

    sign_in(page, site, "north-1")
    page.locator("input[name=reference]").fill(reference)
    page.locator("input[name=reference]").press("Enter")
    page.get_by_role("link", name="Download file 1").wait_for()
    saved = []
    for number in (1, 2):
        with page.expect_download() as download:
            page.get_by_role("link", name=f"Download file {number}").click()
        saved.append((download.value.suggested_filename, Path(download.value.path()).read_bytes()[:4]))
    assert saved == [(f"{reference}-1.pdf", PDF[:4]), (f"{reference}-2.jpg", b"\xff\xd8\xff\xe0")]
