"""The directory in the CMS: a tab for what is the same in every language, then a tab for the words of each."""

from collections.abc import Sequence

from django.conf import settings
from django.forms import CheckboxSelectMultiple
from django.utils.translation import get_language_info

from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from directory.models import Category, Group, Listing, Venue

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


def _panels(names: Sequence[str]) -> list[FieldPanel]:
    return [FieldPanel(name) for name in names]


def _words_in(code: str, fields: Sequence[str], needed: str) -> ObjectList:
    """A tab of the words in one language, typed in that language's direction. English needs the field `needed`, in a
    draft too, since lists of drafts show it."""
    info = get_language_info(code)
    attrs = {"lang": code, "dir": "rtl" if info["bidi"] else "ltr"}
    panels = [
        FieldPanel(
            f"{field}_{code}",
            attrs=attrs,
            required_on_save=True if (field, code) == (needed, settings.LANGUAGE_CODE) else None,
        )
        for field in fields
    ]
    return ObjectList(panels, heading=info["name"])


def _tabs(first: ObjectList, fields: Sequence[str], needed: str) -> TabbedInterface:
    return TabbedInterface([first, *(_words_in(code, fields, needed) for code, _name in settings.LANGUAGES)])


class ListingViewSet(SnippetViewSet):
    model = Listing
    icon = "list-ul"
    menu_label = "Listings"
    list_display = ["name_en", "group", "live", UpdatedAtColumn()]
    list_filter = ["group", "categories", "live"]
    search_fields = ["name_en", "slug"]
    ordering = ["name_en"]
    edit_handler = _tabs(
        ObjectList(
            [
                *_panels(("slug", "group")),
                FieldPanel("categories", widget=CheckboxSelectMultiple),
                InlinePanel("sessions", heading="When and where", label="Session", panels=_panels(SESSION_FIELDS)),
                *_panels(LISTING_FACTS),
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
    edit_handler = ObjectList(_panels(("key", "name", "email", "phone", "website", "is_example")))


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "tag"
    menu_label = "Categories"
    list_display = ["label_en", "key"]
    search_fields = ["label_en", "key"]
    edit_handler = _tabs(ObjectList(_panels(("key",)), heading="The category"), ("label", "synonyms"), needed="label")


class VenueViewSet(SnippetViewSet):
    model = Venue
    icon = "home"
    menu_label = "Venues"
    list_display = ["name", "address", "postcode"]
    search_fields = ["name", "address", "postcode"]
    edit_handler = ObjectList(_panels(("key", "name", "address", "postcode")))


class DirectoryViewSetGroup(SnippetViewSetGroup):
    menu_label = "Directory"
    menu_icon = "group"
    items = (ListingViewSet, GroupViewSet, CategoryViewSet, VenueViewSet)


register_snippet(DirectoryViewSetGroup)
