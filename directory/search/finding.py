"""Which documents the words find: those that hold the words themselves, then what is like them, then some of them."""

from collections.abc import Iterable

import numpy as np

from directory.search import widening
from directory.search.engine import SearchQuery, Why
from directory.search.matching import ALL, Asked, Occurrence, Reading, Scored, Word, score
from directory.search.widening import Typed

# Where fewer have been found than a page shows, what is like the words is asked too.
FEW = 10
# The whole number of a score says in what way the words were answered, its fraction how well. In each way, words may
# be answered by the ways before too.
WAYS = (Why.NAME, Why.PREFIX, Why.TYPO, Why.SOUND)
GRADES = {Why.NAME: 5, Why.PREFIX: 4, Why.TYPO: 3, Why.SOUND: 2}
SOME_WORDS = 1
# What holds some words stands below the few that hold all, if they are this much of what was asked.
SHARE_BESIDE_ALL = 0.35
# The sum of a score at which its fraction is a half.
MIDDLING = np.float32(10)


class Finding:
    """Scores of each segment's documents, 0 where one does not match; by which occurrences each grade does, and in
    which way the worst of the words."""

    def __init__(self, reading: Reading, query: SearchQuery) -> None:
        self._reading, self._query = reading, query
        self._occurrences: dict[Asked, list[Occurrence]] = {}
        self._typed = widening.plain(query, reading)
        self.scores = [np.zeros(segment.size, np.float32) for segment in reading.segments]
        self.by_grade: dict[int, tuple[list[Word], Why]] = {}
        self.did_you_mean = ""
        self.some_words = False
        self._count = 0
        self._find()

    def _find(self) -> None:
        """Several words that none holds together may each be held in a way of its own; a single one has no choice."""
        self._add(Why.NAME)
        plain = self._count
        if plain < FEW:
            widening.add_beginnings(self._typed, self._query, self._reading)
            self._add(Why.PREFIX)
        if not plain and self._count < FEW:
            unknown = [typed for typed in self._typed if not self._word(typed, (Why.NAME,))]
            widening.add_likenesses(unknown, self._query, self._reading)
            for way in (Why.TYPO, Why.SOUND) if len(self._typed) == 1 else ():
                if self._count < FEW:
                    self._add(way)
        if self._count < FEW and len(self._typed) > 1:
            self._add_some_words()
        misspelt = [one for one in self._typed if one.ways.get(Why.TYPO) and not self._word(one, (Why.PREFIX,))]
        if self._count and misspelt:
            self.did_you_mean = widening.put_right(self._typed, misspelt)

    def _add(self, way: Why) -> None:
        """Match every word in this way or in a better one."""
        if any(typed.ways.get(way) for typed in self._typed):
            words = [self._word(typed, WAYS[: WAYS.index(way) + 1]) for typed in self._typed]
            self._take(score(self._reading, words, least=ALL), GRADES[way], words, way)

    def _add_some_words(self) -> None:
        """Match any word, each in the best way in which it occurs at all."""
        best = [found for typed in self._typed if (found := self._best(typed))]
        words = [word for word, _way in best]
        before = self._count
        scored = score(self._reading, words, least=SHARE_BESIDE_ALL if before else 0)
        worst = max((way for _word, way in best), key=WAYS.index, default=Why.NAME)
        self._take(scored, SOME_WORDS, words, worst)
        whole = scored.any_whole and len(words) == len(self._typed)
        self.some_words = self._count > before == 0 and not whole

    def _best(self, typed: Typed) -> tuple[Word, Why] | None:
        """Where a word occurs itself, or as the beginning of another; else where one occurs that is like it."""
        for ways in ((Why.NAME,), (Why.PREFIX,), (Why.TYPO, Why.SOUND)):
            if word := self._word(typed, ways):
                return word, ways[0]
        return None

    def _word(self, typed: Typed, ways: Iterable[Why]) -> Word:
        return [one for way in ways for asked in typed.ways.get(way, ()) for one in self._of(asked)]

    def _of(self, asked: Asked) -> list[Occurrence]:
        if asked not in self._occurrences:
            self._occurrences[asked] = self._reading.occurrences(asked, self._query.language)
        return self._occurrences[asked]

    def _take(self, found: Scored, grade: int, words: list[Word], way: Why) -> None:
        """What was not found before."""
        self.by_grade[grade] = (words, way)
        for scores, new in zip(self.scores, found.scores, strict=True):
            added = np.flatnonzero((scores == 0) & (new > 0))
            scores[added] = grade + new[added] / (new[added] + MIDDLING)
            self._count += len(added)
