"""A translator sends a complete translation to be checked; whoever publishes in that language approves it, stops it
being translated, or makes it an alias of the English again.

Wagtail Localize 1.14.5 lets everybody who may edit a translation do the last two, and offers translators nothing else.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from wagtail import hooks
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page

from wagtail_localize.models import Translation
from wagtail_localize.views import convert, edit_translation

from content.translation_submission import send_to_be_checked


@hooks.register("register_admin_urls")
def workflow_urls() -> list[URLPattern]:
    return [
        path("translation-check/<int:page_id>/send/", send, name="send-translation"),
        # In the place of Wagtail Localize's own addresses.
        path("localize/page/<int:page_id>/convert_to_alias/", convert_to_alias),
        path("localize/translate/<int:translation_id>/disable/", stop_translation),
    ]


def convert_to_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    _refuse_unless_publisher(request, get_object_or_404(Page, pk=page_id))
    return convert.convert_to_alias(request, page_id)


def stop_translation(request: HttpRequest, translation_id: int) -> HttpResponse:
    target = get_object_or_404(Translation, pk=translation_id).get_target_instance()
    if isinstance(target, Page):
        _refuse_unless_publisher(request, target)
    return edit_translation.stop_translation(request, translation_id)


def _refuse_unless_publisher(request: HttpRequest, page: Page) -> None:
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied


@require_POST
def send(request, page_id: int) -> HttpResponse:
    page = get_object_or_404(Page, pk=page_id, alias_of=None)
    translation = get_object_or_404(
        Translation, source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    )
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    try:
        send_to_be_checked(translation=translation, actor=request.user)
    except ValidationError as refusal:
        messages.error(request, f"Not sent: {' '.join(refusal.messages)}")
    else:
        messages.success(request, f"“{page.title}” is sent. A checker of {page.locale.language_name} reads it next.")
    return redirect("wagtailadmin_pages:edit", page.pk)


def say_why_an_approval_is_refused() -> None:
    """Wagtail answers that the checker has no permission, and takes them to the first page."""
    for view, name in ((WorkflowActionView, "post"), (EditView, "perform_workflow_action")):
        setattr(view, name, _saying_why(getattr(view, name)))


def _saying_why(act: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(act)
    def act_or_say_why(self: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return act(self, *args, **kwargs)
        except PublishPagePermissionError as refusal:
            messages.error(self.request, f"Not published: {refusal}")
        address = reverse("wagtailadmin_pages:edit", args=[kwargs.get("page_id") or self.page.pk])
        if self.request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return self.render_modal_json(self.request, {"step": "success", "redirect": address})
        return redirect(address)

    return act_or_say_why


say_why_an_approval_is_refused()
