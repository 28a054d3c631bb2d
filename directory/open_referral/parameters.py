"""The questions that the feed answers: each parameter with what it takes, in words, as a schema and as a reader."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.http import QueryDict

from places.postcodes import names_of

DEFAULT_SIZE = 1000
LARGEST_SIZE = 5000
LARGEST_PAGE = 1_000_000
LONGEST_SEARCH = 200
OLDEST = 130
FURTHEST = 1_000_000
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Asked = Mapping[str, Any]


class Refused(Exception):
    """A question that cannot be answered; `reasons` says why, by parameter."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(str(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Parameter:
    """`read` raises ValueError with the reason. One that `repeats` may be given several times: all have to hold."""

    name: str
    about: str
    schema: Mapping[str, Any]
    read: Callable[[str], Any]
    repeats: bool = False


def read_parameters(parameters: Sequence[Parameter], given: QueryDict) -> Asked:
    """The values of those that were given; an empty one was not. Raises Refused with all that is wrong with them."""
    asked: dict[str, Any] = {}
    reasons: dict[str, str] = {}
    for parameter in parameters:
        texts = [text for text in given.getlist(parameter.name) if text.strip()]
        try:
            if texts:
                asked[parameter.name] = _value(parameter, texts)
        except ValueError as error:
            reasons[parameter.name] = str(error)
    if "proximity" in asked and "postcode" not in {*asked, *reasons}:
        reasons["proximity"] = "Give the postcode that it is counted from."
    if reasons:
        raise Refused(reasons)
    return asked


def _value(parameter: Parameter, texts: list[str]) -> Any:
    if len(texts) > 1 and not parameter.repeats:
        raise ValueError("Give it once.")
    values = [parameter.read(text) for text in texts]
    return values if parameter.repeats else values[0]


def _search(text: str) -> str:
    if len(text) > LONGEST_SEARCH:
        raise ValueError(f"Give {LONGEST_SEARCH} characters at most.")
    return text


def _identifier(text: str) -> str:
    if not UUID.fullmatch(text.lower()):
        raise ValueError("Give a UUID.")
    return text.lower()


def _boolean(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError("Give true or false.")
    return text.lower() == "true"


def _whole(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not 1 <= int(text) <= most:
            raise ValueError(f"Give a whole number from 1 to {most}.")
        return int(text)

    return read


def _number(most: int) -> Callable[[str], float]:
    def read(text: str) -> float:
        if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,20})?", text) or float(text) > most:
            raise ValueError(f"Give a number from 0 to {most}.")
        return float(text)

    return read


def _moment(text: str) -> datetime:
    """A space stands where a plus sign was not escaped; without a zone it is UTC."""
    try:
        moment = datetime.fromisoformat(re.sub(r" (\d\d:?\d\d)$", r"+\1", text))
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError("Give a date and time, as in 2026-03-04T10:30:00Z.") from error


def _time(text: str) -> time:
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise ValueError("Give a time, as in 18:00.")
    return time.fromisoformat(text)


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"Give one of {', '.join(choices)}.")
        return text

    return read


def _postcode(text: str) -> str:
    if not names_of(text):
        raise ValueError("Give a postcode of the United Kingdom.")
    return text


IDENTIFIER = {"type": "string", "format": "uuid"}
BOOLEAN = {"type": "boolean"}
TIME = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
AGE = {"type": "number", "minimum": 0, "maximum": OLDEST}
ID_OF = "Records of this {}. Given more than once: of all of them."

PARAMETERS = {
    parameter.name: parameter
    for parameter in (
        Parameter("search", "Words, in any language.", {"type": "string", "maxLength": LONGEST_SEARCH}, _search),
        Parameter(
            "page",
            "Which page, from 1.",
            {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": 1},
            _whole(LARGEST_PAGE),
        ),
        Parameter(
            "per_page",
            "How many records a page has.",
            {"type": "integer", "minimum": 1, "maximum": LARGEST_SIZE, "default": DEFAULT_SIZE},
            _whole(LARGEST_SIZE),
        ),
        Parameter(
            "format",
            "`ndjson`: every record on a line of its own, in one stream without pages.",
            {"type": "string", "enum": ["json", "ndjson"], "default": "json"},
            _one_of("json", "ndjson"),
        ),
        Parameter("taxonomy_term_id", ID_OF.format("term"), IDENTIFIER, _identifier, repeats=True),
        Parameter("taxonomy_id", ID_OF.format("taxonomy"), IDENTIFIER, _identifier, repeats=True),
        Parameter("organization_id", ID_OF.format("organization"), IDENTIFIER, _identifier, repeats=True),
        Parameter("parent_id", "Terms below this one. No taxonomy here has levels.", IDENTIFIER, _identifier),
        Parameter("top_only", "Terms that have no parent: here, all.", BOOLEAN, _boolean),
        Parameter(
            "modified_after",
            "What changed then or later, services that were withdrawn among it: their status is `defunct`.",
            {"type": "string", "format": "date-time"},
            _moment,
        ),
        Parameter("minimal", "Only ids and dates; all on one page. It goes before `full`.", BOOLEAN, _boolean),
        Parameter("full", "With all that belongs to each record.", BOOLEAN, _boolean),
        Parameter("full_service", "With the whole of each service.", BOOLEAN, _boolean),
        Parameter("minimum_age", "For somebody of this age, in years, or older.", AGE, _number(OLDEST)),
        Parameter("maximum_age", "For somebody of this age, in years, or younger.", AGE, _number(OLDEST)),
        Parameter("start_time", "Meeting at this time or later. It goes with `end_time` and `day`.", TIME, _time),
        Parameter("end_time", "Over at this time or earlier.", TIME, _time),
        Parameter("day", "Meeting on this day of the week.", {"type": "string", "enum": list(DAYS)}, _one_of(*DAYS)),
        Parameter(
            "postcode",
            "A postcode, or the first part of one. By itself it leaves nothing out: no service is for an area alone.",
            {"type": "string"},
            _postcode,
        ),
        Parameter(
            "proximity",
            "Metres from the postcode, as the crow flies.",
            {"type": "number", "minimum": 0, "maximum": FURTHEST},
            _number(FURTHEST),
        ),
    )
}
