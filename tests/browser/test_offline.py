"""Save for offline: only what a parent saved, only when they ask, gone when they say so, and never anything private."""

import re
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, expect

from tests.browser.network import road_to
from tests.browser.pages import check_answers, sign_in
from tests.browser.test_accessibility import assert_accessible

SLEEP = "/{}/self-help/safe-sleep/"
HELP_NOW = "/{}/help-now/"
WITH_STYLE = "getComputedStyle(document.querySelector('.safety')).position"
KEPT = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) =>
    [name, (await (await caches.open(name)).keys()).map((request) => request.url)])))"""
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).length"
PRIVATE = re.compile(r"/(support|groups|choose)/|^/(team|cms|leave|media/documents)|\?")


def kept(page):
    """What lies in the caches: the paths, by the name of the cache."""
    return {name: [urlsplit(url).path for url in urls] for name, urls in page.evaluate(KEPT).items()}


def save(page, which=0):
    box = page.locator("[data-save]")
    box.locator("summary").click()
    box.locator("[data-paths]").nth(which).click()
    expect(box.locator("[role=status]")).to_have_text(box.get_attribute("data-saved"), timeout=20_000)


def save_page(page, address):
    page.goto(address)
    save(page)


def cannot_be_opened(page, address):
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(address)
    page.wait_for_timeout(500)  # until the browser's own page about it is there
    return True


@pytest.fixture
def offline(page):
    """Lets a test lose its signal, and gives it back at the end."""

    def lose_signal():
        # What was read lately, the browser has in a store of its own: that must not pass for saved.
        page.context.new_cdp_session(page).send("Network.clearBrowserCache")
        page.context.set_offline(True)

    yield lose_signal
    page.context.set_offline(False)


@pytest.fixture
def road(site):
    with road_to(site) as road:
        yield road


def test_nothing_is_kept_and_no_worker_runs_before_somebody_saves(page, site):
    for path in ("/en/", SLEEP.format("en"), "/en/offline/"):
        page.goto(site + path)
    page.goto(site + SLEEP.format("en"))
    page.locator("[data-save] > summary").click()
    page.reload()

    assert page.evaluate(WORKERS) == 0
    assert kept(page) == {}


def test_the_warning_stands_beside_the_button(page, site):
    page.goto(site + SLEEP.format("en"))
    page.locator("[data-save] > summary").click()

    warning = page.get_by_text("Saved pages stay on this phone, where others who use it can see them")
    expect(warning).to_be_visible()
    expect(warning.get_by_role("link")).to_have_attribute("href", "/en/offline/")


@pytest.mark.parametrize("language", ["en", "ur", "bn"])
def test_a_saved_page_opens_without_signal_with_its_styles_pictures_and_date(page, site, offline, language):
    save_page(page, site + SLEEP.format(language))
    offline()

    page.goto(site + SLEEP.format(language))

    assert page.evaluate(WITH_STYLE) == "sticky"
    picture = page.locator(".article-picture img")
    assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
    line = page.locator("[data-no-signal]")
    expect(line).to_be_visible()
    assert ("You have no signal. You saved this page on" in line.inner_text()) == (language == "en")
    day = page.evaluate(
        "language => new Date().toLocaleDateString(`${language}-GB`, { dateStyle: 'long', numberingSystem: 'latn' })",
        language,
    )
    expect(line.locator("time")).to_have_text(day)
    assert re.search(r"\b20\d\d\b", day)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_help_now_is_saved_and_its_numbers_are_there_to_call_without_signal(page, site, offline, language):
    save_page(page, site + HELP_NOW.format(language))
    calls = page.locator(".card .phone").evaluate_all("links => links.map(link => [link.href, link.innerText])")
    offline()

    page.goto(site + HELP_NOW.format(language))

    assert page.evaluate(WITH_STYLE) == "sticky"
    expect(page.locator("[data-no-signal] time")).to_be_visible()
    assert page.locator(".card .phone").evaluate_all("all => all.map(link => [link.href, link.innerText])") == calls
    assert ["tel:999", "999"] in calls
    expect(page.locator(".card .original:visible")).to_have_count(
        page.locator(".reference .phone").count() if language == "ur" else 0
    )
    expect(page.locator("main .notice-draft:visible")).to_have_count(1 if language == "ur" else 0)


def test_activities_are_saved_whole_and_what_only_the_server_does_is_not_offered_without_signal(page, site, offline):
    page.goto(f"{site}/en/activities/")
    whole = page.locator(".activity").count()
    page.goto(f"{site}/en/activities/?age=0&minutes=5")
    assert page.locator(".activity").count() < whole
    save(page)
    assert set(kept(page)) == {"saved /en/offline/", "saved /en/activities/"}
    offline()

    page.goto(f"{site}/en/activities/")

    expect(page.locator(".activity")).to_have_count(whole)
    expect(page.locator(".filter-row")).to_be_hidden()


def test_with_signal_a_saved_page_is_the_real_one(page, site):
    save_page(page, site + SLEEP.format("en"))
    page.reload()

    expect(page.locator("[data-no-signal]")).to_be_hidden()
    page.locator("[data-save] > summary").click()
    expect(page.locator("[data-kept]")).to_contain_text("You saved this page on")


@pytest.mark.parametrize("path", ["/en/self-help/baby-talk/", "/ur/self-help/safe-sleep/", "/en/", "/"])
def test_an_unsaved_page_without_signal_shows_the_saved_ones(page, site, offline, path):
    save_page(page, site + SLEEP.format("en"))
    offline()

    page.goto(site + path)

    expect(page.locator("[data-no-signal]")).to_contain_text("You have no signal")
    link = page.locator("[data-saved-pages] a")
    expect(link).to_have_text("Safe sleep for your baby")
    link.click()
    expect(page.locator("h1")).to_have_text("Safe sleep for your baby")


def test_all_pages_of_a_subject_are_saved_at_once(page, site, offline):
    page.goto(site + SLEEP.format("en"))
    paths = page.locator("[data-save] [data-paths]").nth(1).get_attribute("data-paths").split()

    save(page, which=1)

    assert set(kept(page)) == {f"saved {path}" for path in [*paths, "/en/offline/"]}
    offline()
    for path in paths:
        page.goto(site + path)
        expect(page.locator("[data-no-signal]")).to_contain_text("You saved this page on")


def test_answers_teams_the_cms_searches_and_the_way_out_are_never_kept(page, site, offline):
    save_page(page, site + SLEEP.format("en"))
    check_answers(page, site, "en")
    sign_in(page, site, "west-1")
    for path in ("/cms/login/", "/en/groups/?q=sleep", "/en/activities/?age=0", "/choose/en/self-help/safe-sleep/"):
        page.goto(site + path)
    page.goto(site + SLEEP.format("en"))

    everything = [path for paths in kept(page).values() for path in paths]

    assert set(kept(page)) == {"saved /en/offline/", f"saved {SLEEP.format('en')}"}
    assert [path for path in everything if PRIVATE.search(path)] == []
    offline()
    for path in ("/en/support/", "/en/support/form/", "/team/login/", "/cms/login/", "/leave/", "/en/groups/?q=sleep"):
        assert cannot_be_opened(page, site + path)


def test_the_worker_refuses_to_keep_what_is_private_even_when_asked(page, site):
    save_page(page, site + SLEEP.format("en"))

    answers = page.evaluate("""async () => {
      const { port1, port2 } = new MessageChannel();
      const paths = ["/en/support/", "/en/support/form/", "/team/login/", "/cms/login/", "/leave/", "/choose/en/"];
      const answers = new Promise((resolve) => {
        const found = [];
        port1.onmessage = ({ data }) => { found.push(data); if (found.length === paths.length) resolve(found); };
      });
      (await navigator.serviceWorker.ready).active.postMessage(paths, [port2]);
      return answers;
    }""")

    assert not any(answers)
    assert set(kept(page)) == {"saved /en/offline/", f"saved {SLEEP.format('en')}"}


def test_one_page_is_removed_and_the_last_one_takes_everything_with_it(page, site):
    save_page(page, site + SLEEP.format("en"))
    save_page(page, site + "/en/privacy/")
    page.goto(f"{site}/en/offline/")

    page.get_by_role("button", name="Remove Safe sleep for your baby").click()
    expect(page.locator("[data-saved-pages] [role=status]")).to_have_text("Removed.")
    assert set(kept(page)) == {"saved /en/offline/", "saved /en/privacy/"}

    page.get_by_role("button", name=re.compile("^Remove (?!all)")).click()
    expect(page.locator("[data-none]")).to_be_visible()
    assert kept(page) == {}
    assert page.evaluate(WORKERS) == 0


def test_removing_all_leaves_nothing_behind(page, site, offline):
    page.goto(site + SLEEP.format("ur"))
    save(page, which=1)
    page.goto(f"{site}/ur/offline/")
    expect(page.locator("[data-saved-pages] li").nth(1)).to_be_visible()

    page.locator("[data-all] button").click()
    expect(page.locator("[data-none]")).to_be_visible()

    assert kept(page) == {}
    assert page.evaluate(WORKERS) == 0
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    offline()
    assert cannot_be_opened(page, site + SLEEP.format("ur"))


def test_what_was_removed_while_the_network_was_slow_does_not_come_back(page, road):
    save_page(page, road.address + SLEEP.format("en"))
    road.delay = 7
    page.goto(f"{road.address}/en/offline/")  # the saved copy, after four seconds; the network's is still on its way

    page.get_by_role("button", name="Remove all saved pages").click()
    expect(page.locator("[data-none]")).to_be_visible()
    page.wait_for_timeout(5000)

    assert kept(page) == {}
    assert page.evaluate(WORKERS) == 0


def test_what_was_removed_while_its_pictures_were_on_their_way_does_not_come_back(page, road):
    save_page(page, road.address + SLEEP.format("en"))
    html = page.request.get(road.address + SLEEP.format("en")).text()
    road.instead[SLEEP.format("en")] = (200, html.replace("</main>", '<img src="/static/new.svg" alt=""></main>'))
    road.slow["/static/new.svg"] = 5
    page.goto(road.address + SLEEP.format("en"), wait_until="commit")

    page.goto(f"{road.address}/en/offline/")
    page.get_by_role("button", name="Remove all saved pages").click()
    expect(page.locator("[data-none]")).to_be_visible()
    page.wait_for_timeout(6000)

    assert kept(page) == {}


def test_a_visit_brings_the_saved_copy_up_to_date(page, road, offline):
    address = road.address + SLEEP.format("en")
    save_page(page, address)
    changed = page.request.get(address).text().replace("Safe sleep for your baby", "Advice that changed")
    road.instead[SLEEP.format("en")] = (200, changed)
    page.reload()
    page.wait_for_timeout(1000)
    offline()

    page.reload()

    expect(page.locator("h1")).to_have_text("Advice that changed")


def test_where_the_signal_is_slow_a_saved_page_comes_after_four_seconds(page, road):
    save_page(page, road.address + SLEEP.format("en"))
    road.delay = 12
    began = time.monotonic()

    page.goto(road.address + SLEEP.format("en"), wait_until="commit")

    assert 3.5 < time.monotonic() - began < 8
    expect(page.locator("[data-no-signal]")).to_contain_text("You saved this page on")


@pytest.mark.parametrize(("status", "stays"), [(404, False), (410, False), (500, True)])
def test_a_page_that_was_taken_down_is_not_kept_and_a_broken_site_is(page, road, status, stays):
    save_page(page, road.address + SLEEP.format("en"))
    road.instead[SLEEP.format("en")] = (status, "<!doctype html><html lang=en><h1>Gone</h1></html>")

    page.goto(road.address + SLEEP.format("en"))
    page.wait_for_timeout(1000)

    assert (f"saved {SLEEP.format('en')}" in kept(page)) == stays
    expect(page.locator("h1")).to_have_text("Safe sleep for your baby" if stays else "Gone")


def test_losing_the_signal_while_saving_says_so_and_keeps_no_half_page(page, road):
    page.goto(road.address + SLEEP.format("en"))
    road.instead[SLEEP.format("en")] = (500, "broken")
    page.locator("[data-save] > summary").click()
    page.locator("[data-save] [data-paths]").first.click()

    expect(page.locator("[data-save] [role=status]")).to_contain_text("Not everything was saved")
    assert f"saved {SLEEP.format('en')}" not in kept(page)


def test_without_javascript_nothing_is_offered_that_does_not_work(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + SLEEP.format("en"))

    expect(page.locator(".tools button:visible")).to_have_count(0)
    page.locator("details.share > summary").click()
    expect(page.get_by_role("link", name="Send with WhatsApp")).to_be_visible()
    expect(page.get_by_role("img", name="QR code with the address of this page")).to_be_visible()
    page.goto(f"{site}/en/offline/")
    expect(page.get_by_text("Saving pages needs JavaScript")).to_be_visible()
    context.close()


def test_the_link_is_copied(page, site):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page.goto(site + SLEEP.format("en"))
    page.locator("details.share > summary").click()
    page.get_by_role("button", name="Copy link").click()

    expect(page.locator("[data-copy] [role=status]")).to_have_text("Link copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".tools .address").inner_text()


@pytest.mark.parametrize("language", ["en", "ur", "bn"])
def test_the_toolbar_and_the_saved_pages_are_accessible(page, site, language):
    page.goto(site + SLEEP.format(language))
    save(page)
    page.locator("details.share > summary").click()
    assert_accessible(page)

    page.goto(f"{site}/{language}/offline/")
    expect(page.locator("[data-saved-pages] li")).to_have_count(1)
    assert_accessible(page)
