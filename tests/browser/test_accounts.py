"""People of groups on a phone: they come in by a code, or by a passkey of Chromium's own authenticator."""

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import assert_accessible
from tests.kept import ROOT

EMAIL = "amina@example.org"
SEND = "main .actions button"


@pytest.fixture
def folder(site, tmp_path_factory):
    """Where the site keeps what it writes."""
    return next(tmp_path_factory.getbasetemp().glob("site*"))


@pytest.fixture
def origin(site):
    """A passkey belongs to a name, which 127.0.0.1 is not."""
    return site.replace("127.0.0.1", "localhost")


def newest_mail(folder):
    environment = {**os.environ, "PORTAL_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "portal.settings.development"}
    subprocess.run([sys.executable, "manage.py", "worker", "--once"], cwd=ROOT, env=environment, check=True)
    newest = max((folder / "mail").iterdir(), key=lambda file: file.stat().st_mtime)
    return newest.read_text(encoding="utf-8")


def sign_in_by_code(page, area, folder, email=EMAIL):
    page.goto(area)
    page.fill("#id_email", email)
    page.click(SEND)
    page.fill("#id_code", re.findall(r"\d{4}-\d{4}", newest_mail(folder))[-1])
    page.click(SEND)
    page.wait_for_url(area)


def test_a_passkey_is_added_signs_in_and_is_removed(device, origin, folder):
    complaints = []
    device.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    area = f"{origin}/en/my-groups/"
    sign_in_by_code(device, area, folder)
    device.goto(f"{area}account/")

    device.get_by_role("button", name="Add a passkey").click()
    expect(device.get_by_text("Added on")).to_be_visible()
    device.get_by_role("button", name="Sign out").click()
    device.goto(f"{area}sign-in/?next=/en/my-groups/add/")
    device.get_by_role("button", name="Sign in with a passkey").click()
    expect(device.get_by_role("heading", name="Find or add your group")).to_be_visible()

    device.goto(f"{area}account/")
    assert_accessible(device)
    device.get_by_role("button", name="Remove").click()
    expect(device.get_by_text("Added on")).to_have_count(0)
    device.get_by_role("button", name="Sign out").click()
    device.get_by_role("button", name="Sign in with a passkey").click()
    expect(device.get_by_text("This passkey does not sign you in.")).to_be_visible()
    assert complaints == []


@pytest.mark.parametrize("language", ["en", "ur"])
def test_without_scripts_a_group_is_claimed_and_shared(browser, origin, folder, language):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page, area = context.new_page(), f"{origin}/{language}/my-groups/"
    page.goto(area)
    expect(page.locator("form[data-passkey]")).to_be_hidden()
    sign_in_by_code(page, area, folder, email="hello@little-acorns.example.org")

    page.goto(f"{area}claims/of/little-acorns/")
    if "/claims/" in page.url:  # else by another language already
        page.click(SEND)
    page.goto(f"{page.url}people/")
    page.fill("#id_email", "new@example.org")
    page.click(SEND)

    expect(page.get_by_text("new@example.org")).to_be_visible()
    link = re.search(r"http://[^/]+(/\S+/invitations/\S+)", newest_mail(folder))[1]
    page.goto(origin + link)
    expect(page.get_by_text("Little Acorns Luton")).to_be_visible()
    context.close()


PAGES = ["", "add/", "account/", "account/address/", "account/delete/", "claims/of/little-acorns/", "invitations/x/"]
GROUPS = [
    "",
    "people/",
    "leave/",
    "stopped/",
    "figures/",
    "problems/",
    "history/",
    "safeguarding/",
    "safeguarding/policy/",
]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_pages_are_accessible(page, origin, folder, language):
    area = f"{origin}/{language}/my-groups/"
    page.goto(f"{area}sign-in/")
    page.fill("#id_email", "amina@")
    page.click(SEND)
    assert_accessible(page)
    sign_in_by_code(page, area, folder)
    page.goto(f"{area}add/")
    page.fill("#id_name", "Little acorns")
    page.click(SEND)
    assert_accessible(page)
    page.click("main button[name=add]")

    for address in [*(area + rest for rest in PAGES), *(page.url + rest for rest in GROUPS)]:
        page.goto(address)
        assert_accessible(page)
