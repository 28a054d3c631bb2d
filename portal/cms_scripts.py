"""The few scripts that Wagtail writes into its pages carry a sign that is new with each page, so that the policy of the
CMS can refuse every other: what somebody got into a title or a text does not run (wagtail/wagtail#1288)."""

import re
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from wagtail.admin.widgets import BaseChooser

SIGN: ContextVar[str] = ContextVar("the sign of the CMS's scripts on this page", default="")
OPENING = re.compile(r'<script(?: type="text/javascript")?>')


def signed(html: str) -> SafeString:
    """HTML of Wagtail's own with its scripts signed. Give it nothing that somebody may have put a script into."""
    return mark_safe(OPENING.sub(f'<script nonce="{SIGN.get()}">', html))


def sign_choosers() -> None:
    """Their HTML ends with a script of their own, and all that people wrote in it is escaped."""
    BaseChooser.render = _signing(BaseChooser.render)


def _signing(render: Callable[..., str]) -> Callable[..., SafeString]:
    @wraps(render)
    def rendered(*args: Any, **kwargs: Any) -> SafeString:
        return signed(render(*args, **kwargs))

    return rendered
