"""Numbers for Prometheus, of all this role's processes on this machine together. None of them tells of a family: no
address, no query, and of referrals how many are in each state."""

import os
import time
from datetime import datetime

from prometheus_client import CollectorRegistry, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from notices.models import Notice
from portal.health import longest_wait
from portal.roles import Role
from referrals import queries

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
REQUESTS = Histogram("portal_request_seconds", "Requests, by view.", ["view", "method", "status"], buckets=BUCKETS)
TURN = Gauge("portal_worker_turn_seconds", "When the worker last ran (Unix time).", multiprocess_mode="mostrecent")
WAITING = Gauge("portal_outbox_waiting", "Messages to be sent.", multiprocess_mode="mostrecent")
LONGEST = Gauge("portal_outbox_longest_wait_seconds", "Of a message that is due.", multiprocess_mode="mostrecent")
REFERRALS = Gauge("portal_referrals", "Referrals, by state.", ["state"], multiprocess_mode="mostrecent")
ALARMING = Gauge("portal_referrals_alarming", "Referrals nobody took up in time.", multiprocess_mode="mostrecent")
METHODS = {"GET", "HEAD", "POST"}


def measured(get_response):
    """The view's name, and never what was asked of it."""

    def middleware(request):
        started = time.perf_counter()
        response = get_response(request)
        found = request.resolver_match
        method = request.method if request.method in METHODS else "other"
        seconds = time.perf_counter() - started
        REQUESTS.labels(found.view_name if found else "none", method, response.status_code).observe(seconds)
        return response

    return middleware


def count_what_waits(role: Role, *, now: datetime) -> None:
    """By the worker, at each turn: only the staff's may count referrals."""
    TURN.set(now.timestamp())
    WAITING.set(Notice.objects.waiting().count())
    LONGEST.set(longest_wait(now).total_seconds())
    if role.serves_teams:
        for state, number in queries.numbers_by_state().items():
            REFERRALS.labels(state).set(number)
        ALARMING.set(queries.number_alarming(now))


def exposition() -> bytes:
    """In Prometheus's own text."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)
        return generate_latest(registry)
    return generate_latest()
