from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from wagtail import hooks

from referrals import queries, row_security


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def leave_team_members_alone(request: HttpRequest, user: User) -> None:
    """An administrator of the CMS must not become a member of a team by giving that person a password."""
    if queries.is_team_member(user.pk):
        raise PermissionDenied


@hooks.register("before_bulk_action")
def leave_team_members_alone_in_bulk(request: HttpRequest, action: str, objects: Iterable, view: object) -> None:
    for each in objects:
        if isinstance(each, User):
            leave_team_members_alone(request, each)


@hooks.register("before_delete_user")
def keep_accounts(request: HttpRequest, user: User) -> None:
    """To delete one is to look for what they did with referrals, which the editors' process may not: deactivate it."""
    if row_security.is_on():
        raise PermissionDenied


@hooks.register("questionnaire_teams")
def teams() -> dict[str, str]:
    """Whom a rule of the questionnaire may name."""
    return {team.key: team.name for team in queries.receivers()}


@hooks.register("questionnaire_recipients")
def recipients() -> list[str]:
    """Why a referral might reach nobody, in words for whoever changes the questionnaire."""
    return list(queries.problems_of_receivers())
