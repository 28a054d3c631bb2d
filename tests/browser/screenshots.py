"""Pictures of every type of page, on a phone and a desktop, in English and Urdu: `make screenshots`."""

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import launch, served
from tests.browser.pages import PAGES, open_page

SIZES = {"phone": (360, 740), "desktop": (1280, 900)}
LANGUAGES = ("en", "ur")


def take(address: str, folder: Path, names: list[str], languages: tuple[str, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for language in languages:
            for size, (width, height) in SIZES.items():
                for name in names:
                    context = browser.new_context(viewport={"width": width, "height": height})
                    page = context.new_page()
                    open_page(page, address, language, name)
                    page.evaluate("document.querySelectorAll('img').forEach(picture => { picture.loading = 'eager'; })")
                    page.wait_for_load_state("networkidle")
                    page.screenshot(path=folder / f"{name.replace(' ', '-')}-{language}-{size}.png", full_page=True)
                    context.close()
        browser.close()


def main() -> None:
    folder = Path(sys.argv[1])
    names = sys.argv[2].split(";") if len(sys.argv) > 2 else PAGES
    languages = tuple(sys.argv[3].split(",")) if len(sys.argv) > 3 else LANGUAGES
    with served({**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.development"}) as address:
        take(address, folder, names, languages)


if __name__ == "__main__":
    main()
