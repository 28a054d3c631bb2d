"""docs/accessibility.md has the words that the law fixes, and results of what is tested now."""

import re
from pathlib import Path

import axe_playwright_python
import pytest

from portal.languages import LANGUAGES
from tests.repository.test_structure import ROOT

STATEMENT = " ".join((ROOT / "docs/accessibility.md").read_text(encoding="utf-8").split())
# Commission Implementing Decision (EU) 2018/1523, as the regulations of 2018 have it.
FIXED = [
    "This accessibility statement applies to",
    "is committed to making its website accessible, in accordance with the Public Sector Bodies (Websites and Mobile "
    "Applications) (No. 2) Accessibility Regulations 2018.",
    "This website is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard, due to "
    "the non-compliances listed below.",
    "The content listed below is non-accessible for the following reasons.",
    "The Equality and Human Rights Commission (EHRC) is responsible for enforcing the Public Sector Bodies (Websites "
    "and Mobile Applications) (No. 2) Accessibility Regulations 2018 (the ‘accessibility regulations’). If you’re not "
    "happy with how we respond to your complaint, contact the Equality Advisory and Support Service (EASS).",
    "This statement was prepared on",
    "It was last reviewed on",
]


def measured(what):
    return re.search(rf"\| {what} \| (.+?) \|", STATEMENT)[1]


@pytest.mark.parametrize("words", FIXED)
def test_the_words_that_the_law_fixes_are_there(words):
    assert words in STATEMENT


def test_every_language_was_tested_and_nothing_found():
    assert measured("languages") == ", ".join(language.english_name for language in LANGUAGES)
    assert measured("with violations") == "0"


def test_the_results_are_of_the_axe_that_tests_run():
    script = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))
    version = re.search(r"axe v(\S+)", script.read_text(encoding="utf-8")[:200])[1]

    assert measured("with").startswith(f"axe-core {version} ")
