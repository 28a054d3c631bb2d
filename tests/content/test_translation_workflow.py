"""A translator sends a complete translation, a checker of that language approves it, and only they take it away."""

from django.contrib.auth.models import Group, User
from django.urls import reverse

import pytest
from bs4 import BeautifulSoup

from content.models import TranslationBasis
from content.operations import wrote
from content.queries import translation_state
from content.translation_states import State

SLUG = "contact"
OLD, NEW = "Nobody watches it every minute.", "A sentence that nobody has translated."
WORDS = "نئے الفاظ"


@pytest.fixture
def partial(library):
    """The Urdu page is live, and one of its pieces waits for a translation."""
    library.reword(SLUG, OLD, NEW)


@pytest.fixture
def complete(library, partial):
    """The same, and the translator wrote what waited."""
    library.write_waiting(SLUG)


def edit_address(library):
    return reverse("wagtailadmin_pages:edit", args=[library.page(SLUG).pk])


def send(library, by="urdu-translator"):
    library.sign_in(by)
    address = reverse("send-translation", args=[library.page(SLUG).pk])
    return library.client.post(address, follow=True).content.decode()


def act(library, action, by="urdu-checker", comment="", **headers):
    """What the button under "Awaiting your review" does."""
    page = library.page(SLUG)
    address = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[page.pk, action, page.current_workflow_state.current_task_state.pk],
    )
    with library.commit(execute=True):
        return library.sign_in(by).post(address, {"comment": comment}, headers=headers, follow=True)


def awaits_review(library, by):
    first_page = BeautifulSoup(library.sign_in(by).get("/cms/").content, "html.parser")
    panel = first_page.select_one("#awaiting-review-section, [id^=panel-awaiting-review], #awaiting-review")
    return panel is not None and library.page(SLUG).get_latest_revision_as_object().title in panel.get_text()


def editor_of(library, by):
    response = library.sign_in(by).get(edit_address(library))
    return response, BeautifulSoup(response.content, "html.parser")


def has_new_words(page):
    return WORDS in str(page.body)


def test_what_a_translator_sends_a_checker_approves_and_it_is_live(library, complete):
    assert "is sent. A checker of Urdu reads it next" in send(library)
    assert not has_new_words(library.page(SLUG))
    assert has_new_words(library.page(SLUG).get_latest_revision_as_object())
    assert awaits_review(library, "urdu-checker")

    act(library, "approve")

    assert has_new_words(library.page(SLUG))
    assert translation_state(library.page(SLUG)) is State.MACHINE
    assert TranslationBasis.objects.filter(revision=library.page(SLUG).live_revision).exists()
    assert not awaits_review(library, "urdu-checker")


def test_a_page_that_was_never_live_goes_live_on_approval(library, complete):
    library.page(SLUG).unpublish()
    send(library)
    assert not library.page(SLUG).live

    act(library, "approve")

    assert library.page(SLUG).live
    assert has_new_words(library.page(SLUG))


def test_who_sends_has_not_written_what_others_wrote(library, complete):
    send(library, by="urdu-checker")

    act(library, "approve")

    assert not wrote(library.page(SLUG), User.objects.get(username="urdu-checker"))


def test_what_is_incomplete_is_not_sent_and_the_translator_is_told(library, partial):
    answer = send(library)

    assert "Not sent: 1 of " in answer
    assert "pieces are not translated yet" in answer
    assert not library.page(SLUG).workflow_in_progress
    assert not awaits_review(library, "urdu-checker")


def test_other_numbers_than_the_english_are_not_sent(library):
    library.reword(SLUG, OLD, "Somebody reads it 3 times a day.")
    library.write_waiting(SLUG)
    library.strings(SLUG).filter(data__startswith=WORDS).update(data=f"{WORDS} 4")

    assert "Not sent: 1 pieces have other numbers than the English" in send(library)


def test_a_translation_that_is_sent_again_replaces_what_was_sent(library, complete):
    send(library)
    library.strings(SLUG).filter(data__startswith=WORDS).update(data="بہتر الفاظ")

    send(library)
    act(library, "approve")

    assert "بہتر الفاظ" in str(library.page(SLUG).body)
    assert not library.page(SLUG).workflow_in_progress


def test_a_checker_asks_for_changes_and_the_translator_reads_which(library, complete):
    send(library)
    act(library, "reject", comment="The second sentence is too long.")

    _response, editor = editor_of(library, "urdu-translator")

    assert "The second sentence is too long." in editor.select_one(".send-translation").get_text()
    send(library)
    assert awaits_review(library, "urdu-checker")


@pytest.fixture
def polish_checker(db):
    user = User.objects.create_user("polish-checker", is_staff=True)
    user.groups.add(Group.objects.get(name="Polish checkers"))
    return user.username


@pytest.mark.parametrize("name", ["polish-checker", "urdu-translator", "writer"])
def test_nobody_else_approves(library, complete, polish_checker, name):
    send(library)

    answer = act(library, "approve", by=name)

    assert "do not have permission" in answer.content.decode()
    assert not has_new_words(library.page(SLUG))
    assert library.page(SLUG).workflow_in_progress
    assert not awaits_review(library, name)


def test_nobody_sends_another_language(library, complete, polish_checker):
    assert "do not have permission" in send(library, by=polish_checker)

    assert not library.page(SLUG).workflow_in_progress


@pytest.fixture
def withdrawn_english(library, complete):
    send(library)
    library.page(SLUG, "en").unpublish()


def test_an_approval_that_is_refused_says_why_and_it_still_awaits(library, withdrawn_english):
    answer = act(library, "approve")

    assert "Not published: There is no live English page" in answer.content.decode()
    assert not library.page(SLUG).live
    assert library.page(SLUG).workflow_in_progress


def test_an_approval_with_a_comment_that_is_refused_says_why(library, withdrawn_english):
    answer = act(library, "approve", comment="Good", **{"X-Requested-With": "XMLHttpRequest"})

    assert answer.json() == {"step": "success", "redirect": edit_address(library)}
    assert "Not published: There is no live English page" in library.client.get("/cms/").content.decode()


def test_an_approval_in_the_pages_own_editor_that_is_refused_says_why(library, withdrawn_english):
    library.stop(SLUG)
    form = library.form(library.page(SLUG)) | {
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
    }

    answer = library.sign_in("urdu-checker").post(edit_address(library), form, follow=True)

    assert "Not published: There is no live English page" in answer.content.decode()
    assert not library.page(SLUG).live


def addresses_that_end_it(library):
    return [
        reverse("wagtail_localize:stop_translation", args=[library.translation(SLUG).pk]),
        reverse("wagtail_localize:convert_to_alias", args=[library.page(SLUG).pk]),
    ]


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("which", [0, 1])
def test_a_translator_does_not_end_a_translation(library, which, live):
    if not live:
        library.page(SLUG).unpublish()
    client, address = library.sign_in("urdu-translator"), addresses_that_end_it(library)[which]

    assert client.post(address, headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403
    assert "do not have permission" in client.post(address, follow=True).content.decode()

    assert library.translation(SLUG).enabled
    assert library.page(SLUG).alias_of is None


def test_a_checker_ends_a_translation(library):
    stop, convert = addresses_that_end_it(library)
    client = library.sign_in("urdu-checker")

    client.post(stop)
    assert not library.translation(SLUG).enabled
    client.post(convert)
    assert library.page(SLUG).alias_of == library.page(SLUG, "en").page_ptr


@pytest.mark.parametrize(("by", "offered"), [("urdu-translator", True), ("urdu-checker", False)])
def test_the_editor_offers_to_send_to_those_who_do_not_publish(library, by, offered):
    _response, editor = editor_of(library, by)

    assert bool(editor.select_one(".send-translation button")) == offered
    assert bool(editor.select_one("link[href*=translation_workflow]")) == offered
