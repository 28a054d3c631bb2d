from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from wagtail import hooks


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def leave_team_members_alone(request: HttpRequest, user: User) -> None:
    """An administrator of the CMS must not become a member of a team by giving that person a password."""
    if user.referral_teams.exists():
        raise PermissionDenied
