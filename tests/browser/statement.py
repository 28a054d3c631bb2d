"""What axe finds on every type of page in every language, written into docs/accessibility.md: `make accessibility`.

Languages that are named by code are tested alone, and nothing is written: to look at what was just changed.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright
from tqdm import tqdm

from portal.languages import LANGUAGES, Language
from tests.browser.conftest import CHROMIUM_WITHOUT_WINDOW, launch, served
from tests.browser.pages import PAGES, open_page
from tests.browser.test_accessibility import OPTIONS
from tests.kept import ROOT

STATEMENT = ROOT / "docs/accessibility.md"
MEASURED = re.compile(r"(?<=<!-- measured -->\n).*(?=<!-- end -->)", re.DOTALL)
WIDTHS = (320, 1280)
SLOWEST_PAGE = 120_000  # milliseconds, on a busy machine


@dataclass(frozen=True)
class Found:
    """What axe says of one page at one width."""

    page: str
    language: Language
    width: int
    axe: str
    rules: tuple[str, ...]


def find(browser: Browser, address: str, languages: Iterable[Language]) -> Iterator[Found]:
    for language in languages:
        for name in tqdm(PAGES, desc=language.english_name):
            context = browser.new_context()
            context.set_default_timeout(SLOWEST_PAGE)
            page = context.new_page()
            open_page(page, address, language.code, name)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 740})
                told = Axe().run(page, options=OPTIONS).response
                rules = tuple(rule["id"] for rule in told["violations"])
                yield Found(name, language, width, told["testEngine"]["version"], rules)
            context.close()


def table(found: list[Found], chromium: str, day: date) -> str:
    languages = dict.fromkeys(one.language.english_name for one in found)
    violations = [one for one in found if one.rules]
    rows = [
        ("tested on", f"{day:%-d %B %Y}"),
        ("with", f"axe-core {found[0].axe} in Chromium {chromium}"),
        ("rules", "WCAG 2.0, 2.1 and 2.2, levels A and AA, and axe's best practices"),
        ("types of page", str(len({one.page for one in found}))),
        ("languages", ", ".join(languages)),
        ("widths", " and ".join(str(width) for width in WIDTHS) + " pixels"),
        ("pages looked at", f"{len(found):,}"),
        ("with violations", str(len(violations))),
        *((f"{one.page}, {one.language.english_name}, {one.width}", ", ".join(one.rules)) for one in violations),
    ]
    return "| | |\n| --- | --- |\n" + "".join(f"| {what} | {value} |\n" for what, value in rows)


def main() -> None:
    languages = [language for language in LANGUAGES if language.code in sys.argv[1:]] or LANGUAGES
    today = timezone.localdate()
    with served(dict(os.environ)) as address, sync_playwright() as playwright:
        browser = launch(playwright, CHROMIUM_WITHOUT_WINDOW)
        found = list(find(browser, address, languages))
        measured = table(found, browser.version.split(".")[0], today)
    print(measured)
    if languages is LANGUAGES:
        statement = STATEMENT.read_text(encoding="utf-8")
        STATEMENT.write_text(MEASURED.sub(lambda _: measured, statement), encoding="utf-8")
    sys.exit(any(one.rules for one in found))


if __name__ == "__main__":
    main()
