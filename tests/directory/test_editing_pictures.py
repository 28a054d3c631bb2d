"""A picture from anybody's phone, or from somebody who means harm."""

import subprocess
import sys
import zlib
from io import BytesIO

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from wagtail.images.models import Image as StoredImage
from wagtail.images.models import Rendition
from wagtail.models import ModelLogEntry

import pytest
from PIL import Image

from directory.editing.picture_files import LONGEST_SIDE, MOST_BYTES, PictureRefused, Refusal, drawn_anew
from directory.models import Editorship, Listing
from directory.moderation import decisions
from directory.moderation.operations import newest
from directory.moderation.versions import fingerprint, waiting
from directory.pictures import SHOWN
from tests.directory.moderated import staff

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
GIF_AND_JS = b"GIF89a/*" + b"\x00" * 20 + b"*/=1;alert(1)"
URL = "/en/my-groups/acorns/listings/tea/pictures/new/"


def picture(size=(40, 30), kind="JPEG", mode="RGB", **extra):
    stored = BytesIO()
    Image.new(mode, size, (200, 30, 30, 100)[: len(mode)]).save(stored, format=kind, **extra)
    return stored.getvalue()


def huge_png(width=10_000, height=10_000):
    """A picture of one colour that unpacks to 300 MB, in a few kilobytes."""

    def chunk(kind, data):
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 2, 0, 0, 0))
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + 3 * width)) for _ in range(height)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def with_notes():
    """As a phone held upright writes it: where it was taken, and which way up it is."""
    notes = Image.Exif()
    notes[0x0112] = 6
    notes[0x8825] = {1: "N", 2: (51.0, 52.0, 40.0)}
    notes[0x010F] = "SecretPhone"
    return picture(exif=notes, comment=b"SecretComment")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (EICAR, Refusal.NO_PICTURE),
        (SVG, Refusal.NO_PICTURE),
        (GIF_AND_JS, Refusal.NO_PICTURE),
        (picture(kind="GIF", mode="P"), Refusal.NO_PICTURE),
        (b"%PDF-1.7 PK\x03\x04", Refusal.NO_PICTURE),
        (b"", Refusal.NO_PICTURE),
        (b"\xff\xd8\xff" + EICAR, Refusal.BROKEN),
        (picture()[:200], Refusal.BROKEN),
        (b"\xff\xd8\xff" + b"0" * MOST_BYTES, Refusal.TOO_HEAVY),
        (huge_png(), Refusal.TOO_LARGE),
        (huge_png(6_000, 6_000), Refusal.TOO_LARGE),
    ],
    ids=["eicar", "svg", "gif and js", "gif", "pdf and zip", "empty", "eicar as jpeg", "cut", "heavy", "huge", "large"],
)
def test_what_is_no_picture_that_we_show_is_refused(content, reason):
    with pytest.raises(PictureRefused) as refused:
        drawn_anew(BytesIO(content))

    assert refused.value.reason is reason


def test_a_picture_is_upright_and_keeps_no_notes():
    content, ending = drawn_anew(BytesIO(with_notes() + b"<script>alert(1)</script>"))

    stored = Image.open(BytesIO(content))
    assert (ending, stored.format, stored.size) == ("jpg", "JPEG", (30, 40))
    assert not stored.getexif()
    assert b"Secret" not in content
    assert b"script" not in content


@pytest.mark.parametrize(
    ("content", "kind", "size"),
    [
        (picture((4000, 3000)), "JPEG", (1600, 1200)),
        (picture((3000, 4000), kind="PNG"), "JPEG", (1200, 1600)),
        (picture((2000, 100), kind="WEBP"), "JPEG", (1600, 80)),
        (picture((300, 200), kind="PNG", mode="RGBA"), "WEBP", (300, 200)),
        (picture((300, 200), mode="CMYK"), "JPEG", (300, 200)),
        (picture((300, 200), kind="PNG", mode="L"), "JPEG", (300, 200)),
    ],
    ids=["phone", "png", "webp", "see-through", "printer's colours", "grey"],
)
def test_every_picture_is_made_as_large_as_a_page_needs(content, kind, size):
    stored = Image.open(BytesIO(drawn_anew(BytesIO(content))[0]))

    assert (stored.format, stored.size) == (kind, size)
    assert max(stored.size) <= LONGEST_SIDE


MEASURE = """
import sys
from pathlib import Path
from io import BytesIO
from directory.editing.picture_files import PictureRefused, drawn_anew
content = sys.stdin.buffer.read()
try:
    drawn_anew(BytesIO(content))
except PictureRefused as refused:
    print(refused.reason)
highest = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(int(highest.split()[1]) // 1024)
"""


@pytest.mark.parametrize(
    ("content", "most"),
    [(huge_png(), 100), (huge_png(5_000, 5_000), 300), (picture((8_000, 7_000), progressive=True), 300)],
    ids=["10,000 x 10,000", "the largest png", "the largest jpeg"],
)
def test_memory_stays_low(content, most):
    measured = subprocess.run([sys.executable, "-c", MEASURE], input=content, capture_output=True, check=True)

    assert int(measured.stdout.split()[-1]) < most


@pytest.fixture
def volunteer(client, directory):
    directory.listing()
    user = User.objects.create_user("amina")
    Editorship.objects.create(group=directory.group(), user=user, since=timezone.now())
    client.force_login(user)
    return client


def tea():
    return Listing.objects.get(slug="tea")


def was(listing):
    listing.refresh_from_db()
    return listing.latest_revision_id


def upload(content, name="me.jpg", kind="image/jpeg"):
    return SimpleUploadedFile(name, content, content_type=kind)


def shown(listing):
    return list(newest(listing).pictures.all())


def test_a_picture_is_added_described_and_taken_out(volunteer):
    listing = tea()
    answers = {"alt": "Children sing", "agreed": "on"}
    volunteer.post(URL, {"file": upload(with_notes(), name="../../amina-at-home.svg", kind="text/html"), **answers})

    (added,) = shown(listing)
    assert added.alt_en == "Children sing"
    assert added.image.collection.name == "Pictures of groups"
    assert added.image.file.name.endswith(".jpg")
    assert "amina" not in added.image.file.name
    entry = ModelLogEntry.objects.filter(action="directory.picture_added").get()
    assert entry.data == {"image": added.image_id, "everybody_agrees": True}

    own = URL.replace("new", str(added.image_id))
    volunteer.post(own.replace("/en/", "/ur/"), {"was": was(listing), "alt": "بچے گاتے ہیں"})
    assert [(one.alt_en, one.alt_ur) for one in shown(listing)] == [("Children sing", "بچے گاتے ہیں")]
    volunteer.post(f"{own}remove/", {"was": was(listing)})
    assert shown(listing) == []


def test_a_picture_is_there_in_its_size_before_a_family_asks(volunteer, django_capture_on_commit_callbacks):
    volunteer.post(URL, {"file": upload(picture((1500, 900))), "alt": "Children sing", "agreed": "on"})
    sizes = Rendition.objects.filter(image=shown(tea())[0].image, filter_spec=SHOWN)
    assert not sizes.exists()  # nobody approved it
    with django_capture_on_commit_callbacks(execute=True):
        decisions.approve(record=tea(), actor=staff(), seen=fingerprint(waiting(tea())), now=timezone.now())

    made = sizes.get()
    page = Client().get("/en/groups/tea/").content.decode()
    assert f'src="{made.url}"' in page
    assert 'width="840"' in page and 'height="504"' in page
    assert Rendition.objects.filter(image=made.image).exclude(pk=made.pk).count() == 0


def test_a_picture_needs_words_and_that_everybody_agrees(volunteer):
    before = StoredImage.objects.count()
    page = volunteer.post(URL, {"file": upload(picture()), "alt": ""})

    assert set(page.context["form"].errors) == {"alt", "agreed"}
    assert "Only add the picture if everybody in it agrees" in page.content.decode()
    assert StoredImage.objects.count() == before


@pytest.mark.parametrize("content", [EICAR, SVG, GIF_AND_JS, huge_png()], ids=["eicar", "svg", "gif and js", "huge"])
def test_a_refused_file_leaves_nothing_and_keeps_what_was_typed(volunteer, content, settings):
    before = set(settings.MEDIA_ROOT.rglob("*"))
    page = volunteer.post(URL, {"file": upload(content), "alt": "Children sing", "agreed": "on"})

    assert list(page.context["form"].errors) == ["file"]
    assert 'value="Children sing"' in page.content.decode()
    assert set(settings.MEDIA_ROOT.rglob("*")) == before


def test_words_in_urdu_alone_leave_a_plain_english(volunteer):
    listing = tea()
    answers = {"alt": "بچے گاتے ہیں", "agreed": "on"}
    volunteer.post(URL.replace("/en/", "/ur/"), {"file": upload(picture()), **answers})

    assert [(one.alt_en, one.alt_ur) for one in shown(listing)] == [("A picture from the group", "بچے گاتے ہیں")]


def test_a_file_that_was_dropped_on_its_way_in_is_said_to_be_too_large(volunteer, settings):
    settings.LARGEST_FILE_RECEIVED = 10
    file = SimpleUploadedFile("us.jpg", picture(), "image/jpeg")
    answer = volunteer.post(URL, {"file": file, "alt": "We sing", "agreed": "on"})
    assert "This file is too large" in answer.content.decode()
    assert "We sing" in answer.content.decode()
