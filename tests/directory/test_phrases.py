"""Which categories a question names."""

import pytest

from directory.search.phrases import categories_named

KNOWN = (
    ("dads", "en", "Dads and male carers", "dad\nsingle dad"),
    ("carers", "en", "Young carers", "dad is ill\nlooking after my mum"),
    ("play", "en", "Stay and play", "toddler group"),
    ("messy", "en", "Messy play", "finger painting"),
    ("food", "en", "Money and food", "free nappies"),
    ("dads", "bn", "বাবা ও পুরুষ অভিভাবক", "বাবাদের গ্রুপ"),
    ("play", "bn", "একসঙ্গে খেলা", "খেলার জায়গা"),
    ("messy", "bn", "মাখামাখি খেলা", "রঙ"),
    ("teenagers", "pl", "Młodzież", "klub\nnastolatki"),
    ("play", "gu", "સાથે રમીએ", "માટીની રમત"),
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("single dads", {"dads"}),
        ("my dad is so ill", {"carers"}),
        ("finger painting with my toddler", {"messy"}),
        ("free nappies", {"food"}),
        ("money worries", {"food"}),
        ("group for a toddler", {"play"}),
    ],
)
def test_a_phrase_is_known_whole_in_any_order_and_with_words_between(question, named):
    assert categories_named(question, "en", KNOWN) == named


@pytest.mark.parametrize("question", ["painting", "a group", "play", "nappies", "something on Tuesday", ""])
def test_a_part_of_a_phrase_names_nothing(question):
    assert categories_named(question, "en", KNOWN) == frozenset()


@pytest.mark.parametrize(
    ("question", "language", "named"),
    [
        ("বাবাদের জন্য গ্রুপ", "bn", {"dads"}),
        ("খেলার জন্য জায়গা", "bn", {"play"}),
        ("রং", "bn", {"messy"}),
        ("klub dla nastolatków", "pl", {"teenagers"}),
        ("બાળક માટે રમત", "gu", set()),
    ],
)
def test_words_are_known_with_other_endings_and_spellings(question, language, named):
    assert categories_named(question, language, KNOWN) == named


def test_several_words_are_known_by_ear_and_one_alone_if_it_has_three_consonants():
    assert categories_named("babader group", "bn", KNOWN) == {"dads"}
    assert categories_named("rong", "bn", KNOWN) == {"messy"}
    assert categories_named("baba", "bn", KNOWN) == frozenset()
    assert categories_named("babader group", "pl", KNOWN) == frozenset()
