"""Letters and photographs that a family adds to the form."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

import pytest

from portal.tasks import OFTEN, do
from referrals.attachments import limits, store
from referrals.attachments.limits import LARGEST, MEGABYTE
from referrals.attachments.sealed_stream import PIECE
from referrals.models import Attachment, AttachmentPiece, Referral
from tests.directory.clamd import listening, nobody_listens
from tests.referrals.family import Family, heading_step, read, text_of
from tests.referrals.files import INFECTED, LETTER, PHOTO, letter
from triage.models import Draft

pytestmark = pytest.mark.usefixtures("teams")
WAITS = "before the team opens it"


@pytest.fixture
def at_files(family) -> Family:
    """A family at the step that asks for files."""
    for step in ("contact", "people", "story"):
        family.go_on(step)
    return family


def names_on(page) -> list[str]:
    return [file["name"] for file in page.context["unsent"].files]


def errors_on(page) -> list[str]:
    return page.context["form"].errors.get("file", [])


def remove(family: Family, name: str):
    file = next(file for file in family.look().context["unsent"].files if file["name"] == name)
    return family.press("files", f"remove:{file['id']}")


def test_the_limits_are_said_before_anything_is_chosen(at_files):
    page = at_files.look()
    assert heading_step(page) == "files"
    assert all(number in text_of(page) for number in ("5", "10", "25", "PDF"))


def test_a_family_without_files_goes_on(at_files):
    at_files.go_on("files")
    assert heading_step(at_files.look()) == "language"


def test_what_is_added_is_listed_can_be_taken_out_and_goes_with_the_referral(at_files):
    at_files.add(LETTER)
    at_files.add(PHOTO, letter("other.pdf"))
    assert names_on(at_files.look()) == ["letter.pdf", "photo.jpg", "other.pdf"]
    remove(at_files, "other.pdf")
    assert names_on(at_files.look()) == ["letter.pdf", "photo.jpg"]
    at_files.go_on("files")
    at_files.go_on("language")
    assert "photo.jpg" in text_of(at_files.look())
    at_files.send()

    told = read(Referral.objects.get())["attachments"]
    assert [(file["name"], file["kind"]) for file in told] == [("letter.pdf", "pdf"), ("photo.jpg", "jpg")]
    assert {file["id"] for file in told} == {row.pk.hex for row in Referral.objects.get().attachments.all()}
    assert Attachment.objects.count() == 2


def test_a_file_that_is_chosen_and_not_added_is_not_lost(at_files):
    at_files.add(LETTER, action="continue")
    assert heading_step(at_files.look()) == "language"
    at_files.go_on("language")
    at_files.send()
    assert [file["name"] for file in read(Referral.objects.get())["attachments"]] == ["letter.pdf"]


def test_a_change_of_language_keeps_what_is_chosen(at_files):
    at_files.add(LETTER, action="language")
    assert names_on(at_files.look()) == ["letter.pdf"]


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (letter(size=LARGEST + 1), "too_large"),
        (("empty.pdf", b"", "application/pdf"), "empty"),
        (("page.html", b"<script>alert(1)</script>", "image/png"), "not_taken"),
        (("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"), "not_taken"),
    ],
)
def test_what_is_not_taken_is_said_and_nothing_of_it_is_kept(at_files, file, reason):
    at_files.add(LETTER)
    for action in ("add", "continue"):
        at_files.add(file, action=action)
        page = at_files.look()
        assert heading_step(page) == "files"
        assert len(errors_on(page)) == 1 and file[0] in errors_on(page)[0]
        assert names_on(page) == ["letter.pdf"]
    assert Attachment.objects.count() == 1
    assert f"{reason} {file[0]}" in page.context["form"].data["refused"]
    at_files.go_on("files")
    assert heading_step(at_files.look()) == "language"


def test_a_name_in_latin_letters_stands_apart_from_a_sentence_that_runs_the_other_way(at_files):
    at_files.add(("scan (2).html", b"<p>", "text/html"))
    assert "\u2068scan (2).html\u2069" in errors_on(at_files.look())[0]


def test_five_files_and_no_more(at_files):
    at_files.add(*(letter(f"{number}.pdf") for number in range(7)))
    page = at_files.look()
    assert names_on(page) == [f"{number}.pdf" for number in range(5)]
    assert ["5.pdf" in errors_on(page)[0], "6.pdf" in errors_on(page)[1]] == [True, True]
    assert Attachment.objects.count() == 5


def test_so_much_in_all_and_no_more(at_files):
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        at_files.add(letter(name, size=9 * MEGABYTE))
    page = at_files.look()
    assert names_on(page) == ["a.pdf", "b.pdf"]
    assert "c.pdf" in errors_on(page)[0]


def test_in_a_day_no_more_is_taken_than_the_disk_is_meant_for_and_the_referral_goes(at_files, monkeypatch):
    monkeypatch.setattr(store, "MOST_A_DAY", PIECE)
    at_files.add(LETTER)
    at_files.add(PHOTO)
    assert "photo.jpg" in errors_on(at_files.look())[0]
    Attachment.objects.update(received_at=timezone.now() - timedelta(days=1))
    at_files.add(PHOTO)
    assert names_on(at_files.look()) == ["letter.pdf", "photo.jpg"]


def test_to_add_without_choosing_is_told_and_to_go_on_is_not(at_files):
    at_files.add()
    assert errors_on(at_files.look())
    at_files.go_on("files")
    assert heading_step(at_files.look()) == "language"


def test_names_are_text_without_folders_and_without_what_turns_their_direction(at_files):
    at_files.add(letter("..\\..\\etc/passwd\u202efdp.exe\x07"), letter("ا" * 300))
    first, second = names_on(at_files.look())
    assert first == "passwdfdp.exe"
    assert len(second) < 90


def test_whoever_has_no_draft_adds_nothing(family):
    Family("en").add(LETTER)
    assert not Attachment.objects.exists()


def test_files_belong_to_the_browser_that_added_them(at_files):
    at_files.add(LETTER)
    stranger = Family("en")
    stranger.go_on("contact")
    stranger.press("files", f"remove:{Attachment.objects.get().pk.hex}")
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("end", ["leave", "time"])
def test_when_the_answers_go_the_files_go(at_files, end):
    """The key goes at once with the draft, the rest with the worker's next turn."""
    at_files.add(LETTER)
    do(OFTEN, timezone.now())
    assert Attachment.objects.exists()
    if end == "leave":
        at_files.client.get("/leave/")
        assert not Draft.objects.exists()
    do(OFTEN, timezone.now() + timedelta(minutes=31))
    assert not Attachment.objects.exists() and not AttachmentPiece.objects.exists()


def test_what_was_sent_stays_when_the_draft_goes(at_files):
    at_files.add(LETTER, action="continue")
    at_files.go_on("language")
    at_files.send()
    do(OFTEN, timezone.now() + timedelta(days=1))
    assert not Draft.objects.exists()
    assert Referral.objects.get().attachments.count() == 1


def test_all_that_is_stored_has_one_length(at_files):
    at_files.add(LETTER, letter("longer.pdf", size=PIECE - 40))
    assert len({len(piece.box) for piece in AttachmentPiece.objects.all()}) == 1
    assert [row.count for row in Attachment.objects.all()] == [1, 1]


def test_a_form_with_a_file_needs_the_token_as_any_other(at_files):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = at_files.client.cookies
    at_files.client = strict
    assert at_files.add(LETTER).status_code == 403
    assert names_on(at_files.look()) == []


def test_the_scanner_looks_while_a_file_arrives(at_files, settings):
    with listening() as settings.SCANNER:
        at_files.add(LETTER, INFECTED, PHOTO)
    page = at_files.look()
    assert names_on(page) == ["letter.pdf", "photo.jpg"]
    assert "bill.pdf" in errors_on(page)[0]
    assert WAITS not in text_of(page)
    assert [row.scanned_at is None for row in Attachment.objects.all()] == [False, False]


def test_while_the_scanner_is_away_a_file_is_taken_and_that_is_said(at_files, settings, caplog):
    """R4: the scanner is down. The form goes on, and the page says what is delayed."""
    settings.SCANNER = nobody_listens()
    at_files.add(LETTER, action="add")
    page = at_files.look()
    assert names_on(page) == ["letter.pdf"]
    if "/en/" in at_files.address:
        assert WAITS in text_of(page)
    assert Attachment.objects.get().scanned_at is None
    assert "does not answer" in caplog.text
    at_files.go_on("files")
    at_files.go_on("language")
    assert at_files.send().status_code == 303
    assert Referral.objects.get().attachments.count() == 1


def test_where_there_is_no_scanner_nobody_is_told_that_there_is_one(at_files):
    at_files.add(LETTER)
    assert WAITS not in text_of(at_files.look())


def test_a_limit_that_is_said_is_the_limit_that_holds():
    assert (limits.MOST_FILES, limits.LARGEST, limits.LARGEST_IN_ALL) == (5, 10 * MEGABYTE, 25 * MEGABYTE)
