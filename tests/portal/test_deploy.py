"""What is in deploy/ fits the portal that it deploys, and restarts without losing a request."""

import http.client
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import sleep

import pytest
import yaml

from portal.languages import LANGUAGES
from tests.drill import size
from tests.filled import copy_filled_library
from tests.kept import ROOT
from tests.portal.deployed import (
    Reader,
    Unit,
    WebServer,
    ask,
    free_port,
    install,
    settings_of,
    start,
    stop,
    wait_until_live,
)

DEPLOY = ROOT / "deploy"
SETTINGS = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "portal/settings").glob("*.py"))


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("machine")
    install(folder)
    return folder


def settings_in(folder: Path) -> dict[str, dict[str, str]]:
    return {
        path.name: dict(re.findall(r"^([A-Z_]+)=(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE))
        for path in sorted((folder / "etc/portal").glob("*.env"))
    }


def test_installing_twice_keeps_every_secret(installed):
    before = settings_in(installed)
    install(installed)
    assert settings_in(installed) == before
    secrets = [value for file in before.values() for name, value in file.items() if "SECRET" in name or "PASS" in name]
    assert len(set(secrets)) == len(secrets) == 5
    assert all(path.stat().st_mode & 0o077 == 0 for path in (installed / "etc/portal").glob("*.env"))


def test_every_variable_that_is_set_is_one_that_the_settings_read(installed):
    named = {name for file in settings_in(installed).values() for name in file if name.startswith("PORTAL_")}
    written = "".join(path.read_text(encoding="utf-8") for path in DEPLOY.rglob("*") if path.is_file())
    named |= set(re.findall(r"\b(PORTAL_[A-Z_]+)=", written))
    assert {name for name in named if f'"{name}"' not in SETTINGS} == set()
    assert "PORTAL_KEYS_PASSPHRASE" not in settings_in(installed)["public.env"] | settings_in(installed)["cms.env"]


def test_what_units_and_containers_start_is_there():
    for path in (DEPLOY / "systemd").glob("*.service"):
        for line in Unit(path).values("ExecStart"):
            program, *arguments = line.removeprefix("/opt/portal/current/").split()
            assert Path(sys.prefix, "bin", Path(program).name).exists()
            if "manage.py" in arguments:
                command = arguments[arguments.index("manage.py") + 1]
                assert list(ROOT.glob(f"*/management/commands/{command}.py")), command
            assert all((ROOT / word).exists() for word in arguments if word.startswith("deploy/"))


def test_systemd_reads_every_unit_without_a_word(installed):
    units = installed / "etc/systemd/system"
    there = installed / "opt/portal/current"
    if not (there / ".venv").exists():
        (there / ".venv").symlink_to(sys.prefix)
    for path in units.glob("*.service"):
        path.write_text(path.read_text(encoding="utf-8").replace("/opt/portal/current", str(there)), encoding="utf-8")
    names = [str(path).replace("@.", "@8101.") for path in units.iterdir()]
    done = subprocess.run(["systemd-analyze", "verify", *names], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_nginx_sends_with_files_what_the_portal_sends_with_pages(client, db):
    text = (DEPLOY / "nginx/page-headers.conf").read_text(encoding="utf-8")
    sent = {
        name: value.strip('"') for name, value in re.findall(r"^add_header (\S+) (.+) always;$", text, re.MULTILINE)
    }
    page = dict(client.get("/en/help-now/").headers)
    page["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains; preload"
    page["Content-Language"] = "$portal_language"

    policies = [sorted(each.pop("Content-Security-Policy").split("; ")) for each in (sent, page)]
    assert policies[0] == policies[1]
    assert sent == {name: value for name, value in page.items() if name not in ("Content-Type", "Content-Length")}


def test_nginx_knows_the_languages():
    text = (DEPLOY / "nginx/portal.conf").read_text(encoding="utf-8")
    assert re.search(r"\?<code>([a-z|]+)\)", text)[1].split("|") == [each.code for each in LANGUAGES[1:]]


def wait_for(link: Path) -> None:
    for _ in range(100):
        if link.is_symlink():
            return
        sleep(0.1)
    raise AssertionError(f"Nobody makes {link}.")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The families' site as it is deployed: nginx, and two processes behind it; and how to start one again."""
    folder, var = tmp_path_factory.mktemp("deployed"), tmp_path_factory.mktemp("var")
    var.chmod(0o755)
    install(folder)
    copy_filled_library(var)
    settings, ports = settings_of(var), (free_port(), free_port())
    for command in (["collectstatic", "--noinput"], ["write_error_pages"]):
        environment = {**settings, "DJANGO_SETTINGS_MODULE": "portal.settings.production"}
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, capture_output=True
        )
    unit = Unit(folder / "etc/systemd/system/portal-public@.service")
    server = WebServer(folder, var, ports)
    with server.running():
        yield server, unit, ports, settings


def test_nothing_is_lost_while_each_process_is_restarted(site):
    """A POST too: it is asked once, of a process that takes it."""
    server, unit, ports, settings = site
    processes = [unit.start(port, settings) for port in ports]
    try:
        for port in ports:
            wait_until_live(port)
        ended, readers = Event(), []
        with ThreadPoolExecutor(4) as pool:
            readers = [pool.submit(Reader(server.port, ended).read_on) for _ in range(4)]
            for turn in range(size(small=2, full=20)):
                number = turn % 2
                stop(processes[number])
                unit.after_stop("public", settings)
                processes[number] = unit.start(ports[number], settings)
                wait_until_live(ports[number])
            ended.set()
            answers = [answer for reader in readers for answer in reader.result()]
        print(f"{len(answers)} requests, {size(small=2, full=20)} restarts")
        assert len(answers) > 20
        assert set(answers) == {200, 307}
        assert ask(server.port, "/health/live")[2] == "live\n"
        assert [ask(server.port, path)[0] for path in ("/metrics", "/health/ready")] == [404, 404]
        wait_for(server.shown)  # whoever still serves puts it back
        assert ask(server.port, "/en/help-now/")[0] == 200
    finally:
        for process in processes:
            stop(process)
            unit.after_stop("public", settings)
    assert ask(server.port, "/en/help-now/")[0] == 502, "nobody would know that it is out of date"


def test_a_container_starts_and_ends_as_a_unit_does(site):
    server, _unit, ports, settings = site
    without_keys = {name: value for name, value in settings.items() if "KEYS" not in name}
    for role, is_left in (("cms", True), ("public", False)):
        server.shown.parent.mkdir(exist_ok=True)
        server.shown.unlink(missing_ok=True)
        server.shown.symlink_to("elsewhere")
        asked = {**without_keys, "PORT": str(ports[0]), "PORTAL_ROLE": role}
        process = start([sys.executable, "deploy/containers/serve.py"], asked)
        try:
            wait_until_live(ports[0])
        finally:
            stop(process)
        assert process.returncode == 0
        assert server.shown.is_symlink() is is_left


def test_a_drawing_travels_packed_and_a_photograph_as_it_is(site):
    server = site[0]
    media = server.shown.parents[1] / "media"
    media.mkdir(exist_ok=True)
    packed = {}
    for name in ("drawing.svg", "photograph.jpg", "photograph.webp"):
        (media / name).write_text("<svg></svg>" * 500, encoding="utf-8")
        packed[name] = ask(server.port, f"/media/{name}", packed=True)

    found = {name: headers.get("Content-Encoding") for name, (_, headers, _) in packed.items()}
    assert found == {"drawing.svg": "gzip", "photograph.jpg": None, "photograph.webp": None}
    assert packed["drawing.svg"][1]["Vary"] == "Accept-Encoding"
    assert len(packed["drawing.svg"][2]) < 500


def test_with_no_process_at_all_a_reader_is_told_in_their_language_with_the_numbers(site):
    server = site[0]
    status, headers, page = ask(server.port, "/bn/help-now/")

    assert status == 502
    assert '<html lang="bn" dir="ltr">' in page and "tel:999" in page
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    css = re.search(r'href="(/static/css/[^"]+)"', page)[1]
    status, headers, _ = ask(server.port, css)
    assert status == 200 and "immutable" in headers["Cache-Control"]
    assert ask(server.port, "/static/nothing.css")[0] == 404


def test_nobody_elses_name_is_answered_and_no_address_is_logged(site):
    server = site[0]
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        ask(server.port, "/en/", host="other.example")
    ask(server.port, "/en/groups/?q=kestrelwhisper")
    log = (server._folder / "portal.log").read_text(encoding="utf-8")
    assert "families.example.gov.uk GET" in log
    assert "kestrelwhisper" not in log and "127.0.0.1" not in log and "/en/" not in log


def test_containers_start_what_is_there_with_settings_that_a_machine_has(installed):
    services = yaml.safe_load((DEPLOY / "containers/compose.yaml").read_text(encoding="utf-8"))["services"]
    for name, service in services.items():
        for file in service.get("env_file", []):
            assert (installed / file.removeprefix("machine/")).exists(), name
        for word in [*service.get("entrypoint", []), *service.get("command", [])]:
            assert not word.startswith("deploy/") or (ROOT / word).exists(), word
    ports = {each["environment"]["PORT"] for each in services.values() if "PORT" in each.get("environment", {})}
    assert ports == set(re.findall(r"127\.0\.0\.1:(\d+)", (DEPLOY / "nginx/portal.conf").read_text(encoding="utf-8")))


def test_only_the_staffs_containers_reach_the_keys_and_their_image_is_not_roots():
    services = yaml.safe_load((DEPLOY / "containers/compose.yaml").read_text(encoding="utf-8"))["services"]
    reach = {name for name, each in services.items() if "staff:/var/lib/portal-staff" in each.get("volumes", [])}
    containerfile = (DEPLOY / "containers/Containerfile").read_text(encoding="utf-8")

    assert reach == {"new-keys", "staff-1", "staff-2", "worker-staff"}
    assert containerfile.rindex("USER portal") > containerfile.rindex("RUN ")


def test_only_root_reads_the_settings_of_all_and_no_image_holds_them():
    services = yaml.safe_load((DEPLOY / "containers/compose.yaml").read_text(encoding="utf-8"))["services"]
    settings = "./machine/etc/portal:/etc/portal:ro"
    reading = {name: each for name, each in services.items() if settings in each.get("volumes", [])}

    assert {name: each.get("user") for name, each in reading.items()} == {"accounts": "root", "nginx": None}
    assert reading["accounts"]["volumes"] == [settings]
    for ignoring in (".dockerignore", ".gitignore"):
        ignored = {line.rstrip("/") for line in (ROOT / ignoring).read_text(encoding="utf-8").splitlines()}
        assert "deploy/containers/machine" in ignored
