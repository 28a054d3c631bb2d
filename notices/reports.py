"""For administrators: what was not sent yet, and why."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from notices.models import Notice

COLUMNS = {
    "message": "Message",
    "channel": "By",
    "language": "Language",
    "written_at": "Written at",
    "due_at": "Tried next at",
    "tries": "Failed, times",
    "failure": "Why it failed last",
}


def may_read(user) -> bool:
    return user.has_perm("notices.view_notice")


class WaitingNoticesView(ReportView):
    model = Notice
    page_title = "Messages that wait"
    page_subtitle = "Each is tried until it is sent"
    header_icon = "mail"
    index_url_name = "waiting-notices"
    index_results_url_name = "waiting-notices-results"
    columns = [Column(name, label=label) for name, label in COLUMNS.items()]
    list_export = list(COLUMNS)
    export_headings = COLUMNS
    export_filename = "messages-that-wait"

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        if not may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Notice]:
        return Notice.objects.waiting().order_by("-tries", "due_at")
