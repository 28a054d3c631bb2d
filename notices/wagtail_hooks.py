from django.http import HttpRequest
from django.urls import path, reverse

from wagtail import hooks
from wagtail.admin.menu import MenuItem

from notices.reports import WaitingNoticesView, may_read


@hooks.register("register_admin_urls")
def report_urls():
    view = WaitingNoticesView.as_view
    return [
        path("reports/messages/", view(), name="waiting-notices"),
        path("reports/messages/results/", view(results_only=True), name="waiting-notices-results"),
    ]


class ReportItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


@hooks.register("register_reports_menu_item")
def waiting_notices_item():
    return ReportItem(WaitingNoticesView.page_title, reverse("waiting-notices"), icon_name="mail", order=104)
