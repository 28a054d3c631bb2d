from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from wagtail import hooks

from referrals import queries


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def leave_team_members_alone(request: HttpRequest, user: User) -> None:
    """An administrator of the CMS must not become a member of a team by giving that person a password."""
    if user.referral_teams.exists():
        raise PermissionDenied


@hooks.register("questionnaire_teams")
def teams() -> dict[str, str]:
    """Whom a rule of the questionnaire may name."""
    return {team.key: team.name for team in queries.teams()}


@hooks.register("questionnaire_recipients")
def recipients() -> list[str]:
    """Why a referral might reach nobody, in words for whoever changes the questionnaire."""
    return list(queries.problems_of_recipients())
