"""Terms of many documents gathered into arrays, one for each term of each field."""

from array import array
from collections import defaultdict
from collections.abc import Iterator


class Pool:
    """What a segment is made of. `add` takes what Whoosh's own pool takes, which sorts a tuple for each posting."""

    def __init__(self) -> None:
        self._postings: defaultdict[tuple[str, bytes], tuple[array, array]] = defaultdict(_empty)

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        field, term, number, weight, _value = posting
        numbers, weights = self._postings[field, term]
        numbers.append(number)
        weights.append(weight)

    def iter_postings(self) -> Iterator[tuple[str, bytes, array, array]]:
        """Each term's document numbers and weights, in the order of fields and terms."""
        return ((field, term, *self._postings[field, term]) for field, term in sorted(self._postings))

    def cleanup(self) -> None:
        self._postings.clear()


def _empty() -> tuple[array, array]:
    return array("I"), array("f")
