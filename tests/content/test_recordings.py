"""A page read aloud: refused in words where the file is not what it says, and offered in every language."""

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

import pytest
from bs4 import BeautifulSoup

from content import recordings
from content.models import Publication
from content.queries import stale_recordings
from content.recordings import Recording, is_audio, kind_of

CODES = [code for code, _name in settings.LANGUAGES]
MP3 = b"ID3\x04" + bytes(200_000)
M4A = b"\x00\x00\x00\x20ftypM4A " + bytes(100)
SAID = "Bachar ghum.\n\nPith'or ufre."
# A page that is about safety, and one that is not, each with words to publish anew.
SAFETY = ("safe-sleep", "Put your baby on their back", "Lay your baby on their back")
OTHER = ("privacy", "there are no adverts", "there are no advertisements")
STALE = "The page has changed since this was recorded."


@pytest.mark.parametrize(
    ("kind", "beginning", "expected"),
    [
        ("mp3", b"ID3\x04", True),
        ("mp3", b"\xff\xfb\x90\x64", True),
        ("mp3", b"\xff\xf3\x40", True),
        ("mp3", b"\xff\xf2\x40", True),
        ("mp3", b"OggS", False),
        ("mp3", b"\xff\xd8\xff\xe0", False),
        ("mp3", b" ID3", False),
        ("mp3", b"", False),
        ("ogg", b"OggS\x00", True),
        ("opus", b"OggS\x00", True),
        ("ogg", b"ID3", False),
        ("m4a", M4A[:16], True),
        ("m4a", b"ftypM4A ", False),
        ("mp4", M4A[:16], False),
        ("html", b"<script>", False),
        ("wav", b"RIFF", False),
        ("", b"ID3", False),
    ],
)
def test_is_audio(kind, beginning, expected):
    assert is_audio(kind, beginning) is expected


@pytest.mark.parametrize(
    ("name", "kind"), [("a.mp3", "mp3"), ("A.MP3", "mp3"), ("a.b.ogg", "ogg"), ("mp3", "mp3"), ("a.", "")]
)
def test_kind_of(name, kind):
    assert kind_of(name) == kind


def test_every_kind_of_file_has_a_type_to_play_it_by():
    assert recordings.MIME_TYPES.keys() == recordings.SIGNATURES.keys()


@pytest.fixture
def cms(library):
    return library.sign_in("editor")


def edit(cms, recording, **changes):
    data = {name: getattr(recording, name) for name in ("language_tag", "transcript", "recorded_on")}
    data |= {"page": recording.page_id} | changes
    return cms.post(f"/cms/snippets/content/recording/edit/{recording.pk}/", data)


def upload(cms, about, /, *, name="syl.mp3", content=MP3, tag="syl", **changes):
    file = SimpleUploadedFile(name, content)
    data = {
        "page": about.pk,
        "language_tag": tag,
        "transcript": SAID,
        "file": file,
        "recorded_on": timezone.localdate(),
    }
    data |= changes
    return cms.post("/cms/snippets/content/recording/add/", {key: value for key, value in data.items() if value != ""})


@pytest.mark.django_db
@pytest.mark.parametrize("spoken_on", ["en", "ur"])
def test_a_recording_is_on_its_page_in_every_language(library, cms, spoken_on):
    assert upload(cms, library.page("safe-sleep", spoken_on)).status_code == 302

    for code in CODES:
        player = library.read("safe-sleep", code).select_one("main .recordings")
        audio = player.select_one("audio")
        assert (player["lang"], audio["preload"]) == (code, "none")
        assert audio.has_attr("controls")
        assert not audio.has_attr("autoplay")
        assert audio["aria-label"] in player.select_one("p").text
        assert player.select_one("p bdi").text == "0.2 MB"
        assert audio.source["type"] == "audio/mpeg"
        said = player.select_one("details div")
        assert (said["lang"], said["dir"]) == ("syl", "auto")
        assert [line.text for line in said.select("p")] == SAID.split("\n\n")
    assert "Sylheti" in library.read("safe-sleep", "en").select_one(".recordings").text


@pytest.mark.django_db
def test_a_recording_is_served_as_it_was_sent_and_on_no_other_page(library, cms):
    upload(cms, library.page("safe-sleep", "en"))

    source = library.read("safe-sleep").select_one("audio source")["src"]

    assert b"".join(cms.get(source).streaming_content) == MP3
    assert not library.read("teeth").select("audio")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "mime"),
    [("a.ogg", b"OggS\x00", "audio/ogg"), ("a.opus", b"OggS\x00", "audio/ogg"), ("a.M4A", M4A, "audio/mp4")],
)
def test_other_kinds_of_sound(library, cms, name, content, mime):
    upload(cms, library.page("privacy", "en"), name=name, content=content)

    player = library.read("privacy", "en").select_one(".recordings")
    assert player.select_one("source")["type"] == mime
    assert "0.1 MB" in player.text  # never 0: it costs some


@pytest.mark.django_db
def test_what_is_said_cannot_be_markup(library, cms):
    upload(cms, library.page("privacy", "en"), transcript="<script>alert(1)</script>")

    player = library.read("privacy", "en").select_one(".recordings")
    assert not player.select("script")
    assert "<script>" in player.select_one("details div").text


@pytest.mark.django_db
def test_a_recording_whose_file_is_lost_is_not_offered_and_the_page_still_opens(library, cms):
    upload(cms, library.page("privacy", "en"))
    recording = Recording.objects.get()
    recording.file.storage.delete(recording.file.name)

    assert library.get("privacy", "en").status_code == 200
    assert not library.read("privacy", "en").select(".recordings")


REFUSED = {
    "another kind of file": ({"name": "a.wav", "content": b"RIFF"}, "file", "“wav” is not allowed"),
    "no kind at all": ({"name": "sound", "content": b"ID3"}, "file", "is not allowed"),
    "a page under the name of a sound": (
        {"name": "a.mp3", "content": b"<html><script>alert(1)</script>"},
        "file",
        "not a sound file of the kind that its name says",
    ),
    "a sound under another's name": ({"name": "a.ogg"}, "file", "not a sound file of the kind that its name says"),
    "an empty file": ({"content": b""}, "file", "The submitted file is empty"),
    "no file": ({"file": ""}, "file", "This field is required"),
    "a name for a tag": ({"tag": "Sylheti"}, "language_tag", "Write a language tag, such as syl, phr or ur."),
    "markup for a tag": ({"tag": '"><script>'}, "language_tag", "Write a language tag, such as syl, phr or ur."),
    "no tag": ({"tag": ""}, "language_tag", "This field is required"),
    "no words": ({"transcript": ""}, "transcript", "This field is required"),
    "no page": ({"page": ""}, "page", "This field is required"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("changes", "field", "says"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_played_is_refused_in_words(library, cms, changes, field, says):
    response = upload(cms, library.page("privacy", "en"), **changes)

    assert response.status_code == 200
    assert says in " ".join(response.context["form"].errors[field])
    words = BeautifulSoup(response.content, "html.parser").get_text()
    assert says in words
    assert ("Bachar ghum." in words) == (field != "transcript")
    assert not Recording.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("spare", "is_taken"), [(1, True), (0, True), (-1, False)])
def test_the_largest_file(library, cms, monkeypatch, spare, is_taken):
    monkeypatch.setattr(recordings, "LARGEST_MEGABYTES", (len(MP3) + spare) / 1024 / 1024)

    response = upload(cms, library.page("privacy", "en"))

    assert Recording.objects.exists() == is_taken
    if not is_taken:
        assert "Save it in lower quality." in response.content.decode()


@pytest.mark.django_db
def test_a_page_has_one_recording_in_a_language(library, cms):
    page = library.page("privacy", "en")
    upload(cms, page)

    response = upload(cms, page)

    assert response.status_code == 200
    assert "already exists" in response.content.decode()
    assert Recording.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("file_is_there", [True, False])
def test_words_of_a_recording_are_corrected_without_its_file(library, cms, file_is_there):
    upload(cms, library.page("privacy", "en"))
    recording = Recording.objects.get()
    if not file_is_there:
        recording.file.storage.delete(recording.file.name)

    response = edit(cms, recording, language_tag="phr", transcript="Corrected.")

    assert response.status_code == 302
    assert Recording.objects.get().transcript == "Corrected."


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["writer", "urdu-translator", "directory-editor", "north-1"])
def test_only_who_publishes_the_library_adds_a_recording(library, who):
    upload(library.sign_in(who), library.page("privacy", "en"))

    assert not Recording.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("words", [SAFETY, OTHER])
def test_a_recording_says_when_it_was_made(library, cms, words):
    upload(cms, library.page(words[0], "en"))
    Recording.objects.update(recorded_on="2026-03-04")

    assert "Recorded on Wednesday 4 March 2026." in library.read(words[0], "en").select_one(".recordings").text


@pytest.mark.django_db
def test_a_recording_is_from_the_day_it_was_added_unless_somebody_says_otherwise(library):
    page = library.page("privacy", "en")

    added = Recording.objects.create(page=page, language_tag="syl", file="recordings/syl.mp3", transcript=SAID)

    assert added.recorded_on == timezone.localdate()


@pytest.mark.django_db
@pytest.mark.parametrize("spoken_on", ["en", "ur"])
def test_a_recording_of_old_words_about_safety_is_not_offered(library, cms, spoken_on):
    upload(cms, library.page("safe-sleep", spoken_on))

    library.reword(*SAFETY)

    assert not any(library.read("safe-sleep", code).select(".recordings, audio") for code in CODES)
    assert list(stale_recordings()) == [Recording.objects.get()]
    report = cms.get("/cms/reports/care/").content.decode()
    assert f'href="/cms/snippets/content/recording/edit/{Recording.objects.get().pk}/"' in report


@pytest.mark.django_db
def test_a_recording_of_old_words_is_not_offered_once_the_english_is_about_safety(library, cms):
    upload(cms, library.page("privacy", "ur"))
    page = library.changed(*OTHER)
    page.safety_critical = True

    library.publish(page)

    assert not library.page("privacy", "ur").safety_critical
    assert not library.read("privacy", "ur").select("audio")


@pytest.mark.django_db
@pytest.mark.parametrize("spoken_on", ["en", "ur"])
def test_a_recording_of_old_words_says_so_before_it_plays(library, cms, spoken_on):
    upload(cms, library.page("privacy", spoken_on))
    assert STALE not in library.read("privacy", "en").text

    library.reword(*OTHER)

    player = library.read("privacy", "en").select_one(".recordings")
    assert STALE in player.audio.find_previous_sibling().text
    assert library.read("privacy", "ur").select(".recordings .notice + audio")
    assert list(stale_recordings()) == [Recording.objects.get()]


@pytest.mark.django_db
@pytest.mark.parametrize("words", [SAFETY, OTHER])
def test_a_minor_edit_leaves_a_recording_as_it_was(library, cms, words):
    upload(cms, library.page(words[0], "en"))
    page = library.changed(*words)
    page.minor_edit = True

    library.publish(page)

    assert library.read(words[0], "en").audio
    assert not library.read(words[0], "en").select(".recordings .notice")
    assert not stale_recordings()


@pytest.mark.django_db
def test_words_of_another_page_leave_a_recording_as_it_was(library, cms):
    upload(cms, library.page("safe-sleep", "en"))

    library.reword(*OTHER)

    assert library.read("safe-sleep", "en").audio
    assert not stale_recordings()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "is_stale"),
    [
        ({}, True),
        ({"transcript": "Corrected."}, True),
        ({"language": "ur"}, True),
        ({"file": "syl.mp3"}, False),
        ({"file": "new.mp3"}, False),
    ],
)
def test_only_another_file_makes_a_recording_one_of_the_new_words(library, cms, changes, is_stale):
    upload(cms, library.page("safe-sleep", "en"))
    library.reword(*SAFETY)
    if language := changes.pop("language", ""):
        changes["page"] = library.page("safe-sleep", language).pk
    if name := changes.pop("file", ""):
        changes["file"] = SimpleUploadedFile(name, MP3)

    assert edit(cms, Recording.objects.get(), **changes).status_code == 302

    assert bool(stale_recordings()) == is_stale
    assert bool(library.read("safe-sleep", "en").audio) != is_stale


@pytest.mark.django_db
def test_a_recording_that_is_moved_to_its_own_page_is_held_against_that_page(library, cms):
    upload(cms, library.page("privacy", "en"))
    library.reword(*SAFETY)

    edit(cms, Recording.objects.get(), page=library.page("safe-sleep", "en").pk)

    assert Recording.objects.get().made_from == Publication.objects.filter(page=library.page("safe-sleep", "en")).last()
    assert library.read("safe-sleep", "en").audio


@pytest.mark.django_db
def test_a_recording_that_cannot_say_what_it_was_made_from_is_of_old_words(library, cms):
    upload(cms, library.page("safe-sleep", "en"))
    Recording.objects.update(made_from=None)

    assert not library.read("safe-sleep", "en").audio
    assert stale_recordings()
