"""A drawing of the paths through a questionnaire, as SVG: the questions in order, ways round those that not everybody
is asked, and the outcomes. The text beside it on the page says the same."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from triage.document import LEVELS, Document, Question, Rule
from triage.floors import FLOORS
from triage.in_words import LEVEL_WORDS

WIDTH, LEFT, BOX, LINE = 760, 60, 330, 18
LETTERS, LETTERS_BESIDE, GAP = 40, 42, 44
BESIDE = LEFT + BOX + 20


def drawing(document: Document, spoken: Mapping[str, Any]) -> SafeString:
    boxes = list(_boxes(document, spoken))
    bottom = boxes[-1].bottom + GAP if boxes else GAP
    height = bottom + 3 * LINE + 24
    parts = [*(box.drawn() for box in boxes), *_ways(boxes, bottom), *_outcomes(bottom)]
    return format_html(
        '<svg class="paths" viewBox="0 0 {} {}" role="img" aria-label="{}" fill="none" stroke="currentColor">{}</svg>',
        WIDTH,
        height,
        f"{len(boxes)} questions in order, with the outcomes below. The lists on this page say the same in words.",
        format_html_join("", "{}", ((part,) for part in parts)),
    )


class _Box:
    """A question at its place, with what hangs on it written beside."""

    def __init__(self, top: int, lines: Sequence[str], beside: Sequence[str], is_for_all: bool) -> None:
        self.top, self.lines, self.beside, self.is_for_all = top, lines, beside, is_for_all

    @property
    def height(self) -> int:
        return max(len(self.lines), len(self.beside)) * LINE + 14

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def middle(self) -> int:
        return self.top + self.height // 2

    def drawn(self) -> SafeString:
        dashes = "" if self.is_for_all else "6 4"
        box = format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" rx="6" stroke-dasharray="{}"/>',
            LEFT,
            self.top,
            BOX,
            self.height,
            dashes or "none",
        )
        return box + _text(LEFT + 12, self.top, self.lines, bold=True) + _text(BESIDE, self.top, self.beside)


def _boxes(document: Document, spoken: Mapping[str, Any]) -> Iterator[_Box]:
    top = 10
    for number, question in enumerate(document.questions, start=1):
        words = spoken.get(question.id, {}).get("question") or question.id
        lines = [*textwrap.wrap(f"{number}. {words}", LETTERS), f"{len(question.options)} options"]
        box = _Box(top, lines, _beside(question, (*document.rules, *FLOORS)), not question.show_if)
        yield box
        top = box.bottom + GAP


def _beside(question: Question, rules: Sequence[Rule]) -> list[str]:
    """What the answers to a question can lead to by themselves or with others."""
    named = [rule for rule in rules if any(one.question == question.id for one in rule.conditions)]
    lines = [f"up to {LEVEL_WORDS[max((rule.level for rule in named), key=LEVELS.index)]}"] if named else []
    lines += ["urgent help"] if any(rule.urgent for rule in named) else []
    lines += textwrap.wrap(f"{len(named)} rules look at it" if named else "no rule looks at it", LETTERS_BESIDE)
    return lines


def _ways(boxes: Sequence[_Box], bottom: int) -> Iterator[SafeString]:
    """Down from each question to the next; round a question that not everybody is asked."""
    middle = LEFT + BOX // 2
    for box, following in pairwise(boxes):
        yield _arrow((middle, box.bottom), (middle, following.top))
    if boxes:
        yield _arrow((middle, boxes[-1].bottom), (middle, bottom))
    for number, box in enumerate(boxes):
        if not box.is_for_all:
            start = boxes[number - 1].middle if number else box.top
            end = boxes[number + 1].middle if number + 1 < len(boxes) else bottom + LINE
            x = LEFT - 18 - 14 * (number % 2)
            yield _arrow((LEFT, start + 8), (x, start + 8), (x, end - 8), (LEFT, end - 8))


def _outcomes(top: int) -> Iterator[SafeString]:
    """Every way leads to one of them."""
    width = (WIDTH - LEFT - 10 * len(LEVELS)) // len(LEVELS)
    yield format_html('<rect x="{}" y="{}" width="{}" height="{}" rx="6"/>', LEFT, top, WIDTH - LEFT - 2, 2 * LINE + 32)
    for number, level in enumerate(LEVELS):
        x = LEFT + 8 + number * (width + 8)
        yield format_html('<rect x="{}" y="{}" width="{}" height="{}" rx="22"/>', x, top + 8, width, 2 * LINE + 16)
        yield _text(x + 14, top + 8, textwrap.wrap(LEVEL_WORDS[level].capitalize(), 18))


def _arrow(*points: tuple[int, int]) -> SafeString:
    before_x, (x, y) = points[-2][0], points[-1]
    head = [(x - 5, y - 7), (x, y), (x + 5, y - 7)] if x == before_x else [(x - 7, y - 5), (x, y), (x - 7, y + 5)]
    line = '<polyline points="{}"/>'
    return format_html(line, _points(points)) + format_html(line, _points(head))


def _points(points: Sequence[tuple[int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def _text(x: int, top: int, lines: Sequence[str], *, bold: bool = False) -> SafeString:
    return format_html_join(
        "",
        '<text x="{}" y="{}" font-size="14" font-weight="{}" fill="currentColor" stroke="none">{}</text>',
        (
            (x, top + (number + 1) * LINE, "bold" if bold and number < len(lines) - 1 else "normal", line)
            for number, line in enumerate(lines)
        ),
    )
