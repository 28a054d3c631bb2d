"""Who is in a team, and that nobody gets in by another door."""

from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.urls import reverse

import pytest

from referrals.models import Team


def test_a_person_is_put_into_a_team_and_out_of_it(teams):
    get_user_model().objects.create_user("alice")

    call_command("team_member", "add", "north", "alice", verbosity=0)
    assert Team.objects.get(key="north").members.filter(username="alice").exists()

    call_command("team_member", "remove", "north", "alice", verbosity=0)
    assert not Team.objects.get(key="north").members.filter(username="alice").exists()


@pytest.mark.parametrize(("team", "user"), [("nort", "alice"), ("north", "nobody")])
def test_a_slip_is_named(teams, team, user):
    get_user_model().objects.create_user("alice")

    with pytest.raises(CommandError, match="There is no"):
        call_command("team_member", "add", team, user)


@pytest.mark.parametrize("page", ["edit", "delete"])
def test_an_administrator_of_the_cms_cannot_touch_a_team_members_account(teams, client, page):
    client.force_login(get_user_model().objects.create_superuser("root"))
    member = Team.objects.get(key="north").members.first()
    editor = get_user_model().objects.create_user("somebody-else")

    assert client.get(reverse(f"wagtailusers_users:{page}", args=[editor.pk])).status_code == 200
    refused = client.post(reverse(f"wagtailusers_users:{page}", args=[member.pk]), {"password1": "a", "password2": "a"})

    assert refused.status_code in (302, 403)
    member.refresh_from_db()
    assert not member.check_password("a")
    assert get_user_model().objects.filter(pk=member.pk).exists()


@pytest.mark.parametrize("action", ["set_active_state", "delete"])
def test_nor_many_accounts_at_once_where_a_team_members_is_among_them(teams, client, action):
    client.force_login(get_user_model().objects.create_superuser("root"))
    member = Team.objects.get(key="north").members.first()
    editor = get_user_model().objects.create_user("somebody-else")
    page = reverse("wagtail_bulk_action", args=["auth", "user", action])

    client.post(f"{page}?id={editor.pk}&id={member.pk}", {"mark_as_active": "False"})
    member.refresh_from_db()
    assert member.is_active

    client.post(f"{page}?id={editor.pk}", {"mark_as_active": "False"})
    assert not get_user_model().objects.filter(pk=editor.pk, is_active=True).exists()
