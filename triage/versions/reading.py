"""Which questionnaire families meet: the version in force, or else the last good one; never an error page alone."""

import logging
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path

from triage.document import Document, DocumentError, read_document
from triage.versions.models import Outcome, Version, hash_of

DOCUMENT_PATH = Path(__file__).parents[1] / "document" / "questionnaire.json"

logger = logging.getLogger(__name__)


class NoQuestionnaire(Exception):
    """No version can be read, not even the one that comes with the software: show numbers to call."""


def document(version: str | None = None) -> Document:
    """The version with that hash, if it was ever in force and can be read; else the one in force. Raises
    NoQuestionnaire where none can be read."""
    for name, read in _candidates(version):
        try:
            return read()
        except (DocumentError, OSError) as error:
            _tell_once(name, str(error))
    raise NoQuestionnaire


def shipped() -> Document:
    """The questionnaire that comes with the software. Raises DocumentError or OSError."""
    return _parsed(shipped_text())


def shipped_text() -> str:
    return DOCUMENT_PATH.read_text(encoding="utf-8")


def text_in_force() -> str:
    """As it is kept, for editors to begin with."""
    in_force = document().hash
    version = Version.objects.approved().filter(hash=in_force).first()
    return version.text if version else shipped_text()


def _candidates(version: str | None) -> Iterator[tuple[str, Callable[[], Document]]]:
    if version and version != hash_of_shipped():
        yield version, partial(_approved, version)
    elif version:
        yield "of the software", shipped
    for found in Version.objects.approved().values_list("hash", flat=True):
        yield found, partial(_approved, found)
    yield "of the software", shipped


@lru_cache(maxsize=32)
def _tell_once(name: str, error: str) -> None:
    """Every page that families open meets the same fault."""
    logger.error("The questionnaire %s cannot be used: %s", name, error)


def hash_of_shipped() -> str:
    try:
        return hash_of(shipped_text())
    except OSError:
        return ""


@lru_cache(maxsize=32)
def _approved(version: str) -> Document:
    """An approved version never changes, so it is read from the database once."""
    found = Version.objects.filter(hash=version, outcome=Outcome.APPROVED).first()
    if found is None:
        raise DocumentError("was never in force here")
    if not found.is_whole:
        raise DocumentError("its text is not the one that was approved")
    return _parsed(found.text)


_parsed = lru_cache(maxsize=32)(read_document)
