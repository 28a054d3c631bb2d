"""What the CMS shows of several parts at once: packs for translators, and where a number of the registry is used."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse

from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import ListingButton

from content import care
from content.registry import Fact
from content.reports import may_read
from portal.packs import views as packs
from triage import queries as triage_queries


@hooks.register("register_admin_urls")
def urls():
    return [
        path("translation-packs/", packs.packs, name="translation-packs"),
        path("translation-packs/<str:code>/out/", packs.download, name="translation-pack-out"),
        path("translation-packs/<str:code>/in/", packs.upload, name="translation-pack-in"),
        path("where-used/<int:fact_id>/", where_used, name="where-used"),
    ]


def where_used(request: HttpRequest, fact_id: int) -> HttpResponse:
    if not may_read(request.user):
        raise PermissionDenied
    fact = get_object_or_404(Fact, pk=fact_id)
    context = {
        "fact": fact,
        "pages": care.pages_using(fact.key),
        "helplines": care.records_using(fact.key),
        "needs": triage_queries.needs_led_to_helpline(fact.key),
    }
    return render(request, "portal/cms/where_used.html", context)


@hooks.register("register_snippet_listing_buttons")
def where_used_button(snippet, user, next_url=None):
    if isinstance(snippet, Fact):
        yield ListingButton("Where used", reverse("where-used", args=[snippet.pk]), icon_name="link", priority=50)


@hooks.register("before_delete_snippet")
def keep_facts_in_use(request: HttpRequest, instances: list) -> HttpResponse | None:
    """A page whose number is gone would say half a sentence."""
    in_use = [fact for fact in instances if isinstance(fact, Fact) and _is_used(fact)]
    if not in_use:
        return None
    messages.error(request, f"{in_use[0]} is in use. Take it out of every place first.")
    return redirect("where-used", in_use[0].pk)


def _is_used(fact: Fact) -> bool:
    named = care.pages_using(fact.key) or care.records_using(fact.key)
    return bool(fact.is_first or named or triage_queries.needs_led_to_helpline(fact.key))


class PackItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


@hooks.register("register_reports_menu_item")
def packs_item():
    return PackItem("Packs for translators", reverse("translation-packs"), icon_name="download", order=110)
