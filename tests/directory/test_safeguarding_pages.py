"""A group's editor gives evidence on a phone, without JavaScript; nobody else gets any of it."""

from datetime import timedelta
from urllib.parse import quote

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

import pytest
from bs4 import BeautifulSoup

from directory.models import Evidence
from directory.safeguarding.operations import sweep
from directory.safeguarding.slots import SLOTS
from directory.safeguarding.uploads import LARGEST_BYTES
from tests.directory.evidence import EICAR, PDF, editor_of, evidence_of, kept_files, picture, upload

OVERVIEW = "/en/my-groups/acorns/safeguarding/"
POLICY, INSURANCE = OVERVIEW + "policy/", OVERVIEW + "insurance/"
IN_A_YEAR = timezone.localdate() + timedelta(days=365)


@pytest.fixture
def group(directory):
    return directory.group()


@pytest.fixture
def amina(group, client):
    client.force_login(editor_of(group))
    return client


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def page(response, status=200):
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def fill(client, address, **typed):
    was = page(client.get(address)).select_one("[name=was]").get("value", "")
    return client.post(address, {"was": was, **typed})


def errors(response):
    return [link.text for link in page(response).select(".error-summary li")]


def test_an_editor_fills_a_slot(amina, group):
    answer = fill(
        amina, INSURANCE, number="P 12/3", last_day=IN_A_YEAR.isoformat(), said="With Ecclesia", file=upload()
    )
    assert answer.url == OVERVIEW
    evidence = Evidence.objects.get()
    assert (evidence.slot, evidence.number, evidence.said, evidence.kind) == (
        "insurance", "P 12/3", "With Ecclesia", "pdf",
    )  # fmt: skip
    assert (evidence.last_day, evidence.given_by.username) == (IN_A_YEAR, "amina")
    shown = page(amina.get(OVERVIEW))
    assert "It is saved" in shown.select_one("[role=status]").text
    assert "The council has not looked at it yet." in shown.text
    form = page(amina.get(INSURANCE))
    assert form.select_one("[name=last_day]")["value"] == IN_A_YEAR.isoformat()
    assert form.select_one("[name=number]")["value"] == "P 12/3"


@pytest.mark.parametrize("language", ["en", "ur", "pa"])
@pytest.mark.parametrize("slot", SLOTS)
def test_every_slot_has_a_form_with_what_it_asks_for(amina, language, slot):
    form = page(amina.get(f"/{language}/my-groups/acorns/safeguarding/{slot}/"))
    names = {field["name"] for field in form.select("form [name]")}
    assert ("file" in names) == SLOTS[slot].has_file
    assert ("number" in names) == bool(SLOTS[slot].number)
    assert not form.select("main script")


def test_a_new_version_counts_as_unseen_and_deletes_the_old_file(amina, group, settings, committed):
    with committed():
        fill(amina, POLICY, file=upload())
    old = Evidence.objects.get()
    Evidence.objects.update(seen_at=timezone.now(), note="fine")
    before = kept_files(settings)
    with committed():
        fill(amina, POLICY, file=upload(picture()))
    new = Evidence.objects.get()
    assert (new.pk, new.kind, new.seen_at, new.note) == (old.pk, "png", None, "")
    assert len(kept_files(settings)) == len(before)
    assert not old.file.storage.exists(old.file.name)


def test_words_alone_keep_the_file(amina):
    fill(amina, POLICY, file=upload())
    fill(amina, POLICY, said="Every year in May")
    evidence = Evidence.objects.get()
    assert (evidence.said, bool(evidence.file)) == ("Every year in May", True)


def test_what_is_refused_keeps_what_was_typed_and_asks_for_the_file_again(amina):
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    answer = fill(amina, INSURANCE, number="P 9", said="یہ", last_day=yesterday, file=upload())
    assert errors(answer) == ["This day is over. Give the one that holds now.", "Choose the file again."]
    form = page(answer)
    assert form.select_one("[name=number]")["value"] == "P 9"
    assert form.select_one("[name=last_day]")["value"] == yesterday
    assert form.select_one("[name=said]").text.strip() == "یہ"
    assert form.title.text.strip().startswith("Error:")
    assert not Evidence.objects.exists()


def test_nothing_at_all_is_no_evidence(amina):
    assert errors(fill(amina, POLICY)) == ["Give a file or a number, or say something about it."]


def test_a_file_that_nobody_asked_for_is_passed_over(amina):
    address = OVERVIEW + "registration/"
    assert len(errors(fill(amina, address, file=upload()))) == 1
    assert len(errors(fill(amina, address, file=upload(), number="1" * 31))) == 1
    fill(amina, address, file=upload(), number="1234567")
    assert not Evidence.objects.get().file


def test_of_two_people_the_second_is_told(amina, group, client):
    was = page(amina.get(POLICY)).select_one("[name=was]").get("value", "")
    fill(amina, POLICY, said="first")
    answer = amina.post(POLICY, {"was": was, "said": "second"})
    assert "Somebody else has changed this meanwhile" in errors(answer)[0]
    assert page(answer).select_one("[name=said]").text.strip() == "second"
    assert Evidence.objects.get().said == "first"


@pytest.mark.parametrize("was", ["yesterday", "2026-99-99T00:00:00+00:00", "2026-01-01T00:00:00", "1" * 999, "\0"])
def test_a_forged_version_changes_nothing(amina, group, was):
    evidence_of(group, "policy", said="first")
    amina.post(POLICY, {"was": was, "said": "second"})
    assert Evidence.objects.get().said == "first"


def test_an_editor_deletes_what_they_gave(amina, settings, committed):
    before = kept_files(settings)
    fill(amina, POLICY, file=upload())
    with committed():
        assert amina.post(POLICY + "delete/").url == OVERVIEW
    assert not Evidence.objects.exists()
    assert kept_files(settings) == before


@pytest.mark.parametrize(
    "name",
    [
        "../../../../etc/cron.d/x.pdf", "..\\..\\x.pdf", "CON", "x\0.pdf", "a" * 300 + ".pdf", "policy\u202efdp.exe",
        "/etc/passwd", "index.html", ".htaccess", "x.php;.pdf", "%2e%2e%2fx", "a\r\nSet-Cookie: x=1", "policy.svg",
    ],
)  # fmt: skip
def test_nothing_is_kept_of_a_files_name(amina, group, settings, name):
    """Nor of its type, which lies."""
    before = set(kept_files(settings))
    body = (
        f'--b\r\nContent-Disposition: form-data; name="file"; filename="{quote_header(name)}"\r\n'
        "Content-Type: text/html\r\n\r\n"
    ).encode() + PDF + b"\r\n--b--\r\n"  # fmt: skip
    amina.post(POLICY, body, content_type="multipart/form-data; boundary=b")
    kept = set(kept_files(settings)) - before
    for path in kept:
        assert path.parent == settings.EVIDENCE_DIR
        assert len(path.name) == 32
        assert set(path.name) <= set("0123456789abcdef")
        assert path.stat().st_mode & 0o777 == 0o660
    if kept:
        answer = amina.get(POLICY + "file/")
        assert answer["Content-Disposition"] == 'attachment; filename="acorns-policy.pdf"'


def quote_header(name):
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (EICAR, "is no PDF, JPEG or PNG"),
        (b"<svg onload=alert(1)>", "is no PDF, JPEG or PNG"),
        (b"", "is no PDF, JPEG or PNG"),
        (PDF + b"x" * LARGEST_BYTES, "larger than 10 MB"),
        (b"%PDF-1.7 cut", "is damaged"),
    ],
)
def test_a_file_that_is_not_taken_is_told_why(amina, content, said, settings):
    before = kept_files(settings)
    answer = errors(fill(amina, POLICY, file=upload(content, "policy.pdf")))
    assert len(answer) == 1
    assert said in answer[0]
    assert (Evidence.objects.count(), kept_files(settings)) == (0, before)


def test_a_file_without_end_is_dropped_on_its_way_in_and_what_was_typed_stays(amina, settings):
    settings.LARGEST_FILE_RECEIVED = 300_000
    answer = fill(amina, INSURANCE, file=upload(PDF + bytes(900_000)), number="P 9", last_day=IN_A_YEAR.isoformat())
    assert len(errors(answer)) == 1
    assert "larger than 10 MB" in errors(answer)[0]
    assert page(answer).select_one("[name=number]")["value"] == "P 9"


def test_a_file_is_only_ever_saved(amina, group, settings):
    settings.SCANNER = ""
    for slot, content, ending in (("policy", PDF, "pdf"), ("dbs", picture("JPEG"), "jpg")):
        fill(amina, OVERVIEW + slot + "/", file=upload(content))
        answer = amina.get(OVERVIEW + slot + "/file/")
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"] == f'attachment; filename="acorns-{slot}.{ending}"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]
        assert answer.content[:4] == content[:4]


def test_no_address_leads_to_the_file_itself(amina, client):
    fill(amina, POLICY, file=upload())
    name = Evidence.objects.get().file.name
    with pytest.raises(ValueError, match="no address"):
        _ = Evidence.objects.get().file.url
    for address in (
        f"/media/{name}",
        f"/media/../evidence/{name}",
        f"/media/{quote('../evidence/')}{name}",
        f"/{name}",
    ):
        assert client.get(address).status_code in (302, 400, 404)


ADDRESSES = [OVERVIEW, POLICY, POLICY + "file/", POLICY + "delete/"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("who", ["another group's editor", "no group's editor", "an editor no more", "staff"])
def test_to_everybody_else_it_does_not_exist(directory, client, group, address, who):
    evidence_of(group, "policy", said="ours")
    other = editor_of(directory.group("oaks", name="Oaks"), "bilal")
    if who == "no group's editor":
        other.editorships.all().delete()
    elif who == "an editor no more":
        other = editor_of(group, "carol")
        other.editorships.all().delete()
    elif who == "staff":
        other = User.objects.create_superuser("root")
    client.force_login(other)
    assert client.get(address).status_code in ((405,) if address.endswith("delete/") else (404,))
    assert client.post(address, {"said": "theirs"}).status_code in (404, 405)
    assert Evidence.objects.get().said == "ours"


@pytest.mark.parametrize("slot", ["nonsense", "..%2f..", "policy%00"])
def test_there_is_no_other_slot(amina, slot):
    assert amina.get(f"{OVERVIEW}{slot}/").status_code == 404


def test_what_belongs_to_nothing_is_swept_after_a_day(amina, group, settings):
    fill(amina, POLICY, file=upload())
    kept = Evidence.objects.get()
    kept.file.storage.save("orphan", upload())
    sweep(now=timezone.now())
    assert kept.file.storage.exists("orphan")
    sweep(now=timezone.now() + timedelta(days=2))
    assert not kept.file.storage.exists("orphan")
    assert kept.file.storage.exists(kept.file.name)


def test_the_groups_page_leads_there(amina):
    links = [link["href"] for link in page(amina.get("/en/my-groups/acorns/")).select("main a")]
    assert reverse("editors:safeguarding", args=["acorns"]) in links
