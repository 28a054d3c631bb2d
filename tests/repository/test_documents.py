"""What docs/threats.md, docs/asvs.md, docs/privacy.md and docs/operating.md say of this repository is so."""

import ast
import re

from django.apps import apps
from django.conf import settings
from django.db import models

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
    """What a text names with its folder, and the files at the root that it names."""
    return re.findall(
        r"(?<![\w/.-])((?:[\w-]+/)+[\w-]+\.[a-z]+|SECURITY\.md|pyproject\.toml|requirements\.txt)\b", text
    )


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


ASVS_ID = r"v5\.0\.0-[\d.]+"
ANSWERS = ["met", "not met", "does not apply", "the council's"]


def asked_by_asvs() -> list[str]:
    sections = (ROOT / "tests" / "repository" / "asvs.txt").read_text(encoding="utf-8").splitlines()[1:]
    named = [line.split(": ") for line in sections]
    return [f"v5.0.0-{section}.{number}" for section, numbers in named for number in numbers.split()]


def test_every_requirement_of_asvs_is_answered_by_something_that_exists():
    """S12: chapters V1 to V8 and V11 to V16, levels 1 and 2, as asvs.txt lists them."""
    answers = rows("asvs.md", ASVS_ID)

    assert [name for name, *_ in answers] == asked_by_asvs()
    assert {answer for *_, answer, _ in answers} <= set(ANSWERS)
    assert [name for name, *_, answer, by in answers if answer == "met" and not paths_in(by)] == []
    assert [(name, missing) for name, *_, by in answers if (missing := missing_files(by))] == []
    assert [name for name, *_, by in answers if not by] == []


def test_the_answers_to_asvs_are_counted_as_they_are():
    (counted,) = rows("asvs.md", r"\d+")
    answers = [answer for *_, answer, _ in rows("asvs.md", ASVS_ID)]

    assert list(map(int, counted)) == [answers.count(each) for each in ANSWERS]


def tables_of(text: str) -> list[str]:
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return [name for name in re.findall(r"`([a-z_0-9]+)`", text) if name in tables or re.match("[a-z]+_[a-z]+$", name)]


def names_somebody(model: type[models.Model]) -> bool:
    """By a link to a person, an address, or something sealed."""
    kinds = (models.EmailField, models.GenericIPAddressField, models.BinaryField)
    fields = model._meta.local_fields
    links = [field.related_model._meta.label for field in fields if field.related_model]
    return settings.AUTH_USER_MODEL in links or any(isinstance(field, kinds) for field in fields)


def test_every_table_is_in_the_assessment_of_privacy_and_what_names_people_among_those():
    of_people, _, others = (DOCS / "privacy.md").read_text(encoding="utf-8").partition("### Tables that hold nothing")
    unused = re.search(r"Not used, and empty: ([^.]+)\.", others)[1]
    known = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    rows_of_people = "".join(cells[0] for cells in rows("privacy.md", r"`\w+_\w+`.*"))

    assert sorted(tables_of(rows_of_people) + tables_of(others)) == sorted(known)
    allowed = {*tables_of(rows_of_people), *tables_of(unused)}
    assert [name for name, model in known.items() if names_somebody(model) and name not in allowed] == []


def test_every_file_that_the_assessment_of_privacy_names_exists():
    assert missing_files((DOCS / "privacy.md").read_text(encoding="utf-8")) == []


def test_every_variable_that_the_settings_read_is_explained_to_operators_and_no_other():
    settings_of = [ROOT / "portal/settings" / f"{name}.py" for name in ("base", "production")]
    read = {
        name for path in settings_of for name in re.findall(r'"(PORTAL_[A-Z_]+)"', path.read_text(encoding="utf-8"))
    }
    explained = {
        name for first, *_ in rows("operating.md", r"`PORTAL_.*") for name in re.findall(r"PORTAL_[A-Z_]+", first)
    }

    assert explained == read
