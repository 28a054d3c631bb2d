"""The registry: every number that a family acts on, and every British word that a newcomer may not know, once."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from content.embedding import keys_in
from words.fields import CodeListField
from words.parity import differences
from words.spoken import SPOKEN_LANGUAGES
from words.text import ENGLISH

TELEPHONE = RegexValidator(r"^\+?[0-9][0-9 ]*$", "Write a telephone number in digits and spaces only.")


class Unit(models.TextChoices):
    """What a value counts. The signs stand with the value in every language; the others are words of the sentence."""

    NONE = "", "none (a count, a code, a postcode)"
    TELEPHONE = "telephone", "telephone number"
    DEGREES = "°C", "°C"
    MICROGRAMS = "µg", "µg"
    MILLILITRES = "ml", "ml"
    KILOGRAMS = "kg", "kg"
    ADDRESS = "address", "address"
    CENTIMETRES = "cm", "cm"
    PARTS_PER_MILLION = "ppm", "ppm"
    LITRES = "litres", "litres"
    SECONDS = "seconds", "seconds"
    MINUTES = "minutes", "minutes"
    HOURS = "hours", "hours"
    WEEKS = "weeks", "weeks"
    MONTHS = "months", "months"
    YEARS = "years", "years"
    TIMES = "times", "times"


SIGNS = {"°C", "µg", "ml", "kg", "cm", "ppm"}


class FactQuerySet(models.QuerySet["Fact"]):
    def helplines(self) -> "FactQuerySet":
        """The numbers that the site lists, in their order."""
        return self.filter(unit=Unit.TELEPHONE)

    def by_key(self) -> "dict[str, Fact]":
        return {fact.key: fact for fact in self.all()}

    def overdue(self, today: date) -> "FactQuerySet":
        return self.filter(check_again_by__lt=today)


class Fact(models.Model):
    """A number with its source and its dates. Text embeds it as {key}; a telephone number also has words of its own."""

    key = models.SlugField(unique=True, help_text="How text names it: {key}.")
    value = models.CharField(
        max_length=120,
        validators=[
            RegexValidator(
                r"^[0-9A-Z£+][0-9A-Za-z .,–:'-]*$", "Begin with a digit or capital: every language shows it as it is."
            )
        ],
    )
    unit = models.CharField(max_length=12, choices=Unit.choices, blank=True, default=Unit.NONE)
    says = models.CharField("what it says", max_length=200, blank=True, help_text="For editors: what the number means.")
    name = models.CharField(max_length=120, blank=True)
    when_to_call = models.TextField(blank=True)
    hours = models.CharField(max_length=200, blank=True)
    languages_spoken = CodeListField(names=SPOKEN_LANGUAGES)
    text_relay = models.CharField(
        "text relay",
        max_length=30,
        blank=True,
        validators=[TELEPHONE],
        help_text="For people who cannot hear or speak.",
    )
    is_first = models.BooleanField("at the foot of every page", default=False)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=200, help_text="Where it was found.")
    checked_on = models.DateField()
    check_again_by = models.DateField()

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["position", "key"]
        verbose_name = "fact or helpline"
        verbose_name_plural = "facts and helplines"
        permissions = [
            ("keep_registry", "Can change numbers, sources and dates"),
            *((f"translate_{code}", f"Can change the words in {name}") for code, name in settings.LANGUAGES),
        ]

    def __str__(self) -> str:
        return f"{self.shown} ({self.key})"

    @property
    def shown(self) -> str:
        """The value as every language shows it: with its sign, without a word."""
        return f"{self.value} {self.unit}" if self.unit in SIGNS else self.value

    def is_overdue(self, today: date) -> bool:
        return self.check_again_by < today

    def facts_named(self) -> set[str]:
        """The keys of the facts that its own words embed, in any language."""
        fields = [f"{field}_{code}" for field in ("when_to_call", "hours") for code, _name in settings.LANGUAGES]
        return keys_in(getattr(self, field) or "" for field in fields)

    def clean(self) -> None:
        if self.unit == Unit.TELEPHONE:
            try:
                TELEPHONE(self.value)
            except ValidationError as error:
                raise ValidationError({"value": error.messages}) from error
        # Before the words are compared, or the old hours would refuse the new ones.
        self._drop_old_hours()
        self._clean_words()
        before = Fact.objects.filter(pk=self.pk).first()
        if before and before.key != self.key:
            raise ValidationError({"key": "Pages name this record by its key. Make a new record instead."})
        if self.checked_on and self.check_again_by and self.check_again_by < self.checked_on:
            raise ValidationError({"check_again_by": "This must not be before the day it was checked."})

    def save(self, *args, **kwargs) -> None:
        self._drop_old_hours()
        super().save(*args, **kwargs)

    def _clean_words(self) -> None:
        """The words in every language have the numbers and {facts} of the English."""
        wrong = {
            f"{field}_{code}": "This must have the same numbers and {facts} as the English."
            for code, _name in settings.LANGUAGES
            for field in ("name", "when_to_call", "hours")
            if (words := getattr(self, f"{field}_{code}"))
            and differences(getattr(self, f"{field}_{ENGLISH}") or "", words, "0123456789")
        }
        if wrong:
            raise ValidationError(wrong)

    def _drop_old_hours(self) -> None:
        """Hours that were translated from other hours are worse than English ones."""
        before = Fact.objects.filter(pk=self.pk).first()
        if before and getattr(before, f"hours_{ENGLISH}") != getattr(self, f"hours_{ENGLISH}"):
            for code, _name in settings.LANGUAGES:
                if code != ENGLISH and getattr(before, f"hours_{code}") == getattr(self, f"hours_{code}"):
                    setattr(self, f"hours_{code}", "")


class Term(models.Model):
    """A British word explained where it appears: in each language, the forms it is written in and what it means."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    forms = models.TextField(help_text="How pages write it, one form a line, the longest first.")
    meaning = models.CharField(max_length=300)

    class Meta:
        ordering = ["key"]
        verbose_name = "glossary term"

    def __str__(self) -> str:
        return self.key
