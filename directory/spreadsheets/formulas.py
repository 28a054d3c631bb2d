"""Cells that a spreadsheet program would take for a formula, and run. Written with an apostrophe in front, as people
type them who mean the text; read back without it. Cells have no spaces around them."""

import re

FORMULA = re.compile(r"[=+\-@＝＋－＠]")
AFTER_APOSTROPHES = re.compile(rf"'*{FORMULA.pattern}")


def with_apostrophe(text: str) -> str:
    """One is added to those that are there already, so that as many come back."""
    return f"'{text}" if AFTER_APOSTROPHES.match(text) else text


def without_apostrophe(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and AFTER_APOSTROPHES.match(cell) else cell
