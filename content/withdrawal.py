"""When an English page is withdrawn, so are its translations: nobody keeps a translation true to what is not there."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import pre_delete

from wagtail.models import Page
from wagtail.signals import page_unpublished


def follow_withdrawals() -> None:
    page_unpublished.connect(_withdrawn)
    pre_delete.connect(_withdrawn)


def _withdrawn(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    from content.models import LibraryPage
    from content.queries import SOURCE_LANGUAGE

    if isinstance(instance, LibraryPage) and instance.locale.language_code == SOURCE_LANGUAGE:
        for translation in Page.objects.translation_of(instance).live():
            translation.specific.unpublish()
