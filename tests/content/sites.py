"""Another site, served on this machine, that a test can have answer anything."""

import threading
import time
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site(ThreadingHTTPServer):
    """Answers a path with its status, or, for HEAD, with its `head` status; leads on where `onward` says so."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.statuses: dict[str, int] = {}
        self.head: dict[str, int] = {}
        self.onward: dict[str, str] = {}
        self.slow: dict[str, float] = {}
        self.asked: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.times: list[float] = []
        self.hosts: Counter[str] = Counter()
        self.most_at_once: Counter[str] = Counter()
        self.most_hosts = 0

    def address(self, path, host="127.0.0.1"):
        return f"http://{host}:{self.server_port}{path}"


class Visit(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        site, host = self.server, self.headers["Host"]
        site.times.append(time.monotonic())
        site.asked.append((self.command, self.path))
        site.headers.append(dict(self.headers))
        site.hosts[host] += 1
        site.most_at_once[host] = max(site.most_at_once[host], site.hosts[host])
        site.most_hosts = max(site.most_hosts, len(+site.hosts))
        time.sleep(site.slow.get(self.path, 0))
        site.hosts[host] -= 1
        self.reply()

    do_HEAD = do_GET

    def reply(self) -> None:
        status = self.server.statuses.get(self.path, 200)
        if self.command == "HEAD":
            status = self.server.head.get(self.path, status)
        if self.path in self.server.onward:
            status = 301
        self.send_response(status)
        if status == 301:
            self.send_header("Location", self.server.onward[self.path])
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(b"Here.")

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serve():
    site = Site()
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()
        thread.join()
