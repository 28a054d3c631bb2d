"""Asks a scanner for viruses about a file: clamd, in its own protocol (man clamd, INSTREAM)."""

import socket
import struct

SECONDS = 10
CHUNK = 2**16
CLEAN, FOUND, ABOUT = "stream: OK", " FOUND", "stream: "


class ScannerAway(Exception):
    """Nothing is known of the file."""


def found_in(data: bytes, address: str) -> str:
    """What the scanner at host:port calls what it found; empty where it found nothing. Raises ScannerAway."""
    try:
        host, _, port = address.rpartition(":")
        with socket.create_connection((host, int(port)), timeout=SECONDS) as connection:
            connection.sendall(b"zINSTREAM\0")
            for first in range(0, len(data), CHUNK):
                chunk = data[first : first + CHUNK]
                connection.sendall(struct.pack("!I", len(chunk)) + chunk)
            connection.sendall(struct.pack("!I", 0))
            answer = _answer(connection)
    except (OSError, ValueError) as error:
        raise ScannerAway(type(error).__name__) from error
    if answer.startswith(ABOUT) and answer.endswith(FOUND):
        return answer.removeprefix(ABOUT).removesuffix(FOUND)
    if answer != CLEAN:
        raise ScannerAway(answer)
    return ""


def _answer(connection: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < CHUNK:
        part = connection.recv(CHUNK)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0\n").decode("ascii", errors="replace")
