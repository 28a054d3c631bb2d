"""A search for words of danger: which searches they are, and that numbers to call stand before everything else."""

import re
import tomllib
from pathlib import Path

from django.utils.html import escape

import pytest

from content.registry import Fact
from directory.models import UnansweredSearch
from portal.danger import folded, helpline_keys, kinds_named
from portal.danger_words import DANGER_WORDS
from portal.languages import LANGUAGES

ROOT = Path(__file__).parents[2]
FILE = tomllib.loads((ROOT / "portal/danger_words.toml").read_text(encoding="utf-8"))
CODES = [language.code for language in LANGUAGES]
SELF, ABUSE, CHILD, COT = "harm_to_self", "abuse", "child", "cot_death"


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        # English, also as it is typed in a hurry.
        ("suicide", [SELF]),
        ("I want to KILL  myself!", [SELF]),
        ("i dont want to live", [SELF]),
        ("I don’t want to live", [SELF]),
        ("self-harming", [SELF]),
        ("he hits me", [ABUSE]),
        ("scared of my husband", [ABUSE]),
        ("he hits me and I want to die", [ABUSE, SELF]),
        ("baby not breathing", [CHILD]),
        ("My baby isn't breathing", [CHILD]),
        ("child abuse", [CHILD, ABUSE]),
        ("SIDS", [COT]),
        ("messy play", []),
        ("hit song", []),
        ("diet", []),
        ("rapeseed oil, grapes", []),
        ("scared of birth", []),
        ("hitting and biting", []),
        ("cot bed", []),
        ("beaten egg", []),
        ("studies in the Indies, die cutting", []),
        # Urdu, with a dot or a letter of another keyboard.
        ("خودکشی", [SELF]),
        ("میں مرنا چاہتی ہوں", [SELF]),
        ("ميں مرنا چاہتا", [SELF]),
        ("میرا شوہر مجھے مارتا ہے", [ABUSE]),
        ("بچہ سانس نہیں لے رہا", [CHILD]),
        ("mera shohar mujhe maarta hai", [ABUSE]),
        ("khud-kushi", [SELF]),
        ("بچہ مارتا ہے", []),
        ("خود کھانا کھانا", []),
        ("مزے کے کھیل", []),
        ("دانت نکلنا", []),
        # Polish, with and without its letters.
        ("chcę umrzeć", [SELF]),
        ("chce umrzec", [SELF]),
        ("mąż mnie bije", [ABUSE]),
        ("boje sie meza", [ABUSE]),
        ("dziecko nie oddycha", [CHILD]),
        ("śmierć łóżeczkowa", [COT]),
        ("gwałtowne napady złości", []),
        ("dziecko bije brawo", []),
        ("nauka życia w Luton", []),
        ("oddychanie przez nos", []),
        # Romanian.
        ("vreau sa mor", [SELF]),
        ("sinucidere", [SELF]),
        ("soțul mă bate", [ABUSE]),
        ("m-a lovit", [ABUSE]),
        ("bebelușul nu respiră", [CHILD]),
        ("bate din palme", []),
        ("violet, vioară, violoncel", []),
        ("morcovi", []),
        ("tai legume", []),
        # Bengali.
        ("আত্মহত্যা", [SELF]),
        ("আমি মরতে চাই", [SELF]),
        ("আমি বাচতে চাই না", [SELF]),
        ("স্বামী আমাকে মারে", [ABUSE]),
        ("বাচ্চা শ্বাস নিচ্ছে না", [CHILD]),
        ("amake mare", [ABUSE]),
        ("বাচ্চা মারামারি করে", []),
        ("গান শেখা", []),
        ("মরিচ", []),
        ("আমাকে সাহায্য করুন", []),
        # Panjabi.
        ("ਖ਼ੁਦਕੁਸ਼ੀ", [SELF]),
        ("ਮੈਂ ਮਰਨਾ ਚਾਹੁੰਦੀ ਹਾਂ", [SELF]),
        ("ਮੇਰਾ ਪਤੀ ਮੈਨੂੰ ਕੁੱਟਦਾ ਹੈ", [ABUSE]),
        ("ਬੱਚਾ ਸਾਹ ਨਹੀਂ ਲੈ ਰਿਹਾ", [CHILD]),
        ("menu marda", [ABUSE]),
        ("ਬੱਚਾ ਮਾਰਦਾ ਹੈ", []),
        ("ਮਰਜ਼ੀ ਨਾਲ ਖੇਡਣਾ", []),
        ("ਆਪਣੇ ਆਪ ਖਾਣਾ", []),
        # Gujarati.
        ("આત્મહત્યા", [SELF]),
        ("મારે મરવું છે", [SELF]),
        ("પતિ મને મારે છે", [ABUSE]),
        ("બાળક શ્વાસ લેતું નથી", [CHILD]),
        ("mane mare chhe", [ABUSE]),
        ("મને મારા બાળક માટે મદદ", []),
        ("મારા બાળકને મારે શું ખવડાવવું", []),
        ("મરચાં", []),
        # Nothing typed.
        ("", []),
        ("?!", []),
    ],
)
def test_a_search_names_these_kinds_of_danger(typed, kinds):
    assert set(kinds_named(typed, DANGER_WORDS.forms)) == set(kinds)


def test_kinds_come_in_the_order_of_the_words():
    assert kinds_named("hits me, suicide", DANGER_WORDS.forms) == [ABUSE, SELF]
    assert kinds_named("suicide, hits me", DANGER_WORDS.forms) == [SELF, ABUSE]


@pytest.mark.parametrize(
    ("kinds", "keys"),
    [([], []), (["a"], ["999", "x"]), (["b", "a"], ["999", "y", "x"])],
)
def test_a_helpline_of_two_kinds_comes_once(kinds, keys):
    assert helpline_keys(kinds, {"a": ("999", "x"), "b": ("999", "y")}) == keys


@pytest.mark.parametrize(
    ("form", "in_index"), [("Dławi się", "dlawi sie"), ("s-a înecat", "s a inecat"), ("Can't*", "cant*")]
)
def test_a_form_is_folded_and_keeps_its_star(form, in_index):
    assert folded(form) == in_index


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_its_own_words_for_every_kind(code):
    assert set(FILE[code]) == set(FILE["helplines"])
    assert all(FILE[code].values())
    forms = [folded(form) for forms in FILE[code].values() for form in forms]
    assert len(forms) == len(set(forms))
    assert min(len(form) for form in forms) >= 3


def test_the_file_names_the_languages_and_nothing_else():
    assert set(FILE) == {"helplines", *CODES}


@pytest.mark.parametrize("code", CODES)
def test_what_parents_type_for_groups_is_no_danger(code):
    categories = tomllib.loads((ROOT / f"directory/seed/{code}/categories.toml").read_text(encoding="utf-8"))
    typed = [words for category in categories.values() for words in [category["label"], *category["synonyms"]]]
    assert [words for words in typed if kinds_named(words, DANGER_WORDS.forms)] == []


@pytest.fixture
def page(client):
    def page(address, **parameters):
        response = client.get(address, parameters)
        assert response.status_code == 200
        return response.content.decode().partition('<main id="main"')[2].partition("</main>")[0]

    return page


def numbers(html):
    return re.findall(r'href="tel:(\d+)"', panel(html))


def panel(html):
    found = re.search(r'^[^>]*>\s*<section class="panel panel-emergency[^"]*"[^>]*>.*?</section>', html, re.DOTALL)
    return found[0] if found else ""


@pytest.mark.django_db
def test_every_helpline_is_in_the_registry():
    keys = {key for keys in DANGER_WORDS.helplines.values() for key in keys}
    assert keys == set(Fact.objects.helplines().filter(key__in=keys).values_list("key", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["groups", "search"])
@pytest.mark.parametrize(
    ("code", "typed", "called"),
    [
        ("en", "suicide", ["999", "111", "116123"]),
        ("en", "he hits me", ["999", "08082000247", "08081689111"]),
        ("en", "not breathing", ["999", "111", "01582547653", "03003008123"]),
        ("en", "sids", ["999", "111", "01582547653", "03003008123", "08088026869"]),
        ("ur", "خودکشی", ["999", "111", "116123"]),
        ("ur", "he hits me", ["999", "08082000247", "08081689111"]),
        ("pl", "mąż mnie bije", ["999", "08082000247", "08081689111"]),
        ("pl", "خودکشی", ["999", "111", "116123"]),
    ],
)
def test_numbers_to_call_stand_before_all_else_on_both_pages(page, address, code, typed, called):
    html = page(f"/{code}/{address}/", q=typed)
    assert numbers(html) == called
    assert f'href="/{code}/help-now/"' in panel(html)


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "heading"), [("en", "Help now"), ("ur", "فوری مدد"), ("pl", "Pomoc")])
def test_the_panel_speaks_the_readers_language(page, code, heading):
    first = panel(page(f"/{code}/groups/", q="suicide"))
    assert re.search(rf'<h2 id="danger-title">{heading}', first)
    assert escape(getattr(Fact.objects.get(key="999"), f"name_{code}")) in first
    assert ">If somebody is in danger" not in first or code == "en"


@pytest.mark.django_db
@pytest.mark.parametrize("parameters", [{"page": "2"}, {"day": "1"}])
def test_a_later_page_and_a_filter_keep_the_numbers(page, parameters):
    assert numbers(page("/en/groups/", q="suicide", **parameters))[0] == "999"


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["messy play", "hit song", "grapes", ""])
@pytest.mark.parametrize("address", ["/en/groups/", "/en/search/", "/pl/groups/"])
def test_other_searches_start_with_their_results(page, address, typed):
    assert "panel-emergency" not in page(address, q=typed)


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["en", "ur", "pl"])
def test_words_of_danger_are_never_counted_though_nothing_answers_them(page, code):
    for typed in ("khudkushi", "paedophile", "sinucidere"):
        html = page(f"/{code}/groups/", q=typed)
        assert 'id="pages-title"' not in html, typed
    assert not UnansweredSearch.objects.exists()
    page(f"/{code}/groups/", q="kangaroo")
    assert UnansweredSearch.objects.get().words == "kangaroo"
