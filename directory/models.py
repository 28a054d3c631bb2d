"""Groups, and what they run: listings with their sessions, in categories, at venues.

Names, summaries, descriptions and labels have a column a language (see translation.py). The column without a language
is modeltranslation's own and holds whatever was typed last: never read it.
"""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from wagtail.models import PreviewableMixin, Revision, RevisionMixin

from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel

from directory.accounts.models import Claim, Invitation
from directory.audiences import AUDIENCES
from directory.costs import OtherCost
from directory.groups import Editorship, Group, carried_over
from directory.moderation.proposals import Moderated, Proposal
from directory.pictures import ListingPicture
from directory.problems.models import Kind, Outcome, Problem
from directory.safeguarding.models import Evidence
from directory.sessions import Session, Weekday
from directory.tallies.models import Tally
from directory.terms import BankHoliday, SchoolTerm
from directory.unanswered_searches import UnansweredSearch
from directory.venues import Venue
from words.fields import CodeListField
from words.spoken import SPOKEN_LANGUAGES

__all__ = [
    "BankHoliday",
    "Claim",
    "Editorship",
    "Evidence",
    "Group",
    "Invitation",
    "ListingPicture",
    "OtherCost",
    "Problem",
    "Proposal",
    "SchoolTerm",
    "Session",
    "Tally",
    "UnansweredSearch",
    "Venue",
    "Weekday",
]
# What is true of the whole record, whichever version of its words is published.
FRESHNESS = ("confirmed_at", "reminder", "reminded_at", "hidden_at", "doubted")
# Addresses of the pages that stand beside those of listings.
NO_SLUGS = frozenset({"embed", "list", "still-right"})
TRANSLATED_INTO = {code: name for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}


def confirmed(at: datetime) -> dict[str, datetime | str | None]:
    """What is noted of a listing when a person says that it is right: the clock of directory/freshness.py starts."""
    return dict(zip(FRESHNESS, (at, "", None, None, ""), strict=True))


class Access(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "", "Not known"


class Booking(models.TextChoices):
    NONE = "none", "Just turn up"
    REQUIRED = "required", "Book first"
    REFERRAL = "referral", "A professional refers"


# modelcluster has no types, so mypy cannot follow the way back from a listing, here and in Group.
class Category(models.Model):  # type: ignore[django-manager-missing]
    key = models.SlugField(
        unique=True, help_text="Stands in addresses of searches: change it only when nobody uses it."
    )
    label = models.CharField(max_length=80)
    synonyms = models.TextField(blank=True, help_text="What parents type when they look for this, one a line.")

    class Meta:
        verbose_name_plural = "categories"
        ordering = ("label_en",)
        constraints = [
            models.CheckConstraint(
                name="category_has_an_english_label",
                condition=Q(label_en__isnull=False) & ~Q(label_en=""),
                violation_error_message="Give the label in English.",
            )
        ]

    def __str__(self) -> str:
        return self.label or self.key


class ListingQuerySet(models.QuerySet["Listing"]):
    def listed(self) -> "ListingQuerySet":
        """What families see."""
        return self.filter(
            live=True, hidden_at=None, group__live=True, group__stopped_at=None, group__suspended_at=None
        )

    def asked_about(self) -> "ListingQuerySet":
        """What a group is asked to keep true, whether or not it was hidden for want of an answer."""
        shown = self.filter(live=True, group__live=True, group__stopped_at=None, group__suspended_at=None)
        return shown.filter(group__is_example=False)

    def known_before(self, moment: datetime) -> "ListingQuerySet":
        """What nobody has confirmed since this moment, the oldest first."""
        since = Coalesce("confirmed_at", "first_published_at")
        return self.annotate(since=since).filter(since__lte=moment).order_by("since", "pk")


class Listing(PreviewableMixin, Moderated, RevisionMixin, ClusterableModel):
    slug = models.SlugField(unique=True, max_length=100)
    reference = models.CharField(
        unique=True,
        max_length=100,
        blank=True,
        help_text="What other systems call it, so that it is known again. Empty: as in the address.",
    )
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="listings")
    categories = ParentalManyToManyField(Category, related_name="listings", blank=True)
    other_words = models.TextField(
        blank=True, help_text="What it is found by that is no category yet, one a line, in any language."
    )
    name = models.CharField(max_length=120)
    summary = models.CharField(max_length=250, blank=True)
    description = models.TextField(blank=True)
    age_from_months = models.PositiveSmallIntegerField(
        "youngest, in months", null=True, blank=True, help_text="Empty: no limit. Two years are 24 months."
    )
    age_to_months = models.PositiveSmallIntegerField(
        "oldest, in months", null=True, blank=True, help_text="Empty: no limit."
    )
    cost_pence = models.PositiveIntegerField(
        "cost of a session, in pence", null=True, blank=True, help_text="0: free. Empty: not known."
    )
    who_for = CodeListField("who it is for", names=AUDIENCES, help_text="None ticked: everybody.")
    languages_spoken = CodeListField(names=SPOKEN_LANGUAGES)
    step_free = models.CharField("step-free", max_length=3, choices=Access, blank=True)
    accessible_toilet = models.CharField(max_length=3, choices=Access, blank=True)
    baby_change = models.CharField(max_length=3, choices=Access, blank=True)
    booking = models.CharField(max_length=8, choices=Booking, default=Booking.NONE)
    waiting_list = models.CharField(max_length=3, choices=Access, blank=True)
    contact_name = models.CharField(
        "ask for", max_length=120, blank=True, help_text="A first name or a role, such as “the session leader”."
    )
    phone = models.CharField(max_length=30, blank=True, help_text="Empty: the group's.")
    email = models.EmailField(blank=True, help_text="Empty: the group's.")
    website = models.URLField(blank=True, help_text="Empty: the group's.")
    confirmed_at = models.DateTimeField("checked on", null=True, blank=True, editable=False)
    reminder = models.CharField(
        max_length=20, blank=True, editable=False, help_text="Which step of directory/freshness.py was taken last."
    )
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_at = models.DateTimeField("hidden, since nobody confirmed it", null=True, blank=True, editable=False)
    doubted = models.CharField(
        max_length=10, blank=True, editable=False, choices=Kind, help_text="What several families say is wrong."
    )
    machine_drafted = CodeListField(
        "written by a machine, checked by nobody",
        names=TRANSLATED_INTO,
        help_text="Untick a language when a person who reads it has checked its words.",
    )

    objects = ListingQuerySet.as_manager()

    class Meta:
        ordering = ("name_en",)
        constraints = [
            models.CheckConstraint(
                name="live_listing_has_an_english_name",
                condition=Q(live=False) | (Q(name_en__isnull=False) & ~Q(name_en="")),
                violation_error_message="Give the name in English before it is published.",
            ),
            models.CheckConstraint(
                name="listing_ages_are_in_order",
                condition=Q(age_from_months__lte=F("age_to_months")),
                violation_error_message="The youngest age is above the oldest.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.slug

    def clean(self) -> None:
        super().clean()
        if self.slug in NO_SLUGS:
            raise ValidationError({"slug": "Another page has this address."})
        self.reference = self.reference or self.slug

    def save(self, **kwargs) -> None:
        """The record and its sessions, pictures and categories are saved together or not at all. One that families see
        without an editor, as of the seed, is published from now on."""
        self.reference = self.reference or self.slug
        if self.live and not self.first_published_at and "update_fields" not in kwargs:  # type: ignore[has-type]
            self.first_published_at = self.last_published_at = timezone.now()
        with transaction.atomic():
            super().save(**kwargs)

    def with_content_json(self, content: dict) -> Self:
        return carried_over(super().with_content_json(content), FRESHNESS)

    def publish(self, revision: Revision, user=None, **kwargs) -> None:
        """Whoever publishes has read it, and stands by it."""
        with transaction.atomic():
            super().publish(revision, user=user, **kwargs)
            if user:
                self.note_confirmed(user, timezone.now())

    def note_confirmed(self, actor, at: datetime) -> None:
        """A person says that what families read is right; what they had said is wrong is answered by that."""
        Listing.objects.filter(pk=self.pk).update(**confirmed(at))
        self.problems.answer(Outcome.CONFIRMED, by=actor, at=at)

    @property
    def known_since(self) -> datetime | None:
        """When a person last confirmed it, else when it was published: from then on directory/freshness.py counts."""
        return self.confirmed_at or self.first_published_at

    @property
    def is_listed(self) -> bool:
        """As `listed` says."""
        group = self.group
        return bool(self.live and not self.hidden_at and group.live and not group.stopped_at and not group.suspended_at)

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return settings.LANGUAGES

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from directory.views import listing_page  # views read models

        with translation.override(mode_name):
            return listing_page(request, self)
