"""Firefox as a family has it, driven over Marionette: the protocol that Firefox itself speaks, since Playwright drives
only a build of its own. https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html"""

import json
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FIREFOX = "/usr/bin/firefox-esr"
SHIFT = "\ue008"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
# Nothing of Firefox's own leaves the machine, and a window that is closed can be opened again.
PREFERENCES = {
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.prefs.recommended": False,  # they would switch the back-forward cache off, among others
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}


class Refused(Exception):
    """What Firefox answered with instead of doing it."""


class Firefox:
    def __init__(self, port: int) -> None:
        self.connection = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.received = self.connection.makefile("rb")
        self._read()
        self.number = 0

    def do(self, command: str, **parameters: Any) -> Any:
        """`command` as WebDriver names it. Raises Refused with the reason."""
        return self._send(f"WebDriver:{command}", parameters)

    def _send(self, command: str, parameters: Mapping[str, Any]) -> Any:
        self.number += 1
        message = json.dumps([0, self.number, command, parameters]).encode()
        self.connection.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, result = self._read()
        if error:
            raise Refused(f"{command}: {error['message']}")
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def _read(self) -> Any:
        length = b""
        while (byte := self.received.read(1)) != b":":
            length += byte
        return json.loads(self.received.read(int(length)))

    def close(self) -> None:
        self.received.close()
        self.connection.close()

    def goto(self, address: str) -> None:
        self.do("Navigate", url=address)

    def find(self, selector: str, *, seconds: float = 20) -> str:
        """The element, waited for."""
        self._wait(lambda: self.has(selector), f"no {selector}", seconds)
        return self.do("FindElement", using="css selector", value=selector)[ELEMENT]

    def click(self, selector: str) -> None:
        """With the mouse: ElementClick listens for `unload`, which keeps a page out of the back-forward cache."""
        origin = {ELEMENT: self.find(selector)}
        steps = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
            *({"type": f"pointer{way}", "button": 0} for way in ("Down", "Up")),
        ]
        self.do("PerformActions", actions=[{"type": "pointer", "id": "mouse", "actions": steps}])

    def fill(self, selector: str, text: str) -> None:
        self.do("ElementSendKeys", id=self.find(selector), text=text)

    def press(self, key: str, times: int) -> None:
        presses = [{"type": kind, "value": key} for _ in range(times) for kind in ("keyDown", "keyUp")]
        self.do("PerformActions", actions=[{"type": "key", "id": "keyboard", "actions": presses}])

    def value(self, selector: str) -> str:
        return self.do("GetElementProperty", id=self.find(selector), name="value")

    def text(self, selector: str) -> str:
        return self.do("GetElementText", id=self.find(selector))

    def has(self, selector: str) -> bool:
        return bool(self.do("FindElements", using="css selector", value=selector))

    @property
    def address(self) -> str:
        return self.do("GetCurrentURL")

    def wait_for_address(self, address: str, *, seconds: float = 20) -> None:
        self._wait(lambda: self.address == address, f"{address} is not shown", seconds)

    def has_no_cookies_of(self, site: str) -> bool:
        """Soon: a page that is left forgets them as it goes."""
        host = json.dumps(site.split("/")[2].split(":")[0])
        script = f"arguments[0](Services.cookies.getCookiesFromHost({host}, {{}}).length)"
        self._wait(lambda: self.as_firefox(script) == 0, f"cookies of {host} are left", 10)
        return True

    def in_new_window(self) -> None:
        self.do("SwitchToWindow", handle=self.do("NewWindow", type="tab")["handle"])

    def close_and_reopen(self) -> None:
        """Close the window and open it again as Ctrl+Shift+T does."""
        before = set(self.do("GetWindowHandles"))
        before.discard(self.do("GetWindowHandle"))
        self.do("CloseWindow")
        self.do("SwitchToWindow", handle=min(before))
        self.as_firefox(
            "const { SessionStore } = ChromeUtils.importESModule('resource:///modules/sessionstore/SessionStore.sys.mjs');"
            "SessionStore.undoCloseTab(Services.wm.getMostRecentWindow('navigator:browser'), 0); arguments[0]();"
        )
        self._wait(lambda: len(self.do("GetWindowHandles")) > len(before), "the window did not open again", 10)
        self.do("SwitchToWindow", handle=(set(self.do("GetWindowHandles")) - before).pop())

    def as_firefox(self, script: str) -> Any:
        """Run with Firefox's own rights; the script calls its argument with the answer."""
        self._context("chrome")
        try:
            return self.do("ExecuteAsyncScript", script=script, args=[])
        finally:
            self._context("content")

    @staticmethod
    def _wait(is_so: Callable[[], bool], otherwise: str, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < end, otherwise
            time.sleep(0.1)

    def _context(self, name: str) -> None:
        self._send("Marionette:SetContext", {"value": name})


@contextmanager
def firefox(port: int, preferences: Mapping[str, Any] | None = None) -> Iterator[Firefox]:
    """A Firefox of its own, with an empty profile; `port` is a free one."""
    with tempfile.TemporaryDirectory() as profile:
        settings = {**PREFERENCES, "marionette.port": port, **(preferences or {})}
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in settings.items())
        Path(profile, "user.js").write_text("\n".join(lines), encoding="utf-8")
        process = subprocess.Popen(
            [
                FIREFOX,
                "--headless",
                "--no-remote",
                "--marionette",
                "--remote-allow-system-access",
                "--profile",
                profile,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            browser = _connected(port, process)
            browser.do("NewSession", acceptInsecureCerts=True)
            browser.do("SetWindowRect", width=1000, height=3000)  # the mouse reaches only what is in sight
            yield browser
            browser.close()
        finally:
            process.terminate()
            process.wait(timeout=20)


def _connected(port: int, process: subprocess.Popen, seconds: int = 60) -> Firefox:
    for _ in range(seconds * 5):
        assert process.poll() is None, "Firefox stopped"
        try:
            return Firefox(port)
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"Firefox did not answer within {seconds} seconds")
