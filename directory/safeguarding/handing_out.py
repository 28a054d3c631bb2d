"""A file of a group as an answer: saved, never opened by the browser, kept by nothing on the way."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from directory.safeguarding.models import Evidence

HEADERS = {
    "Content-Type": "application/octet-stream",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


def file_response(evidence: Evidence) -> HttpResponse:
    if not evidence.file:
        raise Http404
    try:
        with evidence.file.open() as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"{evidence.group.key}-{evidence.slot}.{evidence.kind}"
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, headers={**HEADERS, "Content-Disposition": disposition})
