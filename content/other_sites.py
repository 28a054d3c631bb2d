"""Asks other sites whether an address still answers. What is sent: the request, and who asks; nothing about any person.

Editors choose the addresses and this server asks them, so a host on a private network is refused: nobody learns here
what answers behind the council's firewall. Every address that a site leads on to is held to the same.
"""

import ipaddress
import socket
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from time import sleep
from urllib.parse import urlsplit

from django.conf import settings

import requests
from urllib3.exceptions import HTTPError

HOSTS_AT_ONCE = 8
MOST_REDIRECTS = 10
ENDLESS = "leads on and on"
PRIVATE = "on a private network: not asked"
NO_ADDRESS = "not an address that can be asked"
# The first that fits.
PROBLEMS: tuple[tuple[type[Exception], str], ...] = (
    (socket.gaierror, "no such site"),
    (requests.Timeout, "no answer in time"),
    (requests.exceptions.SSLError, "its certificate is not valid"),
    (requests.ConnectionError, "no connection"),
)
REFUSED = "refused: open it, it may only turn programs away"
MEANINGS = {401: REFUSED, 403: REFUSED, 404: "not there", 410: "not there any more", 429: REFUSED}


class PrivateHostError(Exception):
    """The host is on a private network."""


@dataclass(frozen=True)
class Answer:
    """`status` is HTTP's, None where nothing answered; `problem` is for people; `leads_to` is what to ask instead."""

    status: int | None
    problem: str = ""
    leads_to: str = ""

    @property
    def failed(self) -> bool:
        return self.status is None or self.status >= 400


@dataclass(frozen=True)
class Asker:
    """Several hosts at once, but never two requests to one host, and `pause` seconds between them.

    `timeout` is in seconds. `allow_private` lets it ask hosts on private networks too.
    """

    allow_private: bool = False
    timeout: float = 10
    pause: float = 1

    def ask(self, addresses: Collection[str]) -> dict[str, Answer]:
        """What each address answers, or the one that it leads to. A round asks all that the last one led to, so that
        hosts have their turns there too."""
        ends = {address: address for address in addresses}
        answers: dict[str, Answer] = {}
        for _round in range(MOST_REDIRECTS + 1):
            answers |= self._round(set(ends.values()) - answers.keys())
            ends = {address: answers[end].leads_to or end for address, end in ends.items()}
        return {address: _last(answers.get(end)) for address, end in ends.items()}

    def _round(self, addresses: Collection[str]) -> dict[str, Answer]:
        by_host = [list(group) for _host, group in groupby(sorted(addresses, key=_host), key=_host)]
        with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
            return {address: answer for found in pool.map(self._ask_host, by_host) for address, answer in found}

    def _ask_host(self, addresses: list[str]) -> list[tuple[str, Answer]]:
        return [(address, self._ask_one(address)) for address in addresses]

    def _ask_one(self, address: str) -> Answer:
        """HEAD, and GET where a site does not answer that well: some only know GET."""
        try:
            if not self.allow_private:
                check_is_public(_host(address))
            answer = self._request("HEAD", address)
            return self._request("GET", address) if answer.failed else answer
        except PrivateHostError:
            return Answer(None, PRIVATE)
        except (OSError, ValueError, HTTPError) as error:
            return Answer(None, next((words for kind, words in PROBLEMS if isinstance(error, kind)), NO_ADDRESS))

    def _request(self, method: str, address: str) -> Answer:
        try:
            with requests.request(
                method,
                address,
                headers={"User-Agent": f"FamilyPortal-LinkCheck (+{settings.WAGTAILADMIN_BASE_URL})"},
                auth=_nobody,
                timeout=self.timeout,
                allow_redirects=False,
                stream=True,
            ) as response:
                leads_to = response.next.url if response.next else None
                return Answer(response.status_code, MEANINGS.get(response.status_code, ""), leads_to or "")
        finally:
            sleep(self.pause)


def check_is_public(host: str) -> None:
    """Raises PrivateHostError where any address of the host is not a public one, socket.gaierror where it has none."""
    for *_, place in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM) if host else ():
        if not ipaddress.ip_address(place[0]).is_global:
            raise PrivateHostError


def _last(answer: Answer | None) -> Answer:
    return answer if answer and not answer.leads_to else Answer(None, ENDLESS)


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Signs in nowhere: left to itself, requests would send names and passwords from the operator's .netrc."""
    return request


def _host(address: str) -> str:
    """The host that requests would ask, empty where there is none: read by requests, so that no spelling of an address
    is one host here and another there."""
    try:
        return urlsplit(requests.Request("HEAD", address).prepare().url or "").hostname or ""
    except ValueError:
        return ""
