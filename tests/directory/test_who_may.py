"""Every address of the groups' area, and every page of the directory in the CMS, for everybody who may not open it."""

from django.contrib.auth.models import User
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

import pytest

from directory.models import Editorship

# What an address may name; 1 where a number is asked for: of the seed, or of nothing.
NAMES = {"key": "acorns", "slug": "tea", "code": "ur", "step": "what", "slot": "policy"}
OF_EVERYBODY = {"sign-in", "sign-in-code", "sign-out", "sign-in-by-passkey"}


def patterns(entries, names=()):
    for entry in entries:
        known = (*names, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns, known)
        elif isinstance(entry, URLPattern) and entry.name:
            yield entry.name, known


def area():
    resolver = get_resolver().namespace_dict["editors"][1]
    return sorted(set(patterns(resolver.url_patterns)))


def path_to(name, names):
    return reverse(f"editors:{name}", kwargs={one: NAMES.get(one, 1) for one in names})


OF_A_GROUP = [(name, names) for name, names in area() if "key" in names and not name.startswith("claim")]


@pytest.fixture
def tea(directory):
    return directory.listing("tea", name="Tea together", group=directory.group())


@pytest.fixture(params=["stranger", "editor of another group", "writer", "directory editor", "member of a team"])
def who(request, client, tea, directory):
    """Signed in, and no editor of Acorns."""
    names = {"writer": "writer", "directory editor": "directory-editor", "member of a team": "north-1"}
    if request.param in names:
        user = User.objects.get(username=names[request.param])
    else:
        user = User.objects.create_user("somebody", email="somebody@example.org")
    if request.param == "editor of another group":
        Editorship.objects.create(group=directory.group("oaks"), user=user, since=timezone.now())
    client.force_login(user)
    return client


def test_the_area_is_as_large_as_it_was_thought():
    assert len(OF_A_GROUP) > 25


def answers(client, addresses):
    """What each address answers, asked for and sent to. All at once: hundreds of tests take minutes."""
    for name, names in addresses:
        for method in (client.get, client.post):
            yield name, method(path_to(name, names))


def test_of_a_group_others_find_nothing(who):
    assert [name for name, answer in answers(who, OF_A_GROUP) if answer.status_code not in {404, 405}] == []


def test_who_is_not_signed_in_is_led_there(client, tea):
    def is_refused(answer):
        return answer.status_code in {404, 405} or "/my-groups/sign-in/" in answer.get("Location", "")

    assert {name for name, answer in answers(client, area()) if not is_refused(answer)} <= OF_EVERYBODY
