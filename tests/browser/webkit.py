"""WebKit, the engine of Safari, as GTK's small browser has it. It needs a screen.
https://www.w3.org/TR/webdriver2/"""

import json
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

from tests.browser.driven import Driven, Refused
from tests.browser.screen import screen, started

DRIVER = "WebKitWebDriver"
BROWSERS = "/usr/lib"
# What each command of WebDriver is asked with; its own parameters stand in the address or are sent.
COMMANDS = {
    "Back": "POST back",
    "CloseWindow": "DELETE window",
    "ElementSendKeys": "POST element/{id}/value",
    "FindElement": "POST element",
    "FindElements": "POST elements",
    "Forward": "POST forward",
    "GetCookies": "GET cookie",
    "GetCurrentURL": "GET url",
    "GetElementProperty": "GET element/{id}/property/{name}",
    "GetElementRect": "GET element/{id}/rect",
    "GetElementText": "GET element/{id}/text",
    "GetWindowHandle": "GET window",
    "Navigate": "POST url",
    "NewWindow": "POST window/new",
    "PerformActions": "POST actions",
    "Refresh": "POST refresh",
    "SetWindowRect": "POST window/rect",
    "SwitchToWindow": "POST window",
}
MOVES = {"Back", "Forward", "Navigate", "Refresh"}


class WebKit(Driven):
    def __init__(self, port: int, options: dict[str, Any]) -> None:
        self.sessions = f"http://127.0.0.1:{port}/session"
        self.session = self._ask("POST", self.sessions, {"capabilities": {"alwaysMatch": options}})["sessionId"]

    def do(self, command: str, **parameters: Any) -> Any:
        method, path = COMMANDS[command].split()
        address = f"{self.sessions}/{self.session}/{path.format(**parameters)}"
        answer = self._ask(method, address, parameters if method == "POST" else None)
        if command in MOVES:
            time.sleep(0.5)  # what is asked of a page that goes is never answered
        return answer

    def has(self, selector: str) -> bool:
        try:
            return super().has(selector)
        except Refused:  # on its way to another page
            return False

    def close(self) -> None:
        self._ask("DELETE", f"{self.sessions}/{self.session}", None)

    def cookies_of(self, site: str) -> int:
        """As a window of its own sees them, on a page that sets none."""
        here = self.do("GetWindowHandle")
        self.in_new_window()
        self.goto(f"{site}/robots.txt")
        self.find("pre")
        count = len(self.do("GetCookies"))
        self.do("CloseWindow")
        self.do("SwitchToWindow", handle=here)
        return count

    def _ask(self, method: str, address: str, parameters: dict | None) -> Any:
        data = None if parameters is None else json.dumps(parameters).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(address, data, method=method), timeout=20) as answer:
                return json.load(answer)["value"]
        except TimeoutError:
            raise Refused(f"{method} {address}: no answer") from None
        except HTTPError as error:
            with error:
                raise Refused(f"{method} {address}: {json.load(error)['value']['message']}") from None


@contextmanager
def webkit(port: int, proxy: int, *, has_script: bool) -> Iterator[WebKit]:
    """A WebKit of its own, with nothing kept. `port` is a free one; `proxy` is asked for every site but the portal."""
    browser = next(Path(BROWSERS).glob("*/webkit2gtk-4.*/MiniBrowser"))
    options = {
        "acceptInsecureCerts": True,
        "pageLoadStrategy": "none",  # any other waits for ever for a page that Back asks for anew
        "webkitgtk:browserOptions": {
            "binary": str(browser),
            "args": [
                "--automation",
                f"--enable-javascript={str(has_script).lower()}",
                f"--proxy=http://127.0.0.1:{proxy}",
                "--ignore-host=localhost",
            ],
        },
    }
    with ExitStack() as stack:
        on_screen = stack.enter_context(screen())
        driver = stack.enter_context(started(DRIVER, f"--port={port}", environment=on_screen))
        Driven.wait(lambda: _answers(port, driver), f"{DRIVER} does not answer", 60)
        driven = WebKit(port, options)
        stack.callback(driven.close)
        driven.do("SetWindowRect", width=1000, height=3000)  # the mouse reaches only what is in sight
        yield driven


def _answers(port: int, driver: subprocess.Popen) -> bool:
    assert driver.poll() is None, f"{DRIVER} stopped"
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/status", timeout=5).close()
    except URLError:
        return False
    return True
