"""What is sent as a pack and is none: it is said so, no more of it is read, and no file of the server is opened."""

import io
import re
import zipfile

import pytest

from portal.packs import pack
from portal.packs.pack import NotAPack, read_pack
from tests.portal.packing import catalogue, packed

PAGE = "ur/pages/home/contact.po"
GOOD = catalogue(("summary", "English", "اردو"))

pytestmark = pytest.mark.django_db


def read(data, language="ur"):
    return read_pack(data, language, actor=None, with_software=False)


def corrupted():
    """A zip whose last file cannot be unpacked."""
    data = bytearray(packed({PAGE: 'msgid "x"\n' * 500}))
    start = data.index(b"contact.po") + len(b"contact.po")
    data[start : start + 20] = bytes(range(255, 235, -1))
    return bytes(data)


def lying():
    """A zip that says of a file that it is small."""
    data = packed({PAGE: "x" * 100_000})
    size, small = (100_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert data.count(size) == 2
    return data.replace(size, small)


def encrypted():
    """A zip that says that its file needs a password."""
    data = bytearray(packed({PAGE: GOOD}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is not a zip"),
        (b"hello", "is not a zip"),
        (packed({PAGE: GOOD})[:-30], "is not a zip"),
        (corrupted(), "is not a zip"),
        (lying(), "is not a zip"),
        (encrypted(), "is not a zip"),
        (packed({PAGE: 'msgid "a"\nmsgstr "b"'.encode("utf-16")}), "of UTF-8 text files"),
        (packed({PAGE: b"\xff\xfe\x00"}), "of UTF-8 text files"),
        (packed({PAGE: 'msgid "a"\nmsgstr "b" c"'}), f"“{PAGE}” is not a PO file"),
        (packed({PAGE: "Hello"}), f"“{PAGE}” is not a PO file"),
        (packed({PAGE: 'msgid "a"\nmsgstr[x] "b"'}), f"“{PAGE}” is not a PO file"),
        (packed({PAGE.replace("ur/", "pl/"): GOOD}), "is this pack for another language?"),
        (packed({"contact.po": GOOD}), "is not in the folder ur/"),
        (packed({PAGE: GOOD, "/etc/x.po": GOOD}), "is not in the folder ur/"),
    ],
)
def test_what_is_no_pack_is_refused_with_the_reason(data, reason):
    with pytest.raises(NotAPack, match=re.escape(reason)):
        read(data)


def test_a_file_that_is_too_large_is_not_opened(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("It was opened.")

    monkeypatch.setattr(zipfile, "ZipFile", refuse)
    with pytest.raises(NotAPack, match="larger than 10 MB"):
        read(b"0" * (pack.LARGEST_BYTES + 1))


def test_a_small_zip_of_a_large_text_is_not_unpacked(monkeypatch):
    bomb = packed({f"ur/pages/{number}.po": b"0" * pack.LARGEST_BYTES for number in range(4)})
    assert len(bomb) < 100_000

    monkeypatch.delattr(zipfile.ZipFile, "read")
    with pytest.raises(NotAPack, match="holds more than a pack does"):
        read(bomb)


def test_a_zip_of_very_many_files_is_not_unpacked():
    with pytest.raises(NotAPack, match="holds more than a pack does"):
        read(packed({f"ur/{number}.po": "" for number in range(pack.MOST_FILES + 1)}))


def test_a_text_that_is_the_path_of_a_file_is_not_read(tmp_path):
    file = tmp_path / "words.po"
    file.write_text('msgctxt "summary"\nmsgid "Read from the server"\nmsgstr "اردو"\n', encoding="utf-8")

    with pytest.raises(NotAPack, match="is not a PO file"):
        read(packed({PAGE: str(file)}))


def test_folders_and_what_a_mac_adds_are_no_files_of_a_pack():
    buffer = io.BytesIO(packed({"__MACOSX/ur/pages/._home.po": b"\x00\x05", "ur/.DS_Store": b"\x00\xff"}))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.mkdir("ur")
        archive.mkdir("ur/pages")

    assert read(buffer.getvalue()).refused == ()


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_editor_that_saved_a_file_may_end_lines_as_it_likes(ends):
    text = str(GOOD).replace("\n", ends)

    (refused,) = read(packed({PAGE: text})).refused

    assert refused.english == "English"
