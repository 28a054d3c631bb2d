"""The directory in the CMS: a tab for what is the same in every language, then a tab for the words of each."""

from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.urls import path, reverse

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from directory.models import Category, Group, Listing, Venue
from directory.reports import UnansweredSearchesView, may_read
from words.panels import panels, tabs

SESSION_FIELDS = ("weekday", "starts", "ends", "venue", "online", "term_time_only")
LISTING_FACTS = (
    "age_from_months",
    "age_to_months",
    "cost_pence",
    "booking",
    "languages_spoken",
    "step_free",
    "accessible_toilet",
    "baby_change",
    "machine_drafted",
)


class ListingViewSet(SnippetViewSet):
    model = Listing
    icon = "list-ul"
    menu_label = "Listings"
    list_display = ["name_en", "group", "live", UpdatedAtColumn()]
    list_filter = ["group", "categories", "live"]
    search_fields = ["name_en", "slug"]
    ordering = ["name_en"]
    edit_handler = tabs(
        ObjectList(
            [
                *panels(("slug", "group")),
                FieldPanel("categories", widget=CheckboxSelectMultiple),
                InlinePanel("sessions", heading="When and where", label="Session", panels=panels(SESSION_FIELDS)),
                *panels(LISTING_FACTS),
            ],
            heading="The group and times",
        ),
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
    list_display = ["name", "address", "postcode"]
    search_fields = ["name", "address", "postcode"]
    edit_handler = ObjectList(panels(("key", "name", "address", "postcode")))


class DirectoryViewSetGroup(SnippetViewSetGroup):
    menu_label = "Directory"
    menu_icon = "group"
    items = (ListingViewSet, GroupViewSet, CategoryViewSet, VenueViewSet)


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
