"""Asks a scanner for viruses about a file: clamd, in its own protocol (man clamd, INSTREAM)."""

import socket
import struct
from types import TracebackType

SECONDS = 10
CHUNK = 2**16
CLEAN, FOUND, ABOUT = "stream: OK", " FOUND", "stream: "


class ScannerAway(Exception):
    """Nothing is known of the file."""


class Scan:
    """A file that is sent to the scanner at host:port as it comes. Whatever fails raises ScannerAway."""

    def __init__(self, address: str) -> None:
        host, _, port = address.rpartition(":")
        try:
            self._connection = socket.create_connection((host, int(port)), timeout=SECONDS)
        except (OSError, ValueError, OverflowError) as error:
            raise ScannerAway(type(error).__name__) from error
        self._send(b"zINSTREAM\0")

    def __enter__(self) -> "Scan":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def send(self, data: bytes) -> None:
        for first in range(0, len(data), CHUNK):
            chunk = data[first : first + CHUNK]
            self._send(struct.pack("!I", len(chunk)) + chunk)

    def found(self) -> str:
        """What the scanner calls what it found in all that was sent; empty where it found nothing."""
        self._send(struct.pack("!I", 0))
        answer = self._answer()
        if answer.startswith(ABOUT) and answer.endswith(FOUND):
            return answer.removeprefix(ABOUT).removesuffix(FOUND)
        if answer != CLEAN:
            raise ScannerAway(answer)
        return ""

    def _send(self, data: bytes) -> None:
        try:
            self._connection.sendall(data)
        except OSError as error:
            self.close()
            raise ScannerAway(type(error).__name__) from error

    def _answer(self) -> str:
        answer = b""
        try:
            while not answer.endswith(b"\0") and len(answer) < CHUNK:
                part = self._connection.recv(CHUNK)
                if not part:
                    break
                answer += part
        except OSError as error:
            raise ScannerAway(type(error).__name__) from error
        return answer.rstrip(b"\0\n").decode("ascii", errors="replace")


def found_in(data: bytes, address: str) -> str:
    """What the scanner at host:port calls what it found; empty where it found nothing. Raises ScannerAway."""
    with Scan(address) as scan:
        scan.send(data)
        return scan.found()
