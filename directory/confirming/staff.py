"""For staff: what nobody has confirmed for a long time, and a button for what the group says on the telephone."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from directory import queries
from directory.confirming.operations import confirm
from directory.editors.access import SignedInRequest
from directory.freshness import DUE_AFTER
from directory.models import Group, Listing

ENGLISH = "en"


def may_confirm(user) -> bool:
    return user.has_perm("directory.publish_listing")


class KeepersReport(ReportView):
    """For those who keep the listings true."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_confirm(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class UnconfirmedListingsView(KeepersReport):
    model = Listing
    page_title = "Listings to confirm"
    page_subtitle = "Nobody has said for a long time that they are right"
    header_icon = "history"
    index_url_name = "unconfirmed-listings"
    index_results_url_name = "unconfirmed-listings-results"
    columns = [
        TitleColumn("name_en", label="Listing", get_url=lambda listing: reverse("confirm-listing", args=[listing.pk])),
        Column("group", label="Group"),
        DateColumn("known_since", label="Confirmed or published"),
        Column("reminder", label="Asked so far"),
        DateColumn("hidden_at", label="Hidden since"),
        Column("editors", label="Editors", accessor=lambda listing: listing.group.editors),
        Column("phone", label="Telephone", accessor=lambda listing: listing.phone or listing.group.phone),
    ]
    list_export = ["name_en", "group", "known_since", "reminder", "hidden_at"]
    export_filename = "listings-to-confirm"

    def get_queryset(self) -> QuerySet[Listing]:
        groups = Prefetch("group", queryset=Group.objects.annotate(editors=Count("editorships")))
        return Listing.objects.asked_about().known_before(timezone.now() - DUE_AFTER).prefetch_related(groups)


def confirm_listing(request: SignedInRequest, key: int) -> HttpResponse:
    """What families read, to be gone through on the telephone."""
    if not may_confirm(request.user):
        raise PermissionDenied
    listing = get_object_or_404(Listing.objects.asked_about().select_related("group"), pk=key)
    now = timezone.now()
    if request.method == "POST":
        confirm(listing=listing, since=listing.known_since, actor=request.user, by="staff", now=now)
        messages.success(request, f"“{listing.name_en}” is confirmed as of today.")
        return redirect("unconfirmed-listings")
    context = {"listing": listing, "detail": queries.detail(listing, ENGLISH, now=now)}
    return render(request, "directory/cms/confirm_listing.html", context)
