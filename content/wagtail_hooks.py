from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language_info

from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from content.models import Helpline
from content.operations import record_translation_check
from content.queries import SOURCE_LANGUAGE


def _words_panel(code: str) -> ObjectList:
    """A tab of the words in one language, typed in that language's direction."""
    info = get_language_info(code)
    attrs = {"lang": code, "dir": "rtl" if info["bidi"] else "ltr"}
    fields = ("name", "when_to_call", "hours")
    panels = [FieldPanel(f"{field}_{code}", attrs=attrs) for field in fields]
    return ObjectList(panels, heading=info["name"])


class HelplineViewSet(SnippetViewSet):
    model = Helpline
    icon = "mobile-alt"
    menu_label = "Helplines"
    add_to_admin_menu = True
    list_display = ["number", "name_en", "checked_on", "check_again_by"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel(field)
                    for field in ("key", "number", "is_first", "position", "source", "checked_on", "check_again_by")
                ],
                heading="The number",
            ),
            *[_words_panel(code) for code, _name in settings.LANGUAGES],
        ]
    )


register_snippet(HelplineViewSet)


@hooks.register("register_log_actions")
def log_translation_check(actions):
    actions.register_action("content.translation_checked", "Check translation", "Translation checked by a person")


@hooks.register("register_admin_urls")
def translation_check_url():
    return [path("translation-check/<int:page_id>/", check_translation, name="check-translation")]


@hooks.register("register_page_listing_more_buttons")
@hooks.register("register_page_header_buttons")
def translation_check_button(page: Page, user, next_url=None, **kwargs):
    if page.locale.language_code != SOURCE_LANGUAGE and page.permissions_for_user(user).can_publish():
        yield Button("Mark translation as checked", reverse("check-translation", args=[page.pk]), icon_name="check")


def check_translation(request, page_id: int):
    """Ask an editor of that language to confirm that they read the page against the English."""
    page = get_object_or_404(Page.objects.select_related("locale"), pk=page_id)
    if page.locale.language_code == SOURCE_LANGUAGE or not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    if request.method == "POST":
        record_translation_check(page=page, actor=request.user, now=timezone.now())
        messages.success(
            request, f"The {page.locale.language_name} translation of “{page.title}” is marked as checked."
        )
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return render(request, "content/admin/check_translation.html", {"page": page})
