"""Words as families write them with Latin letters, and in each script that may hold what they look for."""

from collections import Counter
from pathlib import Path

import pytest

from directory.search.analysis import folded_words
from directory.search.sound import sound_key

SEED = Path(__file__).parents[2] / "directory" / "seed"
MOST_OTHERS = 1.0

SOUND_THE_SAME = [
    "madad maddad مدد ਮਦਦ মদদ મદદ",
    "khana khaana کھانا ਖਾਣਾ খানা ખાણું",
    "bacha bachcha baccha bacca bachha بچہ ਬੱਚਾ বাচ্চা બચ્ચું bachchu",
    "bachon بچوں",
    "doodh dudh دودھ ਦੁੱਧ দুধ દૂધ",
    "school skool iskool sakool سکول اسکول ਸਕੂਲ স্কুল ইস্কুল સ્કૂલ સ્કુલ",
    "speech سپیچ اسپیچ ਸਪੀਚ স্পিচ સ્પીચ",
    "therapy thairapi تھراپی ਥੈਰੇਪੀ থেরাপি થેરાપી",
    "massage masaj مساج ਮਸਾਜ ম্যাসাজ মাসাজ મસાજ",
    "malish maalish malis مالش ਮਾਲਿਸ਼ ਮਾਲਸ਼ মালিশ માલિશ",
    "kahani kahaani کہانی ਕਹਾਣੀ কাহিনী કહાણી",
    "dada دادا ਦਾਦਾ দাদা દાદા",
    "dadi daadi دادی ਦਾਦੀ দাদি દાદી",
    "pani paani پانی ਪਾਣੀ পানি પાણી",
    "gussa ghussa غصہ ਗੁੱਸਾ",
    "gusso ગુસ્સો",
    "angrezi angreji انگریزی ਅੰਗਰੇਜ਼ੀ ਅੰਗਰੇਜੀ અંગ્રેજી ingreji ইংরেজি",
    "english inglish انگلش ਇੰਗਲਿਸ਼ ইংলিশ ઇંગ્લિશ",
    "akela akaila اکیلا ਇਕੱਲਾ ikalla",
    "udas udaas اداس ਉਦਾਸ ઉદાસ",
    "pareshan پریشان ਪਰੇਸ਼ਾਨ",
    "naujawan nojawan naujavan nowjawan نوجوان ਨੌਜਵਾਨ",
    "walidain waldain والدین",
    "behn behan bahen بہن ਭੈਣ বোন બહેન ben",
    "zid jid ضد ਜ਼ਿੱਦ জিদ જીદ",
    "dawai dawaai دوائی ਦਵਾਈ",
    "sehat sehet صحت ਸਿਹਤ",
    "naukri nokri نوکری ਨੌਕਰੀ નોકરી",
    "sawera savera سویرا ਸਵੇਰਾ",
    "somvar somwar sombar shombar ਸੋਮਵਾਰ সোমবার સોમવાર",
    "shanivar shonibar ਸ਼ਨੀਵਾਰ শনিবার શનિવાર",
    "muft mufat مفت ਮੁਫ਼ਤ મફત",
    "phal fal پھل ਫਲ ফল ફળ",
    "sambhal sanbhal سنبھال ਸੰਭਾਲ સંભાળ",
    "kam kaam کام کم ਕੰਮ કામ কাম",
    "sunna سننا ਸੁਣਨਾ",
    "football phutball فٹبال ਫੁੱਟਬਾਲ ফুটবল ફૂટબોલ",
    "bari বাড়ি",
    "bhalo valo ভালো",
    "khawano khaowano খাওয়ানো",
    "sahajjo shahajjo সাহায্য",
    "shastho shashtho স্বাস্থ্য",
    "jotno যত্ন",
    "shikkha sikkha শিক্ষা",
    "gorbhoboti garbhavati garbhvati গর্ভবতী ਗਰਭਵਤੀ ગર્ભવતી",
    "gyan gian গ্যান ज्ञान જ્ઞાન ਗਿਆਨ",
    "rin rhin ঋণ ઋણ",
    "abbu abba ابو ابا আব্বু আব্বা",
    "eka aika একা",
    "manav માનવ",
    "janvari ਜਨਵਰੀ જાન્વરી",
    "ramakda ramkda રમકડાં",
    "samay somoy samoy সময় સમય",
]

SOUND_DIFFERENT = [
    ("khana", "kahani"),  # food, story
    ("doodh", "dada"),  # milk, grandfather
    ("dada", "dadi"),
    ("pani", "peena"),  # water, to drink
    ("malish", "milna"),
    ("udas", "das"),  # sad, ten
    ("bacha", "bachi"),
    ("shanivar", "somvar"),
    ("khel", "khilona"),
    ("bimar", "bazaar"),
    ("মালিশ", "মাস"),
    ("دودھ", "دادا"),
    ("ਖਾਣਾ", "ਗਾਣਾ"),
    ("રસોઈ", "રમત"),
]


def key(word):
    [folded] = folded_words(word)
    return sound_key(folded)


@pytest.mark.parametrize("words", [words.split() for words in SOUND_THE_SAME], ids=lambda words: words[0])
def test_a_word_has_one_key_however_it_is_spelt_and_in_whichever_script(words):
    keys = {word: key(word) for word in words}
    assert "" not in keys.values()
    assert {word: keys[word] for word in words if keys[word] != keys[words[0]]} == {}


@pytest.mark.parametrize(("one", "other"), SOUND_DIFFERENT)
def test_other_words_have_other_keys(one, other):
    assert key(one) != key(other)


@pytest.mark.parametrize(
    "word", ["maa", "ماں", "ਮਾਂ", "মা", "chai", "چائے", "ek", "آپ", "2", "18", "lu4", "5بچے", "школа", "א", ""]
)
def test_what_is_too_short_to_tell_apart_or_no_word_of_these_scripts_has_no_key(word):
    assert sound_key(word) == ""


@pytest.mark.parametrize("language", ["ur", "bn", "pa", "gu"])
def test_of_the_directorys_words_few_others_answer_to_the_same_key(language):
    """Endings of one word are counted as others, so that this is the most that a key may find beside what is meant."""
    text = "".join(path.read_text(encoding="utf-8") for path in (SEED / language).glob("*.toml"))
    words = {word for word in folded_words(text) if not word.isascii()}
    sharing = Counter(filter(None, map(sound_key, words)))
    others = sum(count * (count - 1) for count in sharing.values()) / sharing.total()
    assert sharing.total() > len(words) * 0.8
    assert others < MOST_OTHERS
