"""Two texts or lists of lines, and what differs: marked as going in the first, as coming in the second."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

GOES, COMES = "deletion", "addition"  # classes of the CMS
WORDS = re.compile(r"\s+|\w+|[^\w\s]")


def marked_words(before: str, after: str) -> tuple[SafeString, SafeString]:
    return _marked(WORDS.findall(before), WORDS.findall(after), "")


def marked_lines(before: Sequence[str], after: Sequence[str]) -> tuple[SafeString, SafeString]:
    return _marked(before, after, "\n")


def _marked(before: Sequence[str], after: Sequence[str], joined_by: str) -> tuple[SafeString, SafeString]:
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return (
        _spans([(before[first:end], "" if what == "equal" else GOES) for what, first, end, _, _ in steps], joined_by),
        _spans([(after[first:end], "" if what == "equal" else COMES) for what, _, _, first, end in steps], joined_by),
    )


def _spans(parts: Sequence[tuple[Sequence[str], str]], joined_by: str) -> SafeString:
    shown = [(kind, joined_by.join(part)) for part, kind in parts if part]
    return format_html_join(joined_by, '<span class="{}">{}</span>', shown)
