from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.panels import ObjectList, PageChooserPanel
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_localize.views.submit_translations import SubmitTranslationForm

import content.translation_workflow  # noqa: F401  its hooks; before those below, whose addresses it takes
from content import reports
from content.complete_translations import offer_only_languages_of_the_parent, refused
from content.operations import (
    OtherNumbersError,
    OtherWordsError,
    OutOfDateError,
    SamePersonError,
    record_translation_check,
)
from content.queries import SOURCE_LANGUAGE
from content.recordings import Recording
from content.registry import Fact, Term
from words.panels import panels, tabs


class FactViewSet(SnippetViewSet):
    model = Fact
    icon = "mobile-alt"
    menu_label = "Facts and helplines"
    add_to_admin_menu = True
    list_display = ["key", "shown", "says", "name_en", "checked_on", "check_again_by"]
    list_filter = ["unit", "is_first"]
    search_fields = ["key", "value", "says", "name_en"]
    edit_handler = tabs(
        ObjectList(
            panels(
                (
                    "key",
                    "value",
                    "unit",
                    "says",
                    "source",
                    "checked_on",
                    "check_again_by",
                    "languages_spoken",
                    "text_relay",
                    "is_first",
                    "position",
                ),
                permission="content.keep_registry",
            ),
            heading="The number",
        ),
        ("name", "when_to_call", "hours"),
        rights_of="content",
    )


class TermViewSet(SnippetViewSet):
    model = Term
    icon = "help"
    menu_label = "Glossary"
    add_to_admin_menu = True
    list_display = ["key", "name_en", "meaning_en"]
    search_fields = ["key", "name_en", "meaning_en"]
    edit_handler = tabs(
        ObjectList(panels(("key",), permission="content.keep_registry"), heading="The word"),
        ("name", "forms", "meaning"),
        rights_of="content",
    )


class RecordingViewSet(SnippetViewSet):
    model = Recording
    icon = "media"
    menu_label = "Recordings"
    add_to_admin_menu = True
    list_display = ["page", "language_tag"]
    edit_handler = ObjectList(
        [PageChooserPanel("page"), *panels(("language_tag", "file", "transcript", "recorded_on"))]
    )


offer_only_languages_of_the_parent(SubmitTranslationForm)
register_snippet(FactViewSet)
register_snippet(RecordingViewSet)
register_snippet(TermViewSet)


@hooks.register("register_log_actions")
def log_translation_check(actions):
    actions.register_action("content.translation_checked", "Check translation", "Translation checked by a person")


@hooks.register("register_admin_urls")
def translation_urls():
    return [
        path("translation-check/<int:page_id>/", check_translation, name="check-translation"),
    ]


@hooks.register("register_page_listing_more_buttons")
@hooks.register("register_page_header_buttons")
def translation_check_button(page: Page, user, next_url=None, **kwargs):
    if _may_check(user, page):
        yield Button("Mark translation as checked", reverse("check-translation", args=[page.pk]), icon_name="check")


def _may_check(user, page: Page) -> bool:
    """Only live words of a language can be checked, by whoever publishes in it."""
    is_translation = page.locale.language_code != SOURCE_LANGUAGE and not page.alias_of_id
    return is_translation and page.live and page.permissions_for_user(user).can_publish()


def check_translation(request, page_id: int):
    """Ask an editor of that language to confirm that they read the page against the English."""
    page = get_object_or_404(Page.objects.select_related("locale"), pk=page_id)
    if not _may_check(request.user, page):
        raise PermissionDenied
    if request.method == "POST":
        try:
            read = request.POST.get("revision", "")
            record_translation_check(page=page, actor=request.user, now=timezone.now(), read=read)
            messages.success(
                request, f"The {page.locale.language_name} translation of “{page.title}” is marked as checked."
            )
        except OtherWordsError:
            messages.error(request, "Other words went live while you read. Read the page again, then mark it.")
            return redirect("check-translation", page.pk)
        except SamePersonError:
            messages.error(request, "You wrote some of these words: a second person must check them.")
        except OutOfDateError:
            messages.error(request, "The English was published anew since. Translate and publish what waits first.")
        except OtherNumbersError:
            messages.error(request, "Its numbers or facts are not those of the English. Mend them first.")
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return render(request, "content/admin/check_translation.html", {"page": page})


@hooks.register("before_publish_page")
def say_what_is_still_english(request, page: Page):
    """Publishing refuses it; here the editor learns why, with the draft saved."""
    if reason := refused(page):
        messages.error(request, f"Not published: {reason}")
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("register_admin_viewset")
def library_page_viewset():
    return reports.LibraryPageViewSet()


@hooks.register("insert_editor_js")
def direction_of_translations() -> str:
    """Wagtail Localize's translation editor has no writing direction (wagtail-localize#197)."""
    return format_html(
        '<script src="{}" data-right-to-left="{}" defer></script>',
        static("js/translation_direction.js"),
        " ".join(settings.LANGUAGES_BIDI),
    )
