"""Firefox as a family has it, driven over Marionette: the protocol that Firefox itself speaks, since Playwright drives
only a build of its own. https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html"""

import json
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser.driven import Driven, Refused

FIREFOX = "/usr/bin/firefox-esr"
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


class Firefox(Driven):
    def __init__(self, port: int) -> None:
        self.connection = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.received = self.connection.makefile("rb")
        self._read()
        self.number = 0

    def do(self, command: str, **parameters: Any) -> Any:
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

    def cookies_of(self, site: str) -> int:
        host = json.dumps(site.split("/")[2].split(":")[0])
        return self.as_firefox(f"arguments[0](Services.cookies.getCookiesFromHost({host}, {{}}).length)")

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
        self.wait(lambda: len(self.do("GetWindowHandles")) > len(before), "the window did not open again", 10)
        self.do("SwitchToWindow", handle=(set(self.do("GetWindowHandles")) - before).pop())

    def as_firefox(self, script: str) -> Any:
        """Run with Firefox's own rights; the script calls its argument with the answer."""
        self._context("chrome")
        try:
            return self.do("ExecuteAsyncScript", script=script, args=[])
        finally:
            self._context("content")

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
