"""What a plan comes to, in sentences for staff."""

import os

from directory.spreadsheets.plan import Difference, Plan
from directory.spreadsheets.remarks import Remark

FEW_LINES = 5
LONGEST_EXCERPT, BEFORE_IT = 240, 40


def counts(plan: Plan) -> str:
    """ "2 new, 1 changed, 21 unchanged; 1 new group, 2 new venues."."""
    listings = f"{len(plan.new):,} new, {len(plan.changed):,} changed, {plan.unchanged:,} unchanged"
    places = [
        _number(len(plan.groups), "new group"),
        _number(len(plan.venues), "new venue"),
        _number(len(plan.to_hide), "address to hide", "addresses to hide"),
    ]
    return "; ".join(filter(None, (listings, ", ".join(filter(None, places))))) + "."


def excerpts(difference: Difference) -> tuple[str, str]:
    """Both sides, of long texts from shortly before they differ."""
    before, after = difference.before, difference.after
    same = len(os.path.commonprefix([before, after]))
    start = max(0, same - BEFORE_IT) if max(len(before), len(after)) > LONGEST_EXCERPT else 0
    return _excerpt(before, start), _excerpt(after, start)


def remarks_in_words(plan: Plan) -> list[Remark]:
    """How the file was read, and what an officer should look at before it goes in."""
    words = [
        Remark(0, "categories", f"“{word}” is no category. Kept as words that find its listings: {_lines(lines)}.")
        for word, lines in plan.kept_words.items()
    ]
    hidden = [
        Remark(0, "address_hidden", f"“{venue.name}” becomes a hidden address, for all that meet there.")
        for venue in plan.to_hide
    ]
    return sorted([*plan.notes, *words, *hidden])


def _excerpt(text: str, start: int) -> str:
    end = start + LONGEST_EXCERPT
    return f"{'…' if start else ''}{text[start:end]}{'…' if text[end:] else ''}"


def _lines(lines: list[int]) -> str:
    few = ", ".join(map(str, lines[:FEW_LINES]))
    more = f" and {len(lines) - FEW_LINES} more" if len(lines) > FEW_LINES else ""
    return f"line{'s' if len(lines) > 1 else ''} {few}{more}"


def _number(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}" if count else ""
