"""A scanner for viruses that listens on this machine, and one that does not."""

import socket
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from threading import Thread

from tests.directory.evidence import EICAR


def read(connection, length):
    data = b""
    while len(data) < length:
        part = connection.recv(length - len(data))
        if not part:
            raise ConnectionError
        data += part
    return data


def as_clamd(connection):
    """What man clamd says of zINSTREAM: chunks with their lengths, an empty one at the end."""
    assert read(connection, 10) == b"zINSTREAM\0"
    data = b""
    while length := struct.unpack("!I", read(connection, 4))[0]:
        data += read(connection, length)
    found = b"Eicar-Test-Signature FOUND" if EICAR in data else b"OK"
    connection.sendall(b"stream: " + found + b"\0")


@contextmanager
def listening(answer=as_clamd) -> Iterator[str]:
    """The address of a server that answers each connection so."""

    def serve():
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                answer(connection)

    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def nobody_listens() -> str:
    """An address where nothing answers."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return f"127.0.0.1:{server.getsockname()[1]}"
