"""A referral that is still being written: what was typed, step by step, as the family's encrypted draft keeps it.

Kept as typed and not as understood, so that nothing has to be typed twice: neither after an error, nor after going
back, nor after a change of language.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language

from referrals.fields import Many
from referrals.flood import TRAP
from referrals.forms import STEPS, FilesStep, Step
from referrals.status import new_code
from triage import drafts

CHECK = "check"
FILES = FilesStep.key
BY_KEY = {step.key: step for step in STEPS}
# What the questionnaire has asked already: the question's id, and the step that shows its answer again.
CARRIED_OVER = {"about": "people", "danger": "story", "needs": "story", "helping": "story"}


@dataclass(frozen=True)
class Sent:
    """What the page after sending says. `reply_by` is in ISO 8601, as a draft keeps it."""

    reference: str
    reply_by: str
    will_call_us: bool
    code: str = ""

    @property
    def expected(self) -> datetime:
        return datetime.fromisoformat(self.reply_by)


class Unsent:
    """`draft` is the family's whole draft, the questionnaire's answers included; it is changed in place."""

    def __init__(self, draft: dict) -> None:
        self.draft = draft
        self.kept: dict = draft.setdefault("referral", {})
        self.typed: dict[str, dict[str, list[str]]] = self.kept.setdefault("typed", {})

    @property
    def turn(self) -> int:
        return drafts.turn(self.draft)

    @property
    def step(self) -> str:
        """The step to show: that of a form, or CHECK."""
        step = self.kept.get("step")
        return step if step in BY_KEY or step == CHECK else STEPS[0].key

    @property
    def answers(self) -> dict[str, list[str]]:
        """What the questionnaire was told."""
        return self.draft.get("answers", {})

    @property
    def version(self) -> str | None:
        """Of the questionnaire that asked."""
        return self.draft.get("version")

    def keep(self, step: str, data: QueryDict, *, is_old: bool = False) -> None:
        """Keep what was typed, and note where it took the place of something else that another window had sent."""
        before = self.typed.get(step)
        self.typed[step] = {name: data.getlist(name) for name in BY_KEY[step].base_fields if name in data}
        self.kept["is_twice"] = is_old and before not in (None, self.typed[step])

    @property
    def files(self) -> list[dict]:
        """Those that were added, as `attachments.arriving.Added` has them, the key to each among it."""
        return self.kept.setdefault("files", [])

    def keep_files(self, added: Iterable[dict] = (), refused: Iterable[str] = ()) -> None:
        """Add to the files. `refused` are those that were not taken, to be told on the step that asks for files."""
        self.files.extend(added)
        self.typed[FILES] = {"file": [file["name"] for file in self.files], "refused": list(refused)}
        self.kept["was_refused"] = bool(self.typed[FILES]["refused"])

    def take_out(self, file_id: str) -> bool:
        """Whether there was such a file."""
        left = [file for file in self.files if file["id"] != file_id]
        is_there = len(left) < len(self.files)
        self.kept["files"] = left
        return is_there

    def notice_loss(self, step: str) -> None:
        """Note that answers are gone, where a page after the first is sent and nothing from before it is kept."""
        self.kept["is_lost"] = not self.typed and step not in ("", STEPS[0].key)

    def notice_sender(self, data: QueryDict, *, now: datetime) -> None:
        """Note when the first page was sent, and whether a field was ever filled in that people leave empty."""
        self.kept.setdefault("began_at", now.isoformat())
        self.kept["is_trapped"] = self.is_trapped or bool(data.get(TRAP))

    @property
    def is_trapped(self) -> bool:
        return self.kept.get("is_trapped", False)

    @property
    def began_at(self) -> datetime:
        return datetime.fromisoformat(self.kept["began_at"])

    @property
    def is_lost(self) -> bool:
        return self.kept.get("is_lost", False)

    @property
    def is_twice(self) -> bool:
        return self.kept.get("is_twice", False)

    @property
    def agrees(self) -> bool:
        """Whether the box on the last page was ticked when its language was changed."""
        return self.kept.get("agrees", False)

    @agrees.setter
    def agrees(self, agrees: bool) -> None:
        self.kept["agrees"] = agrees

    @property
    def was_refused(self) -> bool:
        """Whether the step is shown again because of its errors."""
        return self.kept.get("was_refused", False)

    def go_to(self, step: str, *, was_refused: bool = False) -> None:
        """The key that makes sending twice harmless is made when the answers are first shown to be checked."""
        self.kept["step"] = step
        self.kept["was_refused"] = was_refused
        if step == CHECK:
            self.kept.setdefault("idempotency_key", str(uuid.uuid4()))
            self.kept.setdefault("code", new_code())

    @property
    def is_ready(self) -> bool:
        """Whether every step is finished and has been shown to be checked."""
        return "idempotency_key" in self.kept and self.first_unfinished() == CHECK

    @property
    def idempotency_key(self) -> uuid.UUID:
        return uuid.UUID(self.kept["idempotency_key"])

    def code(self, told: Mapping[str, Mapping]) -> str:
        """The secret code, with which the family can ask what is happening; empty where no way is safe."""
        return "" if will_call_us(told) else self.kept["code"]

    def form(self, step: str) -> Step:
        """The step's form with what was typed, or with what is known, and not yet judged."""
        initial = self.typed[step] if step in self.typed else self._known(step)
        fields = BY_KEY[step].base_fields
        typed = {name: _as_initial(fields[name], values) for name, values in initial.items() if name in fields}
        return BY_KEY[step](initial=typed, version=self.version)

    def judged(self, step: str) -> Step:
        return BY_KEY[step](MultiValueDict(self.typed.get(step, {})), version=self.version)

    def first_unfinished(self) -> str:
        """The first step that was not sent, or is not complete and valid; CHECK where all are."""
        return next((key for key in BY_KEY if key not in self.typed or not self.judged(key).is_valid()), CHECK)

    def before(self, step: str) -> str | None:
        """The step before; None before the first."""
        keys = [*BY_KEY, CHECK]
        return keys[keys.index(step) - 1] if step != keys[0] else None

    def told(self) -> dict[str, dict]:
        """Step -> field -> value. Only where every step is finished."""
        forms = [self.judged(key) for key in BY_KEY]
        return {form.key: form.cleaned_data for form in forms if form.is_valid()}

    def _known(self, step: str) -> dict[str, list[str]]:
        known = {name: self.answers[name] for name, at in CARRIED_OVER.items() if at == step and name in self.answers}
        return {**known, "language": [get_language() or "en"]} if step == "language" else known

    @property
    def sent(self) -> Sent | None:
        return Sent(**self.kept["sent"]) if "sent" in self.kept else None


def will_call_us(told: Mapping[str, Mapping]) -> bool:
    """Whether no way is safe: the family calls, and we do not."""
    return "none" in told["contact"]["ways"]


def _as_initial(field, values: list[str]) -> list[str] | str:
    return values if isinstance(field, Many) else "".join(values[:1])
