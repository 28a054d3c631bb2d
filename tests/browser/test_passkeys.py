"""A passkey is added and signs in, on a phone with Chromium's own authenticator; without scripts there is a code."""

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.filled import ROOT

EMAIL = "amina@example.org"


@pytest.fixture
def folder(site, tmp_path_factory):
    """Where the site keeps what it writes."""
    return next(tmp_path_factory.getbasetemp().glob("site*"))


@pytest.fixture
def area(site):
    """A passkey belongs to a name, which 127.0.0.1 is not."""
    return site.replace("127.0.0.1", "localhost") + "/en/my-groups/"


def newest_code(folder):
    environment = {**os.environ, "PORTAL_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "portal.settings.development"}
    subprocess.run([sys.executable, "manage.py", "worker", "--once"], cwd=ROOT, env=environment, check=True)
    newest = max((folder / "mail").iterdir(), key=lambda file: file.stat().st_mtime)
    return re.findall(r"\d{4}-\d{4}", newest.read_text(encoding="utf-8"))[-1]


def sign_in_by_code(page, area, folder):
    page.goto(area)
    page.get_by_label("Your e-mail address").fill(EMAIL)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("The code from the e-mail").fill(newest_code(folder))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="My groups")).to_be_visible()


@pytest.fixture
def phone(page):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def test_a_passkey_is_added_signs_in_and_is_removed(phone, area, folder):
    complaints = []
    phone.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    sign_in_by_code(phone, area, folder)
    phone.goto(f"{area}account/")

    phone.get_by_role("button", name="Add a passkey").click()
    expect(phone.get_by_text("Added on")).to_be_visible()
    phone.get_by_role("button", name="Sign out").click()
    phone.goto(f"{area}sign-in/?next=/en/my-groups/add/")
    phone.get_by_role("button", name="Sign in with a passkey").click()
    expect(phone.get_by_role("heading", name="Find or add your group")).to_be_visible()

    phone.goto(f"{area}account/")
    phone.get_by_role("button", name="Remove").click()
    expect(phone.get_by_text("Added on")).to_have_count(0)
    phone.get_by_role("button", name="Sign out").click()
    phone.get_by_role("button", name="Sign in with a passkey").click()
    expect(phone.get_by_text("This passkey does not sign you in.")).to_be_visible()
    assert complaints == []


def test_without_scripts_no_passkey_is_offered(browser, area):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{area}sign-in/")

    expect(page.get_by_role("button", name="Send me a code")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    context.close()
