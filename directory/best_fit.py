"""Which listings suit some categories best."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import CharField, Value
from django.db.models.functions import Coalesce, NullIf

from directory.models import Listing
from words.text import ENGLISH


def by_fit(category_keys: Collection[str], language: str) -> list[int]:
    """Keys of the listings in any of the categories: those in most of them first, then in the order of the categories
    given, then by name. Of each only that is read: there may be thousands."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    names: dict[int, str] = {}
    order = list(category_keys)
    name = Coalesce(NullIf(f"name_{language}", Value("")), f"name_{ENGLISH}", output_field=CharField())
    found = Listing.objects.listed().filter(categories__key__in=order).order_by()
    for key, category, names[key] in found.values_list("pk", "categories__key", name):
        places[key].append(order.index(category))
    return sorted(places, key=lambda key: (-len(places[key]), min(places[key]), names[key].casefold()))
