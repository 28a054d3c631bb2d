"""A file of a group as an answer: saved, never opened by the browser, kept by nothing on the way."""

from django.http import FileResponse, Http404
from django.utils.text import slugify

from directory.safeguarding.models import Evidence

HEADERS = {
    "Content-Type": "application/octet-stream",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


def file_response(evidence: Evidence) -> FileResponse:
    if not evidence.file.name or not evidence.file.storage.exists(evidence.file.name):
        raise Http404
    name = f"{slugify(evidence.group.key)}-{evidence.slot}.{evidence.kind}"
    return FileResponse(evidence.file.open(), as_attachment=True, filename=name, headers=HEADERS)
