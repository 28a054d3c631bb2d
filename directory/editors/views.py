"""The first pages of the editors' area: a person's groups, and what one of them has."""

from django.http import HttpResponse
from django.shortcuts import render

from directory.editing.queries import overviews
from directory.editors.access import SignedInRequest, for_editors, for_editors_of
from directory.models import Group
from directory.moderation.operations import waiting


@for_editors
def home(request: SignedInRequest) -> HttpResponse:
    groups = Group.objects.edited_by(request.user)
    claims = request.user.claims.is_open().filter(is_new=False).select_related("group")
    return render(request, "directory/editors/home.html", {"groups": groups, "claims": claims})


@for_editors_of
def group_page(request: SignedInRequest, group: Group) -> HttpResponse:
    context = {"group": group, "overviews": overviews(group), "details_wait": bool(waiting(group))}
    return render(request, "directory/editors/group.html", context)
