"""By when a family may expect a reply: what the council promises, in the working time of its office."""

from datetime import datetime

from referrals.intake import INTAKE
from triage.office import office_hours


def reply_by(sent_at: datetime, *, is_priority: bool) -> datetime:
    """A full hour on the town's clock, at which the office is open or just closes."""
    hours = office_hours()
    if is_priority:
        return hours.at_the_hour(hours.after_hours(sent_at, INTAKE.priority_working_hours))
    return hours.at_the_hour(hours.after_days(sent_at, INTAKE.working_days))
