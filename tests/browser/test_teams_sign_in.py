"""A member of a team comes in with Chromium's own passkey, and by the codes of an app."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.pages import sign_in
from tests.browser.test_accessibility import assert_accessible
from tests.kept import ROOT

PASSWORD = "family-portal-demo"


@pytest.fixture
def newcomer(site, site_environment):
    """A member of the north team who has never signed in."""
    command = [sys.executable, "manage.py", "forget_second_factor", "north-2"]
    subprocess.run(command, cwd=ROOT, env=site_environment, check=True, stdout=subprocess.DEVNULL)
    return "north-2"


def type_password(page, origin, name):
    page.goto(f"{origin}/team/login/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_a_newcomer_sets_up_a_passkey_and_comes_in_by_it_the_next_time(device, site, newcomer):
    # A passkey belongs to a name, which 127.0.0.1 is not.
    origin = site.replace("127.0.0.1", "localhost")
    complaints = []
    device.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    type_password(device, origin, newcomer)
    expect(device.get_by_role("heading", name="Set up a second factor")).to_be_visible()
    assert_accessible(device)

    device.get_by_role("button", name="Use a passkey").click()
    expect(device.locator(".paper-codes li")).to_have_count(10)
    assert_accessible(device)
    device.get_by_role("link", name="I have them: continue").click()
    expect(device.get_by_role("heading", name="Referrals", exact=True)).to_be_visible()

    device.get_by_role("button", name="Sign out").click()
    type_password(device, origin, newcomer)
    device.get_by_role("button", name="Use my passkey").click()
    expect(device.get_by_role("heading", name="Referrals", exact=True)).to_be_visible()
    assert complaints == []


def test_how_somebody_signs_in_is_accessible_and_works_by_keyboard(page, site):
    type_password(page, site, "north-1")
    assert_accessible(page)
    page.locator("input[name=code]").focus()
    page.keyboard.type("000000")
    page.keyboard.press("Enter")
    page.locator(".error-summary:focus").wait_for()

    sign_in(page, site, "north-1")
    page.get_by_role("link", name="north-1").click()
    expect(page.get_by_role("heading", name="How you sign in")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Add a passkey, or another app").click()
    assert_accessible(page)
