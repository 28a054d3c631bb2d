"""What a machine can see of a translated line without knowing the language: each rule as a table."""

import pytest

from portal.languages import BY_CODE
from words.line_checks import Rules, Script, Term, refusals, says_something

HEALTH_VISITOR = Term("health-visitor", ("health visitors", "health visitor"), ("ہیلتھ وزیٹر*",))
MASH = Term("mash", ("MASH",), ("MASH",))
UNSETTLED = Term("cot", ("cot",), ())


def rules(language="ur", *terms):
    ours = BY_CODE[language]
    return Rules(Script(ours.script, ours.digits), terms)


def why(english, translation, language="ur", terms=()):
    return " | ".join(refusals(english, translation, rules(language, *terms)))


@pytest.mark.parametrize(
    ("english", "translation", "language", "reason"),
    [
        # Nothing there.
        ("Hello", "", "ur", "is empty"),
        ("Hello", " \n\u00a0", "ur", "is empty"),
        # Placeholders, of both kinds, and facts.
        ("Checked on %(date)s.", "%(date)s کو جانچا گیا۔", "ur", ""),
        ("Checked on %(date)s.", "کو جانچا گیا۔", "ur", "other placeholders"),
        ("Checked on %(date)s.", "%(dato)s کو جانچا گیا۔", "ur", "other placeholders"),
        ("%s of %d", "%d میں سے %s", "ur", ""),
        ("%s of %d", "%s میں سے %s", "ur", "other placeholders"),
        ("Call {mash} now", "{mash} پر ابھی فون کریں", "ur", ""),
        ("Call {mash} now", "{999} پر ابھی فون کریں", "ur", "other placeholders"),
        ("Call {mash} now", "01582 547653 پر ابھی فون کریں", "ur", "other placeholders"),
        ("Call {mash} or {mash} now", "{mash} پر ابھی فون کریں", "ur", "other placeholders"),
        # Numbers, in either digits, none more and none less.
        ("Wait 20 minutes", "20 منٹ رکیں", "ur", ""),
        ("Wait 20 minutes", "۲۰ منٹ رکیں", "ur", ""),
        ("Wait 20 minutes", "২০ মিনিট অপেক্ষা করুন", "bn", ""),
        ("Wait 20 minutes", "੨੦ ਮਿੰਟ ਉਡੀਕ ਕਰੋ", "pa", ""),
        ("Wait 20 minutes", "૨૦ મિનિટ રાહ જુઓ", "gu", ""),
        ("Wait 20 minutes", "২০ منٹ رکیں", "ur", "other numbers: ['২০']"),
        ("Wait 20 minutes", "12 منٹ رکیں", "ur", "other numbers: ['12']"),
        ("Wait 20 minutes", "کچھ منٹ رکیں", "ur", "other numbers"),
        ("Wait some minutes", "20 منٹ رکیں", "ur", "other numbers: ['20']"),
        ("2 spoons, then 2 more", "2 چمچ، پھر اور", "ur", "other numbers"),
        ("Give 2.5 ml", "2.5 ml دیں", "ur", ""),
        ("Give 2.5 ml", "25 ml دیں", "ur", "other numbers: ['25']"),
        ("From 09:00 to 17:30", "od 09:00 do 17:30", "pl", ""),
        ("From 09:00 to 17:30", "od 9:00 do 17:30", "pl", "other numbers: ['9:00']"),
        # Markup: the same tags, in any order.
        ("Get <b>face to face</b> now", "<b>آمنے سامنے</b> آئیں", "ur", ""),
        ("Get <b>face to face</b> now", "آمنے سامنے آئیں", "ur", "other markup"),
        ("Get <b>face to face</b> now", "<b>آمنے</b> <b>سامنے</b> آئیں", "ur", "other markup"),
        ("Get face to face now", "<b>آمنے سامنے</b> آئیں", "ur", "other markup"),
        ('See <a id="a1">this</a> and <b>that</b>', '<b>وہ</b> اور <a id="a1">یہ</a> دیکھیں', "ur", ""),
        ('See <a id="a1">this</a>', '<a id="a2">یہ</a> دیکھیں', "ur", "other markup"),
        ("See this page", '<a href="https://example.com">یہ صفحہ</a> دیکھیں', "ur", "other markup"),
        # The script, where the English says something in words.
        ("Talk to your baby", "بچے سے باتیں کریں", "ur", ""),
        ("Talk to your baby", "শিশুর সাথে কথা বলুন", "ur", "not written in Arabic letters"),
        ("Talk to your baby", "bachay se batein karein", "ur", "not written in Arabic letters"),
        ("Talk to your baby", "ਬੱਚੇ ਨਾਲ ਗੱਲਾਂ ਕਰੋ", "pa", ""),
        ("Talk to your baby", "बच्चे से बात करें", "pa", "not written in Gurmukhi letters"),
        ("Talk to your baby", "બાળક સાથે વાત કરો", "gu", ""),
        ("Talk to your baby", "Говорите с ребёнком", "pl", "not written in Latin letters"),
        ("Call NHS 111 for help", "مدد کے لیے NHS 111 پر فون کریں", "ur", ""),
        ("NHS 111", "NHS 111", "ur", ""),
        ("Cry-Sis", "Cry-Sis", "ur", ""),
        ("Healthy Start", "Healthy Start", "ur", ""),
        ("{111}, 24", "{111}, 24", "ur", ""),
        # Still English.
        ("Talk to your baby now", "Talk to your baby now", "pl", "still in English"),
        ("Talk to your baby now", "Talk to your baby now", "ur", "still in English"),
        ("<b>Talk</b> to your baby now", "<b>Talk</b> to your baby now", "pl", "still in English"),
        ("Start, problem", "Start, problem", "pl", ""),
        ("BBC Tiny Happy People", "BBC Tiny Happy People", "pl", ""),
        # Romanian has letters with a comma below, not with a cedilla.
        ("And the bed", "Și pătuțul", "ro", ""),
        ("And the bed", "Şi pătuțul", "ro", "cedilla"),
        ("And the bed", "Și pătuţul", "ro", "cedilla"),
        ("And the bed", "S\u0327i pătuțul", "ro", "cedilla"),
    ],
)
def test_a_line_is_taken_or_refused_with_the_reason(english, translation, language, reason):
    found = why(english, translation, language)

    assert reason in found
    assert bool(found) == bool(reason)


@pytest.mark.parametrize(
    ("english", "translation", "is_taken"),
    [
        ("Ask your health visitor", "اپنی ہیلتھ وزیٹر سے پوچھیں", True),
        ("Ask your health visitors", "اپنی ہیلتھ وزیٹرز سے پوچھیں", True),
        ("Ask your health visitor", "اپنی health visitor سے پوچھیں ضرور", True),
        ("Ask your health visitor", "اپنی نرس سے پوچھیں", False),
        ("Ask your Health Visitor", "اپنی نرس سے پوچھیں", False),
        ("Ask your nurse", "اپنی نرس سے پوچھیں", True),
        ("Ask your nurse", "اپنی ہیلتھ وزیٹر سے پوچھیں", True),
        # Only what has settled words is asked for.
        ("Put the cot here", "بستر یہاں رکھیں", True),
        # A name is not a word that looks like it, and a fact's key is no word.
        ("Mash the banana", "کیلا مسل لیں", True),
        ("Call MASH", "کونسل کو فون کریں", False),
        ("Call {mash} today", "{mash} پر آج فون کریں", True),
    ],
)
def test_a_term_of_the_glossary_is_named_as_it_was_settled_or_in_english(english, translation, is_taken):
    found = why(english, translation, "ur", [HEALTH_VISITOR, MASH, UNSETTLED])

    assert (found == "") == is_taken
    assert is_taken or "as the glossary does" in found


def test_all_that_is_wrong_with_numbers_placeholders_and_markup_is_named_at_once():
    found = refusals("Give <b>5</b> ml of {what}", "دیں <b>6 ml", rules())

    assert len(found) == 3


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Talk", False),
        ("Talk now", True),
        ("NHS 111", False),
        ("999", False),
        ("", False),
        ("{mash}", False),
        ("%(date)s", False),
        ('<a id="link">NHS</a>', False),
        ("بچے سے باتیں", False),
    ],
)
def test_names_numbers_and_facts_alone_say_nothing(line, expected):
    assert says_something(line) == expected
