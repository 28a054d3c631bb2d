"""Mail servers on this machine, well and unwell, and a clock that tests set on."""

import email
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import policy
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext

from aiosmtpd.controller import Controller

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


class Time:
    """A clock that tests set on."""

    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now


class Server:
    """A mail server on this machine that keeps what it is sent, or refuses it."""

    def __init__(self, clock: Callable[[], datetime] | None = None):
        self.received, self.received_at, self.refuses, self.clock = [], [], "", clock

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        if self.refuses:
            return f"{self.refuses} No such person as {envelope.rcpt_tos[0]}"
        self.received.append(email.message_from_bytes(envelope.content, policy=policy.default))
        self.received_at.append(self.clock and self.clock())
        return "250 OK"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@contextmanager
def up(port: int, server: Server, **options) -> Iterator[None]:
    controller = Controller(server, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


@contextmanager
def refusing(port: int, code: str) -> Iterator[None]:
    server = Server()
    server.refuses = code
    with up(port, server):
        yield


@contextmanager
def silent(port: int) -> Iterator[None]:
    """It takes every call and never says a word."""
    with socket.create_server(("127.0.0.1", port), backlog=4096):
        yield


@contextmanager
def with_a_strangers_certificate(port: int, folder: Path) -> Iterator[None]:
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
         "-subj", "/CN=somebody-else.example", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with up(port, Server(), tls_context=context):
        yield
