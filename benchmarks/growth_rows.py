"""Fill a database for benchmarks/growth.py: python -m benchmarks.growth_rows LISTINGS PAGES

Listings are made of benchmarks/listings.py's words, a venue each and a group for three; pages are copies of the topics
that are there, in their seven languages, under a title of their own. Rows go in as they are, past the CMS.
"""

import random
import sys
import uuid
from collections.abc import Sequence
from datetime import time
from itertools import islice

import django

django.setup()

from django.db import connection, transaction  # noqa: E402  once the apps are there
from django.db.models import F  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.translation import activate  # noqa: E402

from wagtail.models import Page  # noqa: E402

from benchmarks import listings  # noqa: E402
from content.models import TopicIndexPage, TopicPage  # noqa: E402
from content.seeding import seed_library  # noqa: E402
from directory.ages import AGE_BANDS  # noqa: E402
from directory.models import Category, Group, Listing, Session, Venue  # noqa: E402
from directory.seeding import seed_directory  # noqa: E402

AT_ONCE, A_GROUP, SUMMARY_WORDS = 500, 3, 12
OTHER_COLUMNS = [field.column for field in TopicPage._meta.local_concrete_fields if field.column != "page_ptr_id"]
COPY = """INSERT INTO content_topicpage (page_ptr_id, {columns})
SELECT %s, {columns} FROM content_topicpage WHERE page_ptr_id = %s""".format(columns=", ".join(OTHER_COLUMNS))


def fill_listings(count: int) -> None:
    """Up to so many."""
    categories = list(Category.objects.order_by("key"))
    missing = range(count - Listing.objects.count())
    for first in missing[::AT_ONCE]:
        _add(list(islice(listings.documents(AT_ONCE, first=first), min(AT_ONCE, len(missing) - first))), categories)


@transaction.atomic
def _add(documents: Sequence[listings.Document], categories: Sequence[Category]) -> None:
    groups = [Group(key=f"group-{one.key}", name=_name(one, "en")) for one in documents[::A_GROUP]]
    Group.objects.bulk_create(groups)
    venues = Venue.objects.bulk_create(map(_venue, documents))
    made = Listing.objects.bulk_create(_listing(one, groups[number // A_GROUP]) for number, one in enumerate(documents))
    Session.objects.bulk_create(
        Session(listing=listing, venue=venue, weekday=int(day), starts=time(10), ends=time(11, 30), term_time_only=True)
        for listing, venue, one in zip(made, venues, documents, strict=True)
        for day in one.facets["day"]
    )
    of = Listing.categories.through
    of.objects.bulk_create(
        of(listing=listing, category=categories[number])
        for listing, one in zip(made, documents, strict=True)
        for number in {int(key.rpartition("-")[2]) % len(categories) for key in one.facets["category"]}
    )


def _listing(one: listings.Document, group: Group) -> Listing:
    bands = sorted(map(int, one.facets["age"]))
    words = {}
    for text in one.texts:
        body = text.body.split()
        words[f"name_{text.language}"] = text.name
        words[f"summary_{text.language}"] = " ".join(body[:SUMMARY_WORDS])
        words[f"description_{text.language}"] = " ".join(body[SUMMARY_WORDS:])
    return Listing(
        slug=f"listing-{one.key}",
        reference=f"listing-{one.key}",
        group=group,
        age_from_months=AGE_BANDS[bands[0]].from_years * 12,
        age_to_months=AGE_BANDS[bands[-1]].to_years * 12,
        cost_pence=0 if one.facets["free"] else 250,
        languages_spoken=sorted(one.facets["spoken"]),
        first_published_at=timezone.now(),
        last_published_at=timezone.now(),
        confirmed_at=timezone.now(),
        **words,
    )


def _venue(one: listings.Document) -> Venue:
    place = one.places[0] if one.places else None
    return Venue(
        key=f"venue-{one.key}",
        name=_name(one, "en"),
        address="1 High Street, Luton",
        postcode="LU1 2AA",
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
    )


def _name(one: listings.Document, language: str) -> str:
    return next(text.name for text in one.texts if text.language == language)


@transaction.atomic
def fill_pages(count: int) -> None:
    """Up to so many topics in each language."""
    chance = random.Random(count)
    originals = list(TopicPage.objects.filter(locale__language_code="en", live=True).order_by("path"))
    keys = [uuid.uuid4() for _ in range(count - len(originals))]
    for index in TopicIndexPage.objects.filter(live=True).select_related("locale"):
        topics = {topic.translation_key: topic for topic in TopicPage.objects.child_of(index)}
        chosen = [topics[originals[number % len(originals)].translation_key] for number in range(len(keys))]
        titles = listings.vocabulary(index.locale.language_code)
        made = Page.objects.bulk_create(
            _copy(topic, index, number, key, " ".join(word.text for word in titles.some(4, chance)))
            for number, (topic, key) in enumerate(zip(chosen, keys, strict=True))
        )
        with connection.cursor() as cursor:
            cursor.executemany(COPY, [(page.pk, topic.pk) for page, topic in zip(made, chosen, strict=True)])
        Page.objects.filter(pk=index.pk).update(numchild=F("numchild") + len(made))


def _copy(topic: TopicPage, index: TopicIndexPage, number: int, key: uuid.UUID, title: str) -> Page:
    values = {field.attname: getattr(topic, field.attname) for field in Page._meta.concrete_fields}
    slug = f"topic-{number}"
    return Page(
        **values
        | {
            "id": None,
            "path": Page._get_path(index.path, index.depth + 1, index.numchild + number + 1),
            "translation_key": key,
            "title": title,
            "draft_title": title,
            "slug": slug,
            "url_path": f"{index.url_path}{slug}/",
            "live_revision_id": None,
            "latest_revision_id": None,
        }
    )


def main(listing_count: int, page_count: int) -> None:
    activate("en")
    seed_library()
    seed_directory()
    fill_listings(listing_count)
    fill_pages(page_count)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
