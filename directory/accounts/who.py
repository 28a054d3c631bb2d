"""Whom a code in an e-mail signs in: people of groups, who have no rights beyond their groups.

Whoever works for the council signs in with a password: a mailbox alone must never open the CMS or a team's referrals.
"""

from functools import reduce
from operator import or_

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet


def who_need_passwords() -> QuerySet[User]:
    """Who has a password, works for the council or did, or belongs to anything: a group of the CMS, permissions, or
    whatever else counts people as its members, such as a team. One query, so that the answer takes as long for all."""
    belong = reduce(or_, (Q(**{f"{name}__isnull": False}) for name in _memberships()))
    has_password = ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return User.objects.filter(has_password | belong | Q(is_staff=True) | Q(is_superuser=True) | Q(is_active=False))


def may_sign_in_by_code(user: User) -> bool:
    return not who_need_passwords().filter(pk=user.pk).exists()


def _memberships() -> list[str]:
    ours = [field.name for field in User._meta.many_to_many]
    theirs = [relation.name for relation in User._meta.related_objects if relation.many_to_many]
    return [*ours, *theirs]
