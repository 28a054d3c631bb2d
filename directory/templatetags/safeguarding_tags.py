from django import template
from django.utils.functional import Promise

from directory.models import Group
from directory.safeguarding.wording import SUSPENDED_FOR

register = template.Library()


@register.filter
def suspended_for(group: Group) -> str | Promise:
    """Why, as the group's editors are told."""
    return SUSPENDED_FOR.get(group.suspended_for, "")
