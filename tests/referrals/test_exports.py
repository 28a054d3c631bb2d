"""One referral as a file: everything in it, word for word, for its own team alone, and on record."""

import io
import json
from pathlib import Path

from django.urls import reverse

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from referrals import exports
from referrals.exports import as_pdf
from referrals.models import AuditEntry, Referral
from referrals.states import State
from tests.referrals.family import CANARIES, Family
from tests.referrals.workers import note, page_of

SCHEMA = json.loads((Path(exports.__file__).parent / "referral.schema.json").read_text(encoding="utf-8"))
SCRIPTS = {
    "Urdu": "ہمیں مدد چاہیے",
    "Bengali": "আমাদের সাহায্য দরকার",
    "Panjabi": "ਸਾਨੂੰ ਮਦਦ ਚਾਹੀਦੀ ਹੈ",
    "Gujarati": "અમને મદદ જોઈએ છે",
    "Polish": "Źle śpi, płacze co noc",
    "Romanian": "Nu știu ce să fac, țipă",
}
# Marks of direction, joined emoji, composed and decomposed letters, what spreadsheets and pages would act on.
HARD = (
    "a\u202eb\u200f \U0001f469\u200d\U0001f467 e\u0301 \u00e9 \ufeff =CMD() <b>&amp;</b> </blockquote> \x1b[31m\nnext"
)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=300)


@pytest.fixture
def north(member):
    return member("north")


@pytest.fixture
def referral(teams) -> Referral:
    return sent(HARD + "\n" + "\n".join(SCRIPTS.values()))


def sent(words: str) -> Referral:
    known = set(Referral.objects.values_list("pk", flat=True))
    family = Family("ur")
    family.fill_in(story={"words": words})
    family.send()
    return Referral.objects.exclude(pk__in=known).get()


def take_out(client, referral, format):
    return client.post(page_of(referral, "take-out"), {"format": format})


def words_on(file: bytes) -> str:
    """With one space between two words, however the reader of the file counts them."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages).split())


@pytest.mark.parametrize("format", ["pdf", "json"])
def test_the_file_is_a_download_that_no_browser_keeps_or_shows_and_is_on_record(north, referral, format):
    answer = take_out(north, referral, format)

    assert answer["Content-Disposition"] == f'attachment; filename="{referral.reference}.{format}"'
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    entry = AuditEntry.objects.get(verb="taken_out")
    assert (entry.referral, entry.actor.username, entry.detail) == (referral, "worker-of-north", format.upper())
    assert f"taken out as a file by worker-of-north: {format.upper()}" in north.get(page_of(referral)).content.decode()


def test_s8_the_json_keeps_to_its_schema_and_holds_every_word_as_it_was_written(north, referral):
    """S8: a family's words come out of the file byte for byte, whatever they are."""
    note(north, referral, HARD)
    file = take_out(north, referral, "json").content

    whole = json.loads(file)
    jsonschema.validate(whole, SCHEMA)
    assert whole["told"]["story"]["words"] == HARD + "\n" + "\n".join(SCRIPTS.values())
    assert whole["notes"][0]["words"] == HARD
    assert all(canary in file.decode() for name, canary in CANARIES.items() if name != "words")
    assert [happened["what"] for happened in whole["history"]][0] == "received"


def test_s8_the_schema_names_every_state_and_no_other():
    """S8: a program that reads the file need not guess what a state may be."""
    assert SCHEMA["properties"]["state"]["enum"] == [state.value for state in State]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=ANY_TEXT)
def test_s8_any_words_come_out_of_the_json_as_they_went_in(north, words):
    """S8: the same, of any words that the form takes; it cuts off what is empty around them."""
    referral = sent(words)
    assert json.loads(take_out(north, referral, "json").content)["told"]["story"]["words"] == words.strip()
    assert take_out(north, referral, "pdf").content.startswith(b"%PDF-")


def test_s8_the_paper_says_everything_with_what_is_safe_first(north, teams):
    """S8: what was written is in the PDF as text, and as nothing but text."""
    referral = sent("\n".join(["<b>&amp;</b> </blockquote>", *SCRIPTS.values()]))
    note(north, referral, "Spoke with the school")
    text = words_on(take_out(north, referral, "pdf").content)

    assert referral.reference in text
    assert text.index("Before you make contact") < text.index(CANARIES["phone"])
    assert text.index(CANARIES["code_word"]) < text.index(CANARIES["phone"])
    assert "Spoke with the school" in text
    assert "<b>&amp;</b> </blockquote>" in text
    for language in ("Urdu", "Panjabi", "Gujarati", "Polish", "Romanian"):
        assert SCRIPTS[language] in text
    assert "Sylheti" in text


def test_every_letter_has_a_form_in_the_fonts_of_the_machine(referral, north):
    """A letter that no font has would be a box on the paper."""
    fonts = set()
    for page in PdfReader(io.BytesIO(take_out(north, referral, "pdf").content)).pages:
        fonts |= {font["/BaseFont"].rpartition("+")[2] for font in page["/Resources"]["/Font"].values()}
    for script in ("Arabic", "Bengali", "Gurmukhi", "Gujarati"):
        assert any(script in font for font in fonts), (script, fonts)


def test_the_paper_fetches_nothing(north, referral):
    with pytest.raises(as_pdf.NothingIsFetched):
        as_pdf._refuse("file:///etc/passwd")
    assert b"/URI" not in take_out(north, sent('<img src="http://example.org/x.png">'), "pdf").content


@pytest.mark.parametrize("format", ["pdf", "json"])
def test_another_team_gets_no_file(member, referral, format):
    assert take_out(member("south"), referral, format).status_code == 404
    assert not AuditEntry.objects.filter(verb="taken_out").exists()


def test_an_address_that_is_followed_makes_no_file(north, referral):
    answer = north.get(page_of(referral, "take-out"), {"format": "json"})
    assert answer["Location"] == reverse("workspace:referral", args=[referral.pk])
    assert take_out(north, referral, "exe").status_code == 400


def test_a_machine_that_cannot_set_type_says_so(north, referral, monkeypatch):
    def lacks(*args):
        raise as_pdf.CannotSetType

    monkeypatch.setattr("referrals.workspace.export_views.as_pdf", lacks)
    answer = take_out(north, referral, "pdf")
    assert answer.status_code == 409
    assert "cannot make a PDF" in answer.content.decode()
