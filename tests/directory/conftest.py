from datetime import time

import pytest

from directory.models import Category, Group, Listing, Session, Venue


class Directory:
    """A directory that holds nothing but what a test puts into it."""

    def category(self, key="play", *, label="Play", synonyms="", **words):
        return Category.objects.create(key=key, label_en=label, synonyms_en=synonyms, **words)

    def group(self, key="acorns", **facts):
        return Group.objects.get_or_create(key=key, defaults={"name": "Acorns", **facts})[0]

    def venue(self, key="hall"):
        return Venue.objects.get_or_create(
            key=key, defaults={"name": "Long Hall", "address": "Long Lane, Luton", "postcode": "LU4 8ZX"}
        )[0]

    def session(self, weekday=1, starts="10:00", ends="11:30", **facts):
        venue = None if facts.get("online") else self.venue()
        return Session(
            weekday=weekday, starts=time.fromisoformat(starts), ends=time.fromisoformat(ends), venue=venue, **facts
        )

    def listing(self, slug="tea", *, name="Tea together", categories=(), sessions=None, group=None, **facts):
        listing = Listing(slug=slug, name_en=name, group=group or self.group(), **facts)
        listing.categories = list(categories)
        listing.sessions = [self.session()] if sessions is None else sessions
        listing.full_clean()
        listing.save()
        return listing


@pytest.fixture
def directory(db, settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    for model in (Listing, Group, Venue, Category):
        model.objects.all().delete()
    return Directory()
