"""Reports for editors: the library by page and language, and what in it needs somebody."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from content import care, links
from content.coverage import TARGETS, coverage, totals
from content.feedback import Reason, answers
from content.models import EasyReadIndexPage, HomePage, TopicIndexPage
from content.queries import SOURCE_LANGUAGE, stale_recordings, translation_states
from content.registry import Fact
from content.translation_states import State

ORDER = (State.MISSING, State.OUT_OF_DATE, State.MACHINE, State.TRANSLATED, State.CHECKED)


def may_read(user) -> bool:
    return PagePermissionPolicy().user_has_any_permission(user, ["add", "change", "publish"])


def coverage_report(request: HttpRequest) -> HttpResponse:
    if not may_read(request.user):
        raise PermissionDenied
    rows = coverage()
    counted = totals(rows)
    context = {
        "rows": rows,
        "languages": TARGETS,
        "totals": [(state, [counted[code][state] for code, _name in TARGETS]) for state in ORDER],
    }
    return render(request, "content/admin/coverage.html", context)


def care_report(request: HttpRequest) -> HttpResponse:
    if not may_read(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    rows = coverage()
    context = {
        "overdue_facts": Fact.objects.all().overdue(today),
        "past_review": care.past_review(today),
        "out_of_date": care.in_state(rows, State.OUT_OF_DATE),
        "unchecked_safety_pages": care.unchecked_safety_pages(rows),
        "stale_recordings": stale_recordings(),
        "broken_links": care.broken_links(),
        "links": links.report(),
        "against_house_rules": care.against_house_rules(),
    }
    return render(request, "content/admin/care.html", context)


def useful_report(request: HttpRequest) -> HttpResponse:
    if not may_read(request.user):
        raise PermissionDenied
    context = {"rows": answers(), "reasons": Reason.labels}
    return render(request, "content/admin/useful.html", context)


class TranslationColumn(Column):
    """In a list of English pages, how many languages hold; in a list of translations, the state of each."""

    def get_value(self, instance: Page) -> str:
        translations = list(instance.get_translations().filter(alias_of=None).select_related("locale"))
        if instance.locale.language_code != SOURCE_LANGUAGE:
            return str(translation_states([instance])[instance.pk])
        states = list(translation_states(translations).values())
        missing = len(TARGETS) - sum(state is not State.MISSING for state in states)
        stale = sum(state is State.OUT_OF_DATE for state in states)
        checked = sum(state is State.CHECKED for state in states)
        parts = [(missing, "missing"), (stale, "out of date"), (checked, "checked")]
        return ", ".join(f"{count} {word}" for count, word in parts if count) or "machine drafts or unchecked"


class LibraryPageViewSet(PageViewSet):
    parent_models = [HomePage, TopicIndexPage, EasyReadIndexPage]
    columns = [*PageViewSet.index_view_class.base_columns, TranslationColumn("translations", label="Translations")]


@hooks.register("register_admin_urls")
def report_urls():
    return [
        path("reports/library/", coverage_report, name="library-coverage"),
        path("reports/care/", care_report, name="library-care"),
        path("reports/useful/", useful_report, name="library-useful"),
    ]


class ReportItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


@hooks.register("register_reports_menu_item")
def coverage_item():
    return ReportItem("Library by language", reverse("library-coverage"), icon_name="globe", order=100)


@hooks.register("register_reports_menu_item")
def care_item():
    return ReportItem("What needs care", reverse("library-care"), icon_name="warning", order=101)


@hooks.register("register_reports_menu_item")
def useful_item():
    return ReportItem("Was it useful?", reverse("library-useful"), icon_name="thumbtack", order=102)


class CarePanel(Component):
    """On the first page of the CMS: how much waits, and the way to it."""

    name = "library-care"
    template_name = "content/admin/care_panel.html"
    order = 50

    def get_context_data(self, parent_context):
        return {"counts": care.counts(coverage(), timezone.localdate())}


@hooks.register("construct_homepage_panels")
def care_panel(request: HttpRequest, panels: list) -> None:
    if may_read(request.user):
        panels.append(CarePanel())
