"""The answers that always mean urgent help and a priority referral: in code, so that a document can raise them, never
lower them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Floor:
    question: str
    option: str
    level: str = "refer_priority"
    urgent: bool = True

    @property
    def id(self) -> str:
        return f"floor:{self.question}:{self.option}"


FLOORS = (
    Floor("danger", "now"),
    Floor("danger", "may_get_worse"),
    Floor("needs", "domestic_abuse"),
    Floor("needs", "exploitation"),
)
