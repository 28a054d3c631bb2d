"""A family's browser at a real server: it keeps cookies, goes where it is led, and sends again what failed."""

import re
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

from tests.referrals.family import TYPED
from tests.referrals.server import HOST, PATIENCE

SEND = {"step": "check", "action": "send"}
FORM = "/en/support/form/"
REFERENCE = re.compile("FP-[0-9A-Z]{4}-[0-9A-Z]{4}")


class Answer(NamedTuple):
    status: int
    leads_to: str
    page: str


class Visitor:
    host = HOST

    def __init__(self, port: int, name: str) -> None:
        self.port, self.name, self.cookies, self.unanswered = port, name, {}, 0

    def look(self, address: str = FORM) -> Answer:
        return self._until_answered("GET", address)

    def fill_in(self) -> None:
        """All but the last button."""
        self.look()
        for step, typed in TYPED.items():
            self.post(step=step, action="continue", **typed | ({"name": self.name} if step == "people" else {}))

    def send(self) -> str:
        """The reference that the family is shown in the end, however often they had to press the button."""
        answer = self.post(**SEND)
        assert answer.status == 303, answer
        return REFERENCE.search(self.look(answer.leads_to).page)[0]

    def press_send(self) -> Answer:
        """Once. Raises OSError or HTTPException where there is no whole answer."""
        return self.ask("POST", FORM, self._body(SEND))

    def post(self, **typed: str | list[str]) -> Answer:
        return self._until_answered("POST", FORM, self._body(typed))

    def _body(self, typed: Mapping[str, str | list[str]]) -> str:
        token = next(value for name, value in self.cookies.items() if "csrf" in name)
        return urlencode({**typed, "csrfmiddlewaretoken": token}, doseq=True)

    def _until_answered(self, method: str, address: str, body: str | None = None) -> Answer:
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            with suppress(OSError, HTTPException):
                answer = self.ask(method, address, body)
                if answer.status < 500:
                    return answer
            self.unanswered += 1
            time.sleep(0.05)
        raise AssertionError(f"no answer from {address}")

    def ask(self, method: str, address: str, body: str | None = None) -> Answer:
        """Once. Raises as `press_send` does."""
        headers = {
            "Host": self.host,
            "X-Forwarded-Proto": "https",
            "Origin": f"https://{self.host}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        with closing(self.connection()) as connection:
            connection.request(method, address, body, headers)
            response = connection.getresponse()
            page = response.read().decode(errors="replace")
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return Answer(response.status, response.headers.get("Location", ""), page)

    def connection(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
