"""The council that runs this portal, as read from `council.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Council:
    name: str
    exit_url: str
    time_zone: str
    security_contact: str
    is_example: bool
    town_names: dict[str, str]

    def town(self, language_code: str) -> str:
        return self.town_names.get(language_code, self.town_names["en"])


def read_council(path: Path) -> Council:
    """Read a council file; a missing key raises KeyError with the key's name."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Council(
        name=data["council"],
        exit_url=data["exit_url"],
        time_zone=data["time_zone"],
        security_contact=data["security_contact"],
        is_example=data["is_example"],
        town_names=data["town"],
    )


COUNCIL = read_council(Path(__file__).with_name("council.toml"))
