"""What a record of the standard is made of. An empty optional field is left out, never null and never ""."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Record = dict[str, Any]
# The option whose price is nothing.
FREE = "Free"


@dataclass(frozen=True)
class Entry:
    """A place in the sequence of records. One that is not `shown` keeps its place empty."""

    key: Any
    shown: bool = True


def filled(**fields: Any) -> Record:
    """The fields that say something; zero and false do."""
    return {name: value for name, value in fields.items() if value is not None and value not in ("", [], {})}


def moment(value: datetime | None) -> str | None:
    """With milliseconds, in UTC."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") if value else None


def plain_number(value: float) -> int | float:
    """To two decimals; 2 where it is whole, not 2.0."""
    return int(value) if value == int(value) else round(value, 2)
