"""A road between the browser and the site that a test can slow down, block, or send other answers along."""

import http.client
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

KEPT_BY_THE_ROAD = {"transfer-encoding", "connection", "content-length", "date", "server"}


class Road(ThreadingHTTPServer):
    """Seconds of `delay` for pages, of `slow` for single paths; `instead`: the status and HTML that a path answers."""

    daemon_threads = True

    def __init__(self, site: str) -> None:
        super().__init__(("127.0.0.1", 0), Traveller)
        self.site = urlsplit(site).netloc
        self.delay = 0.0
        self.slow: dict[str, float] = {}
        self.instead: dict[str, tuple[int, str]] = {}
        self.address = f"http://127.0.0.1:{self.server_port}"

    def answer(self, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        onward = http.client.HTTPConnection(self.site, timeout=30)
        try:
            onward.request("GET", path, headers=headers)
            response = onward.getresponse()
            body = response.read()
            kept = {name: value for name, value in response.getheaders() if name.lower() not in KEPT_BY_THE_ROAD}
            status = response.status
        finally:
            onward.close()
        if path in self.instead:
            status, html = self.instead[path]
            body = html.encode()
        return status, kept, body


class Traveller(BaseHTTPRequestHandler):
    server: Road

    def do_GET(self) -> None:
        is_page = self.headers.get("Sec-Fetch-Mode") == "navigate"
        time.sleep(self.server.slow.get(self.path, self.server.delay if is_page else 0))
        wanted = {name: value for name in ("Accept", "Cookie") if (value := self.headers.get(name))}
        status, headers, body = self.server.answer(self.path, wanted)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def road_to(site: str):
    road = Road(site)
    thread = threading.Thread(target=road.serve_forever, daemon=True)
    thread.start()
    yield road
    road.shutdown()
    road.server_close()
    thread.join()
