"""A question that names a category is answered by it first."""

from directory.search import index
from directory.search.engine import SearchQuery


def found(words, language="en"):
    return [hit.key for hit in index.find(SearchQuery(words, language)).hits]


def test_who_has_the_category_comes_first(directory):
    carers = directory.category(
        "carers", label="Young carers", synonyms="mum is ill", label_bn="x", synonyms_bn="মা অসুস্থ"
    )
    text = {"description_en": "Tell us if mum is ill.", "description_bn": "মা অসুস্থ হলে বলুন।"}
    other = directory.listing("aa", name="Massage of an ill mum", **text)
    club = directory.listing("zz", name="Club", categories=[carers])
    index.rebuild()
    assert found("my mum is ill") == [club.pk, other.pk]
    assert found("আমার মা অসুস্থ", "bn") == [club.pk, other.pk]
    assert found("ma oshustho", "bn")[0] == club.pk


def test_a_synonym_written_in_the_cms_is_known_at_once(directory):
    rest = directory.category("rest", label="Rest", synonyms="")
    other = directory.listing("aa", name="Bounce and blue bus", description_en="bounce bounce")
    tea = directory.listing("zz", name="Tea", description_en="blue bounce", categories=[rest])
    index.rebuild()
    assert found("blue bounce") == [other.pk, tea.pk]
    rest.synonyms_en = "blue bounce"
    rest.save()
    assert found("blue bounce") == [tea.pk, other.pk]
