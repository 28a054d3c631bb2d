"""The directory in the CMS: its records (snippets.py), its reports, its pages, and what its history says."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse

from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets import ListingButton
from wagtail.snippets.models import register_snippet

import directory.accounts.cms  # noqa: F401 - registers its hooks
from directory.confirming import staff as confirming
from directory.editing.actions import OF_EDITORS
from directory.menu import ItemFor
from directory.models import Group, Listing
from directory.moderation import staff_views as moderation
from directory.moderation.actions import MODERATED
from directory.problems.staff import ProblemsView, problem
from directory.reports import UnansweredSearchesView, may_read
from directory.safeguarding import cms as safeguarding
from directory.snippets import DirectoryViewSetGroup
from directory.spreadsheets import views as spreadsheets

register_snippet(DirectoryViewSetGroup)


@hooks.register("before_delete_snippet")
def keep_published_listings(request: HttpRequest, instances: list) -> HttpResponse | None:
    """Who copied it from the open feed is told that it is withdrawn; of a listing that is gone nothing can tell."""
    published = [one for one in instances if isinstance(one, Listing) and one.first_published_at]
    if not published:
        return None
    first = min(published, key=lambda listing: not listing.live)
    way_on = "Unpublish it instead, which tells them." if first.live else "It is unpublished, which tells them."
    messages.error(request, f"{first.name_en} stays, since other directories may have copied it. {way_on}")
    return redirect(first.snippet_viewset.get_url_name("unpublish" if first.live else "edit"), first.pk)


@hooks.register("register_admin_urls")
def report_urls():
    view = UnansweredSearchesView.as_view
    return [
        path("reports/searches/", view(), name="unanswered-searches"),
        path("reports/searches/results/", view(results_only=True), name="unanswered-searches-results"),
        path("reports/listings/", confirming.UnconfirmedListingsView.as_view(), name="unconfirmed-listings"),
        path(
            "reports/listings/results/",
            confirming.UnconfirmedListingsView.as_view(results_only=True),
            name="unconfirmed-listings-results",
        ),
        path("reports/listings/<int:key>/", confirming.confirm_listing, name="confirm-listing"),
        path("reports/problems/", ProblemsView.as_view(), name="listing-problems"),
        path("reports/problems/results/", ProblemsView.as_view(results_only=True), name="listing-problems-results"),
        path("reports/problems/<int:number>/", problem, name="listing-problem"),
    ]


@hooks.register("register_reports_menu_item")
def unconfirmed_listings_item():
    title, address = confirming.UnconfirmedListingsView.page_title, reverse("unconfirmed-listings")
    return ItemFor(confirming.may_confirm, title, address, icon_name="history", order=105)


@hooks.register("register_reports_menu_item")
def listing_problems_item():
    return ItemFor(
        confirming.may_confirm, ProblemsView.page_title, reverse("listing-problems"), icon_name="warning", order=106
    )


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("directory.confirm", "Confirm", "Confirmed as still right")
    actions.register_action("directory.answer_problem", "Answer a family", "Answered what a family said is wrong")
    actions.register_action("directory.hide", "Hide", "Hidden, since nobody confirmed it")


@hooks.register("register_reports_menu_item")
def unanswered_searches_item():
    return ItemFor(
        may_read, UnansweredSearchesView.page_title, reverse("unanswered-searches"), icon_name="search", order=103
    )


@hooks.register("register_admin_urls")
def spreadsheet_urls():
    return [
        path("listings-spreadsheet/", spreadsheets.start, name="listings-spreadsheet"),
        path("listings-spreadsheet/check/", spreadsheets.check, name="listings-spreadsheet-check"),
        path("listings-spreadsheet/confirm/", spreadsheets.confirm, name="listings-spreadsheet-confirm"),
        path("listings-spreadsheet/export/", spreadsheets.export, name="listings-spreadsheet-export"),
    ]


@hooks.register("register_directory_menu_item")
def spreadsheet_item():
    return ItemFor(
        spreadsheets.may_import, "Spreadsheet", reverse("listings-spreadsheet"), icon_name="download", order=100
    )


@hooks.register("register_log_actions")
def moderation_log_actions(actions):
    for action, (label, message) in MODERATED.items():
        actions.register_action(action, label, message)


@hooks.register("register_log_actions")
def editing_actions(actions):
    for action, (label, message) in OF_EDITORS.items():
        actions.register_action(action, label, message)


@hooks.register("register_admin_urls")
def moderation_urls():
    return [
        path("changes/", moderation.queue, name=moderation.QUEUE),
        path("changes/<slug:model>/<int:key>/", moderation.change, name=moderation.CHANGE),
        path("changes/group/<int:key>/trust/", moderation.trust, name=moderation.TRUST),
        path("changes/<slug:model>/<int:key>/history/", moderation.history, name=moderation.HISTORY),
    ]


@hooks.register("register_directory_menu_item")
def moderation_item():
    return ItemFor(
        moderation.may_moderate, "Changes by groups", reverse(moderation.QUEUE), icon_name="history", order=-1
    )


@hooks.register("register_admin_urls")
def safeguarding_urls():
    return safeguarding.urlpatterns


@hooks.register("register_directory_menu_item")
def safeguarding_item():
    return ItemFor(safeguarding.may_check, "Safeguarding", reverse("safeguarding"), icon_name="lock", order=90)


@hooks.register("register_snippet_listing_buttons")
def safeguarding_button(snippet, user, next_url=None):
    if isinstance(snippet, Group) and safeguarding.may_check(user):
        yield ListingButton(
            "Safeguarding", reverse("safeguarding-group", args=[snippet.pk]), icon_name="lock", priority=50
        )


SAFEGUARDING_ACTIONS = {
    "give_evidence": "Give evidence",
    "take_evidence_away": "Delete evidence",
    "see_evidence": "See evidence",
    "send_evidence_back": "Send evidence back",
    "read_evidence": "Download evidence",
    "refuse_evidence": "Refuse an infected file",
    "suspend_group": "Suspend",
    "show_group_again": "Show again",
}


@hooks.register("register_log_actions")
def safeguarding_actions(actions):
    for name, label in SAFEGUARDING_ACTIONS.items():
        actions.register_action(f"directory.{name}", label, label)
