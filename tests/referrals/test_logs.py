"""S10: no log tells what a family typed, whatever happens; and the repository holds no secret."""

import logging
import re
import subprocess

from django.conf import settings as django_settings
from django.core import mail
from django.db import DatabaseError
from django.test import Client

import pytest

from portal.tasks import DAILY, OFTEN, do
from referrals import operations
from referrals.models import Referral
from tests.kept import ROOT
from tests.referrals.family import CANARIES, Family, text_of
from tests.referrals.test_status import CODE, ask
from tests.referrals.workers import INBOX, note, page_of, press, show

TYPED_BY_STAFF = "heronfield rang back"
SECRETS = [word for canary in (*CANARIES.values(), TYPED_BY_STAFF) for word in canary.split() if len(word) >= 6]


@pytest.fixture
def corpus(caplog):
    """Every line of every logger, however quiet it is otherwise, tracebacks and all; but those that the settings keep
    quiet for what they would tell."""
    named = django_settings.LOGGING["loggers"].keys() - {"django"}
    quiet = [logging.getLogger(name) for name in logging.root.manager.loggerDict if name not in named]
    levels = [(logger, logger.level, logger.propagate) for logger in quiet]
    for logger in quiet:
        logger.setLevel(logging.DEBUG)
        logger.propagate = True
    caplog.set_level(logging.DEBUG)
    yield lambda: caplog.text + "".join(str(vars(record)) for record in caplog.records)
    for logger, level, propagate in levels:
        logger.setLevel(level)
        logger.propagate = propagate


def found(text: str, *more: str) -> list[str]:
    return [word for word in (*SECRETS, *more) if word in text or word.encode("unicode-escape").decode() in text]


def journey(member, monkeypatch) -> tuple[str, str]:
    """All that can happen to a referral; reference and code."""
    family = Family("en")
    family.client.raise_request_exception = False
    family.fill_in(people={"about": "pigeon"})
    family.look()
    family.fill_in(contact={"extra": CANARIES["words"]})
    for broken in (DatabaseError("the disk is full"), RuntimeError("something else")):
        with monkeypatch.context() as patch:
            patch.setattr(operations, "submit_referral", lambda broken=broken, **content: raise_(broken))
            family.send()
    family.send()
    reference = Referral.objects.get().reference
    code = CODE.search(text_of(family.client.get(family.sent_address)))[1]
    ask(family, reference, code)
    ask(family, reference, code[:-1])
    work(member("front-door"), Referral.objects.get())
    forged = Client(enforce_csrf_checks=True)
    forged.post(family.address, {"name": CANARIES["name"]})
    forged.post(family.address, {"words": CANARIES["words"] * 200_000})
    forged.get("/en/nothing-here/", {"q": "plain"})
    return reference, code


def raise_(error: Exception):
    raise error


def work(client: Client, referral: Referral) -> None:
    client.get(INBOX)
    client.get(page_of(referral))
    client.post(page_of(referral, "sort"), {"version": 1, "genuine": "yes"})
    note(client, referral, TYPED_BY_STAFF)
    show(client, referral, why=TYPED_BY_STAFF)
    press(client, referral, "in_progress")


def test_no_line_of_any_log_tells_what_was_typed(teams, member, corpus, monkeypatch):
    """S10."""
    reference, code = journey(member, monkeypatch)
    do([*DAILY, *OFTEN], Referral.objects.get().received_at)
    logged = corpus()
    assert "A referral could not be stored" in logged
    assert "RuntimeError" in logged
    assert reference
    assert found(logged, code, code.replace("-", "")) == []


def test_the_search_finds_what_is_logged(corpus):
    logging.getLogger("anything").warning("a slip: %s", CANARIES["words"])
    assert found(corpus())


def test_no_error_is_mailed_or_sent_anywhere(teams, member, monkeypatch):
    """S10."""
    journey(member, monkeypatch)
    assert not [message for message in getattr(mail, "outbox", []) if found(message.body)]
    assert "AdminEmailHandler" not in str(django_settings.LOGGING)
    assert django_settings.ADMINS == django_settings.MANAGERS == []
    requirements = (ROOT / "requirements.txt").read_text(encoding="utf-8").lower()
    assert not re.search(r"sentry|rollbar|bugsnag|opentelemetry|newrelic|datadog", requirements)


LOOKS_SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[0-9A-Za-z]{36}\b|\bgithub_pat_\w{20}"
    r"|\bxox[abprs]-[0-9A-Za-z-]{10}|\bAIza[0-9A-Za-z_-]{35}\b|\bsk_live_\w{20}|\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\."
    r"|(?:postgres(?:ql)?|smtp|https?)://[^\s:/@'\"{}$]+:[^\s@'\"{}$]{6,}@(?!host)"
    r"|\b\w+-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
)
PLANTED = [
    "-----BEGIN " + "OPENSSH PRIVATE KEY-----",
    "AKIA" + "A" * 16,
    "ghp_" + "a" * 36,
    "postgres" + "://portal:kestrel99@db/portal",
    "team-" + "-".join(["00000000-0000-4000-8000-000000000000"] * 2),
]


@pytest.mark.parametrize("secret", PLANTED)
def test_the_search_for_secrets_finds_one(secret):
    assert LOOKS_SECRET.search(f"KEY = '{secret}'")


def test_no_file_of_the_repository_holds_a_secret():
    """S10: what is named in the settings of development is public and says so."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    texts = {path: path.read_bytes().decode("utf-8", "ignore") for path in files}
    assert [str(path.relative_to(ROOT)) for path, text in texts.items() if LOOKS_SECRET.search(text)] == []


def test_no_key_or_dump_lies_among_the_files():
    """S10."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r".*\.(?:pem|key|p12|pfx|sqlite3|dump|env)$", listed, re.MULTILINE) == []
