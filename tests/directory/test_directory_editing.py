"""What a directory editor does in the CMS."""

import re
from datetime import date, time

from django.conf import settings
from django.contrib.auth.models import Group as UserGroup
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection
from wagtail.test.utils.form_data import inline_formset, nested_form_data

import pytest

from directory.models import BankHoliday, Listing, SchoolTerm
from directory.schedule import Frequency, Period, Rule
from directory.seeding import EDITORS, PICTURES, seed_editors

ADD = "wagtailsnippets_directory_listing:add"
EDIT = "wagtailsnippets_directory_listing:edit"
DELETE = "wagtailsnippets_directory_listing:delete"
UNPUBLISH = "wagtailsnippets_directory_listing:unpublish"


@pytest.fixture
def editor(client, directory):
    UserGroup.objects.filter(name=EDITORS).delete()
    seed_editors()
    user = User.objects.create_user("group-editor")
    user.groups.add(UserGroup.objects.get(name=EDITORS))
    client.force_login(user)
    return client


@pytest.fixture
def form(directory):
    """The form of a new listing, filled in."""

    def form(**changes):
        texts = {
            f"{field}_{code}": "" for field in ("name", "summary", "description") for code, _ in settings.LANGUAGES
        }
        session = {
            "frequency": "weekly",
            "weekday": "2",
            "starts": "10:00",
            "ends": "11:00",
            "venue": str(directory.venue().pk),
        }
        filled = {
            "slug": "yoga",
            "group": str(directory.group().pk),
            "cost_pence": "0",
            "booking": "none",
            "sessions": inline_formset([session]),
            "pictures": inline_formset([]),
            "other_costs": inline_formset([]),
            **texts,
            "name_en": "Yoga",
        }
        ticked = {"categories": [directory.category(label_ur="کھیل").pk], "languages_spoken": ["en", "ur"]}
        return nested_form_data(filled) | ticked | changes

    return form


def test_a_listing_that_an_editor_publishes_appears_in_search(editor, form, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = editor.post(reverse(ADD), form(name_ur="یوگا") | {"action-publish": "publish"})
    assert response.status_code == 302, response.context["form"].errors
    listing = Listing.objects.listed().get(slug="yoga")
    assert (listing.languages_spoken, listing.name_ur, listing.sessions.count()) == (["en", "ur"], "یوگا", 1)
    client.logout()
    assert "/ur/groups/yoga/" in client.get("/ur/groups/", {"q": "کھیل"}).content.decode()


def test_all_that_a_listing_says_can_be_written_down(editor, form, directory):
    collection = Collection.objects.get(name=PICTURES)
    image = Image.objects.create(title="toys", file=get_test_image_file(), collection=collection)
    session = {
        "sessions-0-frequency": "monthly",
        "sessions-0-nth": "-1",
        "sessions-0-starts_on": "2026-09-01",
        "sessions-0-ends_on": "2027-07-21",
        "sessions-0-term_time_only": "on",
        "sessions-0-runs_on_bank_holidays": "on",
        "sessions-0-exceptions": "2026-12-30\r\n2027-02-01 to 2027-02-28",
        "sessions-0-extra_dates": "2026-12-16",
    }
    facts = {
        "reference": "LU-7",
        "who_for": ["dads"],
        "waiting_list": "no",
        "contact_name": "Sam",
        "phone": "01632 960101",
    }
    pictures = {"pictures-TOTAL_FORMS": "1", "pictures-0-image": str(image.pk), "pictures-0-alt_en": "Toys"}
    response = editor.post(reverse(ADD), form(**session, **facts, **pictures, **{"pictures-0-ORDER": "1"}))
    assert response.status_code == 302, response.context["form"].errors
    listing = Listing.objects.get(slug="yoga").get_latest_revision_as_object()
    assert (listing.reference, listing.who_for, listing.waiting_list) == ("LU-7", ["dads"], "no")
    assert [picture.alt_en for picture in listing.pictures.all()] == ["Toys"]
    assert listing.sessions.first().rule == Rule(
        frequency=Frequency.MONTHLY,
        weekday=2,
        starts=time(10),
        ends=time(11),
        nth=-1,
        first_date=date(2026, 9, 1),
        last_date=date(2027, 7, 21),
        term_time_only=True,
        runs_on_bank_holidays=True,
        exceptions=frozenset({date(2026, 12, 30)}),
        breaks=(Period(date(2027, 2, 1), date(2027, 2, 28)),),
        extra_dates=frozenset({date(2026, 12, 16)}),
    )


def test_what_it_costs_some_families_can_be_written_down(editor, form):
    cost = {"pence": "50", "for_whom_en": "A second child", "ORDER": "1"}
    costs = {"other_costs-TOTAL_FORMS": "1"} | {f"other_costs-0-{name}": value for name, value in cost.items()}

    response = editor.post(reverse(ADD), form(**costs))

    assert response.status_code == 302, response.context["form"].errors
    listing = Listing.objects.get(slug="yoga").get_latest_revision_as_object()
    assert [(other.for_whom_en, other.pence) for other in listing.other_costs.all()] == [("A second child", 50)]


def test_a_draft_is_saved_and_stays_hidden(editor, form, client):
    response = editor.post(reverse(ADD), form())
    assert response.status_code == 302, response.context["form"].errors
    assert not Listing.objects.get(slug="yoga").live
    assert client.get("/en/groups/yoga/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name_en": "", "name_ur": "یوگا"}, "This field is required."),
        ({"age_from_months": "24", "age_to_months": "12"}, "The youngest age is above the oldest."),
        ({"languages_spoken": ["klingon"]}, "Select a valid choice."),
        ({"sessions-0-ends": "09:00"}, "It has to end after it starts."),
        ({"sessions-0-frequency": "monthly"}, "Say which of the month it is"),
        ({"sessions-0-frequency": "fortnightly"}, "Give the first date"),
        ({"sessions-0-exceptions": "at Christmas"}, "“at Christmas” is no date."),
        ({"who_for": ["klingons"]}, "Select a valid choice."),
    ],
)
def test_a_listing_that_makes_no_sense_is_not_published(editor, form, changes, message):
    response = editor.post(reverse(ADD), form(**changes) | {"action-publish": "publish"})
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not Listing.objects.filter(slug="yoga").exists()


def test_the_words_of_each_language_are_typed_in_its_direction(editor, directory):
    html = editor.get(reverse(EDIT, args=[directory.listing().pk])).content.decode()
    for field in ("name", "summary", "description"):
        assert re.search(f'<section [^>]*{field}_ur-section"[^>]* lang="ur" dir="rtl"', html)
        assert re.search(f'<section [^>]*{field}_pl-section"[^>]* lang="pl" dir="ltr"', html)
    assert 'name="name"' not in html


@pytest.mark.parametrize("model", ["listing", "group", "category", "venue", "schoolterm", "bankholiday"])
def test_an_editor_opens_every_list_and_form(editor, directory, model):
    record = {
        "listing": directory.listing,
        "group": directory.group,
        "category": directory.category,
        "venue": directory.venue,
        "schoolterm": lambda: SchoolTerm.objects.create(name="Autumn", starts_on="2026-09-01", ends_on="2026-10-23"),
        "bankholiday": lambda: BankHoliday.objects.create(name="Good Friday", day="2026-04-03"),
    }[model]()
    views = f"wagtailsnippets_directory_{model}"
    for address in (reverse(f"{views}:list"), reverse(f"{views}:add"), reverse(f"{views}:edit", args=[record.pk])):
        response = editor.get(address, {"q": "a"})
        assert response.status_code == 200
    assert "Directory" in response.content.decode()


def test_a_preview_shows_the_page_in_the_language_asked_for_inside_the_cms(editor, form, directory):
    listing = directory.listing("yoga", name_ur="یوگا")
    preview = reverse("wagtailsnippets_directory_listing:preview_on_edit", args=[listing.pk])
    posted = form(name_ur="نیا یوگا")
    assert editor.post(preview, posted).json()["is_valid"]
    response = editor.get(preview, {"mode": "ur"})
    html = response.content.decode()
    assert "نیا یوگا" in html
    assert '<html lang="ur" dir="rtl">' in html
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]


def delete_several(editor, listings):
    address = reverse("wagtail_bulk_action", args=["directory", "listing", "delete"])
    return editor.post(f"{address}?{'&'.join(f'id={listing.pk}' for listing in listings)}")


def test_a_listing_that_families_saw_is_not_deleted_but_unpublished(editor, directory):
    tea = directory.listing("tea", first_published_at=timezone.now())
    draft = directory.listing("draft", live=False)
    answers = [editor.post(reverse(DELETE, args=[tea.pk]), follow=True), delete_several(editor, [draft, tea])]
    assert (
        "Tea together stays, since other directories may have copied it. Unpublish it instead"
        in answers[0].content.decode()
    )
    unpublish = reverse(UNPUBLISH, args=[tea.pk])
    assert answers[0].redirect_chain == [(unpublish, 302)]
    assert answers[1].url == unpublish
    assert Listing.objects.count() == 2
    editor.post(unpublish)
    answer = editor.post(reverse(DELETE, args=[tea.pk]), follow=True)
    assert "It is unpublished, which tells them." in answer.content.decode()
    assert Listing.objects.filter(pk=tea.pk, live=False).exists()


def test_a_listing_that_nobody_saw_can_be_deleted(editor, directory):
    drafts = [directory.listing(slug, live=False) for slug in ("one", "two", "three")]
    editor.post(reverse(DELETE, args=[drafts[0].pk]))
    delete_several(editor, drafts[1:])
    assert not Listing.objects.exists()
