"""What docs/threats.md, docs/asvs.md and docs/privacy.md say of this repository is so."""

import ast
import re

from tests.repository.test_structure import ROOT, tracked

DOCS = ROOT / "docs"
BARS = [f"{letter}{number}" for letter, last in (("R", 13), ("P", 8), ("S", 12)) for number in range(1, last + 1)]
NUMBERED = re.compile(r"((?:[RPS]\d+, )*[RPS]\d+): ")


def rows(document: str, first: str) -> list[list[str]]:
    """The cells of each row of a document's tables whose first cell is as the pattern `first` says."""
    lines = (DOCS / document).read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line.startswith("|")]
    return [row for row in cells if re.fullmatch(first, row[0])]


def paths_in(text: str) -> list[str]:
    """The files of the repository that a text names."""
    return re.findall(r"(?<![\w/.-])(?:[\w.-]+/)+[\w-]+\.\w+", text)


def missing_files(text: str) -> list[str]:
    return [path for path in paths_in(text) if not (ROOT / path).exists()]


def numbered_tests() -> set[tuple[str, str]]:
    """Each bar that a docstring of the tests begins with, and the file."""
    return {
        (bar, str(path.relative_to(ROOT)))
        for path in tracked("tests/*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        if (numbered := NUMBERED.match(ast.get_docstring(node) or ""))
        for bar in numbered[1].split(", ")
    }


def test_every_bar_is_listed_once_with_its_state():
    bars = rows("threats.md", r"[RPS]\d+")

    assert [bar for bar, *_ in bars] == BARS
    assert {state for _, _, state, *_ in bars} <= {"met", "partly", "not met"}
    assert [bar for bar, _, state, _, missing in bars if (state == "met") == bool(missing) and state != "not met"] == []


def test_the_tests_of_a_bar_carry_its_number_and_are_the_ones_listed():
    listed = {(bar, path) for bar, _, state, shown, _ in rows("threats.md", r"[RPS]\d+") for path in paths_in(shown)}

    assert listed == numbered_tests()
    assert {bar for bar, _, state, *_ in rows("threats.md", r"[RPS]\d+") if state != "not met"} == {
        bar for bar, _ in listed
    }


def test_every_file_that_the_model_of_threats_names_exists():
    assert missing_files((DOCS / "threats.md").read_text(encoding="utf-8").replace("](", "](docs/")) == []
