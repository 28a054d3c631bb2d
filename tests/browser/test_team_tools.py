"""What a member of a team does beside moving a referral: a list for the family, a file, the figures."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import sent, sign_in
from tests.browser.test_accessibility import assert_accessible


@pytest.fixture
def at_a_referral(page, site):
    """At the newest referral of the west team, which may be called and not written to."""
    sent(page, site, "en")
    reference = page.locator(".reference").first.inner_text()
    sign_in(page, site, "west-1")
    page.fill("#id_reference", reference.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=reference)).to_be_visible()
    return page


def test_a_list_is_chosen_looked_at_and_printed_in_urdu(at_a_referral):
    page = at_a_referral
    page.get_by_role("link", name="Send a list of groups and pages").press("Enter")
    assert_accessible(page)
    page.locator("input[name=groups]").first.check()
    page.get_by_label("Baby talk").check()
    page.get_by_label("Language of the list").select_option("ur")
    page.get_by_role("button", name="Look at it as the family will").press("Enter")

    shown = page.locator("section[lang=ur][dir=rtl]")
    expect(shown.locator("h2")).to_have_count(2)
    assert_accessible(page)
    expect(page.get_by_role("button", name="Send it", exact=True)).to_have_count(0)
    page.get_by_label("A word of yours").fill("Until Thursday")
    page.get_by_role("button", name="Show it to print").press("Enter")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("blockquote")).to_have_text("Until Thursday")
    assert_accessible(page)


@pytest.mark.parametrize("name", ["PDF", "JSON"])
def test_a_file_is_downloaded_and_not_shown(at_a_referral, name):
    page = at_a_referral
    page.locator("summary", has_text="Take it out as a file").press("Enter")
    assert_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=name).press("Enter")
    assert download.value.suggested_filename.endswith(f".{name.lower()}")
    assert download.value.path().stat().st_size > 1000


def test_the_figures_are_accessible_before_anything_was_counted(page, site):
    sign_in(page, site, "west-1")
    page.get_by_role("link", name="Figures").press("Enter")
    expect(page.get_by_text("No month has been counted yet")).to_be_visible()
    assert_accessible(page)
