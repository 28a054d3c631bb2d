"""Reports for editors: the words that families looked for, and neither a page nor a group answers."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.pages import PagePermissionPolicy

from directory.models import UnansweredSearch
from directory.unanswered import DAYS_KEPT, SHOWN_FROM_TIMES

COLUMNS = {
    "words": "Words",
    "language_name": "Language",
    "times": "Times",
    "last_asked_on": "Last asked on",
}


def may_read(user) -> bool:
    """Whoever writes what could answer: the library's pages or the directory's listings."""
    writes_pages = PagePermissionPolicy().user_has_any_permission(user, ["add", "change", "publish"])
    return writes_pages or user.has_perm("directory.change_listing")


class UnansweredSearchesView(ReportView):
    model = UnansweredSearch
    page_title = "Searches that found nothing"
    page_subtitle = f"Of the last {DAYS_KEPT} days, asked {SHOWN_FROM_TIMES} times or more"
    header_icon = "search"
    index_url_name = "unanswered-searches"
    index_results_url_name = "unanswered-searches-results"
    columns = [Column(name, label=label) for name, label in COLUMNS.items()]
    list_export = list(COLUMNS)
    export_headings = COLUMNS
    export_filename = "searches-that-found-nothing"

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        if not may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[UnansweredSearch]:
        return UnansweredSearch.objects.shown(timezone.localdate())
