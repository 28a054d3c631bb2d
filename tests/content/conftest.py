"""The seeded library in the hands of a test: its pages, and what editors, translators and readers do with them."""

import json
import re

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.html import strip_tags

from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

import pytest
from bs4 import BeautifulSoup
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from tests.content.sites import serve
from words.parity import PLACEHOLDER, numbers

LINK = re.compile(r"<a [^>]+>")


def kept_from(english):
    """What a translation has to keep: the numbers, the {facts} and the links."""
    words = strip_tags(english)
    kept = [*PLACEHOLDER.findall(words), *numbers(words).elements()]
    return "".join(f" {part}" for part in kept) + "".join(f"{link}ہاں</a>" for link in LINK.findall(english))


class Library:
    """Translations are into Urdu unless a test says otherwise."""

    def __init__(self, client, commit) -> None:
        self.client, self.commit = client, commit

    def sign_in(self, name):
        self.client.force_login(User.objects.get(username=name))
        return self.client

    def page(self, slug, language="ur"):
        return Page.objects.get(slug=slug, locale__language_code=language).specific

    def get(self, slug, language="ur"):
        """What a reader is sent, at the address of the English page under their language."""
        return self.client.get(f"/{language}/{self.page(slug, 'en').url_path.removeprefix('/home/')}")

    def read(self, slug, language="ur"):
        return BeautifulSoup(self.get(slug, language).content, "html.parser")

    def changed(self, slug, old, new, language="en"):
        """The page with other words in its summary or its body, not saved."""
        page = self.page(slug, language)
        body = json.dumps(page.body.get_prep_value(), ensure_ascii=False)
        assert old in page.summary + body
        page.summary = page.summary.replace(old, new)
        page.body = body.replace(old, new)
        return page

    def publish(self, page):
        with self.commit(execute=True):
            page.save_revision().publish()

    def reword(self, slug, old, new, language="en"):
        self.publish(self.changed(slug, old, new, language))

    def translation(self, slug, language="ur"):
        source = TranslationSource.objects.get_for_instance(self.page(slug, "en"))
        return Translation.objects.get(source=source, target_locale__language_code=language)

    def strings(self, slug, language="ur"):
        """What is translated of the page as its English is now."""
        source = self.translation(slug).source
        locale = Locale.objects.get(language_code=language)
        used = source.stringsegment_set.values_list("string_id", "context_id")
        found = StringTranslation.objects.filter(locale=locale, context__object_id=source.object_id)
        return found.filter(translation_of_id__in=[string for string, _context in used])

    def waiting(self, slug):
        """The English of every piece that has no Urdu."""
        segments = self.translation(slug).source.stringsegment_set.annotate_translation(
            Locale.objects.get(language_code="ur")
        )
        return [segment.string.data for segment in segments.filter(translation=None)]

    def write_waiting(self, slug, by="urdu-translator", words="نئے الفاظ"):
        """A person translates what waits."""
        translation, writer = self.translation(slug), User.objects.get(username=by)
        for segment in translation.source.stringsegment_set.filter(string__data__in=self.waiting(slug)):
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=translation.target_locale,
                defaults={"data": f"{words}{kept_from(segment.string.data)}", "last_translated_by": writer},
            )

    def save(self, slug, *, publish=True):
        """What the translation editor's button does."""
        with self.commit(execute=True):
            self.translation(slug).save_target(publish=publish)

    def stop(self, slug):
        """Leave the translation editor for the page's own."""
        translation = self.translation(slug)
        translation.enabled = False
        translation.save()

    def form(self, page, **changes):
        """The page's form in the CMS, filled in."""
        blocks = [
            (block.block_type, {**block.value, "text": rich_text(block.value["text"].source)}) for block in page.body
        ]
        body = streamfield(blocks)
        for number, block in enumerate(page.body):
            body[str(number)]["id"] = block.id or ""
        fields = {name: getattr(page, name) or "" for name in ("title", "summary", "slug", "picture_alt")}
        comments = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
        return nested_form_data({**fields, "body": body, "comments": comments, **changes})

    def edit(self, page, **changes):
        """Publish the page from its form in the CMS."""
        with self.commit(execute=True):
            response = self.client.post(
                reverse("wagtailadmin_pages:edit", args=[page.pk]),
                self.form(page, **changes) | {"action-publish": "action-publish"},
                follow=True,
            )
        assert not response.context.get("form") or not response.context["form"].errors
        return response


@pytest.fixture
def library(client, db, django_capture_on_commit_callbacks):
    return Library(client, django_capture_on_commit_callbacks)


@pytest.fixture
def site(monkeypatch):
    """Another site, on this machine."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with serve() as site:
        yield site


@pytest.fixture
def down(site):
    """The address of a site that is not there any more."""
    with serve() as gone:
        return gone.address("/")
