"""The open feed of the directory, and a page that says whether it is as the standard wants it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from directory.open_referral.checking.report import latest_report
from directory.open_referral.endpoints import ENDPOINTS, Endpoint
from directory.open_referral.openapi import openapi
from directory.open_referral.pages import lines, page
from directory.open_referral.parameters import PARAMETERS, UUID, read_parameters
from directory.open_referral.publisher import this_portal
from directory.open_referral.responses import json_response, lines_response, open_to_all

VERSION = "HSDS-UK-3.0"
PROFILE = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md"


@open_to_all
def about(request: HttpRequest) -> HttpResponse:
    document = request.build_absolute_uri(reverse("open-referral:openapi"))
    return json_response({"version": VERSION, "profile": PROFILE, "openapi_url": document})


@open_to_all
def openapi_document(request: HttpRequest) -> HttpResponse:
    address = request.build_absolute_uri(reverse("open-referral:about")).rstrip("/")
    return json_response(openapi(address, settings.WAGTAIL_SITE_NAME))


@open_to_all
def records(request: HttpRequest, name: str) -> HttpResponseBase:
    endpoint = _endpoint(name)
    asked = read_parameters([PARAMETERS[one] for one in endpoint.parameters], request.GET)
    if asked.get("format") == "ndjson":
        return lines_response(request, lines(endpoint, asked, this_portal(), timezone.now()))
    return json_response(page(endpoint, asked, this_portal(), timezone.now()))


@open_to_all
def record(request: HttpRequest, name: str, identifier: str) -> HttpResponse:
    endpoint = _endpoint(name)
    asked = read_parameters([PARAMETERS[one] for one in endpoint.parameters_of_one], request.GET)
    found = endpoint.one(identifier.lower(), asked, this_portal()) if UUID.fullmatch(identifier.lower()) else None
    if not found:
        raise Http404
    return json_response(found)


@open_to_all
def nothing_here(request: HttpRequest) -> HttpResponse:
    raise Http404


def status(request: HttpRequest) -> HttpResponse:
    report = latest_report()
    records = report.records if report else {}
    context = {
        "report": report,
        "endpoints": [(endpoint, records.get(name, "")) for name, endpoint in ENDPOINTS.items()],
        "address": request.build_absolute_uri(reverse("open-referral:about")),
    }
    return render(request, "directory/open_referral_status.html", context)


def _endpoint(name: str) -> Endpoint:
    if name not in ENDPOINTS:
        raise Http404
    return ENDPOINTS[name]
