"""What the referral form promises and offers, as read from `data/intake.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Intake:
    working_days: int
    priority_working_hours: int
    next_step_working_days: int
    alarm_working_hours: int
    priority_alarm_working_hours: int
    reference_minutes: int
    kept_days: int
    quickest_seconds: int
    network_at_once: int
    network_an_hour: int
    site_at_once: int
    site_an_hour: int
    spoken_languages: tuple[str, ...]
    example_postcode: str
    example_phone: str


def read_intake(path: Path) -> Intake:
    """A missing key raises KeyError with its name."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Intake(
        working_days=data["reply"]["working_days"],
        priority_working_hours=data["reply"]["priority_working_hours"],
        next_step_working_days=data["next_step"]["working_days"],
        alarm_working_hours=data["alarm"]["working_hours"],
        priority_alarm_working_hours=data["alarm"]["priority_working_hours"],
        reference_minutes=data["reply"]["reference_minutes"],
        kept_days=data["retention"]["days_after_closing"],
        **data["flood"],
        spoken_languages=tuple(data["languages"]["spoken"]),
        example_postcode=data["examples"]["postcode"],
        example_phone=data["examples"]["phone"],
    )


INTAKE = read_intake(Path(__file__).parent / "data" / "intake.toml")
