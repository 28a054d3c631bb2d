"""The questionnaire that comes with the software, where everything that it leads to is there."""

from triage.document import read_document
from triage.proof import World
from triage.queries import DOCUMENT_PATH

SHIPPED = read_document(DOCUMENT_PATH.read_text(encoding="utf-8"))
_SHOWN = [*SHIPPED.suggestions.values(), *SHIPPED.suggestions_instead.values()]
WORLD = World(
    pages={key for one in _SHOWN for key in one.pages},
    categories={key for one in _SHOWN for key in one.groups},
    helplines={key for one in _SHOWN for key in one.helplines},
    teams={"front-door"},
    missing_words={"en": (), "ur": ()},
)
