"""How a page is written in a seed file, and that every language's file has the English one's shape."""

import re
import tomllib

from django.conf import settings

import pytest

from content.blocks import KIT, ArticleBlock
from content.models import TopicPage
from content.seed_files import KINDS, read_seed_page
from content.seeding import SEED, _write

KEYS = sorted(path.stem for path in (SEED / "en").glob("*.md"))
PAGE_IDS = dict.fromkeys(KEYS, 1)
PLAN = tomllib.loads((SEED / "pages.toml").read_text(encoding="utf-8"))["page"]
TOPICS = [item["key"] for item in PLAN if item["kind"] == "TopicPage"]
EASY = [item["key"] for item in PLAN if item["kind"] == "EasyReadPage"]
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
PICTURES = {path.stem for path in (SEED / "pictures/steps").glob("*.svg")}

START = """+++
title = "Title"
summary = "Summary"
+++
"""
EXAMPLE = f"""{START}Hello.

## Plain
One. **Two.**
Three {{cry-sis}}

- Four
- Five

## Do this {{steps}}
1. ![kettle] **One.** First.
2. No picture.

And on its own.

## See this {{ideas}}
- ![cup] A cup.

## Play {{activity from=0 to=6 minutes=5 with=cloth,books}}
> A cup, a spoon
Bang them. See [more](page:more).

## Call {{emergency}}
- Now.
"""


def page(language, key):
    return read_seed_page((SEED / language / f"{key}.md").read_text(encoding="utf-8"), PAGE_IDS)


def html_of(block):
    """The HTML of a section: its text, or those of its items."""
    return [step["text"] for step in block.value.get("steps", [])] or [block.value["text"]]


def text_of(seed):
    return " ".join(re.sub(r"<[^>]+>", " ", html) for block in seed.blocks for html in html_of(block))


def test_a_seed_file_becomes_typed_sections():
    seed = read_seed_page(EXAMPLE, {"more": 7})

    assert (seed.title, seed.summary, seed.picture_alt) == ("Title", "Summary", "")
    assert [(block.kind, block.value) for block in seed.blocks] == [
        ("introduction", {"text": "<p>Hello.</p>"}),
        (
            "section",
            {"heading": "Plain", "text": "<p>One. <b>Two.</b> Three {cry-sis}</p><ul><li>Four</li><li>Five</li></ul>"},
        ),
        (
            "steps",
            {
                "heading": "Do this",
                "steps": [
                    {"picture": "kettle", "text": "<p><b>One.</b> First.</p>"},
                    {"picture": "", "text": "<p>No picture.</p>"},
                    {"picture": "", "text": "<p>And on its own.</p>"},
                ],
            },
        ),
        ("ideas", {"heading": "See this", "steps": [{"picture": "cup", "text": "<p>A cup.</p>"}]}),
        (
            "activity",
            {
                "heading": "Play",
                "age_from": 0,
                "age_to": 6,
                "minutes": 5,
                "kit": ["cloth", "books"],
                "things": "A cup, a spoon",
                "text": '<p>Bang them. See <a linktype="page" id="7">more</a>.</p>',
            },
        ),
        ("emergency", {"heading": "Call", "text": "<ul><li>Now.</li></ul>"}),
    ]


def test_a_page_may_begin_with_a_heading():
    assert [block.kind for block in read_seed_page(f"{START}## Now\nOne.\n", {}).blocks] == ["section"]


def test_the_kinds_of_section_are_those_that_a_page_can_have():
    assert {*KINDS, "introduction"} == ArticleBlock().child_blocks.keys()


MISTAKES = {
    "no front matter": ("# Title\nWords.", "not enough values"),
    "front matter that cannot be read": ('+++\ntitle = Title\nsummary = "S"\n+++\nWords.', "Invalid value"),
    "no summary": ('+++\ntitle = "T"\n+++\nWords.', "'summary' is missing"),
    "a link to no page": (f"{START}See [more](page:more).", "'more' is missing"),
    "a kind that does not exist": (f"{START}## Do this {{stepz}}\n1. One.", "Do this {stepz}: this is no kind"),
    "options that cannot be read": (
        f"{START}## Play {{activity from=0 with=cloth, cup}}\n> A cup\n",
        "this is no kind",
    ),
    "an activity without its minutes": (
        f"{START}## Play {{activity from=0 to=6 with=cloth}}\n> A cup\nBang.",
        "'minutes' is missing",
    ),
    "an activity without its kit": (
        f"{START}## Play {{activity from=0 to=6 minutes=5}}\n> A cup\nBang.",
        "'with' is missing",
    ),
    "an age in words": (
        f"{START}## Play {{activity from=birth to=6 minutes=5 with=cloth}}\n> A cup\nBang.",
        "invalid literal for int",
    ),
    "an activity without its things": (
        f"{START}## Play {{activity from=0 to=6 minutes=5 with=cloth}}\nBang.",
        "does not say what an activity needs",
    ),
    "a picture in the wrong place": (f"{START}## Do {{steps}}\n1. Boil ![kettle] water.", "a picture stands between"),
    "a number of another kind": (f"{START}## Do {{steps}}\n1) ![kettle] Boil.", "a picture stands between"),
    "a picture that is not there": (f"{START}## Do {{steps}}\n1. ![kettel] Boil.", "'kettel' is missing"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "says"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_file_is_told_with_the_files_name(tmp_path, text, says):
    path = tmp_path / "ur" / "tea.md"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match=re.escape(says)) as error:
        _write(TopicPage(), path, {"other": TopicPage(pk=7)}, {"kettle": 1})

    assert str(error.value).startswith(f"{path}: ")


def shape(seed):
    """What a translation shares with its English: kinds, markup, pictures, and what the filter of activities asks."""
    shared = ("age_from", "age_to", "minutes", "kit")
    return [
        (
            block.kind,
            [re.findall(r"<(\w+)", html) for html in html_of(block)],
            [step["picture"] for step in block.value.get("steps", [])],
            [block.value.get(name) for name in shared],
        )
        for block in seed.blocks
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_a_translation_has_the_sections_of_the_english(language, key):
    assert shape(page(language, key)) == shape(page("en", key))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_says_something_wherever_the_english_does(language):
    def silent(seed):
        named = [seed.title, seed.summary, *(block.value.get("heading", "-") for block in seed.blocks)]
        things = [block.value.get("things", "-") for block in seed.blocks]
        texts = [re.sub(r"<[^>]+>", "", html) for block in seed.blocks for html in html_of(block)]
        return [text for text in [*named, *things, *texts] if not text.strip()]

    assert {key: found for key in KEYS if (found := silent(page(language, key)))} == {}


def test_every_picture_and_every_kit_of_the_seed_exists():
    blocks = [block for key in KEYS for block in page("en", key).blocks]
    pictures = {step["picture"] for block in blocks for step in block.value.get("steps", [])} - {""}
    kits = {kit for block in blocks for kit in block.value.get("kit", [])}

    assert pictures - PICTURES == set()
    assert kits - KIT.keys() == set()


def test_every_page_of_the_plan_has_its_words_and_every_file_its_page():
    assert {item["key"] for item in PLAN} | {"home"} == set(KEYS)


@pytest.mark.parametrize("key", TOPICS)
def test_a_topic_is_complete_and_of_a_length_to_read_at_night(key):
    seed = page("en", key)
    kinds = {block.kind for block in seed.blocks}

    assert {"introduction", "ask", "sources"} <= kinds
    assert kinds & {"steps", "activity"}
    assert 300 <= len(text_of(seed).split()) <= 800


@pytest.mark.parametrize("key", EASY)
def test_easy_read_is_an_idea_and_a_picture_each_in_few_words(key):
    blocks = [block for block in page("en", key).blocks if block.kind not in ("introduction", "sources")]
    ideas = [step for block in blocks for step in block.value["steps"]]

    assert {block.kind for block in blocks} == {"ideas"}
    assert [step["text"] for step in ideas if not step["picture"]] == []
    words = {step["text"]: len(re.sub(r"<[^>]+>", "", step["text"]).split()) for step in ideas}
    assert {text: count for text, count in words.items() if count > 22} == {}


@pytest.mark.parametrize("key", KEYS)
def test_english_sentences_are_short(key):
    pieces = [re.split(r"</?(?:p|li|ol|ul)>", html) for block in page("en", key).blocks for html in html_of(block)]
    sentences = [
        sentence
        for texts in pieces
        for text in texts
        for sentence in re.split(r"(?<=[.!?:])\s+", re.sub(r"<[^>]+>", "", text))
    ]

    assert [sentence for sentence in sentences if len(sentence.split()) > 24] == []
