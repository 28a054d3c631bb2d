"""Which words may be kept when a search finds nothing: those that cannot identify anybody, and for how long.

A name alone can pass as a word. So the report shows words only from the third time on.
"""

import unicodedata
from datetime import date, timedelta

from directory.search import analysis

MOST_WORDS = 6
MOST_CHARACTERS = 60
SHOWN_FROM_TIMES = 3
DAYS_KEPT = 90
# So that nobody fills the table by asking for nonsense.
MOST_KEPT = 5000


def words_to_keep(typed: str) -> str:
    """The words as the index folds them; empty where they may not be kept, or are none."""
    plain = unicodedata.normalize("NFKC", typed)
    words = analysis.folded_words(plain)
    kept = " ".join(words)
    too_long = len(words) > MOST_WORDS or max(len(plain.strip()), len(kept)) > MOST_CHARACTERS
    return "" if too_long or "@" in plain or any(character.isnumeric() for character in plain) else kept


def first_day_kept(today: date) -> date:
    return today - timedelta(days=DAYS_KEPT)
