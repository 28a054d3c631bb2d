"""What is wrong with services of another feed, or cannot be taken over, collected while they are read."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Complaint:
    """`where` is the way to a field. A serious one keeps the whole file out; another tells what was left out."""

    where: str
    what: str
    serious: bool = True


@dataclass
class Reading:
    complaints: list[Complaint] = field(default_factory=list)

    def refuse(self, where: str, what: str) -> None:
        self.complaints.append(Complaint(where, what))

    def leave_out(self, where: str, what: str) -> None:
        self.complaints.append(Complaint(where, what, serious=False))
