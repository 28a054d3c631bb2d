"""From the home page to what answers a question, on a phone, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture(params=[("en", "my baby won't stop crying"), ("ur", "میرا بچہ رونا بند نہیں کرتا")], ids=["en", "ur"])
def asked(request):
    return request.param


@pytest.mark.parametrize("has_javascript", [True, False])
def test_a_question_typed_on_the_home_page_leads_to_the_page(browser, site, asked, has_javascript):
    language, question = asked
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=has_javascript)
    page = context.new_page()
    page.goto(f"{site}/{language}/")

    page.get_by_role("search").get_by_role("searchbox").fill(question)
    page.get_by_role("search").get_by_role("button").click()
    page.wait_for_url(f"{site}/{language}/groups/?q=*")

    assert page.get_by_role("searchbox").input_value() == question
    expect(page.get_by_role("status").first).to_be_visible()
    page.get_by_role("region").first.locator(f"a[href='/{language}/self-help/crying-and-coping/']").click()
    expect(page.locator("main .panel-emergency").first).to_be_visible()
    context.close()


def test_the_groups_are_one_step_from_the_top(page, site):
    page.goto(f"{site}/en/groups/?q=massage")
    page.get_by_role("status").get_by_role("link").click()

    top = page.locator("#groups-title").bounding_box()["y"]

    assert 0 <= top < 740
    expect(page.locator("main .results > li").first).to_be_attached()


def test_all_pages_are_a_link_away_and_the_groups_a_link_back(page, site):
    page.goto(f"{site}/en/groups/?q=sleep")
    page.locator("main a[href='/en/search/?q=sleep']").click()
    assert page.locator(".found-pages > li").count() > 4

    page.locator("main .back a").click()

    expect(page.locator("#groups-title")).to_be_visible()


# A language, its word for massage, and the listing that it finds.
WORDS = {"en": "massage", "ur": "مالش", "pl": "masaż", "bn": "মালিশ"}
MASSAGE = "warm-hands-baby-massage"
QUESTIONS = {
    "en": "something for my toddler on Tuesday near me",
    "ur": "منگل کو میرے چھوٹے بچے کے لیے قریب کچھ",
    "pl": "coś dla mojego malucha we wtorek blisko mnie",
    "bn": "মঙ্গলবারে আমার বাচ্চার জন্য কাছাকাছি কিছু",
}
STAY_AND_PLAY = "little-acorns-stay-and-play"


@pytest.fixture(params=WORDS)
def language(request):
    return request.param


@pytest.fixture
def plain(browser):
    """A small phone without JavaScript."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def send(page):
    page.locator(".search-row > .button").click()
    page.wait_for_load_state()


def found(page):
    return page.locator("main .results h3 a").evaluate_all("links => links.map(link => link.pathname.split('/')[3])")


def test_a_group_is_found_by_a_word_without_javascript(plain, site, language):
    plain.goto(f"{site}/{language}/groups/")
    plain.locator("#q").fill(WORDS[language])
    send(plain)

    assert plain.url.startswith(f"{site}/{language}/groups/?q=")
    assert found(plain)[0] == MASSAGE


def test_days_and_what_is_free_are_ticked_and_taken_away_again(plain, site, language):
    plain.goto(f"{site}/{language}/groups/")
    every = len(found(plain))
    plain.locator(".filters > summary").click()
    plain.locator(".filter-group:has(#day-1) > summary").click()
    for name in ("day-1", "day-5", "free-yes"):
        plain.locator(f"#{name}").check()
    plain.locator(".filters-send .button").click()
    plain.wait_for_url("**/groups/?*")

    assert plain.url == f"{site}/{language}/groups/?day=1&day=5&free=yes#groups-title"
    filtered = found(plain)
    assert 0 < len(filtered) < every

    plain.locator(".quick-filters .in-use").nth(1).click()
    plain.wait_for_url(f"{site}/{language}/groups/?day=1&free=yes#groups-title")

    assert set(found(plain)) < set(filtered)


def test_near_a_postcode_the_nearest_are_first_and_no_address_has_it(plain, site, language):
    asked = []
    plain.on("request", lambda request: asked.append(request.url))
    plain.goto(f"{site}/{language}/groups/")
    plain.locator("#near").fill("lu4 8bw")
    send(plain)
    plain.locator(".sorts a[href*=nearest]").click()
    plain.wait_for_url("**sort=nearest#groups-title")

    assert plain.locator("#near").input_value() == "LU4 8"
    distances = [int(re.search(r"\d+", told)[0]) for told in plain.locator(".away").all_inner_texts()]
    assert distances == sorted(distances)
    assert distances
    assert [address for address in asked if "bw" in address.lower()] == []

    plain.locator(".map summary").click()

    expect(plain.locator(".map svg")).to_be_visible()
    assert plain.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("question", QUESTIONS.items(), ids=QUESTIONS)
def test_something_for_a_toddler_on_tuesday_near_me(plain, site, question):
    language, words = question
    plain.goto(f"{site}/{language}/")
    plain.locator("#q").fill(words)
    send(plain)
    assert plain.locator("#near-error").is_visible()

    plain.locator("#near").fill("lu4 8bw")
    send(plain)
    plain.locator(".quick-filters a[href*='day=1']").click()
    plain.wait_for_url("**near=LU4+8&day=1#groups-title")
    assert plain.locator(".results > li").first.locator(".away").is_visible()

    plain.locator(f".results a[href='/{language}/groups/{STAY_AND_PLAY}/']").click()
    plain.wait_for_url(f"**/groups/{STAY_AND_PLAY}/")
    assert plain.locator("main dd strong").first.is_visible()


def test_the_groups_that_meet_next_can_come_first(plain, site, language):
    plain.goto(f"{site}/{language}/groups/?category=stay-and-play")
    plain.locator(".sorts a[href*=soonest]").click()
    plain.wait_for_url("**sort=soonest#groups-title")

    assert plain.locator(".sorts [aria-current]").count() == 1
    assert plain.locator(".results > li").first.locator("strong").first.is_visible()
    assert plain.locator("input[name=category]:checked").count() == 1


def test_a_search_that_finds_nothing_says_which_filter_to_drop(plain, site, language):
    plain.goto(f"{site}/{language}/groups/?q={WORDS[language]}&day=1")
    assert found(plain) == []

    plain.locator("[aria-labelledby=groups-title] .plain-links a").first.click()
    plain.wait_for_url(f"{site}/{language}/groups/?q=*")

    assert found(plain)[0] == MASSAGE
    assert plain.locator(".quick-filters .in-use").count() == 0


def test_the_keyboard_alone_finds_a_group(plain, site):
    plain.goto(f"{site}/en/groups/")
    plain.locator("#q").focus()
    plain.keyboard.type("massage")
    plain.keyboard.press("Tab")
    plain.keyboard.type("lu4 8bw")
    for key in ("Tab", "Tab", "Enter", "Tab", "Space", "Enter"):  # Search, Filters, which open, Free
        plain.keyboard.press(key)
    plain.wait_for_url(f"{site}/en/groups/?q=massage&near=LU4+8&free=yes")
    assert plain.locator("#free-yes").is_checked()


def test_a_filter_above_the_groups_leads_back_to_the_groups(page, site):
    page.goto(f"{site}/en/groups/?q=baby")
    page.locator(".quick-filters a").first.click()
    page.wait_for_url("**&free=yes#groups-title")

    assert 0 <= page.locator("#groups-title").bounding_box()["y"] < 200
    expect(page.locator(".results h3").first).to_be_in_viewport()


def test_while_filters_are_ticked_the_button_stays_in_view_and_covers_none(page, site):
    page.goto(f"{site}/ur/groups/")
    page.evaluate("document.querySelectorAll('.filters, .filters details').forEach(one => { one.open = true; })")
    bar = page.locator(".filters-send")
    for box in page.locator(".filters input").all()[:12]:
        box.focus()
        expect(bar).to_be_in_viewport()
        assert box.bounding_box()["y"] + 20 < bar.bounding_box()["y"]


@pytest.mark.parametrize(
    "address", ["/en/groups/?q=sleep", "/ur/groups/?q=نیند", "/pl/search/?q=sen", "/ur/", "/bn/groups/?near=LU4"]
)
def test_nothing_runs_off_a_narrow_screen(page, site, address):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site + address)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
