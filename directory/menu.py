from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from wagtail.admin.menu import MenuItem


class ItemFor(MenuItem):
    """An item of the CMS's menu, for whom `may` says yes to."""

    def __init__(self, may: Callable[[Any], bool], label: str, url: str, **options: Any) -> None:
        super().__init__(label, url, **options)
        self._may = may

    def is_shown(self, request: HttpRequest) -> bool:
        return self._may(request.user)
