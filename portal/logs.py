"""One line of JSON an event, for production. What other people's code would fill into its words is left out, and so is
what an error says of itself: both can hold what a family typed. Where it happened is enough to find it."""

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Loggers that write nothing of families; tests/portal/test_logs_structured.py looks.
OURS = {"portal", "content", "directory", "triage", "referrals", "notices", "places", "words", "_granian"}
LAST_FRAMES = 8


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        event = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "says": _words(record),
            **_of_request(record),
            **_of_error(record),
        }
        return json.dumps(event, ensure_ascii=False)


def _words(record: logging.LogRecord) -> str:
    """Of others, what was to be filled in; without that, it may have been filled in before it came here."""
    if record.name.partition(".")[0] in OURS:
        return record.getMessage()
    return str(record.msg) if record.args else ""


def _of_request(record: logging.LogRecord) -> dict:
    """Of a request that Django tells of: its status and its view, not its address."""
    status, request = getattr(record, "status_code", None), getattr(record, "request", None)
    found = getattr(request, "resolver_match", None)
    return {"status": status, "view": found.view_name if found else "none"} if status else {}


def _of_error(record: logging.LogRecord) -> dict:
    if not record.exc_info or record.exc_info[1] is None:
        return {}
    error = record.exc_info[1]
    frames = traceback.extract_tb(error.__traceback__)[-LAST_FRAMES:]
    where = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": _names(error), "where": where}


def _names(error: BaseException) -> list[str]:
    """Its kind, and of what it was caused by."""
    before = error.__cause__ or error.__context__
    return [type(error).__name__, *(_names(before) if before else [])]


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else f"{path.parent.name}/{path.name}"
