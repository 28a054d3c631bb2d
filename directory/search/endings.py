"""Words of Bengali and Gujarati without their endings.

They write as endings what other languages have words for: in, of, to, with (রান্নার, સ્તનપાનમાં). No public stemmer of
either is good enough; this one knows the endings of nouns and, in Gujarati, those of a verb's infinitive.
"""

# Folded, as all words are here.
ENDINGS = {
    "bn": "গুলোকে গুলোর গুলির গুলো গুলি দেরকে যেদের দের েরা যেরা যের ের রা র কে তে ে য টার টির টা টি",
    "gu": "ઓનું ઓની ઓનો ઓના ઓને ઓમાં ઓથી ઓ વાનું વાની વાનો વાના વામાં વાથી વાં વા વું વી વો નું ની નો નાં ના ને માં થી એ"
    " તું તાં તી તો તા ાં ા ું ી ે ો",
}
# An ending of three letters and signs is not there by chance.
SURE = 3
LEAST_LEFT, LEAST_LEFT_BY_SURE = 3, 2
_LONGEST_FIRST = {language: sorted(endings.split(), key=len, reverse=True) for language, endings in ENDINGS.items()}


def stem(word: str, language: str) -> str:
    """A folded word without its endings, of which there may be several: পরিবারের, પપ્પાઓનું."""
    while ending := next((one for one in _LONGEST_FIRST[language] if _ends(word, one)), ""):
        word = word.removesuffix(ending)
    return word


def _ends(word: str, ending: str) -> bool:
    least = LEAST_LEFT_BY_SURE if len(ending) >= SURE else LEAST_LEFT
    return word.endswith(ending) and len(word) - len(ending) >= least
