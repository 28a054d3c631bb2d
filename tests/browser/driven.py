"""A browser as a family has it, driven by the commands of WebDriver: for those that Playwright knows only in a build of
its own. https://www.w3.org/TR/webdriver2/"""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

SHIFT = "\ue008"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Refused(Exception):
    """What a browser answered with instead of doing it."""


class Driven(ABC):
    @abstractmethod
    def do(self, command: str, **parameters: Any) -> Any:
        """`command` as WebDriver names it. Raises Refused with the reason."""

    @abstractmethod
    def cookies_of(self, site: str) -> int:
        """How many it keeps."""

    def goto(self, address: str) -> None:
        self.do("Navigate", url=address)

    def find(self, selector: str, *, seconds: float = 20) -> str:
        """The element, waited for."""
        self.wait(lambda: self.has(selector), f"no {selector}", seconds)
        return self.do("FindElement", using="css selector", value=selector)[ELEMENT]

    def click(self, selector: str) -> None:
        """With the mouse: ElementClick listens for `unload`, which keeps a page out of the back-forward cache."""
        origin = {ELEMENT: self._at_rest(selector)}
        steps = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
            *({"type": f"pointer{way}", "button": 0} for way in ("Down", "Up")),
        ]
        self.do("PerformActions", actions=[{"type": "pointer", "id": "mouse", "actions": steps}])

    def _at_rest(self, selector: str) -> str:
        """The element, once it stays where it is: while a page or its window takes shape, a press meets a neighbour."""
        self.find(selector)
        seen: list[Any] = []

        def stays() -> bool:
            seen.append(self._place_of(selector))
            time.sleep(0.2)
            return len(seen) > 1 and seen[-2] == seen[-1] is not None

        self.wait(stays, f"{selector} does not stay in its place", 20)
        return self.find(selector)

    def _place_of(self, selector: str) -> Any:
        try:
            return self.do("GetElementRect", id=self.find(selector))
        except Refused:  # on its way to another page
            return None

    def fill(self, selector: str, text: str) -> None:
        self.do("ElementSendKeys", id=self.find(selector), text=text)

    def press(self, key: str, times: int) -> None:
        presses = [{"type": kind, "value": key} for _ in range(times) for kind in ("keyDown", "keyUp")]
        self.do("PerformActions", actions=[{"type": "key", "id": "keyboard", "actions": presses}])

    def values(self, selector: str) -> list[str]:
        found = self.do("FindElements", using="css selector", value=selector)
        return [self.do("GetElementProperty", id=one[ELEMENT], name="value") for one in found]

    def text(self, selector: str) -> str:
        return self.do("GetElementText", id=self.find(selector))

    def has(self, selector: str) -> bool:
        return bool(self.do("FindElements", using="css selector", value=selector))

    @property
    def address(self) -> str:
        return self.do("GetCurrentURL")

    def wait_for_address(self, address: str, *, seconds: float = 20) -> None:
        self.wait(lambda: self.address == address, f"{address} is not shown", seconds)

    def has_no_cookies_of(self, site: str) -> bool:
        """Soon: a page that is left forgets them as it goes."""
        self.wait(lambda: self.cookies_of(site) == 0, f"cookies of {site} are left", 10)
        return True

    def in_new_window(self) -> None:
        self.do("SwitchToWindow", handle=self.do("NewWindow", type="tab")["handle"])

    @staticmethod
    def wait(is_so: Callable[[], bool], otherwise: str, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < end, otherwise
            time.sleep(0.1)
