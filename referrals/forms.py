"""The steps of the referral form, in order: how to reach a family safely comes before anything else."""

from typing import cast

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from referrals import spoken
from referrals.attachments.kinds import MIME
from referrals.attachments.limits import LARGEST, LARGEST_IN_ALL, MEGABYTE, MOST_FILES, Refusal
from referrals.attachments.wording import in_words
from referrals.fields import Email, Files, Many, One, Phone, Postcode, Text
from referrals.step import Step

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class ContactStep(Step):
    key = "contact"
    heading = _("How can we reach you safely?")
    introduction = _(
        "We only use the ways that you choose here. Think of who can see your phone, your messages or your post."
    )
    needed_when = {
        "phone": ("ways", frozenset({"call", "text"})),
        "leave_message": ("ways", frozenset({"call"})),
        "email": ("ways", frozenset({"email"})),
        "say_who": ("ways", frozenset({"call", "text", "email"})),
    }

    ways = Many(
        label=_("Which ways are safe for you?"),
        help_text=_("Tick every way that is safe."),
        choices=[
            ("call", _("Call me")),
            ("text", _("Send me a text message")),
            ("email", _("Send me an e-mail")),
            ("none", _("Not yet: I will call you")),
        ],
        missing=_("Choose how we can reach you, or “Not yet: I will call you”"),
        alone="none",
        not_alone=_("Choose “Not yet: I will call you” alone, or take it away"),
    )
    phone = Phone(
        label=_("Phone number"),
        help_text=_("A phone that nobody else answers or looks at."),
        missing=_("Enter the phone number that is safe"),
    )
    leave_message = One(
        label=_("May we leave a message if you do not answer?"),
        choices=YES_NO,
        missing=_("Choose whether we may leave a message"),
    )
    email = Email(
        label=_("E-mail address"),
        help_text=_("An address that nobody else can open."),
        missing=_("Enter the e-mail address that is safe"),
    )
    say_who = One(
        label=_("May we say who we are?"),
        help_text=_("If you choose No, we do not name the council or the family team to anyone but you."),
        choices=YES_NO,
        missing=_("Choose whether we may say who we are"),
    )
    safe_times = Text(
        label=_("When is it safe?"),
        help_text=_("For example: on school days, between 10 and 2."),
        required=False,
    )
    code_word = Text(
        label=_("A code word"),
        help_text=_("We say this word first, so that you know it is us. Choose one that nobody would guess."),
        longest=50,
        required=False,
    )
    must_not_know = Text(
        label=_("Is there anyone who must not know that you asked for help?"), longest=500, required=False
    )


class PeopleStep(Step):
    key = "people"
    heading = _("Who is this about?")
    introduction = _("You can ask for help at any age. If you are under 18, you do not need a parent to agree.")
    needed_when = {
        "relation": ("about", frozenset({"someone_else", "professional"})),
        "family_knows": ("about", frozenset({"professional"})),
        "why_not": ("family_knows", frozenset({"no"})),
    }

    about = One(
        label=_("This is about"),
        choices=(),
        missing=_("Choose who this is about"),
    )
    name = Text(
        label=_("Your name"),
        help_text=_("The name that you want us to call you."),
        missing=_("Enter a name that we can call you"),
    )
    relation = Text(
        label=_("How do you know the family?"),
        help_text=_("If it is part of your work, give your role and where you work."),
        missing=_("Tell us how you know the family"),
    )
    family_knows = One(
        label=_("Does the family know that you are writing to us, and agree?"),
        choices=YES_NO,
        missing=_("Choose whether the family knows and agrees"),
    )
    why_not = Text(
        label=_("Why not?"),
        help_text=_("For example: to ask them could put a child at more risk."),
        missing=_("Tell us why the family does not know or agree"),
        longest=500,
    )
    children = Text(
        label=_("The children in the family"),
        help_text=_("Names and ages, as far as you want to tell us. A baby who is not born yet counts too."),
        longest=1000,
        box=True,
        required=False,
    )


class StoryStep(Step):
    key = "story"
    heading = _("What is going on?")

    danger = One(
        label=_("Is anyone in danger right now?"),
        choices=(),
        required=False,
    )
    needs = Many(
        label=_("What do you want help with?"),
        help_text=_("Tick everything that fits."),
        choices=(),
        missing=_("Choose what you want help with, or “None of these”"),
        alone="none",
        not_alone=_("Choose “None of these” alone, or take it away"),
    )
    helping = One(
        label=_("Is someone already helping?"),
        choices=(),
        required=False,
    )
    words = Text(
        label=_("In your own words"),
        help_text=_("Write in any language. There is room for about 600 words."),
        longest=4000,
        box=True,
        required=False,
    )


class FilesStep(Step):
    """`refused` in what was typed are reasons and names, as "too_large letter.pdf"."""

    key = "files"
    heading = _("Add a letter or a photograph")
    introduction = _("You do not have to. Press Continue if you have nothing to add.")

    file = Files(
        label=_("Letters and photographs"),
        help_text=format_lazy(
            _("Photographs or PDF: up to {files} files, {megabytes} MB each, {in_all} MB in all."),
            files=MOST_FILES,
            megabytes=LARGEST // MEGABYTE,
            in_all=LARGEST_IN_ALL // MEGABYTE,
        ),
        accept=",".join(MIME.values()),
    )

    def clean(self) -> dict:
        for refused in cast(MultiValueDict, self.data).getlist("refused"):
            reason, _space, name = refused.partition(" ")
            self.add_error("file", in_words(Refusal(reason), name))
        return super().clean()


class LanguageStep(Step):
    key = "language"
    heading = _("Language and place")
    introduction = _("An interpreter is free. We never ask a child or a relative to interpret.")
    needed_when = {
        "other_language": ("language", frozenset({spoken.OTHER})),
        "interpreter_is": ("interpreter", frozenset({"yes"})),
        "dialect": ("interpreter", frozenset({"yes"})),
    }

    language = One(
        label=_("Which language do you want to speak with us?"),
        choices=spoken.choices,
        missing=_("Choose a language"),
        widget=forms.Select,
    )
    other_language = Text(
        label=_("Which other language?"), missing=_("Tell us which language you want to speak"), longest=100
    )
    interpreter = One(
        label=_("Do you want an interpreter?"), choices=YES_NO, missing=_("Choose whether you want an interpreter")
    )
    interpreter_is = One(
        label=_("Who should interpret?"),
        choices=[("woman", _("A woman")), ("man", _("A man")), ("any", _("It does not matter"))],
        missing=_("Choose who should interpret"),
    )
    dialect = Text(
        label=_("A dialect, or something else that the interpreter should know"),
        help_text=_("For example: Mirpuri. Or: I lip-read."),
        longest=200,
        required=False,
    )
    postcode = Postcode(
        label=_("Postcode"),
        help_text=_("It leads to the team near you. Leave it empty if you do not know it or have no fixed home."),
    )


class SendForm(forms.Form):
    agrees = forms.BooleanField(
        label=_("I agree to work with the team"),
        help_text=_("You can leave this empty and still send. You can also change your mind later."),
        required=False,
    )


STEPS: tuple[type[Step], ...] = (ContactStep, PeopleStep, StoryStep, FilesStep, LanguageStep)
