"""Keys for records that come without one, as they stand in addresses."""

from django.utils.text import slugify


class FreeKeys:
    """Hands out keys of `longest` letters at most that nobody has."""

    def __init__(self, taken: set[str], longest: int) -> None:
        self._taken = taken
        self._longest = longest
        self._last: dict[str, int] = {}

    def take(self, name: str, otherwise: str) -> str:
        """ "tea-and-talk", "tea-and-talk-2"; made of `otherwise` where the name has no Latin letters."""
        base = slugify(name)[: self._longest - 6].strip("-") or slugify(otherwise)
        number = self._last.get(base, 1)
        while (key := base if number == 1 else f"{base}-{number}") in self._taken:
            number += 1
        self._last[base] = number
        self._taken.add(key)
        return key
