"""By when a team has to act, in the working time of its office, once a family was promised a reply (`replies`)."""

from datetime import datetime

from referrals.intake import INTAKE
from referrals.trays import Tray
from triage.office import office_hours


def next_step_by(moment: datetime) -> datetime:
    """After a referral was taken up or moved."""
    hours = office_hours()
    return hours.at_the_hour(hours.after_days(moment, INTAKE.next_step_working_days))


def alarm_at(received_at: datetime, *, is_priority: bool, tray: Tray = Tray.MAIN) -> datetime:
    """When a referral that nobody took up raises the alarm; of what lies in quarantine, after a working day."""
    if tray is Tray.QUARANTINE:
        return office_hours().after_days(received_at, 1)
    hours = INTAKE.priority_alarm_working_hours if is_priority else INTAKE.alarm_working_hours
    return office_hours().after_hours(received_at, hours)


def day_ends(now: datetime) -> datetime:
    """What is due by then is due today; while the office is closed, its next day counts as today."""
    return office_hours().opening(now).closes
