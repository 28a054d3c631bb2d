"""Whom a code in an e-mail signs in: people of groups, who have no rights beyond their groups.

Whoever works for the council signs in with a password: a mailbox alone must never open the CMS or a team's referrals.
"""

from django.contrib.auth.models import User


def may_sign_in_by_code(user: User) -> bool:
    is_ordinary = user.is_active and not (user.is_staff or user.is_superuser)
    return is_ordinary and not user.has_usable_password() and not _belongs_somewhere(user)


def _belongs_somewhere(user: User) -> bool:
    """To a group of the CMS, to permissions, or to whatever else counts people as members, such as a team."""
    memberships = [field for field in User._meta.get_fields() if field.many_to_many]
    names = [field.get_accessor_name() if field.auto_created else field.name for field in memberships]
    return any(getattr(user, name).exists() for name in names)
