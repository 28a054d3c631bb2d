"""The steps in which a group says what it runs, and a group's own details."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from directory.audiences import AUDIENCES, audience_name
from directory.editing.cost_step import CostStep
from directory.editing.fields import Age, Answer, Email, Many, One, Phone, Website, Words
from directory.editing.step import Step
from directory.editing.words_steps import WhatStep
from words.spoken import SPOKEN_LANGUAGES, spoken_name


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
