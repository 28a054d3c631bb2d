"""Whom a code in an e-mail signs in: people of groups, who have no rights beyond their groups.

Whoever works for the council signs in with a password: a mailbox alone must never open the CMS or a team's referrals.
"""

from django.contrib.auth.models import User


def may_sign_in_by_code(user: User) -> bool:
    is_ordinary = user.is_active and not (user.is_staff or user.is_superuser)
    return is_ordinary and not user.has_usable_password() and not _belongs_somewhere(user)


def _belongs_somewhere(user: User) -> bool:
    """To a group of the CMS, to permissions, or to whatever else counts people as members, such as a team."""
    ours = [field.name for field in User._meta.many_to_many]
    theirs = [relation.get_accessor_name() for relation in User._meta.related_objects if relation.many_to_many]
    return any(getattr(user, str(name)).exists() for name in [*ours, *theirs])
