from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from wagtail import hooks

from referrals import row_security


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def leave_team_members_alone(request: HttpRequest, user: User) -> None:
    """An administrator of the CMS must not become a member of a team by giving that person a password."""
    if row_security.is_team_member(user.pk):
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
