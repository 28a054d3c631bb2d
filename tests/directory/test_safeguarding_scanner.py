"""A scanner for viruses looks at what groups give: one that answers, one that is silent, one that is away."""

from datetime import timedelta

from django.utils import timezone

from wagtail.models import ModelLogEntry

import pytest

from directory.models import Evidence
from directory.safeguarding import scanner
from directory.safeguarding.operations import Given, Infected, give, scan_waiting
from directory.safeguarding.scanner import ScannerAway, found_in
from directory.safeguarding.slots import SLOTS
from directory.safeguarding.uploads import accepted
from notices.models import Notice
from tests.directory.clamd import listening, nobody_listens, read
from tests.directory.evidence import EICAR, PDF, editor_of, kept_files

INFECTED = PDF.replace(b"endobj", EICAR)
POLICY = SLOTS["policy"]


@pytest.fixture
def nobody():
    return nobody_listens()


@pytest.fixture
def given(directory):
    group = directory.group()
    amina = editor_of(group)

    def given(content=PDF):
        file = accepted(content)
        return give(group=group, slot=POLICY, given=Given(file), was=None, actor=amina, now=timezone.now())

    return given


def test_it_says_what_it_found():
    with listening() as address:
        assert found_in(PDF, address) == ""
        assert found_in(b"x" * 200_000 + EICAR, address) == "Eicar-Test-Signature"
        assert found_in(b"", address) == ""


@pytest.mark.parametrize(
    "answer",
    [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK FOUND?\0", b"\xff\xfe\0", b"OK\0"],
)
def test_what_it_does_not_say_is_not_known(answer):
    def said(connection):
        read(connection, 10)
        connection.sendall(answer)

    with listening(said) as address, pytest.raises(ScannerAway):
        found_in(PDF, address)


@pytest.mark.parametrize("address", ["", "nowhere", "127.0.0.1:", "127.0.0.1:none", ":"])
def test_an_address_that_is_none_is_a_scanner_that_is_away(address):
    with pytest.raises(ScannerAway):
        found_in(PDF, address)


def test_one_that_says_nothing_is_away(monkeypatch):
    monkeypatch.setattr(scanner, "SECONDS", 0.2)
    with listening(lambda connection: read(connection, 10**6)) as address, pytest.raises(ScannerAway):
        found_in(PDF, address)


def test_what_it_finds_nothing_in_is_kept(given, settings):
    with listening() as settings.SCANNER:
        assert not given().waits_for_scan


def test_an_infected_file_is_refused_and_the_log_says_so(given, settings):
    before = kept_files(settings)
    with listening() as settings.SCANNER, pytest.raises(Infected):
        given(INFECTED)
    assert not Evidence.objects.exists()
    assert kept_files(settings) == before
    entry = ModelLogEntry.objects.get(action="directory.refuse_evidence")
    assert entry.data == {"slot": "policy", "found": "Eicar-Test-Signature"}
    assert entry.user.username == "amina"


def test_while_it_is_away_a_file_is_kept_and_scanned_later(given, settings, nobody, caplog):
    settings.SCANNER = nobody
    assert given().waits_for_scan
    scan_waiting(now=timezone.now())
    assert Evidence.objects.get().waits_for_scan
    assert "does not answer" in caplog.text
    with listening() as settings.SCANNER:
        scan_waiting(now=timezone.now())
    assert not Evidence.objects.get().waits_for_scan


def test_what_is_found_later_is_deleted_and_the_group_is_told(
    given, settings, nobody, django_capture_on_commit_callbacks
):
    settings.SCANNER = nobody
    kept = given(INFECTED)
    with listening() as settings.SCANNER, django_capture_on_commit_callbacks(execute=True):
        scan_waiting(now=timezone.now())
    assert not Evidence.objects.exists()
    assert not kept.file.storage.exists(kept.file.name)
    notice = Notice.objects.get()
    assert (notice.message, notice.address) == ("evidence-sent-back", "amina@example.org")
    assert "virus" in notice.values["reason"]
    assert ModelLogEntry.objects.filter(action="directory.send_evidence_back").exists()


def test_without_one_nothing_is_called_scanned(given):
    assert given().waits_for_scan
    scan_waiting(now=timezone.now() + timedelta(days=1))
    assert Evidence.objects.get().waits_for_scan
