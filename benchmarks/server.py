"""How fast the portal answers, beside nginx with a file of the same bytes, on this machine and in one run.

    make bench-server

Needs Debian's nginx, libnginx-mod-http-brotli-static and wrk. What each row shares with the load generator is the same.
"""

import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
VAR = Path(os.environ.get("PORTAL_VAR", ROOT / "var")).resolve()
PAGE = "/en/self-help/play-1-2/"
SECONDS, ROUNDS, SLOW_SECONDS, CONNECTIONS = 5, 5, 30, 8  # of the rounds the median counts
STEADY_RATE, STEADY_SECONDS = 200, 10
NGINX = """
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log; daemon off;
events {{}}
http {{
  access_log off; types {{ text/html html; }} default_type text/html; sendfile on; tcp_nopush on;
  keepalive_requests 1000000; brotli_static on; gzip_static on; gzip_vary on;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  upstream portal {{ server 127.0.0.1:{portal}; keepalive 16; }}
  server {{ listen 127.0.0.1:{static}; root {folder}/static; location / {{ try_files $uri/index.html =404; }} }}
  server {{
    listen 127.0.0.1:{pages};
    root {var}/pages/current;
    location / {{ try_files /$host$uri/index.html @portal; }}
    location @portal {{ proxy_pass http://portal; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host; }}
  }}
  server {{
    listen 127.0.0.1:{proxied};
    location / {{ proxy_pass http://portal; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host; }}
  }}
}}
"""  # noqa: E501


def free_ports(number: int) -> list[int]:
    with ExitStack() as probes:
        sockets = [probes.enter_context(socket.socket()) for _ in range(number)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@contextmanager
def running(command: list[str], port: int, **environment: str) -> Iterator[int]:
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if not probe.connect_ex(("127.0.0.1", port)):
                    break
            time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def granian(port: int, application: str = "portal.wsgi:application") -> list[str]:
    return [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", "2", "--blocking-threads", "1", "--workers-kill-timeout", "5",
        "--log-level", "warning", application,
    ]  # fmt: skip


def seconds_of(servers: list[int]) -> float:
    """Of processor time, of these processes and of those that they started."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent, fields = int(stat.parent.name), stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if {parent, int(fields[1])} & set(servers):
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def per_second(address: str, seconds: int = SECONDS) -> float:
    """Answers a second, of wrk on a thread of its own. Raises ValueError where some were not 200."""
    said = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-H", "Accept-Encoding: br", address],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    if "Non-2xx" in said or "Socket errors" in said:
        raise ValueError(said)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


async def steadily(port: int) -> list[float]:
    """Milliseconds from the moment at which each request was due, on connections that are kept."""
    took: list[float] = []
    free: asyncio.Queue = asyncio.Queue()
    for _ in range(CONNECTIONS):
        free.put_nowait(await asyncio.open_connection("127.0.0.1", port))
    request = f"GET {PAGE} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: br\r\n\r\n".encode()

    async def ask(due: float) -> None:
        reader, writer = await free.get()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(int(re.search(rb"content-length: (\d+)", head.lower())[1]))
        took.append((time.perf_counter() - due) * 1000)
        free.put_nowait((reader, writer))

    started, asked = time.perf_counter(), []
    for number in range(STEADY_RATE * STEADY_SECONDS):
        due = started + number / STEADY_RATE
        await asyncio.sleep(max(0, due - time.perf_counter()))
        asked.append(asyncio.create_task(ask(due)))
    await asyncio.gather(*asked)
    return sorted(took)


def show(name: str, port: int, servers: list[int], of: float | None, query: str = "") -> float:
    before = seconds_of(servers)
    seconds, rounds = (SLOW_SECONDS, 1) if query else (SECONDS, ROUNDS)
    rates = [per_second(f"http://127.0.0.1:{port}{PAGE}{query}", seconds) for _ in range(rounds)]
    rate = median(rates)
    microseconds = (seconds_of(servers) - before) / (sum(rates) * seconds) * 1_000_000
    line = f"{name:<44}{rate:>10,.0f}{rate / (of or rate):>9.3f}{microseconds:>9,.0f}"
    if not query:
        took = asyncio.run(steadily(port))
        line += f"{took[len(took) // 2]:>9.1f}{took[int(len(took) * 0.99)]:>9.1f}"
    print(line, flush=True)
    return rate


def show_plain_wagtail(folder: Path, portal: int, port: int, of: float) -> None:
    """The same words in a site that has nothing but Wagtail. It does not compress what it sends."""
    settings = {"DJANGO_SETTINGS_MODULE": "benchmarks.plain.settings", "PLAIN_FOLDER": str(folder)}
    fill = [sys.executable, "-m", "benchmarks.plain.site", f"http://127.0.0.1:{portal}"]
    subprocess.run(fill, cwd=ROOT, env={**os.environ, **settings}, check=True)
    with running(granian(port, "benchmarks.plain.site:application"), port, **settings) as server:
        show("granian, plain Wagtail, made each time", port, [server], of, "?each=time")


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="bench-server-"))
    folder.chmod(0o755)
    portal, static, pages, proxied, plain = free_ports(5)
    (folder / "nginx.conf").write_text(
        NGINX.format(folder=folder, var=VAR, portal=portal, static=static, pages=pages, proxied=proxied)
    )
    settings = {"DJANGO_SETTINGS_MODULE": "portal.settings.development", "PORTAL_VAR": str(VAR)}
    with running(granian(portal), portal, **settings) as granian_server:
        kept = VAR / "pages" / "current" / "127.0.0.1" / "en"
        while not urllib.request.urlopen(f"http://127.0.0.1:{portal}{PAGE}").headers["ETag"]:
            time.sleep(0.2)
        shutil.copytree(kept, folder / "static" / "en")
        body = (folder / "static" / PAGE.strip("/") / "index.html.br").stat().st_size
        print(f"{PAGE}, {body:,} bytes as brotli; load average {os.getloadavg()[0]:.1f} before")
        print(f"{'':<44}{'a second':>10}{'of nginx':>9}{'CPU µs':>9}{'p50 ms':>9}{'p99 ms':>9} at {STEADY_RATE}/s")
        with running(["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)], static) as nginx:
            servers = [granian_server, nginx]
            of = show("nginx, a file of the same bytes", static, servers, None)
            show("nginx, page files (try_files)", pages, servers, of)
            show("granian, page files (make run)", portal, servers, of)
            show("nginx before granian, page files", proxied, servers, of)
            show("granian, made each time", portal, servers, of, "?each=time")
            show_plain_wagtail(folder, portal, plain, of)
            again = show("nginx, a file of the same bytes, again", static, servers, of)
            print(f"The first row again, {again / of:.2f} of itself: so much the machine's other work changes a row.")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
