"""How a page is written in a seed file, and that every language's file has the English one's shape."""

import re

from django.conf import settings

import pytest

from content.seed_files import read_seed_page
from content.seeding import SEED

KEYS = sorted(path.stem for path in (SEED / "en").glob("*.md"))
PAGE_IDS = dict.fromkeys(KEYS, 1)
TOPICS = ["feeding-your-new-born", "baby-massage", "play-ideas", "baby-talk"]

EXAMPLE = """+++
title = "Title"
summary = "Summary"
+++
Hello.

## Do this {steps}
1. **One.** First.

## Play {activity from=0 to=6 minutes=5}
> A cup, a spoon
Bang them. See [more](page:more).
"""


def page(language, key):
    return read_seed_page((SEED / language / f"{key}.md").read_text(encoding="utf-8"), PAGE_IDS)


def text_of(seed):
    return " ".join(re.sub(r"<[^>]+>", " ", str(block.value["text"])) for block in seed.blocks)


def test_a_seed_file_becomes_typed_sections():
    blocks = read_seed_page(EXAMPLE, {"more": 7}).blocks

    assert [block.kind for block in blocks] == ["introduction", "steps", "activity"]
    assert blocks[1].value == {"heading": "Do this", "text": "<ol><li><b>One.</b> First.</li></ol>"}
    assert blocks[2].value == {
        "heading": "Play",
        "age_from": 0,
        "age_to": 6,
        "minutes": 5,
        "things": "A cup, a spoon",
        "text": '<p>Bang them. See <a linktype="page" id="7">more</a>.</p>',
    }


def test_a_link_to_a_page_that_is_not_there_is_an_error():
    with pytest.raises(KeyError, match="more"):
        read_seed_page(EXAMPLE, {})


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES if code != "en"])
def test_a_translation_has_the_sections_of_the_english(language, key):
    def shape(seed):
        return [
            (block.kind, re.findall(r"<(\w+)", str(block.value["text"])), block.value.get("minutes"))
            for block in seed.blocks
        ]

    assert shape(page(language, key)) == shape(page("en", key))


@pytest.mark.parametrize("key", TOPICS)
def test_a_topic_is_complete_and_of_a_length_to_read_at_night(key):
    seed = page("en", key)
    kinds = {block.kind for block in seed.blocks}

    assert {"introduction", "steps", "ask", "sources"} <= kinds
    assert 400 <= len(text_of(seed).split()) <= 700


@pytest.mark.parametrize("key", KEYS)
def test_english_sentences_are_short(key):
    pieces = [re.split(r"</?(?:p|li|ol|ul)>", str(block.value["text"])) for block in page("en", key).blocks]
    sentences = [
        sentence
        for texts in pieces
        for text in texts
        for sentence in re.split(r"(?<=[.!?:])\s+", re.sub(r"<[^>]+>", "", text))
    ]

    assert [sentence for sentence in sentences if len(sentence.split()) > 24] == []
