import json

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from wagtail_localize.fields import SynchronizedField, TranslatableField

from content.blocks import ArticleBlock, RelatedBlock
from content.embedding import stray_keys
from content.feedback import Feedback
from content.panels import HouseRulesPanel
from content.recordings import Recording
from content.registry import Fact, Term
from content.themes import THEMES

__all__ = ["Fact", "Feedback", "Recording", "Term"]
# Because titles and headings are shown as they are written, in lists and in search engines too.
FACTS_ELSEWHERE = "A fact can only stand in a paragraph or a list."


class LibraryPageForm(WagtailAdminPageForm):
    """Every edit is a major one until the editor says otherwise, whatever the last one was."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "minor_edit" in self.fields:
            self.initial["minor_edit"] = False


class LibraryPage(Page):
    """What every page for families has. A page exists once per language; English is the source of the others."""

    summary = models.CharField(max_length=200, help_text="One or two sentences: cards and search engines show them.")
    picture = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    picture_alt = models.CharField("picture in words", max_length=200, blank=True)
    body = StreamField(ArticleBlock(required=False), blank=True)
    safety_critical = models.BooleanField(
        default=False, help_text="A translation that no person has checked is only ever shown beside the English."
    )
    review_by = models.DateField(
        null=True, blank=True, help_text="When somebody reads the whole page again, at latest."
    )
    minor_edit = models.BooleanField(
        "minor edit: translations still hold",
        default=False,
        help_text="Tick when everything changed since the page was last published leaves its meaning as it was.",
    )

    base_form_class = LibraryPageForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("picture_alt"),
        FieldPanel("body"),
        HouseRulesPanel(heading="Wording to look at"),
    ]
    promote_panels = [
        FieldPanel("slug"),
        MultiFieldPanel([FieldPanel("safety_critical"), FieldPanel("review_by")], heading="Care"),
        FieldPanel("minor_edit"),
    ]
    # Every page is for everybody; there is no sign-in for families that a private page could ask for.
    private_page_options: list[str] = []
    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("summary"),
        TranslatableField("picture_alt"),
        TranslatableField("body"),
        # One slug in every language, so that a printed address and the language switcher need no table.
        SynchronizedField("slug", overridable=False),
        SynchronizedField("picture", overridable=False),
        SynchronizedField("safety_critical", overridable=False),
        SynchronizedField("review_by", overridable=False),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        errors = {name: FACTS_ELSEWHERE for name in ("title", "summary", "picture_alt") if "{" in getattr(self, name)}
        if wrong := self._wrong_in_body():
            errors["body"] = wrong
        if errors:
            raise ValidationError(errors)

    def _wrong_in_body(self) -> str:
        words = json.dumps(self.body.get_prep_value(), ensure_ascii=False)
        if strays := stray_keys(words, set(Fact.objects.values_list("key", flat=True))):
            return f"No fact has the key {', '.join(sorted(set(strays)))}. See Facts and helplines."
        lines = [block.value.get(name) or "" for block in self.body for name in ("heading", "things")]
        return next((f"{FACTS_ELSEWHERE} “{line}”" for line in lines if "{" in line), "")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        return {**super().get_context(request, *args, **kwargs), "content_language": self.locale.language_code}


class HomePage(LibraryPage):
    """The first page of a language. It alone offers the browser's own language to somebody who has not chosen one."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["content.TopicIndexPage", "content.EasyReadIndexPage", "content.InformationPage"]

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = super().serve(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response


class TopicIndexPage(LibraryPage):
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.TopicPage"]


class TopicPage(LibraryPage):
    """A subject that the closed centres taught, or that parents ask about."""

    theme = models.CharField(max_length=20, choices=list(THEMES.items()))
    facts_checked_on = models.DateField(help_text="When somebody last held the facts against their sources.")
    related = StreamField(RelatedBlock(required=False), blank=True)

    parent_page_types = ["content.TopicIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *LibraryPage.content_panels,
        FieldPanel("theme"),
        FieldPanel("facts_checked_on"),
        FieldPanel("related"),
    ]
    translatable_fields = [
        *LibraryPage.translatable_fields,
        SynchronizedField("theme", overridable=False),
        SynchronizedField("facts_checked_on", overridable=False),
        SynchronizedField("related", overridable=False),
    ]


class EasyReadIndexPage(LibraryPage):
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.EasyReadPage"]


class EasyReadPage(LibraryPage):
    """A subject in short sentences, an idea and a picture each: written for it, not the full page in large print."""

    full_page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="easy_read_pages"
    )

    parent_page_types = ["content.EasyReadIndexPage"]
    subpage_types: list[str] = []
    content_panels = [*LibraryPage.content_panels, FieldPanel("full_page")]
    translatable_fields = [*LibraryPage.translatable_fields, SynchronizedField("full_page", overridable=False)]


class InformationPage(LibraryPage):
    """About the site itself: privacy, accessibility, contact."""

    parent_page_types = ["content.HomePage"]
    subpage_types: list[str] = []


class TranslationCheck(models.Model):
    """A second person read this translation against the English, on a date. It holds for the words they read: when the
    translation is published anew, nobody has checked it."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="translation_check")
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    checked_on = models.DateField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.page} checked on {self.checked_on}"


class Publication(models.Model):
    """An English page went live with new words. A minor one leaves its translations as true as they were."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="publications")
    revision = models.OneToOneField("wagtailcore.Revision", on_delete=models.CASCADE, related_name="+")
    minor = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.page} {'minor' if self.minor else 'major'}"


class TranslationBasis(models.Model):
    """The publication of the English page that a revision of a translation was made from."""

    revision = models.OneToOneField("wagtailcore.Revision", on_delete=models.CASCADE, related_name="+")
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="+")
    by_machine = models.BooleanField(help_text="Some of its words are a machine's, as it wrote them.")

    class Meta:
        verbose_name_plural = "translation bases"

    def __str__(self) -> str:
        return f"{self.revision} from {self.publication}"


class LinkCheck(models.Model):
    """What another site answered when it was last asked for an address that the library names. See links.py."""

    address = models.URLField(max_length=1000, unique=True)
    checked_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, help_text="HTTP's; none where nothing answered.")
    problem = models.CharField(max_length=100, blank=True)
    failing_since = models.DateField(null=True, help_text="The first of the runs in which it failed without a break.")

    def __str__(self) -> str:
        return f"{self.address}: {self.answered}"

    @property
    def answered(self) -> str:
        return " ".join(str(part) for part in (self.status, self.problem) if part)
