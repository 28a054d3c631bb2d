"""The harmless site that a family is led to, on this machine, for a browser that cannot be told to answer for it.

And this site over TLS, as families have it."""

import datetime
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.browser.network import KEPT_BY_THE_ROAD

PAGE = b"<!doctype html><title>Weather</title><h1>Weather</h1>"


class Weather(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def elsewhere(folder: Path) -> Iterator[int]:
    """Serve the page over TLS; yields the port."""
    with _served(Weather, _certificate(folder)) as port:
        yield port


@contextmanager
def over_tls(folder: Path, site: str) -> Iterator[str]:
    """Serve a site over TLS; yields its address."""

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            # The site takes itself for one without TLS.
            headers = {name: value.replace("https://", "http://") for name, value in self.headers.items()}
            with closing(http.client.HTTPConnection(urlsplit(site).netloc, timeout=60)) as onward:
                onward.request(self.command, self.path, body, headers)
                response = onward.getresponse()
                answer = response.read()
            self.send_response_only(response.status)
            for name, value in response.getheaders():
                if name.lower() not in KEPT_BY_THE_ROAD:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            with suppress(OSError):  # a browser that left does not wait for the rest
                self.wfile.write(answer)

        do_POST = do_GET

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with _served(Door, _certificate(folder)) as port:
        yield f"https://localhost:{port}"


@contextmanager
def way_to(port: int) -> Iterator[int]:
    """A proxy that leads to what is served there whichever site it is asked for; yields its own port."""

    class Tunnel(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            with socket.create_connection(("127.0.0.1", port)) as other:
                self.send_response(200)
                self.end_headers()
                back = threading.Thread(target=_pass_on, args=(other, self.connection), daemon=True)
                back.start()
                _pass_on(self.connection, other)
                back.join()
            self.close_connection = True

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with _served(Tunnel) as proxy:
        yield proxy


@contextmanager
def _served(handler: type[BaseHTTPRequestHandler], certificate: Path | None = None) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        # Later, in the thread of the request: WebKit opens connections ahead, and would keep all others waiting.
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    """All that one says, until it says no more."""
    with suppress(OSError):
        while said := one.recv(65536):
            other.sendall(said)
        other.shutdown(socket.SHUT_WR)


def _certificate(folder: Path) -> Path:
    """A key and a certificate that nobody signed but itself, in one file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)  # noqa: TID251  of a certificate
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "elsewhere")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "elsewhere.pem"
    path.write_bytes(private + certificate.public_bytes(encoding))
    return path
