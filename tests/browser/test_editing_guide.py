"""What docs/editing.md tells is done as it tells it; the guide's pictures are taken on the way (`make guide`)."""

from playwright.sync_api import expect

GUIDE = "editing"


def open_from_report(page, site, title, language):
    """Library by language leads to a page in a language."""
    page.goto(f"{site}/cms/reports/library/")
    table = page.get_by_role("table", name="The state of each page in each language")
    row = table.locator("tr", has=page.get_by_role("link", name=title, exact=True))
    column = table.locator("thead th").all_text_contents().index(language)
    row.locator("td").nth(column - 1).get_by_role("link").click()


def test_the_first_page_says_what_needs_care(cms, guide):
    page = cms("editor")

    expect(page.get_by_role("heading", name="What needs care")).to_be_visible()
    guide.picture(page, "first-page")


def test_an_unknown_fact_is_refused_and_nothing_typed_is_lost(cms, site, guide):
    page = cms("editor")
    page.goto(f"{site}/cms/reports/library/")
    page.get_by_role("link", name="Breastfeeding help", exact=True).click()
    guide.picture(page, "page")
    page.locator("#id_summary").fill("A summary that must not be lost.")
    page.locator(".Draftail-Editor [contenteditable=true]").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Call {no-such-number} now.")
    # Draftail hands its text to the form a moment after the last key.
    page.locator("[name^=body][value*=no-such]").first.wait_for(state="attached")
    page.get_by_role("button", name="Save draft").click()

    page.get_by_text("No fact has the key no-such-number").first.wait_for()
    assert page.locator("#id_summary").input_value() == "A summary that must not be lost."


def test_a_minor_edit_is_a_box_to_tick(cms, site, guide):
    page = cms("editor")
    page.goto(f"{site}/cms/reports/library/")
    page.get_by_role("link", name="Looking after teeth", exact=True).click()
    page.get_by_role("tab", name="Promote").click()
    box = page.get_by_role("checkbox", name="Minor edit: translations still hold")
    box.scroll_into_view_if_needed()

    expect(box).not_to_be_checked()
    guide.picture(page, "minor-edit")


def test_where_a_number_is_used(cms, site, guide):
    page = cms("editor")
    page.goto(f"{site}/cms/snippets/content/fact/?q=breastfeeding")
    page.locator("tbody tr").first.get_by_role("button", name="More options").click()
    page.get_by_role("link", name="Where used").first.click()

    expect(page.get_by_role("link", name="Breastfeeding help", exact=True).first).to_be_visible()
    guide.picture(page, "where-used")


def test_urdu_is_typed_from_right_to_left(cms, site, guide):
    page = cms("urdu-translator")
    open_from_report(page, site, "Looking after teeth", "Urdu")
    page.locator(".js-translation-editor").get_by_role("button", name="Edit").first.click()
    field = page.locator(".js-translation-editor textarea").first
    field.wait_for()

    assert (field.get_attribute("dir"), field.get_attribute("lang")) == ("rtl", "ur")
    guide.picture(page, "translate")


def test_packs(cms, site, guide):
    page = cms("urdu-checker")
    page.goto(f"{site}/cms/translation-packs/")

    assert page.get_by_role("heading", level=2).all_inner_texts() == ["Urdu"]
    guide.picture(page, "packs")


def test_a_second_person_checks_a_translation(cms, site, guide):
    page = cms("urdu-checker")
    open_from_report(page, site, "Looking after teeth", "Urdu")
    number = page.url.rstrip("/").split("/")[-2]
    page.goto(f"{site}/cms/translation-check/{number}/")
    guide.picture(page, "check")
    with page.expect_navigation():
        page.get_by_role("button", name="Yes, I have checked it").click()
    page.goto(f"{site}/cms/reports/library/")

    row = page.locator("tr", has=page.get_by_role("link", name="Looking after teeth", exact=True))
    expect(row.get_by_role("link", name="checked", exact=True)).to_have_count(1)
    guide.picture(page, "coverage")
