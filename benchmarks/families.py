"""Families who come to the site at their own pace, each of whose requests is noted."""

import random
import re
import time
from collections import defaultdict
from http.client import HTTPException
from threading import Lock
from urllib.parse import quote

from tests.referrals.visitor import FORM, SEND, Answer, Visitor

PAGES, SEARCHES, ONE_IN_ANSWERS, ONE_IN_SENDS = 12, 2, 20, 100
SECONDS_A_PAGE = 4.0  # on average; people read for longer, and then fewer requests come at once
LANGUAGES = ["en"] * 8 + ["ur", "ur", "pl", "ro", "bn", "bn", "pa", "gu"]
WORDS = ["stay and play", "baby massage", "LU1", "talking", "sen", "breastfeeding", "sleep", "اردو", "zabawa", "শিশু"]
NOT_WALKED = ("/support/", "/my-groups/", "/leave/", ".ics", "/offline/")


class Seen:
    """What became of each request, by kind: milliseconds, and what failed."""

    def __init__(self) -> None:
        self.lock, self.took, self.failed = Lock(), defaultdict(list), defaultdict(list)

    def note(self, kind: str, seconds: float, failure: str) -> None:
        with self.lock:
            self.took[kind].append(seconds * 1000)
            if failure:
                self.failed[kind].append(failure)


class Reader(Visitor):
    """A family that reads, searches and perhaps asks for help; each of its requests is noted."""

    def __init__(self, port: int, seen: Seen, language: str = "en", wait: float = SECONDS_A_PAGE) -> None:
        super().__init__(port, "A family")
        self.seen, self.language, self.wait, self.files = seen, language, wait, set()

    def ask(self, method: str, address: str, body: str | None = None) -> Answer:
        started, failure = time.perf_counter(), ""
        try:
            answer = super().ask(method, address, body)
            failure = f"{answer.status} {address}" if answer.status >= 400 else ""
            return answer
        except (OSError, HTTPException) as error:
            failure = f"{type(error).__name__} {address}"
            raise
        finally:
            self.seen.note(kind_of(address, body), time.perf_counter() - started, failure)

    def look(self, address: str = FORM) -> Answer:
        answer = super().look(address)
        for file in set(re.findall('(?:href|src)="(/static/[^"]+)"', answer.page)) - self.files:
            self.files.add(file)
            self.ask("GET", file)
        self.pause()
        return answer

    def pause(self) -> None:
        time.sleep(random.expovariate(1 / self.wait))

    def visit(self) -> None:
        home = f"/{self.language}/"
        page = self.look(home).page
        for number in range(1, PAGES + SEARCHES):
            asks = number in (4, 8)
            page = self.look(f"{home}groups/?q={quote(random.choice(WORDS))}" if asks else self.some_link(page)).page

    def some_link(self, page: str) -> str:
        home = f"/{self.language}/"
        links = re.findall(f'href="({home}[^"#]*)"', page)
        walked = [link for link in links if not any(part in link for part in NOT_WALKED)]
        return random.choice(walked or [home]).replace("&amp;", "&")

    def answer_questions(self) -> None:
        """At random, to the end."""
        address = f"/{self.language}/support/"
        page = self.look(address).page
        while answers := re.findall('name="answer" value="([^"]+)"', page):
            step = re.search('name="step" value="([^"]+)"', page)[1]
            body = self._body({"step": step, "action": "continue", "answer": random.choice(answers)})
            self._until_answered("POST", address, body)
            page = self.look(address).page

    def ask_for_help(self) -> None:
        self.fill_in()
        self.pause()
        self.send()

    def post(self, **typed):
        answer = super().post(**typed)
        if typed != SEND:
            self.look()
        return answer


def kind_of(address: str, body: str | None) -> str:
    if address.startswith("/static/"):
        return "file"
    if FORM[3:] in address:
        return "sending" if body and "action=send" in body else "form step"
    if "/support/" in address:
        return "question"
    return "search" if "q=" in address else "page"


def come(reader: Reader) -> None:
    """What stops a family is noted as well as what it was answered."""
    try:
        reader.visit()
        if random.random() < 1 / ONE_IN_ANSWERS:
            reader.answer_questions()
        if random.random() < 1 / ONE_IN_SENDS:
            reader.ask_for_help()
    except Exception as error:  # noqa: BLE001 - the other families go on
        reader.seen.note("family", 0, f"{type(error).__name__} {error}")
