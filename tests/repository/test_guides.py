"""What the documents name exists: pages, pictures, files, commands, targets of make, decisions."""

import re
from functools import cache

from django.core.management import get_commands

import pytest

from tests.browser.guides import LARGEST_PICTURE
from tests.repository.test_structure import ROOT, tracked

DOCUMENTS = [path for path in tracked("*.md") if "seed" not in path.parts]
# A decision tells of the day on which it was made.
GUIDES = [path for path in DOCUMENTS if "decisions" not in path.parts and path.name != "CHANGELOG.md"]
LINK = re.compile(r"""(?<=\]\()[^)\s]+|(?<=src=")[^"]+""")
CODE = re.compile(r"`([^`\n]+)`")


def named(path):
    return str(path.relative_to(ROOT))


def links(path):
    text = path.read_text(encoding="utf-8")
    return [link.split("#") for link in LINK.findall(text) if not link.startswith(("http", "mailto:", "/"))]


@cache
def anchors(path):
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(path):
    broken = [
        "#".join([name, *anchor])
        for name, *anchor in links(path)
        if not (path.parent / name).exists()
        or (anchor and anchor[0] not in anchors(path.parent / name if name else path))
    ]

    assert broken == []


def code_in(path):
    return CODE.findall(path.read_text(encoding="utf-8"))


def missing(pattern, exists):
    """What guides name, in code, that a pattern finds and that is not there."""
    found = [(path, re.search(pattern, code)) for path in GUIDES for code in code_in(path)]
    return [(named(path), match[1]) for path, match in found if match and not exists(match[1])]


def test_every_target_of_make_that_is_named_exists():
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    assert missing(r"^(?:[A-Z]+=\S+ )?make ([a-z-]+)", targets.__contains__) == []


def test_every_command_that_is_named_exists():
    assert missing(r"manage\.py (\w+)", get_commands().__contains__) == []


def test_every_file_that_is_named_exists():
    folders = {path.relative_to(ROOT).parts[0] for path in tracked("*/*")}

    assert missing(rf"^((?:{'|'.join(folders)})/[\w./-]*)$", lambda name: (ROOT / name).exists()) == []


def test_every_picture_is_shown_and_light():
    shown = {(path.parent / name).resolve() for path in DOCUMENTS for name, *_ in links(path)}
    pictures = tracked("docs/pictures/*.png")

    assert [named(path) for path in pictures if path not in shown] == []
    assert [named(path) for path in pictures if path.stat().st_size > LARGEST_PICTURE] == []


@pytest.mark.parametrize("guide", ["tour", "editing"])
def test_every_picture_of_a_guide_is_taken_by_its_test(guide):
    words = (ROOT / f"docs/{guide}.md").read_text(encoding="utf-8")
    test = next(path for path in tracked("tests/browser/test_*.py") if f'GUIDE = "{guide}"' in path.read_text("utf-8"))
    taken = set(re.findall(r'guide\.picture\(\w+, "([\w-]+)"\)', test.read_text(encoding="utf-8")))

    assert set(re.findall(rf"\]\(pictures/{guide}/([\w-]+)\.png\)", words)) == taken


def test_what_the_tour_has_in_bold_is_looked_for():
    words = (ROOT / "docs/tour.md").read_text(encoding="utf-8").replace("words in **bold**", "")
    test = (ROOT / "tests/browser/test_tour.py").read_text(encoding="utf-8")

    assert [bold for bold in re.findall(r"\*\*(.+?)\*\*", words) if f'guide.told("{bold}")' not in test] == []


def test_a_developer_is_led_to_every_decision():
    words = (ROOT / "docs/developing.md").read_text(encoding="utf-8")

    assert [path.name for path in tracked("docs/decisions/*.md") if path.name not in words] == []
