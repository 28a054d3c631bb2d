"""Rules about the repository itself, held by reading it."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

from django.apps import apps
from django.conf import settings

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LAYERS = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
PACKAGES = [name.strip() for layer in LAYERS for name in layer.split("|")]
LONGEST_FUNCTION = 40
LONGEST_MODULE = 260
LONGEST_TEST_MODULE = 400


def tracked(pattern):
    listed = subprocess.run(["git", "ls-files", pattern], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).exists()]


def modules():
    return [path for path in tracked("*.py") if "migrations" not in path.parts]


def contract(name):
    return next(one for one in PROJECT["tool"]["importlinter"]["contracts"] if one["name"] == name)


def layer(label):
    return next((index for index, names in enumerate(LAYERS) if label in names.replace(" ", "").split("|")), None)


def test_the_import_contract_names_every_package():
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}

    assert packages == set(PACKAGES)


def test_the_key_contract_names_every_module_of_the_familys_side():
    staff = {"keyring", "seeding", "wagtail_hooks"}
    family = {f"referrals.{path.stem}" for path in (ROOT / "referrals").glob("*.py") if path.stem not in staff}

    named = set(contract("The family's side never touches a private key")["source_modules"])

    assert family - {"referrals.__init__"} == named


def test_foreign_keys_point_the_way_that_imports_do():
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model
        and layer(model._meta.app_label) is not None
        and layer(field.related_model._meta.app_label) is not None
        and field.related_model._meta.app_label != model._meta.app_label
        and layer(field.related_model._meta.app_label) <= layer(model._meta.app_label)
    ]

    assert wrong == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_stay_small(path):
    source = path.read_text(encoding="utf-8")
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]

    is_test = path.is_relative_to(ROOT / "tests")
    assert len(source.splitlines()) <= (LONGEST_TEST_MODULE if is_test else LONGEST_MODULE)
    assert [node.name for node in functions if node.end_lineno - node.lineno >= LONGEST_FUNCTION] == []


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "core", "services", "constants", "exceptions"])
def test_no_module_is_named_after_nothing(name):
    assert [path for path in modules() if path.stem == name or name in path.relative_to(ROOT).parts] == []


def test_no_template_or_style_loads_from_anywhere_else():
    # A link to read (href of <a>) may lead out; what a page loads by itself may not.
    loads = re.compile(r"""(?:src|srcset|action)=["']https?:|<link[^>]+href=["']https?:|url\(["']?https?:|@import""")
    files = tracked("*.html") + tracked("static/*.css") + tracked("static/*.js")

    assert [path.name for path in files if loads.search(path.read_text(encoding="utf-8"))] == []


def test_templates_hold_no_inline_script_or_style():
    inline = re.compile(r"<script(?![^>]+src=)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)

    assert [path.name for path in tracked("*.html") if inline.search(path.read_text(encoding="utf-8"))] == []


def test_styles_hold_no_left_or_right():
    physical = re.compile(
        r"(?:margin|padding|border)-(?:left|right)|text-align:\s*(?:left|right)|[;{\s](?:left|right):"
    )

    assert [path.name for path in tracked("static/*.css") if physical.search(path.read_text(encoding="utf-8"))] == []


def test_locale_is_no_python_package():
    assert not (ROOT / "locale" / "__init__.py").exists()


def test_every_make_target_says_what_it_does():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[1].split()

    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert [target for target in targets if f"make {target} " not in listed] == []


def test_every_file_that_is_the_councils_own_is_named_for_the_next_council():
    guide = (ROOT / "docs" / "another-council.md").read_text(encoding="utf-8")
    data = [path for path in tracked("*.toml") if path.name != "pyproject.toml"]
    folders = {
        re.sub(
            rf"/({'|'.join(code for code, _ in settings.LANGUAGES)})(?=[/.])",
            "/<language>",
            str(path.relative_to(ROOT)),
        )
        for path in data
    }

    assert [name for name in sorted(folders) if name not in guide] == []
