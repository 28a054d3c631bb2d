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
_ENDINGS = {language: frozenset(endings.split()) for language, endings in ENDINGS.items()}
_LONGEST = max(len(ending) for endings in _ENDINGS.values() for ending in endings)


def stem(word: str, language: str) -> str:
    """A folded word without its endings, of which there may be several: পরিবারের, પપ્પાઓનું."""
    while ending := _ending(word, _ENDINGS[language]):
        word = word.removesuffix(ending)
    return word


def _ending(word: str, endings: frozenset[str]) -> str:
    """The longest one; empty where there is none, or too little would be left."""
    for length in range(min(_LONGEST, len(word) - LEAST_LEFT_BY_SURE), 0, -1):
        if word[-length:] in endings and len(word) - length >= (LEAST_LEFT_BY_SURE if length >= SURE else LEAST_LEFT):
            return word[-length:]
    return ""
