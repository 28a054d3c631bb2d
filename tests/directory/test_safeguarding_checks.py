"""Staff look at what groups gave; families read what is true of it; groups are reminded before it runs out."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from wagtail.models import ModelLogEntry

import pytest
from bs4 import BeautifulSoup

from directory.models import Evidence
from directory.safeguarding.operations import remind_of_expiry
from notices.models import Notice
from notices.wording import worded
from tests.directory.evidence import PDF, editor_of, evidence_of, staff, upload

RIGHT = "publish_listing"


@pytest.fixture
def group(directory):
    directory.listing("tea")
    return directory.group()


@pytest.fixture
def officer(group, client):
    client.force_login(staff("officer", RIGHT))
    return client


def address(name, pk):
    return reverse(name, args=[pk])


def said_on_page(client, language="en"):
    page = BeautifulSoup(client.get(f"/{language}/groups/tea/").content, "html.parser")
    heading = page.find("h2", string="How the group keeps children safe")
    if not heading:
        return {}
    return {row.dt.text: row.dd.text for row in heading.find_next("dl").select("div")}


@pytest.mark.parametrize(
    ("days", "seen", "read"),
    [
        (90, False, "The group says it has this"),
        (20, False, "The group says it has this"),
        (0, False, "The group says it has this"),
        (90, True, "The council has seen this, on "),
        (0, True, "The council has seen this, on "),
        (-1, False, None),
        (-1, True, None),
    ],
)
def test_families_read_no_more_than_is_true(group, client, days, seen, read):
    evidence_of(group, days=days, seen=seen, number="P 12345", said="Mrs Khan keeps it")
    told = said_on_page(client)
    assert list(told) == ([] if read is None else ["Insurance"])
    assert read is None or told["Insurance"].startswith(read)
    everything = client.get("/en/groups/tea/").content.decode()
    for personal in ("P 12345", "Khan", "amina", "officer"):
        assert personal not in everything


def test_where_nothing_is_given_the_page_says_nothing(group, client):
    assert said_on_page(client) == {}
    assert "children safe" not in client.get("/en/groups/tea/").content.decode()


def test_staff_see_and_families_read_so(officer, group):
    evidence = evidence_of(group, "policy", file=upload(), kind="pdf")
    todo = officer.get(reverse("safeguarding")).content.decode()
    assert "Safeguarding policy" in todo
    was = evidence.given_at.isoformat()
    answer = officer.post(address("evidence-seen", evidence.pk), {"was": was, "note": "Read it all"}, follow=True)
    assert "Families read now" in answer.content.decode()
    evidence.refresh_from_db()
    assert (evidence.seen_by.username, evidence.note) == ("officer", "Read it all")
    assert said_on_page(officer)["Safeguarding policy"].startswith("The council has seen this")
    assert "Safeguarding policy" not in officer.get(reverse("safeguarding")).content.decode()
    entry = ModelLogEntry.objects.get(action="directory.see_evidence")
    assert (entry.user.username, entry.data) == ("officer", {"note": "Read it all"})


def test_nobody_confirms_what_they_have_not_seen(officer, group):
    evidence = evidence_of(group, "policy")
    was = evidence.given_at.isoformat()
    Evidence.objects.update(given_at=timezone.now())
    for name, typed in (("seen", {"note": ""}), ("back", {"reason": "old"})):
        answer = officer.post(address(f"evidence-{name}", evidence.pk), {"was": was, **typed}, follow=True)
        assert "has changed this meanwhile" in answer.content.decode()
    assert not Evidence.objects.get().seen_at


def test_what_is_sent_back_is_deleted_and_the_group_is_told_why(officer, group, django_capture_on_commit_callbacks):
    editor_of(group, "bilal", "ur")
    evidence = evidence_of(group, "policy", file=upload(), kind="pdf")
    typed = {"was": evidence.given_at.isoformat(), "reason": "unreadable"}
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(address("evidence-back", evidence.pk), typed)
    assert not Evidence.objects.exists()
    assert not evidence.file.storage.exists(evidence.file.name)
    notice = Notice.objects.get()
    assert (notice.message, notice.language, notice.address) == ("evidence-sent-back", "ur", "bilal@example.org")
    assert notice.values["link"].endswith("/ur/my-groups/acorns/safeguarding/")
    assert worded(notice.message, notice.language, notice.values).body
    assert ModelLogEntry.objects.get(action="directory.send_evidence_back").deleted


def test_a_file_that_was_not_scanned_is_handed_out_after_a_warning(officer, group):
    evidence = evidence_of(group, "policy", file=upload(), kind="pdf")
    warned = officer.get(address("evidence-file", evidence.pk))
    assert "No virus scanner is set" in warned.content.decode()
    assert not ModelLogEntry.objects.filter(action="directory.read_evidence").exists()
    given = officer.post(address("evidence-file", evidence.pk))
    assert given.content == PDF
    assert given["Content-Type"] == "application/octet-stream"
    assert given["Content-Disposition"] == 'attachment; filename="acorns-policy.pdf"'
    assert given["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert given["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in given["Cache-Control"]
    assert ModelLogEntry.objects.get(action="directory.read_evidence").data == {"scanned": False}


def test_a_file_that_was_scanned_is_handed_out(officer, group):
    evidence = evidence_of(group, "policy", file=upload(), kind="pdf", scanned_at=timezone.now())
    assert officer.get(address("evidence-file", evidence.pk)).content == PDF
    evidence.file.storage.delete(evidence.file.name)
    assert officer.get(address("evidence-file", evidence.pk)).status_code == 404


def test_staff_are_told_that_no_scanner_is_set(officer, group, settings):
    assert "No virus scanner is set" in officer.get(reverse("safeguarding")).content.decode()
    settings.SCANNER = "127.0.0.1:3310"
    assert "No virus scanner is set" not in officer.get(reverse("safeguarding")).content.decode()


STAFF_ADDRESSES = ("safeguarding-group", "evidence-seen", "evidence-back", "evidence-file")


@pytest.mark.parametrize("who", ["anybody", "an editor of the group", "staff with other rights"])
def test_without_the_right_nothing_is_shown_or_done(group, client, who):
    evidence = evidence_of(group, "policy", file=upload(), kind="pdf")
    if who == "an editor of the group":
        client.force_login(editor_of(group))
    elif who == "staff with other rights":
        client.force_login(staff("scribe", "change_listing", "change_group", "suspend_group"))
    addresses = [reverse("safeguarding")]
    addresses += [address(name, group.pk if "group" in name else evidence.pk) for name in STAFF_ADDRESSES]
    for one in addresses:
        for response in (client.get(one), client.post(one, {"was": evidence.given_at.isoformat(), "reason": "old"})):
            assert response.status_code in (302, 403, 405)
            assert PDF not in response.content
            assert response.status_code != 302 or response.url == "/cms/" or "/login/" in response.url
    assert Evidence.objects.get().seen_at is None


def at(day):
    return datetime.combine(day, datetime.min.time().replace(hour=7), ZoneInfo("Europe/London"))


def test_each_editor_is_reminded_thirty_days_before_and_on_the_day_in_their_language(group):
    editor_of(group)
    editor_of(group, "bilal", "ur")
    evidence_of(group, last_day=date(2026, 3, 31))
    evidence_of(group, "registration", last_day=None)
    told = []
    day = date(2026, 2, 1)
    while day < date(2026, 6, 1):
        for _ in range(2):
            remind_of_expiry(now=at(day))
        new = Notice.objects.exclude(pk__in=[pk for pk, *_rest in told]).order_by("pk")
        told += [(notice.pk, notice.message, notice.language, day) for notice in new]
        day += timedelta(days=1)
    assert [rest for _pk, *rest in told] == [
        ["evidence-ends-soon", "en", date(2026, 3, 1)],
        ["evidence-ends-soon", "ur", date(2026, 3, 1)],
        ["evidence-ends", "en", date(2026, 3, 31)],
        ["evidence-ends", "ur", date(2026, 3, 31)],
    ]
    notice = Notice.objects.first()
    assert worded(notice.message, "en", notice.values).subject == "Insurance: runs out on 31 March 2026"


def test_what_is_renewed_is_reminded_of_anew(group):
    editor_of(group)
    evidence = evidence_of(group, last_day=date(2026, 3, 31))
    remind_of_expiry(now=at(date(2026, 3, 20)))
    evidence.last_day = date(2027, 3, 31)
    evidence.save()
    remind_of_expiry(now=at(date(2026, 3, 31)))
    remind_of_expiry(now=at(date(2027, 3, 20)))
    assert [notice.values["day"] for notice in Notice.objects.order_by("pk")] == ["31 March 2026", "31 March 2027"]


def test_a_group_that_stopped_is_left_alone(group):
    editor_of(group)
    evidence_of(group, days=1)
    group.stopped_at = timezone.now()
    group.save()
    remind_of_expiry(now=timezone.now())
    assert not Notice.objects.exists()


def test_what_lapsed_comes_first_and_can_suspend(group, directory, client):
    client.force_login(staff("officer", RIGHT, "suspend_group"))
    evidence_of(group, days=-1)
    evidence_of(directory.group("oaks", name="Oaks"), "policy")
    evidence_of(directory.group("elms", name="Elms"), days=10, seen=True)
    evidence_of(directory.group("ash", name="Ash"), days=200, seen=True)
    rows = BeautifulSoup(client.get(reverse("safeguarding")).content, "html.parser").select("main tbody th a")
    assert [row.text for row in rows] == ["Acorns", "Oaks", "Elms"]
    page = BeautifulSoup(client.get(address("safeguarding-group", group.pk)).content, "html.parser")
    link = page.find("a", string="Suspend the group, since this has lapsed")
    form = BeautifulSoup(client.get(link["href"]).content, "html.parser")
    assert form.select_one("[name=reason][checked]")["value"] == "evidence"


def test_staff_come_from_the_list_of_groups(officer, group):
    """And the menu leads to what there is to do."""
    everything = staff("chief", RIGHT, "change_group", "change_listing")
    officer.force_login(everything)
    listed = officer.get(reverse("wagtailsnippets_directory_group:list")).content.decode()
    assert address("safeguarding-group", group.pk) in listed
    assert f'"{reverse("safeguarding")}"' in officer.get(reverse("wagtailadmin_home")).content.decode()
