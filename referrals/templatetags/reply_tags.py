from datetime import datetime

from django import template
from django.utils import timezone

from referrals.replies import reply_by

register = template.Library()


@register.simple_tag
def reply_expected(is_priority: bool) -> datetime:
    """By when there would be a reply to what is sent at this moment."""
    return reply_by(timezone.now(), is_priority=is_priority)
