"""A member of a team works on a referral: by keyboard, on a phone and a desktop, and away from the desk."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import sent, sign_in
from tests.browser.test_accessibility import assert_accessible


@pytest.fixture
def at_a_referral(page, site):
    """At the newest referral of the west team: to be called, with a code word, at times that are safe."""
    sent(page, site, "en")
    reference = page.locator(".reference").first.inner_text()
    sign_in(page, site, "west-1")
    page.fill("#id_reference", reference.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=reference)).to_be_visible()
    return page


def test_the_list_and_a_slip_in_the_reference_are_accessible(page, site):
    sign_in(page, site, "west-1")
    assert_accessible(page)
    page.get_by_role("link", name="Overdue").click()
    expect(page.get_by_role("heading", name="Overdue")).to_be_visible()

    page.fill("#id_reference", "FP-2222-2223")
    page.keyboard.press("Enter")
    page.locator(".error-summary:focus").wait_for()
    assert_accessible(page)


def test_a_referral_is_worked_on_by_keyboard_alone(at_a_referral):
    page = at_a_referral
    assert "07700 900123" not in page.content()
    page.get_by_role("button", name="Show the phone number").press("Enter")
    expect(page.locator(".shown:focus")).to_contain_text("07700 900123")
    assert_accessible(page)

    page.locator("#id_words").focus()
    page.keyboard.type("Called. They want to be called on Thursday.")
    page.get_by_role("button", name="Add the note").press("Enter")
    expect(page.locator("blockquote")).to_contain_text("Thursday")
    assert "07700 900123" not in page.content()

    page.get_by_role("button", name="Mark as in progress").press("Enter")
    page.locator("summary", has_text="Close it").press("Enter")
    assert_accessible(page)
    page.get_by_role("button", name="Close", exact=True).press("Enter")
    page.locator(".error-summary:focus").wait_for()
    assert_accessible(page)
    page.locator("summary", has_text="Close it").press("Enter")
    page.get_by_label("We worked with the family").check()
    page.get_by_role("button", name="Close", exact=True).press("Enter")
    expect(page.locator(".tags")).to_contain_text("Closed")


def test_going_back_to_a_number_shows_none(at_a_referral, site):
    page = at_a_referral
    page.get_by_role("button", name="Show the phone number").click()
    expect(page.locator(".shown")).to_be_visible()
    page.goto(f"{site}/team/")

    page.go_back()
    expect(page.get_by_role("button", name="Show the phone number")).to_be_visible()
    assert "07700 900123" not in page.content()


def test_who_walks_away_leaves_an_empty_screen(at_a_referral):
    page = at_a_referral
    page.clock.install()
    page.reload()
    page.clock.fast_forward("14:50")
    assert "/login/" not in page.url
    page.clock.fast_forward("00:20")

    page.wait_for_url("**/team/login/?why=idle")
    expect(page.get_by_text("nothing happened for 15 minutes")).to_be_visible()


def test_two_who_decide_at_once_do_not_undo_each_other(at_a_referral, browser, site):
    late, address = at_a_referral, at_a_referral.url
    context = browser.new_context()
    quick = context.new_page()
    sign_in(quick, site, "west-2")
    quick.goto(address)
    quick.get_by_role("button", name="Mark as tried to reach").click()
    expect(quick.locator(".tags")).to_contain_text("Tried to reach")
    context.close()

    late.get_by_role("button", name="Mark as in progress").click()

    expect(late.locator(".error-summary")).to_contain_text("Somebody else has changed this referral")
    expect(late.locator(".tags")).to_contain_text("Tried to reach")
    expect(late.locator(".timeline")).to_contain_text("moved by west-2: New to Tried to reach")
    assert_accessible(late)
