"""The real site for the browser: its own process, its own folder, the application server that production uses."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.browser.guides import Guide
from tests.filled import copy_filled_portal
from tests.kept import ROOT

CHROMIUM = "/usr/bin/chromium"
# The same engine without a window, which opens a page in a third of the time: for modules of many pages that say
# WINDOWLESS, as nothing of theirs is a window's (its history, its cache for Back, its speech).
CHROMIUM_WITHOUT_WINDOW = "/usr/bin/chromium-headless-shell"
# A busy machine is slow; a page that is wrong stays wrong.
expect.set_options(timeout=20_000)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def site_environment(tmp_path_factory):
    """Of the portal's processes, its folder among it."""
    return {
        **os.environ,
        "PORTAL_VAR": str(tmp_path_factory.mktemp("site")),
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
    }


@pytest.fixture(scope="session")
def site(site_environment):
    """The address of a freshly filled portal."""
    copy_filled_portal(Path(site_environment["PORTAL_VAR"]))
    with served(site_environment) as address:
        yield address


@contextmanager
def served(environment: dict[str, str]) -> Iterator[str]:
    """The address at which the portal of that environment is served, by the application server that production uses."""
    port = free_port()
    server = subprocess.Popen(
        [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1",
         "--port", str(port), "--workers-kill-timeout", "5", "--log-level", "warning", "portal.wsgi:application"],
        cwd=ROOT,
        env=environment,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_it_answers(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_until_it_answers(address: str, server: subprocess.Popen, seconds: int = 60) -> None:
    for _ in range(seconds * 5):
        assert server.poll() is None, "the server stopped"
        try:
            urllib.request.urlopen(f"{address}/robots.txt", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"no answer from {address} within {seconds} seconds")


@pytest.fixture(scope="session")
def playwright_():
    with sync_playwright() as playwright:
        yield playwright


def launch(playwright: Playwright, path: str = CHROMIUM) -> Browser:
    """Chromium as a family has it: with the back-forward cache, which Playwright switches off unless told not to."""
    return playwright.chromium.launch(
        executable_path=path,
        args=["--no-sandbox"],
        ignore_default_args=["--disable-back-forward-cache"],
    )


@pytest.fixture(scope="module")
def browser(playwright_, request):
    is_windowless = getattr(request.module, "WINDOWLESS", False)
    browser = launch(playwright_, CHROMIUM_WITHOUT_WINDOW if is_windowless else CHROMIUM)
    yield browser
    browser.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def guide(request, tmp_path):
    """The page of docs/ that the module's GUIDE names."""
    return Guide(request.module.GUIDE, tmp_path)


@pytest.fixture
def cms(browser, site):
    """The CMS on a desk, once somebody signs in: called with a name."""
    context = browser.new_context(viewport={"width": 1180, "height": 800})
    page = context.new_page()

    def sign_in(name):
        context.clear_cookies()
        page.goto(f"{site}/cms/login/")
        page.fill("#id_username", name)
        page.fill("#id_password", "family-portal-demo")
        page.click("button[type=submit]")
        page.wait_for_url(f"{site}/cms/")
        return page

    yield sign_in
    context.close()


@pytest.fixture
def device(page):
    """A page of a device that holds passkeys and always knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page
