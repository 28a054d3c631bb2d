"""What every kind of page weighs on a phone's first visit, in every language, and what Lighthouse says of some.

    make bench-pages

Bytes and requests are counted by Chromium, of all that it loads without being scrolled. Lighthouse comes from npm, into
the folder that the portal writes, and runs with the Node that Playwright brings.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import playwright
from playwright.sync_api import Browser, sync_playwright

from benchmarks.server import VAR, free_ports, granian, running
from portal.languages import LANGUAGES
from tests.browser.conftest import CHROMIUM
from tests.browser.pages import ADDRESSES, PAGES, open_page

NODE = Path(playwright.__file__).parent / "driver" / "node"
LIGHTHOUSE = VAR / "lighthouse"
ASKED_OF = ("home", "topic", "safety topic")
LANGUAGES_ASKED = ("en", "ur", "bn")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu"


def weigh(browser: Browser, site: str, language: str, name: str) -> tuple[int, int]:
    """Bytes as they came and requests: of a first visit where the page has an address, else of the way to it."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    loaded: list[int] = []
    session.on("Network.loadingFinished", lambda event: loaded.append(int(event["encodedDataLength"])))
    open_page(page, site, language, name)
    page.wait_for_load_state("networkidle")
    context.close()
    return sum(loaded), len(loaded)


def weigh_all(site: str) -> None:
    codes = [language.code for language in LANGUAGES]
    print(f"{'KB / requests':<28}" + "".join(f"{code:>11}" for code in codes))
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name in PAGES if "--journeys" in sys.argv else ADDRESSES:
            weights = [weigh(browser, site, code, name) for code in codes]
            print(f"{name:<28}" + "".join(f"{size / 1000:>7.1f} /{number:>2}" for size, number in weights), flush=True)
        browser.close()


def install_lighthouse() -> Path:
    command = LIGHTHOUSE / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not command.exists():
        LIGHTHOUSE.mkdir(exist_ok=True)
        subprocess.run(["npm", "install", "--ignore-scripts", "--silent", "lighthouse@13"], cwd=LIGHTHOUSE, check=True)
    return command


def ask_lighthouse(site: str) -> None:
    command = install_lighthouse()
    print(f"\n{'Lighthouse, phone, slow 4G':<28}" + "".join(f"{name:>16}" for name in (*CATEGORIES, "FCP", "LCP")))
    for name in ASKED_OF:
        for language in LANGUAGES_ASKED:
            address = site + ADDRESSES[name].format(language)
            said = subprocess.run(
                [NODE, command, address, "--quiet", f"--chrome-flags={FLAGS}", "--output=json"],
                env={**os.environ, "CHROME_PATH": CHROMIUM}, capture_output=True, text=True, check=True,
            ).stdout  # fmt: skip
            report = json.loads(said)
            scores = [f"{report['categories'][one]['score'] * 100:.0f}" for one in CATEGORIES]
            times = [report["audits"][f"{one}-contentful-paint"]["displayValue"] for one in ("first", "largest")]
            print(f"{name + ', ' + language:<28}" + "".join(f"{one:>16}" for one in (*scores, *times)), flush=True)
            for one in report["audits"].values():
                if one.get("score") == 0 and one.get("scoreDisplayMode") == "binary":
                    print(f"    {one['id']}: {one['title']}")


def main() -> None:
    [port] = free_ports(1)
    settings = {"DJANGO_SETTINGS_MODULE": "portal.settings.development", "PORTAL_VAR": str(VAR)}
    with running(granian(port), port, **settings):
        site = f"http://127.0.0.1:{port}"
        print(f"Load average {os.getloadavg()[0]:.1f} before")
        weigh_all(site)
        ask_lighthouse(site)


if __name__ == "__main__":
    main()
