from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import escapejs
from django.utils.safestring import SafeString

from portal.cms_scripts import signed

register = template.Library()
register.filter("signed", signed)


@register.simple_tag
def picker(start: str, widget: Mapping[str, Any]) -> SafeString:
    """What begins a picker of dates: a function of Wagtail's, given the field's id and its settings."""
    return signed(f'<script>{start}("{escapejs(widget["attrs"]["id"])}", {widget["config_json"]});</script>')
