"""The directory in the CMS: a tab for what is the same in every language, then a tab for the words of each."""

from django.conf import settings
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.urls import path, reverse

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from directory.editing.actions import OF_EDITORS
from directory.models import BankHoliday, Category, Group, Listing, SchoolTerm, Venue
from directory.moderation import staff_views as moderation
from directory.moderation.actions import MODERATED
from directory.moderation.editing import ModeratedEditView
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
GROUPS_CHANGE = HelpPanel(template="directory/cms/moderation_notice.html")
LISTING_PANELS = [
    GROUPS_CHANGE,
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
    edit_view_class = ModeratedEditView
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
    edit_view_class = ModeratedEditView
    icon = "group"
    menu_label = "Groups"
    list_display = ["name", "phone", "email", "is_example"]
    search_fields = ["name"]
    edit_handler = ObjectList([GROUPS_CHANGE, *panels(("key", "name", "email", "phone", "website", "is_example"))])


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


@hooks.register("register_admin_urls")
def report_urls():
    view = UnansweredSearchesView.as_view
    return [
        path("reports/searches/", view(), name="unanswered-searches"),
        path("reports/searches/results/", view(results_only=True), name="unanswered-searches-results"),
    ]


class ReportItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


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


class ModerationItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return moderation.may_moderate(request.user)


@hooks.register("register_directory_menu_item")
def moderation_item():
    return ModerationItem("Changes by groups", reverse(moderation.QUEUE), icon_name="history", order=-1)
