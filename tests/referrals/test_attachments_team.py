"""S7: what a team is given of a family's files: scanned, drawn anew, only to be saved, and on record."""

import subprocess
import sys

from django.urls import reverse
from django.utils import timezone

import pytest
from PIL import Image

from portal.tasks import OFTEN, do
from referrals import operations
from referrals.attachments import opening
from referrals.models import Attachment, AttachmentPiece, AuditEntry, Referral
from tests.directory.clamd import listening, nobody_listens
from tests.referrals import files
from tests.referrals.family import Family, text_of
from tests.referrals.workers import page_of


@pytest.fixture
def send(teams):
    """Sends a referral to the north team with these files, and answers it."""

    def send(*added: files.File) -> Referral:
        family = Family("en")
        family.fill_in()
        family.add(*added)
        family.go_on("files")
        family.send()
        return Referral.objects.get()

    return send


@pytest.fixture
def north(member):
    return member("north")


def download(client, referral, number: int = 1):
    return client.get(reverse("workspace:file", args=[referral.pk, number]))


def verbs(referral) -> list[str]:
    return [entry.verb for entry in AuditEntry.objects.filter(referral=referral)]


def test_the_team_sees_what_came_and_saves_it_and_that_is_on_record(send, north):
    referral = send(files.LETTER, files.PHOTO)
    page = text_of(north.get(page_of(referral)))
    assert "letter.pdf" in page and "photo.jpg" in page
    letter, photo = download(north, referral, 1), download(north, referral, 2)
    assert letter.content == files.LETTER[1]
    assert files.opened(photo.content).size == (40, 30)
    downloads = AuditEntry.objects.filter(verb="handed_out").values_list("detail", "actor__username")
    assert list(downloads) == [("file 1", "worker-of-north"), ("file 2", "worker-of-north")]
    assert "downloaded by worker-of-north: file 1" in text_of(north.get(page_of(referral)))


@pytest.mark.parametrize("file", [files.LETTER, files.PHOTO])
def test_no_file_is_ever_shown_by_the_browser(send, north, file):
    answer = download(north, send(file))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith('attachment; filename="FP-')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"] and "default-src 'none'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("kind", ["JPEG", "MPO", "PNG", "WEBP", "HEIF"])
def test_every_kind_of_photograph_comes_out_as_a_jpeg(send, north, kind):
    """With the notes that every telephone writes."""
    more = {"save_all": True, "append_images": [Image.new("RGB", (9, 9))]} if kind == "MPO" else {}
    given = download(north, send(files.photo(kind, (400, 300), exif=files.notes(), **more)))
    assert files.opened(given.content).format == "JPEG"
    assert given["Content-Disposition"].endswith('-1.jpg"')


def test_where_it_was_taken_and_what_was_hidden_behind_it_is_gone(send, north):
    given = download(north, send(files.photo_with_a_place())).content
    drawn = files.opened(given)
    assert drawn.size == (30, 40)
    assert not drawn.getexif()
    assert b"Zarqaplace" not in given and b"PK\x03\x04" not in given


def test_what_can_be_seen_through_is_drawn_on_white(send, north):
    given = download(north, send(files.photo("PNG", mode="RGBA")))
    assert files.opened(given.content).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("file", [files.GIF_AND_SCRIPT, files.SVG, files.ZIP, files.PAGE_AS_PICTURE])
def test_what_is_neither_photograph_nor_pdf_never_gets_here(send, north, file):
    referral = send(file)
    assert not referral.attachments.exists()
    assert download(north, referral).status_code == 409


@pytest.mark.parametrize("file", [files.PDF_WITH_SCRIPT, files.PDF_AND_ZIP])
def test_a_pdf_is_handed_out_as_it_is_with_a_warning(send, north, file):
    referral = send(file)
    assert "Open it in a viewer that runs none" in text_of(north.get(page_of(referral)))
    assert download(north, referral).content == file[1]


@pytest.mark.parametrize(
    ("file", "claim"),
    [(files.PDF_AS_PICTURE, "image/jpeg"), (("x.exe", files.PHOTO[1], "text/html"), "text/html"), (files.LETTER, None)],
)
def test_a_file_that_is_not_what_it_says_is_named(send, north, file, claim):
    page = text_of(north.get(page_of(send(file))))
    assert ("Take care" in page and claim in page) if claim else "Take care" not in page


def test_a_picture_with_too_many_pixels_or_none_stays_closed(send, north):
    cut = files.photo("PNG", (400, 300))[1][:300]
    referral = send(files.png_of_nothing(10_000, 10_000), ("cut.png", cut, "image/png"))
    too_large, broken = download(north, referral, 1), download(north, referral, 2)
    assert (too_large.status_code, broken.status_code) == (409, 409)
    assert "too large to be drawn" in text_of(too_large)
    assert "cannot be read" in text_of(broken)
    assert "handed_out" not in verbs(referral)


def test_what_draws_anew_can_open_nothing():
    """Neither a key nor a socket, whatever a picture makes of its decoder."""
    script = f"""
import sys
sys.path.insert(0, {str(opening.REDRAW.parent)!r})
import redraw, socket
redraw.prepare()
for attempt in (lambda: open({str(opening.REDRAW)!r}), socket.socket, lambda: bytearray(2**29)):
    try:
        attempt()
    except (OSError, MemoryError):
        print("refused")
"""
    command = [sys.executable, "-I", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, env={}, check=False)
    assert done.stdout.split() == ["refused"] * 3, done.stderr


def test_while_the_scanner_is_away_nothing_unscanned_is_handed_out(send, north, settings):
    settings.SCANNER = nobody_listens()
    referral = send(files.LETTER)
    assert "Not scanned yet" in text_of(north.get(page_of(referral)))
    refused = download(north, referral)
    assert refused.status_code == 409 and "scanner does not answer" in text_of(refused)
    assert "handed_out" not in verbs(referral)
    with listening() as settings.SCANNER:
        assert download(north, referral).content == files.LETTER[1]
    assert Attachment.objects.get().scanned_at


@pytest.mark.parametrize("by", ["the worker", "whoever opens it"])
def test_a_virus_that_is_found_later_stays_closed_and_is_on_record(send, north, settings, by):
    settings.SCANNER = nobody_listens()
    referral = send(files.LETTER, files.INFECTED)
    with listening() as settings.SCANNER:
        if by == "the worker":
            do(OFTEN, timezone.now())
        refused = download(north, referral, 2)
    assert refused.status_code == 409 and "virus" in text_of(refused)
    assert verbs(referral).count("found_virus") == 1
    settings.SCANNER = ""
    assert download(north, referral, 2).status_code == 409
    page = text_of(north.get(page_of(referral)))
    assert "it stays closed" in page and reverse("workspace:file", args=[referral.pk, 2]) not in page
    assert download(north, referral, 1).content == files.LETTER[1]


def test_the_worker_tries_again_until_the_scanner_answers(send, settings, caplog):
    settings.SCANNER = nobody_listens()
    send(files.LETTER, files.PHOTO)
    do(OFTEN, timezone.now())
    assert not Attachment.objects.exclude(scanned_at=None).exists()
    assert "does not answer" in caplog.text
    with listening() as settings.SCANNER:
        do(OFTEN, timezone.now())
    assert not Attachment.objects.filter(scanned_at=None).exists()


def test_a_number_that_no_file_has_is_no_file(send, north):
    assert download(north, send(files.LETTER), 2).status_code == 409
    assert download(north, Referral.objects.get(), 0).status_code == 409


def test_another_team_gets_nothing(send, member):
    assert download(member("south"), send(files.LETTER)).status_code == 404


def test_a_team_that_is_given_the_referral_opens_its_files_without_sealing_them_anew(send, north, teams, member):
    referral = send(files.LETTER)
    boxes = set(AttachmentPiece.objects.values_list("pk", flat=True))
    north.post(page_of(referral, "give"), {"was": teams["north"].pk, "to": teams["south"].pk})
    assert download(north, referral).status_code == 404
    assert download(member("south"), referral).content == files.LETTER[1]
    assert boxes == set(AttachmentPiece.objects.values_list("pk", flat=True))


def test_files_are_forgotten_with_the_referral(send, north):
    referral, now = send(files.LETTER), timezone.now()
    Referral.objects.update(state="closed", acknowledged_at=now, closed_at=now)
    operations.erase_referral(referral_id=referral.pk, actor=None, now=now)
    assert not Attachment.objects.exists() and not AttachmentPiece.objects.exists()


@pytest.mark.parametrize("change", ["taken out", "in another place", "of another file"])
def test_a_file_that_was_changed_is_not_handed_out(send, north, change):
    referral = send(files.letter(size=600_000), files.letter(size=600_000))
    pieces = list(AttachmentPiece.objects.filter(attachment=Attachment.objects.first()))
    if change == "taken out":
        pieces[-1].delete()
    elif change == "in another place":
        boxes = [pieces[1].box, pieces[0].box]
        for piece, piece.box in zip(pieces, boxes, strict=False):
            piece.save()
    else:
        other = AttachmentPiece.objects.filter(attachment=Attachment.objects.last()).first()
        pieces[0].box = other.box
        pieces[0].save()
    assert {download(north, referral, number).status_code for number in (1, 2)} == {200, 503}
