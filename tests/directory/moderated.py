"""What tests of moderation share: a group with an editor, what she changes, and what families then see."""

from django.contrib.auth.models import Group as UserGroup
from django.contrib.auth.models import User
from django.utils import timezone

from directory.models import Editorship, Listing
from directory.moderation import operations
from directory.seeding import EDITORS, seed_editors


def editor_of(group, name="amina", language="en"):
    user = User.objects.create_user(name, f"{name}@example.org")
    Editorship.objects.create(group=group, user=user, language=language, since=timezone.now())
    return user


def staff(name="sam"):
    UserGroup.objects.filter(name=EDITORS).delete()
    seed_editors()
    user = User.objects.create_user(name, f"{name}@council.example")
    user.groups.add(UserGroup.objects.get(name=EDITORS))
    return user


def change(record, actor, /, *, now=None, **values):
    """As an editor whose form was made of the newest version."""
    was = operations.newest(record).latest_revision_id
    return operations.propose(record=record, values=values, actor=actor, was=was, now=now or timezone.now())


def seen(record):
    """As families see it."""
    return type(record).objects.get(pk=record.pk)


def new_listing(group, actor, slug="walks", **values):
    listing = Listing.objects.create(slug=slug, group=group, live=False)
    change(listing, actor, **values)
    return listing
