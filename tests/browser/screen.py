"""A screen that nobody sees, for a browser that needs one, and for keys that are the browser's own."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """The environment of what is to be shown on it."""
    with started("Xvfb", "-displayfd", "1", "-screen", "0", "1000x3000x24", environment=None) as server:
        yield {**os.environ, "DISPLAY": f":{server.stdout.readline().decode().strip()}"}


@contextmanager
def started(*command: str, environment: dict[str, str] | None) -> Iterator[subprocess.Popen]:
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.terminate()


def press(keys: str, environment: dict[str, str]) -> None:
    """In the only window on the screen: `keys` as xdotool names them."""
    windows = _xdotool(environment, "search", "--onlyvisible", "--class", ".")
    _xdotool(environment, "windowfocus", windows[-1])
    _xdotool(environment, "key", keys)


def _xdotool(environment: dict[str, str], *what: str) -> list[str]:
    done = subprocess.run(["xdotool", *what], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.split()
