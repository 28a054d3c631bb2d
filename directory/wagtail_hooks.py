"""The directory in the CMS: a tab for what is the same in every language, then a tab for the words of each."""

from django.conf import settings
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse

from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from directory.confirming import staff as confirming
from directory.models import BankHoliday, Category, Group, Listing, SchoolTerm, Venue
from directory.reports import UnansweredSearchesView, may_read
from directory.spreadsheets import views as spreadsheets
from words.panels import panels, tabs

SESSION_PANELS = [
    FieldRowPanel(panels(("frequency", "weekday", "nth"))),
    FieldRowPanel(panels(("starts", "ends"))),
    FieldRowPanel(panels(("venue", "online"))),
    FieldRowPanel(panels(("starts_on", "ends_on"))),
    FieldRowPanel(panels(("term_time_only", "runs_on_bank_holidays"))),
    FieldRowPanel(panels(("exceptions", "extra_dates"))),
]
OTHER_COST_FIELDS = ("pence", *(f"for_whom_{code}" for code, _name in settings.LANGUAGES))
PICTURE_FIELDS = ("image", *(f"alt_{code}" for code, _name in settings.LANGUAGES))
LISTING_PANELS = [
    MultiFieldPanel(
        [
            *panels(("group", "slug", "reference")),
            FieldPanel("categories", widget=CheckboxSelectMultiple),
            FieldPanel("other_words"),
        ],
        heading="The listing",
    ),
    InlinePanel("sessions", heading="When and where", label="Session", panels=SESSION_PANELS),
    MultiFieldPanel(
        panels(("who_for", "age_from_months", "age_to_months", "languages_spoken")), heading="Who it is for"
    ),
    MultiFieldPanel(panels(("cost_pence", "booking", "waiting_list")), heading="How to join"),
    InlinePanel("other_costs", heading="What it costs some families", label="Cost", panels=panels(OTHER_COST_FIELDS)),
    MultiFieldPanel(panels(("contact_name", "phone", "email", "website")), heading="Whom to ask"),
    MultiFieldPanel(panels(("step_free", "accessible_toilet", "baby_change")), heading="Access"),
    InlinePanel("pictures", heading="Pictures", label="Picture", panels=panels(PICTURE_FIELDS)),
    MultiFieldPanel(panels(("machine_drafted",)), heading="Translations"),
]


class ListingViewSet(SnippetViewSet):
    model = Listing
    icon = "list-ul"
    menu_label = "Listings"
    list_display = ["name_en", "group", "live", UpdatedAtColumn()]
    list_filter = ["group", "categories", "live"]
    search_fields = ["name_en", "slug", "reference"]
    ordering = ["name_en"]
    edit_handler = tabs(
        ObjectList(LISTING_PANELS, heading="The group and times"),
        ("name", "summary", "description"),
        needed="name",
    )


class GroupViewSet(SnippetViewSet):
    model = Group
    icon = "group"
    menu_label = "Groups"
    list_display = ["name", "phone", "email", "is_example"]
    search_fields = ["name"]
    edit_handler = ObjectList(panels(("key", "name", "email", "phone", "website", "is_example")))


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "tag"
    menu_label = "Categories"
    list_display = ["label_en", "key"]
    search_fields = ["label_en", "key"]
    edit_handler = tabs(ObjectList(panels(("key",)), heading="The category"), ("label", "synonyms"), needed="label")


class VenueViewSet(SnippetViewSet):
    model = Venue
    icon = "home"
    menu_label = "Venues"
    list_display = ["name", "address", "postcode", BooleanColumn("address_hidden", label="Hidden")]
    search_fields = ["name", "address", "postcode"]
    edit_handler = ObjectList(
        [
            *panels(("key", "name", "address", "postcode", "address_hidden")),
            FieldRowPanel(panels(("latitude", "longitude")), heading="Position"),
        ]
    )


class SchoolTermViewSet(SnippetViewSet):
    model = SchoolTerm
    icon = "calendar"
    menu_label = "School terms"
    list_display = [
        "name",
        "starts_on",
        "ends_on",
        BooleanColumn("confirmed", label="Confirmed by the council", accessor=lambda term: not term.is_example),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel(panels(("starts_on", "ends_on"))),
            FieldPanel("is_example"),
        ]
    )


class BankHolidayViewSet(SnippetViewSet):
    model = BankHoliday
    icon = "date"
    menu_label = "Bank holidays"
    list_display = ["day", "name"]
    edit_handler = ObjectList(panels(("day", "name")))


class DirectoryViewSetGroup(SnippetViewSetGroup):
    menu_label = "Directory"
    menu_icon = "group"
    submenu_hook = "register_directory_menu_item"
    items = (
        ListingViewSet,
        GroupViewSet,
        CategoryViewSet,
        VenueViewSet,
        SchoolTermViewSet,
        BankHolidayViewSet,
    )


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
    ]


class ReportItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


class UnconfirmedItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return confirming.may_confirm(request.user)


@hooks.register("register_reports_menu_item")
def unconfirmed_listings_item():
    title, address = confirming.UnconfirmedListingsView.page_title, reverse("unconfirmed-listings")
    return UnconfirmedItem(title, address, icon_name="history", order=105)


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("directory.confirm", "Confirm", "Confirmed as still right")
    actions.register_action("directory.hide", "Hide", "Hidden, since nobody confirmed it")


@hooks.register("register_reports_menu_item")
def unanswered_searches_item():
    return ReportItem(UnansweredSearchesView.page_title, reverse("unanswered-searches"), icon_name="search", order=103)


@hooks.register("register_admin_urls")
def spreadsheet_urls():
    return [
        path("listings-spreadsheet/", spreadsheets.start, name="listings-spreadsheet"),
        path("listings-spreadsheet/check/", spreadsheets.check, name="listings-spreadsheet-check"),
        path("listings-spreadsheet/confirm/", spreadsheets.confirm, name="listings-spreadsheet-confirm"),
        path("listings-spreadsheet/export/", spreadsheets.export, name="listings-spreadsheet-export"),
    ]


class SpreadsheetItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return spreadsheets.may_import(request.user)


@hooks.register("register_directory_menu_item")
def spreadsheet_item():
    return SpreadsheetItem("Spreadsheet", reverse("listings-spreadsheet"), icon_name="download", order=100)
