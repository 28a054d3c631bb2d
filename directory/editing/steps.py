"""What a group is asked about a listing, a page at a time. Each page knows what a version of the listing says, and what
to propose of what was typed."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from directory.audiences import AUDIENCES, audience_name
from directory.editing.fields import Age, Answer, Email, Many, One, Phone, Pounds, Website, Words, in_language
from directory.models import Booking, Category
from directory.spreadsheets.cells import written_cost
from words.spoken import SPOKEN_LANGUAGES, spoken_name
from words.text import ENGLISH, text

WORDS = ("name", "summary", "description")
EMPTY_ROWS = 1
# Until somebody gives the English of what was typed in another language: families who read neither see this.
SOME_FAMILIES = "Some families"


class Step(forms.Form):
    """A page of questions. `language` is the one that words are written in."""

    heading: str | Promise
    introduction: str | Promise = ""
    use_required_attribute = False

    def __init__(self, data: Mapping | None = None, *, version: Any, language: str) -> None:
        self.version, self.written_in = version, language
        super().__init__(data)
        self.ask()
        self.initial = self.read()

    def ask(self) -> None:
        """Add the questions that depend on the version or the language."""

    def offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = list(choices)

    def read(self) -> dict[str, Any]:
        """What the version says, by question."""
        return {name: getattr(self.version, name) for name in self.fields}

    def values(self) -> dict[str, Any]:
        """What to propose, by the names of the model. Of a form that is valid."""
        return dict(self.cleaned_data)


def words_fields() -> dict[str, forms.Field]:
    return {
        "name": Words(
            label=_("What is it called?"),
            help_text=_("As people know it: “Tuesday stay and play”."),
            missing=_("Give it a name"),
        ),
        "summary": Words(
            longest=250,
            box=True,
            label=_("What is it, in one sentence?"),
            help_text=_("Families read this first, in the list of groups."),
        ),
        "description": Words(
            longest=4000,
            box=True,
            label=_("What happens there?"),
            help_text=_("What you do, what to bring, what a family that comes for the first time should know."),
        ),
    }


class WordsStep(Step):
    """The words in one language."""

    heading = _("The words")

    def ask(self) -> None:
        self.fields.update(words_fields())
        for field in self.fields.values():
            field.widget.attrs.update(in_language(self.written_in))
        self.fields["summary"].widget.attrs["rows"] = 3

    def read(self) -> dict[str, Any]:
        return {name: getattr(self.version, f"{name}_{self.written_in}") or "" for name in WORDS}

    def values(self) -> dict[str, Any]:
        """Words that a person changed are no longer a machine's."""
        words = {f"{name}_{self.written_in}": self.cleaned_data[name] for name in WORDS}
        if any(self.cleaned_data[name] != self.initial[name] for name in WORDS):
            words["machine_drafted"] = [code for code in self.version.machine_drafted if code != self.written_in]
        return words


class WhatStep(WordsStep):
    heading = _("What it is")

    def ask(self) -> None:
        super().ask()
        labels = [(one.key, text(one, "label", self.written_in).value) for one in Category.objects.all()]
        self.fields["categories"] = Many(
            label=_("What kind of group is it?"), help_text=_("Tick everything that fits."), choices=labels
        )

    def read(self) -> dict[str, Any]:
        return {**super().read(), "categories": [one.key for one in self.version.categories.all()]}

    def values(self) -> dict[str, Any]:
        return {**super().values(), "categories": self.cleaned_data["categories"]}


class WhoStep(Step):
    heading = _("Who it is for")

    age_from_months = Age(
        label=_("From what age?"), help_text=_("Write 0 if new-born babies can come."), required=False
    )
    age_to_months = Age(
        label=_("Up to what age?"), help_text=_("Leave it empty if there is no oldest age."), required=False
    )
    who_for = Many(label=_("Is it for some families in particular?"), help_text=_("Tick none if everybody can come."))
    languages_spoken = Many(label=_("Which languages do you speak there?"), help_text=_("Tick everything that fits."))

    def ask(self) -> None:
        self.offer("who_for", ((code, audience_name(code)) for code in AUDIENCES))
        self.offer("languages_spoken", ((code, spoken_name(code)) for code in SPOKEN_LANGUAGES))

    def clean(self) -> dict[str, Any]:
        youngest, oldest = self.cleaned_data.get("age_from_months"), self.cleaned_data.get("age_to_months")
        if youngest is not None and oldest is not None and youngest > oldest:
            self.add_error("age_to_months", _("The oldest age is below the youngest"))
        return self.cleaned_data


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


class ContactStep(Step):
    heading = _("Whom to ask")
    introduction = _("What you leave empty is taken from the details of your group.")

    contact_name = Words(
        label=_("Who answers?"), help_text=_("A first name or a role is enough, such as “the session leader”.")
    )
    phone = Phone(label=_("Phone number"))
    email = Email(label=_("E-mail address"))
    website = Website(label=_("Website"))


class AccessStep(Step):
    heading = _("Getting in")
    introduction = _("Families with a buggy or a wheelchair look at this before they set out.")

    step_free = Answer(label=_("Is there a way in without steps?"))
    accessible_toilet = Answer(label=_("Is there a toilet for disabled people?"))
    baby_change = Answer(label=_("Is there a place to change a nappy?"))


class DetailsStep(Step):
    heading = _("Your group")
    introduction = _("Families see this with everything that your group runs.")

    name = Words(label=_("What is your group called?"), missing=_("Give your group a name"))
    phone = Phone(label=_("Phone number"))
    email = Email(label=_("E-mail address"))
    website = Website(label=_("Website"))
    charity_number = Words(longest=12, label=_("Charity number"), help_text=_("Only if your group is a charity."))
    language = One(
        label=pgettext_lazy("of letters to a group", "In which language do we write to you?"),
        widget=forms.Select,
        missing=_("Choose a language"),
    )

    def ask(self) -> None:
        self.offer("language", ((code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES))


def columns(child: Any) -> dict[str, Any]:
    """A session, cost or picture as its columns, its number and the words of each language among them."""
    names = {field.name for field in child._meta.concrete_fields} - {"listing"}
    return {name: getattr(child, name) for name in names if f"{name}_{ENGLISH}" not in names}


STEPS: dict[str, type[Step]] = {
    "what": WhatStep,
    "who": WhoStep,
    "cost": CostStep,
    "contact": ContactStep,
    "access": AccessStep,
}
# Pages that are lists of pages stand among them.
ORDER = ("what", "who", "when", "cost", "contact", "access", "pictures")
HEADINGS: dict[str, str | Promise] = {
    **{key: step.heading for key, step in STEPS.items()},
    "when": _("When and where"),
    "pictures": _("Pictures"),
}


class NewListing(Step):
    heading = _("Add what you run")
    introduction = _("Start with its name. The council looks at it before families see it.")

    def ask(self) -> None:
        self.fields["name"] = words_fields()["name"]
        self.fields["name"].widget.attrs.update(in_language(self.written_in))

    def read(self) -> dict[str, Any]:
        return {}
