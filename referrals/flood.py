"""A flood of machines is never refused, since a family could be among them: it is laid in another tray."""

import ipaddress
import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from allauth.core.internal.httpkit import get_client_ip

from referrals.buckets import Rate, draw
from referrals.intake import INTAKE
from referrals.trays import Tray

logger = logging.getLogger(__name__)
# A field that people are told to leave empty, and that machines fill in. No browser fills in what is named so.
TRAP = "extra"
QUICKEST = timedelta(seconds=INTAKE.quickest_seconds)
OF_A_NETWORK = Rate(INTAKE.network_at_once, INTAKE.network_an_hour)
OF_THE_SITE = Rate(INTAKE.site_at_once, INTAKE.site_an_hour)


def tray(request: HttpRequest, *, is_trapped: bool, began_at: datetime, now: datetime) -> Tray:
    """Where what is sent now is to be laid. Machines that gave themselves away use up nobody's share."""
    if is_trapped:
        return Tray.QUARANTINE
    if not settings.WATCH_FOR_FLOODS:
        return Tray.MAIN
    return Tray.CHECK if now - began_at < QUICKEST or is_too_often(request, now=now) else Tray.MAIN


def is_too_often(request: HttpRequest, *, now: datetime) -> bool:
    """From this network, and then from the whole site; where nobody can count, yes."""
    try:
        return not (
            draw(network_name(request, now=now), OF_A_NETWORK, now=now)
            and draw(_name("the whole site"), OF_THE_SITE, now=now)
        )
    except DatabaseError:
        logger.exception("How often referrals are sent could not be counted")
        return True


def network_name(request: HttpRequest, *, now: datetime) -> str:
    """A hash under the process's secret key, another one every day, of the part of the address that many share."""
    return _name(f"{now.date()} {_network(_address(request))}")


def _network(address: str) -> str:
    try:
        prefix = 24 if ipaddress.ip_address(address).version == 4 else 56
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((address, prefix), strict=False))


def _address(request: HttpRequest) -> str:
    try:
        return get_client_ip(request) or ""
    except ImproperlyConfigured:
        return ""


def _name(text: str) -> str:
    return salted_hmac("referrals.flood", text, algorithm="sha256").hexdigest()
