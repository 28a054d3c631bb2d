from contextlib import ExitStack
from datetime import time

import pytest

from directory.models import BankHoliday, Category, Group, Listing, SchoolTerm, Session, Venue
from tests.directory.engines import KINDS, opened


class Directory:
    """A directory that holds nothing but what a test puts into it."""

    def category(self, key="play", *, label="Play", synonyms="", **words):
        return Category.objects.create(key=key, label_en=label, synonyms_en=synonyms, **words)

    def group(self, key="acorns", **facts):
        return Group.objects.get_or_create(key=key, defaults={"name": "Acorns", **facts})[0]

    def venue(self, key="hall", **facts):
        hall = {"name": "Long Hall", "address": "Long Lane, Luton", "postcode": "LU4 8ZX"}
        return Venue.objects.get_or_create(key=key, defaults=hall | facts)[0]

    def session(self, weekday=1, starts="10:00", ends="11:30", **facts):
        facts.setdefault("venue", None if facts.get("online") else self.venue())
        return Session(weekday=weekday, starts=time.fromisoformat(starts), ends=time.fromisoformat(ends), **facts)

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
    for model in (Listing, Group, Venue, Category, SchoolTerm, BankHoliday):
        model.objects.all().delete()
    return Directory()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def engine(kind, folder, django_db_blocker):
    """One that holds nothing, in a folder or in a database of its own."""
    with opened(kind, folder, django_db_blocker) as engine:
        yield engine


@pytest.fixture
def anew(kind, folder, django_db_blocker):
    """What `engine` holds, as who opens it meanwhile sees it."""
    with ExitStack() as engines:
        yield lambda: engines.enter_context(opened(kind, folder, django_db_blocker))
