from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from wagtail_localize.fields import SynchronizedField, TranslatableField

from content.blocks import ArticleBlock


class LibraryPage(Page):
    """What every page for families has. A page exists once per language; English is the source of the others."""

    summary = models.CharField(max_length=200, help_text="One or two sentences: cards and search engines show them.")
    picture = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    picture_alt = models.CharField("picture in words", max_length=200, blank=True)
    body = StreamField(ArticleBlock(required=False), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("picture_alt"),
        FieldPanel("body"),
    ]
    promote_panels = [FieldPanel("slug")]
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
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        return {**super().get_context(request, *args, **kwargs), "content_language": self.locale.language_code}


class HomePage(LibraryPage):
    """The first page of a language. It alone offers the browser's own language to somebody who has not chosen one."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["content.TopicIndexPage", "content.InformationPage"]

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = super().serve(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response


class TopicIndexPage(LibraryPage):
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.TopicPage"]


class TopicPage(LibraryPage):
    """A subject that the closed centres taught, or that parents ask about."""

    facts_checked_on = models.DateField(help_text="When somebody last held the facts against their sources.")

    parent_page_types = ["content.TopicIndexPage"]
    subpage_types: list[str] = []
    content_panels = [*LibraryPage.content_panels, FieldPanel("facts_checked_on")]
    translatable_fields = [
        *LibraryPage.translatable_fields,
        SynchronizedField("facts_checked_on", overridable=False),
    ]


class InformationPage(LibraryPage):
    """About the site itself: privacy, accessibility, contact."""

    parent_page_types = ["content.HomePage"]
    subpage_types: list[str] = []


class TranslationCheck(models.Model):
    """A person read this translation against the English, on a date. Without one, a page is a machine's draft.

    It holds for the two revisions that were read: when either page is published anew, nobody has checked it.
    """

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="translation_check")
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    source_revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    checked_on = models.DateField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.page} checked on {self.checked_on}"


class Helpline(models.Model):
    """A number to call: one record, shown wherever it is needed, with its words in every language."""

    key = models.SlugField(unique=True)
    number = models.CharField(
        max_length=30, validators=[RegexValidator(r"^\+?[0-9][0-9 ]+$", "Write digits and spaces only.")]
    )
    name = models.CharField(max_length=120)
    when_to_call = models.TextField()
    hours = models.CharField(max_length=120)
    is_first = models.BooleanField("at the foot of every page", default=False)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=200, help_text="Where the number was found.")
    checked_on = models.DateField()
    check_again_by = models.DateField()

    class Meta:
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return f"{self.number} {self.key}"
