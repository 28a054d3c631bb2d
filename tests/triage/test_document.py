import json

import pytest

from triage.document import DocumentError, read_document
from triage.queries import DOCUMENT_PATH


def changed(change) -> str:
    data = json.loads(DOCUMENT_PATH.read_text(encoding="utf-8"))
    change(data)
    return json.dumps(data)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda data: data["rules"][0]["if"][0].update(question="dangr"), "there is no question 'dangr'"),
        (lambda data: data["rules"][0]["if"][0].update(any_of=["nwo"]), r"has no option \['nwo'\]"),
        (lambda data: data["rules"][0].update(level="refer_prioriti"), "there is no level 'refer_prioriti'"),
        (lambda data: data["rules"][0]["if"].append({"level_at_least": "refer"}), "cannot depend on the level"),
        (lambda data: data["content"].pop("send"), r"content differs from needs and tags: \['send'\]"),
        (lambda data: data["rules"][0].pop("if"), "malformed"),
        (lambda data: data["rules"][0]["if"].append({"question": "needs", "count_at_least": "4"}), "is no number"),
    ],
)
def test_a_slip_in_the_document_is_named_before_it_is_used(change, problem):
    with pytest.raises(DocumentError, match=problem):
        read_document(changed(change))


def test_a_text_that_is_no_document_is_refused():
    with pytest.raises(DocumentError, match="malformed"):
        read_document("not json")
