"""A parent finds the page in everyday words, in any of the languages, and only while it is live."""

from wagtail.models import Page

import pytest

from content.models import TopicPage
from directory.models import Category
from portal import library_search
from portal.languages import LANGUAGES

pytestmark = pytest.mark.django_db
FIRST = 3

QUESTIONS = {
    "en": {
        "my baby won't stop crying": "crying-and-coping",
        "when can I give solid food": "starting-solids",
        "how do I make a bottle": "bottle-and-formula",
        "my baby has a high temperature": "when-a-child-is-ill",
        "can my baby sleep in my bed": "safe-sleep",
        "is it normal that my baby wakes all night": "sleep-by-age",
        "not talking yet": "baby-talk",
        "he hits other children": "tantrums-and-behaviour",
        "so lonely": "how-you-feel-after-birth",
        "I can't afford food": "money-food-and-childcare",
        "what can I do with my toddler when it rains": "play-1-2",
        "baby swallowed a battery": "home-safety-and-choking",
    },
    "ur": {
        "میرا بچہ رونا بند نہیں کرتا": "crying-and-coping",
        "بچے کو ٹھوس غذا کب دیں": "starting-solids",
        "بچے کو بخار ہے": "when-a-child-is-ill",
        "بوتل کا دودھ کیسے بنائیں": "bottle-and-formula",
        "بچہ سوتا نہیں": "sleep-by-age",
        "میں بہت اداس ہوں": "how-you-feel-after-birth",
    },
    "pl": {
        "moje dziecko nie przestaje płakać": "crying-and-coping",
        "kiedy mogę podać stałe pokarmy": "starting-solids",
        "dziecko ma goraczke": "when-a-child-is-ill",
        "jak przygotować butelkę": "bottle-and-formula",
        "budzi się w nocy": "sleep-by-age",
        "jestem w ciąży": "pregnancy",
    },
    "ro": {
        "copilul meu nu se oprește din plâns": "crying-and-coping",
        "când pot să dau mâncare solidă": "starting-solids",
        "copilul are febra": "when-a-child-is-ill",
        "cum pregătesc biberonul": "bottle-and-formula",
        "îi ies dinții": "teeth",
        "sunt tristă după naștere": "how-you-feel-after-birth",
    },
    "bn": {
        "আমার বাচ্চা কান্না থামাচ্ছে না": "crying-and-coping",
        "কখন শক্ত খাবার দিতে পারি": "starting-solids",
        "বাচ্চার জ্বর": "when-a-child-is-ill",
        "বোতলের দুধ কীভাবে বানাব": "bottle-and-formula",
        "বাচ্চা এখনো কথা বলে না": "baby-talk",
        "আমার মন খারাপ": "how-you-feel-after-birth",
    },
    "pa": {
        "ਮੇਰਾ ਬੱਚਾ ਰੋਣਾ ਬੰਦ ਨਹੀਂ ਕਰਦਾ": "crying-and-coping",
        "ਬੱਚੇ ਨੂੰ ਠੋਸ ਖਾਣਾ ਕਦੋਂ ਦੇਣਾ": "starting-solids",
        "ਬੱਚੇ ਨੂੰ ਬੁਖ਼ਾਰ ਹੈ": "when-a-child-is-ill",
        "ਬੋਤਲ ਦਾ ਦੁੱਧ ਕਿਵੇਂ ਬਣਾਉਣਾ": "bottle-and-formula",
        "ਮੈਂ ਬਹੁਤ ਉਦਾਸ ਹਾਂ": "how-you-feel-after-birth",
        "ਮੈਂ ਗਰਭਵਤੀ ਹਾਂ": "pregnancy",
    },
    "gu": {
        "મારું બાળક રડવાનું બંધ કરતું નથી": "crying-and-coping",
        "બાળકને નક્કર ખોરાક ક્યારે આપવો": "starting-solids",
        "બાળકને તાવ છે": "when-a-child-is-ill",
        "બોટલનું દૂધ કેવી રીતે બનાવવું": "bottle-and-formula",
        "બાળકને દાંત આવે છે": "teeth",
        "હું બહુ ઉદાસ છું": "how-you-feel-after-birth",
    },
}


def topic(slug, language="en"):
    return TopicPage.objects.get(slug=slug, locale__language_code=language)


def found(words, language="en"):
    slugs = dict(Page.objects.values_list("pk", "slug"))
    return [slugs.get(hit.key) for hit in library_search.find(words, language).hits]


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What an editor does and commits."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_every_language_is_asked():
    assert set(QUESTIONS) == {language.code for language in LANGUAGES}


@pytest.mark.parametrize(
    ("language", "question", "slug"),
    [(language, question, slug) for language, asked in QUESTIONS.items() for question, slug in asked.items()],
)
def test_a_question_in_everyday_words_finds_the_page_among_the_first(language, question, slug):
    assert slug in found(question, language)[:FIRST]


def test_a_word_of_the_title_comes_before_the_same_word_in_a_text():
    assert found("massage")[0] == found("mass")[0] == "baby-massage"


def test_a_word_that_only_the_glossary_has_finds_the_pages_that_it_explains():
    assert "pacifier" not in str(topic("teeth").body)
    assert "teeth" in found("pacifier")


def test_a_fact_is_found_as_it_is_written_out():
    assert "crying-and-coping" in found("0800 448 0737")


def test_the_home_page_is_no_answer():
    assert "home" not in found("family support in luton")


@pytest.mark.parametrize("words", ["", "  ", "—?!", "zzzzzz"])
def test_what_is_no_word_of_the_library_finds_nothing(words):
    assert found(words) == []


@pytest.mark.parametrize("words", ["\u09be", "*", 'name:"x" AND', "a" * 5000, "\x00", "the", "میں"])
def test_nothing_that_can_be_typed_breaks_a_search(words):
    found(words, "ur")


def test_a_page_is_found_once_it_is_published_and_not_after_it_is_unpublished(committed):
    page = topic("teeth")
    page.title = "Toothbrushes and kangaroos"
    with committed():
        revision = page.save_revision()
    assert found("kangaroos") == []
    with committed():
        revision.publish()
    assert found("kangaroos") == ["teeth"]
    with committed():
        topic("teeth").unpublish()
    assert found("kangaroos") == []


def test_nothing_is_indexed_before_it_is_committed(committed):
    page = topic("teeth")
    page.title = "Kangaroos"
    with committed():
        page.save_revision().publish()
        assert found("kangaroos") == []
    assert found("kangaroos") == ["teeth"]


def test_a_deleted_page_is_not_found(committed):
    before = found("massage")
    with committed():
        topic("baby-massage").delete()
    assert found("massage") == [slug for slug in before if slug != "baby-massage"]
    with committed():
        topic("teeth").get_translations(inclusive=True).delete()
    assert {None, "teeth"}.isdisjoint(found("teeth"))


def test_a_translation_without_which_the_english_stays_found(committed):
    def languages():
        return {hit.language for hit in library_search.find("فلورائیڈ", "ur").hits}

    assert languages() == {"ur"}
    with committed():
        topic("teeth", "ur").unpublish()
    assert "ur" not in languages()  # by ear in others: fluoride
    assert "teeth" in found("toothbrush", "ur")


def test_what_parents_type_for_a_category_finds_the_pages_that_lead_to_its_groups(committed):
    with committed():
        category = Category.objects.get(key="baby-massage")
        category.synonyms_pl = "kangury"
        category.save()
    assert found("kangury", "ur") == ["baby-massage"]
    with committed():
        category.delete()
    assert found("kangury", "ur") == []


def test_an_index_that_cannot_be_written_refuses_no_editor(committed, settings, tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    settings.LIBRARY_INDEX_DIR = tmp_path / "file"
    with committed():
        topic("teeth").unpublish()
    assert not topic("teeth").live
    assert "Error calling" in caplog.text


def test_where_there_is_no_index_the_first_search_builds_it(settings, tmp_path):
    settings.LIBRARY_INDEX_DIR = tmp_path / "library-index"
    TopicPage.objects.exclude(slug="baby-massage").delete()
    assert "baby-massage" in found("massage")
    assert (tmp_path / "library-index" / "current").exists()


def test_a_damaged_index_is_never_the_familys_problem(committed, settings, caplog):
    for path in (settings.LIBRARY_INDEX_DIR / "current").resolve().glob("*.seg"):
        path.unlink()
    assert "baby-massage" in found("massage")
    assert "build_index" in caplog.text


def test_a_page_is_shown_in_the_readers_language_or_in_english_and_says_which(committed):
    topic("teeth", "ur").unpublish()
    keys = [topic(slug).pk for slug in ("teeth", "safe-sleep")]
    cards = library_search.cards([*keys, 0], "ur")
    assert [card.language for card in cards] == ["en", "ur"]
    assert cards[0].title == topic("teeth").title
    assert [card.url for card in cards] == ["/ur/self-help/teeth/", "/ur/self-help/safe-sleep/"]
