"""Asking other sites whether an address answers: for real, on this machine."""

from django.conf import settings

import pytest

from content.other_sites import Answer, Asker, check_is_public

ASKER = Asker(allow_private=True, timeout=2, pause=0)


def ask(site, *paths, asker=ASKER):
    answers = asker.ask([site.address(path) for path in paths])
    return [answers[site.address(path)] for path in paths]


def test_a_page_that_is_there_is_asked_for_once_and_by_its_head(site):
    assert ask(site, "/") == [Answer(200)]
    assert site.asked == [("HEAD", "/")]


@pytest.mark.parametrize(("status", "words"), [(404, "not there"), (410, "not there any more"), (500, "")])
def test_what_a_site_answers_is_told(site, status, words):
    site.statuses["/old"] = status

    (answer,) = ask(site, "/old")

    assert (answer, answer.failed) == (Answer(status, words), True)


@pytest.mark.parametrize("refusal", [403, 404, 405, 501])
def test_a_site_that_does_not_know_head_is_asked_again(site, refusal):
    site.head["/"] = refusal

    assert ask(site, "/") == [Answer(200)]
    assert site.asked == [("HEAD", "/"), ("GET", "/")]


def test_a_redirect_is_followed_to_its_end(site):
    site.onward |= {"/moved": "/here", "/gone": site.address("/old", "localhost")}
    site.statuses["/old"] = 404

    assert ask(site, "/moved", "/gone", "/here") == [Answer(200), Answer(404, "not there"), Answer(200)]
    assert site.asked.count(("HEAD", "/here")) == 1


@pytest.mark.parametrize("onward", [{"/a": "/b", "/b": "/a"}, {f"/{'a' * n}": f"/{'a' * (n + 1)}" for n in range(20)}])
def test_a_redirect_without_end_is_left(site, onward):
    site.onward |= onward

    (answer,) = ask(site, "/a")

    assert answer == Answer(None, "leads on and on")
    assert len(site.asked) <= 11


def test_a_redirect_to_something_that_is_no_page_is_told(site):
    site.onward["/app"] = "app:open"

    assert ask(site, "/app") == [Answer(None, "not an address that can be asked")]


def test_a_site_that_is_down_is_told(down):
    assert ASKER.ask([down])[down] == Answer(None, "no connection")


def test_a_site_that_says_nothing_is_left_after_the_timeout(site):
    site.slow["/"] = 0.5

    assert ask(site, "/", asker=Asker(allow_private=True, timeout=0.1, pause=0)) == [Answer(None, "no answer in time")]


@pytest.mark.parametrize("address", ["http://", "https://[bad/", "http://a b/", "http://.example.com/"])
def test_what_is_no_address_is_told(address):
    assert Asker(pause=0).ask([address])[address] == Answer(None, "not an address that can be asked")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "[::ffff:127.0.0.1]", "127.0.0.1\\@example.com"]
)
def test_a_private_network_is_not_asked(site, host):
    address = f"http://{host}:{site.server_port}/".replace(f"com:{site.server_port}", "com")

    assert Asker(pause=0).ask([address])[address] == Answer(None, "on a private network: not asked")
    assert site.asked == []


@pytest.mark.parametrize("host", ["10.0.0.1", "192.168.1.1", "169.254.169.254", "[fd00::1]", "[::1]", "0.0.0.0"])
def test_no_kind_of_private_network_is(host):
    assert Asker(pause=0).ask([f"http://{host}/"])[f"http://{host}/"].problem == "on a private network: not asked"


@pytest.mark.parametrize("host", ["8.8.8.8", "2001:4860:4860::8888"])
def test_the_rest_of_the_world_is(host):
    check_is_public(host)


def test_a_host_is_never_asked_twice_at_once_while_others_are_asked_beside_it(site):
    hosts = ("127.0.0.1", "localhost")
    paths = ("/1", "/2", "/3")
    site.slow = dict.fromkeys([*paths, "/there"], 0.1)
    # Both lead to one host at the end.
    site.onward = {path: site.address(f"/there?{path}", "localhost") for path in paths}
    site.slow |= {f"/there?{path}": 0.1 for path in paths}

    ASKER.ask([site.address(path, host) for host in hosts for path in paths])

    assert set(site.most_at_once.values()) == {1}
    assert site.most_hosts == 2
    assert len(site.asked) == 9


def test_a_host_has_its_rest_between_two_requests(site):
    site.head["/1"] = 405
    site.onward["/2"] = "/3"

    ask(site, "/1", "/2", asker=Asker(allow_private=True, pause=0.2))

    assert len(site.times) == 4
    assert all(after - before >= 0.2 for before, after in zip(site.times, site.times[1:], strict=False))


def test_a_site_learns_who_asks_and_nothing_else(site, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login operator password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))

    ask(site, "/")

    (sent,) = site.headers
    assert sent.keys() == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert "LinkCheck" in sent["User-Agent"]
    assert settings.WAGTAILADMIN_BASE_URL in sent["User-Agent"]
