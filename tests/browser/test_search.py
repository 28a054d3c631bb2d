"""From the home page to what answers a question, on a phone, with and without JavaScript."""

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


@pytest.mark.parametrize("address", ["/en/groups/?q=sleep", "/ur/groups/?q=نیند", "/pl/search/?q=sen", "/ur/"])
def test_nothing_runs_off_a_narrow_screen(page, site, address):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site + address)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
