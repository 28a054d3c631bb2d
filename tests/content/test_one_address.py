"""A page has one address in every language, and is found at the one it had before; and no page is live under another
language that has no English to be a translation of."""

import pytest

from content.models import InformationPage

SLUG, NEW = "safe-sleep", "sleeping-safely"


def rename(library, slug, new):
    page = library.page(slug, "en")
    page.slug = new
    library.publish(page)


@pytest.mark.parametrize("language", ["en", "ur", "gu"])
def test_a_new_slug_is_that_of_every_language(library, client, language):
    title = library.page(SLUG, language).title

    rename(library, SLUG, NEW)

    assert title in client.get(f"/{language}/self-help/{NEW}/").content.decode()
    assert client.get(f"/{language}/self-help/{NEW}/").headers["Content-Language"] == language


@pytest.mark.parametrize("language", ["en", "ur", "gu"])
def test_the_old_address_leads_to_the_new_one(library, client, language):
    rename(library, SLUG, NEW)

    response = client.get(f"/{language}/self-help/{SLUG}/")

    assert (response.status_code, response["Location"]) == (301, f"/{language}/self-help/{NEW}/")


def test_the_pages_below_move_with_it(library, client):
    rename(library, "self-help", "learn")

    assert client.get(f"/ur/learn/{SLUG}/").headers["Content-Language"] == "ur"
    assert client.get(f"/ur/self-help/{SLUG}/")["Location"] == f"/ur/learn/{SLUG}/"


def test_a_translation_keeps_its_slug_where_another_page_has_the_new_one(library, client):
    other = library.page("play-0-1")
    other.slug = NEW
    other.save()

    rename(library, SLUG, NEW)

    assert library.page(NEW, "en").title in client.get(f"/en/self-help/{NEW}/").content.decode()
    assert client.get(f"/ur/self-help/{SLUG}/").status_code == 200


def test_a_page_made_in_another_language_alone_does_not_go_live(library):
    copy = library.page("contact").copy(
        update_attrs={"slug": "copy", "title": "نقل"}, keep_live=False, reset_translation_key=True
    )
    library.sign_in("admin")

    response = library.edit(copy)

    assert "There is no live English page" in response.content.decode()
    assert not InformationPage.objects.get(pk=copy.pk).live


def test_what_the_english_dropped_does_not_stand_alone_on_a_page_about_safety(library):
    page = library.page(SLUG, "en")
    dropped = next(block for block in page.body if block.block_type == "emergency")
    urdu = next(block for block in library.page(SLUG).body if block.id == dropped.id)
    page.body = [block for block in page.body.get_prep_value() if block["id"] != dropped.id]
    assert urdu.value["heading"] in library.read(SLUG).select_one("main").text

    library.publish(page)

    assert urdu.value["heading"] not in library.read(SLUG).select_one("main").text
