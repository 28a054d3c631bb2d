"""The first pages of the editors' area: a person's groups, and what one of them has."""

from django.http import HttpResponse
from django.shortcuts import render

from directory.editors.access import PersonsRequest, for_editors, for_editors_of
from directory.models import Group


@for_editors
def home(request: PersonsRequest) -> HttpResponse:
    groups = Group.objects.edited_by(request.user)
    claims = request.user.claims.is_open().filter(is_new=False).select_related("group")
    return render(request, "directory/editors/home.html", {"groups": groups, "claims": claims})


@for_editors_of
def group_page(request: PersonsRequest, group: Group) -> HttpResponse:
    listings = group.listings.order_by("pk")
    return render(request, "directory/editors/group.html", {"group": group, "listings": listings})
