"""Which kinds of danger the words of a search name, and whom to call for them."""

from collections.abc import Iterable, Mapping

from directory.search.analysis import folded_words
from words.glossary import found_in


def folded(form: str) -> str:
    """A form as the search index folds words, so that accents, apostrophes and keyboards make no difference."""
    return " ".join(folded_words(form)) + ("*" if form.endswith("*") else "")


def kinds_named(typed: str, forms: Mapping[str, Iterable[str]]) -> list[str]:
    """The kinds whose folded forms the words hold, in the order of their first appearance."""
    return found_in(" ".join(folded_words(typed)), forms)


def helpline_keys(kinds: Iterable[str], helplines: Mapping[str, Iterable[str]]) -> list[str]:
    """The helplines of these kinds, each once."""
    return list(dict.fromkeys(key for kind in kinds for key in helplines[kind]))
