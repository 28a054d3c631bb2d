"""Numbers that text embeds as {key}, as a truth table; and that the seed's text and the registry's file agree."""

import re
import tomllib
from dataclasses import dataclass

import pytest

from content.embedding import html, keys_in, plain, stray_keys
from content.registry_seeding import SEED
from content.seed_files import HEADING
from tests.kept import ROOT

PLAN = tomllib.loads((SEED / "facts.toml").read_text(encoding="utf-8"))
HELPLINES = {item["key"] for item in PLAN["helpline"]}
FACTS = {item["key"] for item in PLAN["fact"]}
FILES = sorted(SEED.glob("*/*.md"))


@dataclass(frozen=True)
class Number:
    value: str
    unit: str = ""

    @property
    def shown(self):
        return f"{self.value} {self.unit}" if self.unit == "°C" else self.value


KNOWN = {
    "fever": Number("38", "°C"),
    "weeks-2": Number("6–8", "weeks"),
    "coin": Number("£2"),
    "line": Number("0300 100 0212", "telephone"),
    "hub": Number("Manor Centre, LU1 3QZ", "address"),
    "abroad": Number("+44 1582 547653", "telephone"),
}
LINE = '<a class="phone" href="tel:03001000212"><bdi dir="ltr">0300 100 0212</bdi></a>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call at {fever}.", 'Call at <bdi dir="ltr">38 °C</bdi>.'),
        ("At {weeks-2} weeks", 'At <bdi dir="ltr">6–8</bdi> weeks'),
        ("مرکز: {hub}", 'مرکز: <bdi lang="en" dir="ltr">Manor Centre, LU1 3QZ</bdi>'),
        ("A {coin} coin", 'A <bdi dir="ltr">£2</bdi> coin'),
        ("Call {line}.", f"Call {LINE}."),
        ("{abroad}", '<a class="phone" href="tel:+441582547653"><bdi dir="ltr">+44 1582 547653</bdi></a>'),
        ("{line}{fever}", LINE + '<bdi dir="ltr">38 °C</bdi>'),
        ("گرمی {fever} ہے", 'گرمی <bdi dir="ltr">38 °C</bdi> ہے'),
        ("<p>Call <b>{line}</b></p>", f"<p>Call <b>{LINE}</b></p>"),
        ('<a href="/x/{fever}/10–20/" title="{line}">Here</a>',) * 2,
        ("{nobody-keeps-this}", ""),
        ("At {unknown} or {fever}", 'At  or <bdi dir="ltr">38 °C</bdi>'),
        ("{Fever} { fever } {fever",) * 2,
        ("Call 01582 547653.", 'Call <bdi dir="ltr">01582 547653</bdi>.'),
        ("Call 0808 2000 247.", 'Call <bdi dir="ltr">0808 2000 247</bdi>.'),
        ("38 °C", '<bdi dir="ltr">38 °C</bdi>'),
        ("38.5°C", '<bdi dir="ltr">38.5°C</bdi>'),
        ("6–8 weeks", '<bdi dir="ltr">6–8</bdi> weeks'),
        ("8.5–10 µg", '<bdi dir="ltr">8.5–10</bdi> µg'),
        ("at 09:30", 'at <bdi dir="ltr">09:30</bdi>'),
        ("10:00–11:30", '<bdi dir="ltr">10:00–11:30</bdi>'),
        ("Call 999 at 3 am",) * 2,
        ("Mix &#39;1&#39; &amp; 2",) * 2,
        ("<h2>10 to 20</h2>",) * 2,
        ("",) * 2,
    ],
)
def test_html(text, expected):
    assert html(text, KNOWN) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call {line} at {fever}.", "Call 0300 100 0212 at 38 °C."),
        ("At {weeks-2} weeks", "At 6–8 weeks"),
        ("At {unknown}.", "At ."),
        ("01582 547653", "01582 547653"),
    ],
)
def test_plain_text_has_the_numbers_and_no_markup(text, expected):
    assert plain(text, KNOWN) == expected


def test_the_keys_of_several_texts():
    assert keys_in(["Call {line} at {fever}", "{fever} again", "<b>{weeks-2}</b>", "{Not} {a key}"]) == {
        "line",
        "fever",
        "weeks-2",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call {line} at {fever}.", []),
        ("{unknown}", ["unknown"]),
        ("{Fever} { fever } {گرمی}", ["Fever", " fever ", "گرمی"]),
        ("{<b>fever</b>}", ["<b>fever</b>"]),
        ('{"type": "section", "value": {"text": "At {fever} or {fewer}"}}', ["fewer"]),
        ('{"things": {}}', []),
    ],
)
def test_what_stands_in_braces_and_is_no_known_key(text, expected):
    assert stray_keys(text, KNOWN) == expected


def without_headings(path):
    """A seed file without its headings, where braces name the kind of a section."""
    return HEADING.sub("", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", sorted({path.parent.name for path in FILES}))
def test_every_key_in_the_seed_is_in_the_registry(language):
    texts = {path.name: without_headings(path) for path in FILES if path.parent.name == language}

    strays = {name: stray_keys(text, HELPLINES | FACTS) for name, text in texts.items()}

    assert {name: keys for name, keys in strays.items() if keys} == {}


def test_the_seed_keeps_no_fact_that_no_page_uses():
    used = set(keys_in(without_headings(path) for path in FILES if path.parent.name == "en"))
    for template in ROOT.glob("*/templates/**/*.html"):
        used |= set(re.findall(r'{% fact "([^"]+)"', template.read_text(encoding="utf-8")))

    assert FACTS - used == set()


def test_no_key_is_there_twice_and_every_helpline_has_a_number_to_call():
    assert len(HELPLINES | FACTS) == len(PLAN["helpline"]) + len(PLAN["fact"])
    assert all(re.fullmatch(r"[0-9 ]+", item["value"]) for item in PLAN["helpline"])
