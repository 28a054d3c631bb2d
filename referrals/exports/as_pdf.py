"""A referral on paper, in any script: WeasyPrint sets the type, with the fonts of the machine."""

from pathlib import Path
from typing import Any, NoReturn

from django.template.loader import render_to_string

STYLE = Path(__file__).parent / "paper.css"


class CannotSetType(Exception):
    """The machine lacks Pango or HarfBuzz, which Debian has as libpangoft2-1.0-0 and libharfbuzz-subset0."""


class NothingIsFetched(Exception):
    """Neither from the network nor from the disk, whatever a text says."""


def as_pdf(template: str, context: dict[str, Any]) -> bytes:
    """Raises CannotSetType."""
    try:
        # Loads libraries of the machine, which not every process of the portal needs to have.
        from weasyprint import CSS, HTML, LOGGER
    except OSError as error:
        raise CannotSetType from error
    LOGGER.disabled = True  # it names letters that no font has: words of the family
    page = HTML(string=render_to_string(template, context), url_fetcher=_refuse)
    return page.write_pdf(stylesheets=[CSS(string=STYLE.read_text(encoding="utf-8"), url_fetcher=_refuse)])


def _refuse(url: str, *args: Any, **kwargs: Any) -> NoReturn:
    raise NothingIsFetched
