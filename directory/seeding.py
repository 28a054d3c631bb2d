"""The first filling of the directory, from the files in `seed/`: only where there is no group yet, and of terms and
holidays only where there are none, so that nothing that an editor wrote is ever touched. A language may lack a file,
and a file a listing: there is no translation yet."""

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group as UserGroup
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import translation

from wagtail.models import Collection, GroupCollectionPermission

from directory.models import (
    TRANSLATED_INTO,
    BankHoliday,
    Category,
    Group,
    Listing,
    OtherCost,
    SchoolTerm,
    Session,
    Venue,
)

SEED = Path(__file__).parent / "seed"
EDITORS = "Directory editors"
PICTURES = "Pictures of groups"
TEXT_FIELDS = ("name", "summary", "description")
LISTING_FIELDS = (
    "age_from_months",
    "age_to_months",
    "cost_pence",
    "who_for",
    "languages_spoken",
    "booking",
    "waiting_list",
    "contact_name",
    "phone",
    "step_free",
    "accessible_toilet",
    "baby_change",
)

Table = dict[str, Any]


def seed_directory(folder: Path = SEED) -> bool:
    """Fill an empty directory; False where there is a group already."""
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        seed_editors()
        seed_calendar(folder)
        if Group.objects.exists():
            return False
        plan = _read(folder / "groups.toml")
        categories = _seed_categories(_by_language(folder, "categories"))
        venues = {item["key"]: Venue.objects.create(**item) for item in plan["venue"]}
        groups = {item["key"]: Group.objects.create(is_example=True, **item) for item in plan["group"]}
        words = _by_language(folder, "listings")
        for item in plan["listing"]:
            _seed_listing(item, words, groups, categories, venues)
    return True


def seed_editors() -> None:
    """The rights to keep the directory; an administrator may give or take others, which stay."""
    editors, created = UserGroup.objects.get_or_create(name=EDITORS)
    if not created:
        return
    kinds = ContentType.objects.get_for_models(Listing, Group, Category, Venue, SchoolTerm, BankHoliday).values()
    codenames = [f"{verb}_{kind.model}" for kind in kinds for verb in ("add", "change", "publish", "delete")]
    codenames.append("suspend_group")
    editors.permissions.set(
        Permission.objects.filter(content_type__in=kinds, codename__in=codenames)
        | Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    root = Collection.get_first_root_node()
    pictures = root.get_children().filter(name=PICTURES).first() or root.add_child(name=PICTURES)
    for codename in ("add_image", "change_image", "choose_image"):
        may = Permission.objects.get(content_type__app_label="wagtailimages", codename=codename)
        GroupCollectionPermission.objects.create(group=editors, collection=pictures, permission=may)


def seed_calendar(folder: Path) -> None:
    if SchoolTerm.objects.exists() or BankHoliday.objects.exists():
        return
    plan = _read(folder / "calendar.toml")
    SchoolTerm.objects.bulk_create(SchoolTerm(is_example=True, **item) for item in plan["term"])
    BankHoliday.objects.bulk_create(BankHoliday(**item) for item in plan["bank_holiday"])


def _seed_categories(words: dict[str, Table]) -> dict[str, Category]:
    categories = {key: Category(key=key) for key in words[settings.LANGUAGE_CODE]}
    for language, table in words.items():
        for key, entry in table.items():
            setattr(categories[key], f"label_{language}", entry["label"])
            setattr(categories[key], f"synonyms_{language}", "\n".join(entry["synonyms"]))
    for category in categories.values():
        category.save()
    return categories


def _seed_listing(
    item: Table,
    words: dict[str, Table],
    groups: dict[str, Group],
    categories: dict[str, Category],
    venues: dict[str, Venue],
) -> None:
    translated = {language: table[item["key"]] for language, table in words.items() if item["key"] in table}
    listing = Listing(
        slug=item["key"],
        group=groups[item["group"]],
        machine_drafted=[language for language in translated if language in TRANSLATED_INTO],
        **{name: item[name] for name in LISTING_FIELDS if name in item},
        **{f"{field}_{code}": entry[field].strip() for code, entry in translated.items() for field in TEXT_FIELDS},
    )
    listing.categories = [categories[key] for key in item["categories"]]
    listing.other_costs = [
        OtherCost(pence=pence, **{f"for_whom_{code}": entry["costs_for"][number] for code, entry in translated.items()})
        for number, pence in enumerate(item.get("other_costs_pence", ()))
    ]
    listing.sessions = [_session(session, venues) for session in item["session"]]
    listing.full_clean()
    listing.save()


def _session(item: Table, venues: dict[str, Venue]) -> Session:
    return Session(**{name: venues[value] if name == "venue" else value for name, value in item.items()})


def _by_language(folder: Path, name: str) -> dict[str, Table]:
    paths = {language: folder / language / f"{name}.toml" for language, _ in settings.LANGUAGES}
    return {language: _read(path) for language, path in paths.items() if path.exists()}


def _read(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))
