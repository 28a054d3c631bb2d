from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

import pytest
from wagtail_localize.models import TranslationSource

from content.models import TopicPage

pytestmark = pytest.mark.django_db
NEW = "A new paragraph that nobody has translated."


@pytest.fixture
def source():
    """The English page on baby talk, published with a paragraph more than its translations have."""
    page = TopicPage.objects.get(slug="baby-talk", locale__language_code="en")
    page.body.append(("section", {"heading": "New", "text": f"<p>{NEW}</p>"}))
    page.save_revision().publish()
    return TranslationSource.objects.get_for_instance(page)


@pytest.mark.parametrize("publish", [True, False])
def test_an_unfinished_translation_does_not_touch_the_live_page(client, source, publish):
    source.update_from_db()

    for translation in source.translations.all():
        with pytest.raises(ValidationError, match="pieces are not translated yet"):
            translation.save_target(publish=publish)

    assert NEW not in client.get("/ur/self-help/baby-talk/").content.decode()


def test_syncing_all_languages_in_the_cms_puts_no_english_under_another_language(
    client, source, django_capture_on_commit_callbacks
):
    client.force_login(get_user_model().objects.get(username="admin"))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/cms/localize/update/{source.pk}/", {"publish_translations": "on"})

    source.refresh_from_db()
    assert NEW in source.content_json
    assert NEW not in client.get("/ur/self-help/baby-talk/").content.decode()


def test_a_complete_translation_is_published_as_before(client, source):
    translation = source.translations.get(target_locale__language_code="ur")

    translation.save_target(publish=False)

    assert client.get("/ur/self-help/baby-talk/").headers["Content-Language"] == "ur"
