"""Glossary words in running text: whole words of any script, beginnings with a star, names in capitals as written."""

import unicodedata

import pytest

from words.glossary import found_in


@pytest.mark.parametrize(
    ("text", "form", "is_found"),
    [
        # Whole words, however they are written.
        ("Ask your health visitor.", "health visitor", True),
        ("Health visitors help.", "health visitor", False),
        ("Health Visitor", "health visitor", True),
        ("(health visitor)", "health visitor", True),
        ("the health visitor's number", "health visitor", True),
        ("a cottage", "cot", False),
        ("apricot", "cot", False),
        ("the cot, the bed", "cot", True),
        ("cot_bed", "cot", False),
        # Beginnings.
        ("dummies", "dumm*", True),
        ("Dummy!", "dumm*", True),
        ("a mdummy", "dumm*", False),
        # Names in capitals are not other words.
        ("Call MASH now", "MASH", True),
        ("mash the banana", "MASH", False),
        ("Mash the banana", "MASH", False),
        ("SEND support", "SEND", True),
        ("Send it", "SEND", False),
        ("go to A&E.", "A&E", True),
        ("the GP's door", "GP", True),
        ("the GPs", "GP", False),
        # Signs in a form are signs.
        ("a.b", "a.b", True),
        ("axb", "a.b", False),
        ("0-2 (two)", "(two)", True),
        ("call 999.", "999", True),
        ("call 9990", "999", False),
        # Latin letters with marks.
        ("położna środowiskowa", "położna", True),
        ("położną", "położna", False),
        ("położną", "położn*", True),
        ("Moașă", "moașă", True),
        # Right-to-left: a full stop, a comma, a vowel sign, a joiner.
        ("ہیلتھ وزیٹر۔", "ہیلتھ وزیٹر", True),
        ("ہیلتھ وزیٹرز", "ہیلتھ وزیٹر", False),
        ("چوسنیاں", "چوسنی*", True),
        ("چوسنی، بوتل", "چوسنی", True),
        ("کِتاب", "ک", False),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc", False),
        # Indic scripts: a vowel sign belongs to its word, the full stop (danda) does not.
        ("স্বাস্থ্য পরিদর্শক।", "স্বাস্থ্য পরিদর্শক", True),
        ("স্বাস্থ্য পরিদর্শককে", "স্বাস্থ্য পরিদর্শক", False),
        ("পরিদর্শককে", "পরিদর্শক*", True),
        ("খাট খাটো", "খাট", True),
        ("খাটো", "খাট", False),
        ("ਡਾਕਟਰ।", "ਡਾਕਟਰ", True),
        ("।ਡਾਕਟਰ॥", "ਡਾਕਟਰ", True),
        ("ਡਾਕਟਰਾਂ", "ਡਾਕਟਰ", False),
        ("ਡਾਕਟਰਾਂ", "ਡਾਕਟਰ*", True),
        ("હેલ્થ વિઝિટર.", "હેલ્થ વિઝિટર", True),
        ("હેલ્થ વિઝિટરને", "હેલ્થ વિઝિટર", False),
        # Nothing to find.
        ("anything", "", False),
        ("", "cot", False),
    ],
)
def test_a_form_is_found(text, form, is_found):
    assert found_in(text, {"key": [form]}) == (["key"] if is_found else [])


@pytest.mark.parametrize("word", ["moașă", "położna", "کِتاب", "ਪੜ੍ਹਾਈ", "বাড়ি"])
@pytest.mark.parametrize("written", ["NFC", "NFD"])
@pytest.mark.parametrize("in_glossary", ["NFC", "NFD"])
def test_it_does_not_matter_how_a_letter_and_its_marks_are_stored(word, written, in_glossary):
    text, form = unicodedata.normalize(written, f"x {word} x"), unicodedata.normalize(in_glossary, word)

    assert found_in(text, {"key": [form]}) == ["key"]


def test_terms_come_in_the_order_of_the_text():
    forms = {"cot": ["cot"], "gp": ["GP surgery", "GP"], "mash": ["MASH"], "dummy": ["dumm*"]}

    assert found_in("Ask MASH or a GP. A dummy, a GP surgery, MASH again.", forms) == ["mash", "gp", "dummy"]


def test_the_first_of_a_terms_forms_says_where_it_stands():
    assert found_in("nurse, then midwife, then nurse", {"a": ["midwife"], "b": ["doctor", "nurse"]}) == ["b", "a"]
