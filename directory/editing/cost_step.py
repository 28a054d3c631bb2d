"""What a group is asked about costs, and how families join."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from directory.editing.fields import Answer, One, Pounds, Words, in_language
from directory.editing.step import Step, columns
from directory.models import Booking
from directory.spreadsheets.cells import written_cost
from words.text import ENGLISH, text

EMPTY_ROWS = 1
# Until somebody gives the English of what was typed in another language: families who read neither see this.
SOME_FAMILIES = "Some families"


class CostStep(Step):
    heading = _("Cost and joining")

    cost_is = One(
        label=_("What does a session cost?"),
        choices=[("free", _("Free")), ("paid", _("It costs money")), ("not-known", _("Not known yet"))],
        missing=_("Choose whether it is free"),
    )
    amount = Pounds(label=_("How much, in pounds?"), help_text=_("For one family and one session, like 2 or 2.50."))
    booking = One(
        label=_("How do families join?"),
        choices=[
            (Booking.NONE, _("They just turn up")),
            (Booking.REQUIRED, _("They ask for a place first")),
            (Booking.REFERRAL, _("A professional asks for their place")),
        ],
        missing=_("Choose how families join"),
    )
    waiting_list = Answer(label=_("Is there a waiting list?"))

    def ask(self) -> None:
        self.rows = list(self.version.other_costs.all())
        for number in range(len(self.rows) + EMPTY_ROWS):
            self.fields[f"for_{number}"] = Words(
                longest=80, label=_("For some families: who?"), help_text=_("For example: a second child.")
            )
            self.fields[f"for_{number}"].widget.attrs.update(in_language(self.written_in))
            self.fields[f"cost_{number}"] = Pounds(
                label=_("What does it cost them, in pounds?"), help_text=_("0: free.")
            )

    def read(self) -> dict[str, Any]:
        pence = self.version.cost_pence
        said = {name: getattr(self.version, name) for name in ("booking", "waiting_list")}
        for number, row in enumerate(self.rows):
            said[f"for_{number}"] = text(row, "for_whom", self.written_in).value
            said[f"cost_{number}"] = written_cost(row.pence).replace("free", "0")
        return said | {
            "cost_is": "not-known" if pence is None else "paid" if pence else "free",
            "amount": written_cost(pence) if pence else "",
        }

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("cost_is") == "paid" and not typed.get("amount") and "amount" not in self.errors:
            self.add_error("amount", _("Enter how much it costs"))
        for number in range(len(self.rows) + EMPTY_ROWS):
            who, cost = typed.get(f"for_{number}"), typed.get(f"cost_{number}")
            if who and cost is None and f"cost_{number}" not in self.errors:
                self.add_error(f"cost_{number}", _("Enter what it costs them"))
            elif cost is not None and not who and f"for_{number}" not in self.errors:
                self.add_error(f"for_{number}", _("Say who this is for"))
        return typed

    def values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        pence = {"free": 0, "paid": typed["amount"], "not-known": None}[typed["cost_is"]]
        others = [self._row(number) for number in range(len(self.rows) + EMPTY_ROWS) if typed[f"for_{number}"]]
        return {
            "cost_pence": pence,
            "booking": typed["booking"],
            "waiting_list": typed["waiting_list"],
            "other_costs": others,
        }

    def _row(self, number: int) -> dict[str, Any]:
        """Words that were not changed stay in every language."""
        words = self.cleaned_data[f"for_{number}"]
        row = columns(self.rows[number]) if number < len(self.rows) else {}
        if words != self.initial.get(f"for_{number}"):
            row = {name: value for name, value in row.items() if not name.startswith("for_whom_")}
            row |= {f"for_whom_{ENGLISH}": SOME_FAMILIES, f"for_whom_{self.written_in}": words}
        return {**row, "pence": self.cleaned_data[f"cost_{number}"]}
