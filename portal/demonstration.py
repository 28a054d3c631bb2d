"""People to sign in as on a demonstration, and only there: in the CMS, and for a group."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from directory.accounts.signing_in import account_of
from directory.models import Editorship
from directory.models import Group as CommunityGroup

# Who, in which group of the CMS. Wagtail's Moderators publish; its Editors write and ask for it to be published; a
# language has translators and checkers of its own. The
# administrator has every right in the CMS, and is in no team.
CMS_LOGINS = {
    "admin": None,
    "editor": "Moderators",
    "writer": "Editors",
    "urdu-translator": "Urdu translators",
    "urdu-checker": "Urdu checkers",
    "directory-editor": "Directory editors",
}

VOLUNTEER = "volunteer@example.org"


def seed_volunteer() -> None:
    """Somebody who edits the first group, and signs in by a code, which the mail folder holds."""
    group = CommunityGroup.objects.order_by("pk").first()
    if group:
        Editorship.objects.create(group=group, user=account_of(VOLUNTEER), since=timezone.now())


def seed_logins() -> None:
    users = get_user_model().objects
    for name, group in CMS_LOGINS.items():
        user = users.create_user(
            name, password=settings.DEMONSTRATION_PASSWORD, is_superuser=group is None, is_staff=True
        )
        if group:
            user.groups.add(Group.objects.get(name=group))
