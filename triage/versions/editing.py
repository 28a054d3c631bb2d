"""Changing a questionnaire's parts, as JSON has them. Pure: what is passed in stays as it was."""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

# A part of the document: a question, a rule, what fits an answer, a family.
Item = dict[str, Any]
Data = dict[str, Any]
# Its kind, one of those below, and its id.
Part = tuple[str, str]
LISTS = ("questions", "rules", "families")
TABLES = ("content", "content_instead")
LONGEST_ID = 40


def read(text: str) -> Data:
    data = json.loads(text)
    return {"families": [], "content_instead": {}, **data}


def written(data: Data) -> str:
    """As it is kept: what fits is there for every need and every tag of a rule, and for nothing else."""
    tags = {tag for rule in data["rules"] for tag in rule.get("tags", ())}
    needs = options(data, "needs")
    keys = [*needs, *sorted(tags - set(needs))]
    content = {key: data["content"].get(key, {}) for key in keys}
    return json.dumps({**data, "content": content}, ensure_ascii=False, indent=1)


def options(data: Data, question: str) -> list[str]:
    """None where there is no such question."""
    return [option for one in data["questions"] if one["id"] == question for option in one["options"]]


def item(data: Data, kind: str, key: str) -> Item | None:
    if kind in TABLES:
        return data[kind].get(key)
    return next((one for one in data[kind] if one["id"] == key), None)


def fingerprint(data: Data, kind: str, key: str) -> str:
    """Of a part as it is, so that one that changed meanwhile is known."""
    return hashlib.sha256(json.dumps(item(data, kind, key)).encode()).hexdigest()[:16]


def with_item(data: Data, kind: str, key: str, changed: Item) -> Data:
    """With the part in the place of the one that it had, or at the end."""
    if kind in TABLES:
        return {**data, kind: {**data[kind], key: changed}}
    if item(data, kind, key) is None:
        return {**data, kind: [*data[kind], changed]}
    return {**data, kind: [changed if one["id"] == key else one for one in data[kind]]}


def without_item(data: Data, kind: str, key: str) -> Data:
    if kind in TABLES:
        return {**data, kind: {name: one for name, one in data[kind].items() if name != key}}
    return {**data, kind: [one for one in data[kind] if one["id"] != key]}


def moved_up(data: Data, kind: str, key: str) -> Data:
    """One place nearer to the beginning."""
    items = list(data[kind])
    place = next(number for number, one in enumerate(items) if one["id"] == key)
    if place:
        items[place - 1], items[place] = items[place], items[place - 1]
    return {**data, kind: items}


def new_id(words: str, taken: Iterable[str]) -> str:
    """An id made of words: "A child's disability" is "a_child_s_disability". Nothing that had an id lends it."""
    stem = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:LONGEST_ID].rstrip("_") or "new"
    known, number = set(taken), 2
    found = stem
    while found in known:
        found, number = f"{stem}_{number}", number + 1
    return found
