"""Things to do: what fits a parent's wish, as truth tables, and the page that asks for it."""

import re

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext, override

import pytest
from bs4 import BeautifulSoup

from content.activities import AGES, Wanted, activities, fits, query, wanted
from content.blocks import KIT
from content.models import TopicPage
from content.operations import record_translation_check

ANY = Wanted()


def activity(age_from=6, age_to=12, minutes=10, kit=("kitchen",)):
    return {"age_from": age_from, "age_to": age_to, "minutes": minutes, "kit": list(kit)}


def have(*things):
    return frozenset(things)


@pytest.mark.parametrize(
    ("found", "want", "expected"),
    [
        pytest.param(activity(), ANY, True, id="anything"),
        pytest.param(activity(), Wanted(age=(6, 12)), True, id="of this age"),
        pytest.param(activity(), Wanted(age=(0, 6)), False, id="too old by a day"),
        pytest.param(activity(), Wanted(age=(12, 24)), False, id="too young by a day"),
        pytest.param(activity(0, 12), Wanted(age=(6, 12)), True, id="for babies of this age too"),
        pytest.param(activity(10, 14), Wanted(age=(6, 12)), True, id="for some of them"),
        pytest.param(activity(0, 216), Wanted(age=(24, 48)), True, id="for everybody"),
        pytest.param(activity(minutes=10), Wanted(minutes=10), True, id="just enough time"),
        pytest.param(activity(minutes=11), Wanted(minutes=10), False, id="a minute too long"),
        pytest.param(activity(minutes=1), Wanted(minutes=20), True, id="time to spare"),
        pytest.param(activity(), Wanted(kit=have("kitchen")), True, id="with this"),
        pytest.param(activity(), Wanted(kit=have("cloth")), False, id="with something else"),
        pytest.param(activity(kit=["water", "kitchen"]), Wanted(kit=have("kitchen")), False, id="one of two things"),
        pytest.param(activity(kit=["water", "kitchen"]), Wanted(kit=have("kitchen", "water")), True, id="both things"),
        pytest.param(
            activity(kit=["nothing"]), Wanted(kit=have("kitchen")), True, id="what needs nothing needs no more"
        ),
        pytest.param(activity(kit=["nothing"]), Wanted(kit=have("nothing")), True, id="nothing at hand"),
        pytest.param(activity(), Wanted(kit=have("nothing")), False, id="nothing at hand, but things are needed"),
        pytest.param(activity(), Wanted((6, 12), 10, have("kitchen")), True, id="all three"),
        pytest.param(activity(), Wanted((0, 6), 10, have("kitchen")), False, id="all but the age"),
        pytest.param(activity(), Wanted((6, 12), 5, have("kitchen")), False, id="all but the time"),
        pytest.param(activity(), Wanted((6, 12), 10, have("food")), False, id="all but the things"),
    ],
)
def test_fits(found, want, expected):
    assert fits(found, want) is expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ANY),
        ({"age": "", "minutes": "", "kit": ""}, ANY),
        ({"age": "0"}, Wanted(age=(0, 6))),
        ({"age": "24"}, Wanted(age=(24, 48))),
        ({"age": "7"}, ANY),
        ({"age": "-1"}, ANY),
        ({"age": "0-6"}, ANY),
        ({"age": "٦"}, ANY),
        ({"minutes": "10"}, Wanted(minutes=10)),
        ({"minutes": "11"}, ANY),
        ({"minutes": "10.0"}, ANY),
        ({"minutes": "1e1"}, ANY),
        ({"kit": "cloth"}, Wanted(kit=have("cloth"))),
        ({"kit": "Cloth"}, ANY),
        ({"kit": "<script>"}, ANY),
        ({"age": "6", "minutes": "5", "kit": "nothing", "more": "x"}, Wanted((6, 12), 5, have("nothing"))),
        ({"age": "nonsense", "minutes": "5"}, Wanted(minutes=5)),
    ],
)
def test_wanted(query, expected):
    kit = [query["kit"]] if "kit" in query else []

    assert wanted(age=query.get("age", ""), minutes=query.get("minutes", ""), kit=kit) == expected


@pytest.mark.parametrize(
    ("want", "expected"),
    [
        (ANY, ""),
        (Wanted(age=(0, 6)), "?age=0"),
        (Wanted(minutes=10), "?minutes=10"),
        (Wanted(kit=have("water", "cloth", "nothing")), "?kit=nothing&kit=cloth&kit=water"),
        (Wanted((24, 48), 5, have("toys")), "?age=24&minutes=5&kit=toys"),
    ],
)
def test_query(want, expected):
    assert query(want) == expected


def shown(client, query="", language="en"):
    response = client.get(f"/{language}/activities/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def names(page):
    return [heading.text for heading in page.select(".activity h3")]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ur", "bn"])
def test_every_activity_of_the_library_is_there_the_shortest_first(client, language):
    page = shown(client, language=language)

    found = activities(language, ANY)
    assert names(page) == [item.activity["heading"] for item in found]
    assert len(found) > 15
    minutes = [item.activity["minutes"] for item in found]
    assert minutes == sorted(minutes)
    assert {item.language for item in found if not item.page.safety_critical} == {language}


@pytest.mark.django_db
def test_what_is_asked_for_stays_asked_for(client):
    page = shown(client, "?age=6&minutes=10&kit=cloth")

    chosen = {box["name"]: box.select_one("[selected]")["value"] for box in page.select("select")}
    assert chosen == {"age": "6", "minutes": "10"}
    assert [box["value"] for box in page.select("input[name=kit][checked]")] == ["cloth"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["?age=0", "?age=6", "?age=12", "?age=24", "?minutes=5", "?kit=nothing", "?kit=water"]
)
def test_only_what_fits_is_shown_and_something_always_is(client, query):
    page = shown(client, query)

    every = names(shown(client))
    assert 0 < len(names(page)) < len(every)
    assert f"{len(names(page))} activit" in page.select_one("[role=status]").text
    name, value = query.removeprefix("?").split("=")
    for tags in page.select(".activity .tags"):
        young, old, minutes = map(int, re.findall(r"\d+", tags.text))
        if name == "minutes":
            assert minutes <= int(value)
        elif name == "age":
            child_young, child_old = next(age for age in AGES if str(age[0]) == value)
            assert young < child_old
            assert child_young < old


@pytest.mark.django_db
def test_an_activity_of_the_library_has_things_to_do_it_with_and_a_way_to_its_page(client):
    page = shown(client, "?age=0&minutes=5")

    for box in page.select(".activities > div"):
        assert "You need:" in box.text
        assert client.get(box.select_one("p.small a")["href"]).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["?age=nonsense&minutes=-1&kit=<script>", "?age=6&age=x", "?minutes=%00", "?page=2"])
def test_nonsense_in_the_address_asks_for_anything(client, query):
    page = shown(client, query)

    assert names(page) == names(shown(client))
    assert not page.select("select [selected]")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ur"])
def test_nothing_found_says_so_and_leads_on(client, language):
    TopicPage.objects.exclude(slug="play-2-4").update(live=False)

    page = shown(client, "?age=0&minutes=5", language)

    assert names(page) == []
    assert page.select_one("[role=status]").text.strip().startswith("0 ")
    assert page.select_one(f'main p > a[href="/{language}/activities/"]')
    if language == "en":
        assert "Nothing fits all of these." in page.text


def from_page(page, slug):
    """The boxes of activities that come from a page."""
    return [box for box in page.select(".activities > div") if box.select(f'p.small a[href$="/self-help/{slug}/"]')]


@pytest.mark.django_db
def test_an_activity_that_is_not_translated_is_english_and_says_so(client, library):
    library.page("play-0-1").unpublish()

    boxes = from_page(shown(client, language="ur"), "play-0-1")

    assert len(boxes) == len([block for block in library.page("play-0-1", "en").body if block.block_type == "activity"])
    assert {(box.get("lang"), box.get("dir"), "You need:" in box.text) for box in boxes} == {("en", "ltr", True)}
    assert {box.select_one("p.small a")["href"] for box in boxes} == {"/ur/self-help/play-0-1/"}


@pytest.mark.django_db
def test_an_activity_of_a_safety_page_is_english_until_a_second_person_has_checked_its_translation(client, library):
    TopicPage.objects.filter(slug="play-0-1").update(safety_critical=True)
    assert {box.get("lang") for box in from_page(shown(client, language="ur"), "play-0-1")} == {"en"}

    checker = User.objects.get(username="urdu-checker")
    record_translation_check(page=library.page("play-0-1"), actor=checker, now=timezone.now())

    assert {box.get("lang") for box in from_page(shown(client, language="ur"), "play-0-1")} == {None}


@pytest.mark.django_db
def test_a_page_that_is_down_offers_no_activity(client, library):
    heading = next(
        block.value["heading"] for block in library.page("play-0-1", "en").body if block.block_type == "activity"
    )
    assert heading in names(shown(client))

    library.page("play-0-1", "en").unpublish()

    assert heading not in names(shown(client))


@pytest.mark.django_db
def test_the_kit_of_every_activity_is_one_that_can_be_asked_for():
    assert {kit for found in activities("en", ANY) for kit in found.activity["kit"]} <= set(KIT)


def test_it_says_that_a_machine_translated_what_it_lists(client, library):
    assert BeautifulSoup(client.get("/en/activities/").content, "html.parser").select("main .notice-draft") == []

    notice = BeautifulSoup(client.get("/ur/activities/").content, "html.parser").select_one("main > .notice-draft")

    with override("ur"):
        assert gettext("A machine translated this page. Nobody has checked it yet.") in notice.text
    assert notice.a["href"] == "/en/activities/"


def test_it_says_nothing_once_every_translation_is_checked(client, library):
    checker = User.objects.get(username="urdu-checker")
    for page in {found.page for found in activities("ur", ANY) if found.language == "ur"}:
        record_translation_check(page=page, actor=checker, now=timezone.now())

    assert BeautifulSoup(client.get("/ur/activities/").content, "html.parser").select("main > .notice-draft") == []
