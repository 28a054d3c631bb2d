"""What is said of a place in a spreadsheet: that it is wrong, or how it was read."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Remark:
    """`line` as a text editor counts, from 1; 0 is the whole file. `column` as in the header; "" is the whole line."""

    line: int
    column: str
    what: str

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        column = f"column “{self.column}”" if self.column else ""
        place = ", ".join(filter(None, (line, column)))
        return f"{place[:1].upper()}{place[1:]}: {self.what}" if place else self.what


class Refused(ValueError):
    """The file cannot be read at all; `remark` says where and why."""

    def __init__(self, what: str, line: int = 0, column: str = "") -> None:
        super().__init__(what)
        self.remark = Remark(line, column, what)
