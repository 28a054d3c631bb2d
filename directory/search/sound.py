"""Words found by how they sound, whichever script they are typed in: madad, maddad, مدد, ਮਦਦ, মদদ and મદદ are one.

A key is a word's consonants in coarse classes, since one script leaves vowels out and readers of another spell them at
will. It is for words that plain search does not know: many words that differ share a key.
"""

import re
import unicodedata

# Every script is first written as sounds. A capital is a class of consonants: aspirates and their plain letters are
# one, so are retroflex and dental; v and w are B, as in Bengali, f is P, z is J, sh is S, and h counts at a beginning
# only. A vowel is i or o where a word may end in one, else a. "-" is a vowel that may have been left unwritten, "n" a
# nasal vowel at the end.
FEWEST_CONSONANTS = 2
# Shorter keys also tell how a word ends, or milk (doodh) would be a grandfather (dada) and a grandmother (dadi).
PRECISE_FROM = 3

Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*pairs: tuple[str, str]) -> Rules:
    return tuple((re.compile(pattern), sounds) for pattern, sounds in pairs)


LATIN = _rules(
    (r"(?<=[aeiou])([^aeiou]+)age$", r"\1aJ"),  # massage, but not aage, lage
    (r"[ts]ion", "SaN"),
    (r"sch", "SK"),
    (r"t?ch|cch?", "C"),
    (r"c(?=[eiy])", "S"),
    (r"ck|[cqk]", "K"),
    (r"x", "KS"),
    (r"dge$|[jz]", "J"),
    (r"b", "B"),
    (r"wh?(?=[aeiou])|v", "V"),  # B too, but not the same letter twice: garbhvati
    (r"[pf]", "P"),
    (r"^h", "H"),
    (r"[hw]", ""),
)
LATIN_CONSONANTS = str.maketrans("dglmnrst", "DGLMNRST")
ARABIC = _rules(
    (r"^و|و(?=ا)|و(?=ی[^یے])|(?<=.ا)و(?=[^وں])", "B"),
    (r"^[ہح]", "H-"),
    (r"^[عی]", "a"),
    # Folding makes one letter of the aspirate's ھ and of ہ, which is a vowel at the end: دودھ, بچہ.
    (r"(?<=[اوی][بپتٹجچدڈڑکگ])ہ$", ""),
    (r"[ہح]$", "a"),
    (r"[ہحع]", ""),
    (r"ں$", "n"),
    (r"(?<=.)ی$", "i"),
    (r"[اویےں]", "a"),
)
ARABIC_SOUNDS = {
    "B": "ب", "P": "پف", "T": "تطٹ", "D": "دڈ", "C": "چ", "J": "جزذضظژ", "K": "کقخ", "G": "گغ",
    "S": "سشصث", "M": "م", "N": "ن", "L": "ل", "R": "رڑ",
}  # fmt: skip

# For Bengali, before its letters are read as Hindi's: ya and va sound by their place, and folding took the dot of a
# flapped r.
BENGALI = _rules(
    (r"ওয(?=[\u09be-\u09cc])", "ভ"),
    (r"ক্ষ", "ক"),
    (r"^য|(?<=র্)য|য্য", "জ"),
    (r"্য", ""),
    (r"(?<![মবর])্ব", ""),
    (r"(?<=[^্])[ডঢ](?!্)", "র"),
    (r"ং(?![কখগঘ])|ঙ(?!্)", "ঙ্গ"),
)
GUJARATI = _rules((r"ં$", ""))
# The scripts of Brahmi's family keep their letters in one order, each in a block of its own.
BLOCK, DEVANAGARI, BENGALI_BLOCK, GUJARATI_BLOCK = 0x80, 0x900, 0x980, 0xA80
BRAHMI = _rules(
    (r"ज्ञ", "ग"),
    (r"[\u0921\u0922]\u093c|\u095c", "र"),
    (r"[\u0901\u0902](?=[मनण])", ""),  # in Gurmukhi a doubled letter
    (r"[\u0901\u0902]$", "n"),
    (r"[\u0901\u0902]", "न्"),
    (r"^ह", "H-"),
    (r"[ऋ\u0943]", "R"),
)
BRAHMI_SOUNDS = {
    "K-": "कख", "G-": "गघ", "C-": "चछ", "J-": "जझ", "T-": "टठतथ", "D-": "डढदध", "N-": "ङञणन", "P-": "पफ",
    "B-": "बभव", "M-": "म", "R-": "रऱ", "L-": "लळ", "S-": "शषस",
    "a": "अआउऊएऐऍय\u093e\u0941\u0942\u0945\u0947\u0948", "i": "इई\u093f\u0940", "o": "ओऔऑ\u0949\u094b\u094c",
    "~": "\u094d",
}  # fmt: skip


def _letters(sounds: dict[str, str], written: str = "{}") -> dict[int, str]:
    return {ord(letter): written.format(sound) for sound, letters in sounds.items() for letter in letters}


ARABIC_CONSONANTS = _letters(ARABIC_SOUNDS, "{}-")
BRAHMI_LETTERS = _letters(BRAHMI_SOUNDS)

KEY = _rules(
    (r"[^A-Zaion-]", ""),
    (r"-(?=[aion]|$)", ""),
    (r"([A-Z])\1+", r"\1"),
    (r"V", "B"),
    # Before a lip sound every nasal is m. In manav a vowel that nobody writes stands between; in janvari none does.
    (r"N(?=[PB])|(?<=.)N-(?=[PB].)", "M"),
    (r"(?<=.)N-N(?=[aio]$)", "N"),  # sunna, to listen: an ending after a stem in n
    (r"^[aio]+(?=S-?[KPT])", ""),  # iskool
)


def sound_key(word: str, fewest_consonants: int = FEWEST_CONSONANTS) -> str:
    """The key of one word, folded as the index is; empty for a number, for a script that is not known here, and for a
    word with fewer consonants, but for one that stands between vowels (abbu, father)."""
    sounds = _apply(KEY, _sounds(word))
    consonants = "".join(filter(str.isupper, sounds))
    beginning = "a" if sounds[:1].islower() else ""
    ending = sounds[-1:] if sounds.endswith(("a", "i")) else ""
    if len(consonants) < fewest_consonants:
        return beginning + consonants + ending if beginning and consonants and ending else ""
    if sounds.endswith("n"):
        consonants += "N"
    return beginning + consonants + (ending if len(consonants) < PRECISE_FROM else "")


def _sounds(word: str) -> str:
    script = unicodedata.name(word[0], "").split(" ")[0] if word else ""
    if script == "LATIN":
        return _latin(word)
    if script == "ARABIC":
        return _apply(ARABIC, word).translate(ARABIC_CONSONANTS)
    return _brahmi(word) if script in ("BENGALI", "GURMUKHI", "GUJARATI", "DEVANAGARI") else ""


def _latin(word: str) -> str:
    consonants = _apply(LATIN, word).translate(LATIN_CONSONANTS)
    return re.sub(r"[aeiouy]+", lambda vowels: _heard(vowels[0]), consonants)


def _heard(vowels: str) -> str:
    """Vowels are spelt in many ways, and told apart only by how they end."""
    if vowels.endswith("i") or vowels in ("y", "ee", "ie"):
        return "i"
    return "o" if vowels.endswith("o") and vowels != "oo" else "a"


def _brahmi(word: str) -> str:
    block = ord(word[0]) // BLOCK * BLOCK
    own = {BENGALI_BLOCK: BENGALI, GUJARATI_BLOCK: GUJARATI}.get(block, ())
    letters = [letter for letter in _apply(own, word) if block <= ord(letter) < block + BLOCK]
    as_hindi = "".join(chr(ord(letter) - block + DEVANAGARI) for letter in letters)
    return _apply(BRAHMI, as_hindi).translate(BRAHMI_LETTERS).replace("-~", "")


def _apply(rules: Rules, text: str) -> str:
    for pattern, sounds in rules:
        text = pattern.sub(sounds, text)
    return text
