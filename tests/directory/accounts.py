"""A person at a browser with a mailbox of their own."""

import re

from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from notices.delivery import deliver_due

CODE = re.compile(r"\d{4}-\d{4}")
LINK = re.compile(r"https?://[^/\s]+(/\S+)")


class Person:
    def __init__(self, email, language="en"):
        self.email, self.language, self.client = email, language, Client()

    def path(self, rest=""):
        return f"/{self.language}/my-groups/{rest}"

    def get(self, rest="", **query):
        return self.client.get(self.path(rest), query)

    def post(self, rest, **values):
        return self.client.post(self.path(rest), values)

    def mails(self):
        deliver_due(timezone.now)
        return [message for message in mail.outbox if message.to == [self.email]]

    def newest_code(self):
        return CODE.search(self.mails()[-1].body)[0]

    def newest_link(self):
        links = [LINK.search(mail.body) for mail in self.mails()]
        return [link[1] for link in links if link][-1]

    def asks_for_a_code(self, **values):
        cache.clear()
        return self.post("sign-in/", email=self.email, **values)

    def signs_in(self, **values):
        self.asks_for_a_code(**values)
        return self.post("sign-in/code/", code=self.newest_code())

    @property
    def is_signed_in(self):
        return self.get().status_code == 200


def text(response):
    return response.content.decode()
