"""The answer to "Was this page useful?": counted, then a reason may be given. Works without JavaScript or a cookie."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wagtail.models import Page

from content.feedback import Answer, Reason, count_answer
from content.queries import page_url, source_of


@never_cache
@csrf_exempt  # A count that belongs to nobody: a token would put a cookie on every reader's phone.
@require_http_methods(["GET", "POST"])
def useful(request: HttpRequest, page_id: int) -> HttpResponse:
    # The root of the tree is a page too, but none that anybody reads.
    page = get_object_or_404(Page.objects.live().filter(depth__gt=1), pk=page_id)
    if request.method == "POST":
        return _count(request, page)
    asks_why = request.GET.get("answer") == Answer.NO and "reason" not in request.GET
    context = {
        "reasons": Reason.choices if asks_why else (),
        "back": page_url(page, request.LANGUAGE_CODE),
        "page": page,
    }
    return render(request, "content/useful.html", context)


def _count(request: HttpRequest, page: Page) -> HttpResponse:
    """Another site that posts here could only add to a count; it is refused where the browser tells."""
    answer, reason = request.POST.get("answer", ""), request.POST.get("reason", "")
    foreign = request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin"
    with_reason = answer == Answer.NO and reason in Reason.values
    if foreign or answer not in Answer.values or (reason and not with_reason):
        return HttpResponseBadRequest()
    count_answer(
        page=source_of(page),
        language=page.locale.language_code,
        answer=Answer(answer),
        reason=reason,
        today=timezone.localdate(),
    )
    return redirect(f"{request.path}?answer={answer}" + (f"&reason={reason}" if reason else ""))
