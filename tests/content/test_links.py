"""Links to other sites: what is kept of their answers, and what editors and operators are told."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.management import CommandError, call_command

import pytest
from bs4 import BeautifulSoup

from content import links
from content.models import LinkCheck
from content.other_sites import Asker
from content.registry import Fact

MONDAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
ASKER = Asker(allow_private=True, timeout=2, pause=0)


def link(library, address, slug="privacy", language="en", kind="section"):
    """A page whose words are one link."""
    page = library.page(slug, language)
    page.body = [(kind, {"heading": "H", "text": f'<p><a href="{address}">There</a></p>'})]
    page.save_revision().publish() if language != "en" else library.publish(page)


def run(now, asker=ASKER):
    return links.check_links(asker=asker, now=now)


def broken():
    return [link.check.address for link in links.report().broken]


def test_addresses_come_from_links_words_and_sources_in_every_language(library):
    link(library, "https://one.example/a?b=1&amp;c=2#part", "privacy", kind="sources")
    link(library, "https://one.example/a?b=1&amp;c=2", "privacy", "ur")
    text = "<p>See https://two.example/x. <a href='HTTPS://three.example'>https://two.example/…</a></p>"
    page = library.page("contact", "en")
    page.body = [("steps", {"heading": "S", "steps": [{"picture": None, "text": text}]})]
    library.publish(page)
    Fact.objects.filter(key="mash").update(source="The council (https://four.example/mash), its page")

    found = links.carriers_by_address()

    assert {address: (len(carriers.pages), len(carriers.facts)) for address, carriers in found.items()} == {
        "https://one.example/a?b=1&c=2": (2, 0),
        "https://two.example/x": (1, 0),
        "HTTPS://three.example": (1, 0),
        "https://four.example/mash": (0, 1),
    }


@pytest.mark.parametrize("address", [f"{settings.WAGTAILADMIN_BASE_URL}/en/", "mailto:a@b.example", "tel:999", "/en/"])
def test_what_is_on_no_other_site_is_not_asked(library, address):
    link(library, address)

    assert links.report().never_asked == 0


def test_a_page_that_is_down_and_one_that_repeats_another_are_left_out(library):
    link(library, "https://one.example/", "privacy")
    link(library, "https://two.example/", "teeth", kind="sources")
    privacy = library.page("privacy")
    privacy.alias_of, privacy.body = library.page("privacy", "en"), library.page("privacy", "en").body
    privacy.save()
    library.page("teeth", "en").unpublish()

    (carriers,) = links.carriers_by_address().values()

    assert [page.locale.language_code for page in carriers.pages] == ["en"]


def test_what_is_gone_is_broken_at_once(library, site):
    site.statuses["/old"] = 404
    link(library, site.address("/old"))

    assert run(MONDAY) == 1

    assert broken() == [site.address("/old")]


def test_what_fails_is_broken_on_the_second_day(library, site, down):
    link(library, site.address("/"), "contact")
    link(library, down)

    found = []
    for hours in (0, 6, 24):
        run(MONDAY + timedelta(hours=hours))
        found.append(broken())

    assert found == [[], [], [down]]
    assert LinkCheck.objects.get(address=down).failing_since == MONDAY.date()


def test_a_day_is_the_councils(library, site):
    """Both runs are on the first of July in UTC; in London the second is after midnight."""
    site.statuses["/"] = 500
    link(library, site.address("/"))

    run(datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    run(datetime(2026, 7, 1, 23, 30, tzinfo=UTC))

    assert broken() == [site.address("/")]


def test_what_recovers_is_forgotten(library, site):
    site.statuses["/"] = 500
    link(library, site.address("/"))
    run(MONDAY)
    site.statuses.clear()
    run(MONDAY + WEEK)
    assert LinkCheck.objects.get().failing_since is None

    site.statuses["/"] = 500
    run(MONDAY + 2 * WEEK)

    assert broken() == []


def test_what_no_page_has_any_more_is_forgotten(library, site):
    site.statuses["/old"] = 404
    link(library, site.address("/old"))
    run(MONDAY)

    link(library, site.address("/new"))

    assert broken() == []
    run(MONDAY + WEEK)
    assert [check.address for check in LinkCheck.objects.all()] == [site.address("/new")]


def test_a_server_without_a_way_out_breaks_no_link(library, site, down):
    link(library, down)
    run_before = LinkCheck.objects.create(address="https://one.example", checked_at=MONDAY, status=200)

    with pytest.raises(links.NothingAnsweredError):
        run(MONDAY + WEEK)

    assert list(LinkCheck.objects.all()) == [run_before]


def test_the_operator_reads_each_broken_link_and_where_it_stands(library, site, capsys):
    site.statuses["/old"] = 404
    link(library, site.address("/old"))
    link(library, site.address("/old"), language="ur")
    link(library, site.address("/"), "contact")
    Fact.objects.filter(key="mash").update(source=site.address("/old"))

    call_command("check_links", allow_private=True)

    told, count = capsys.readouterr().out.splitlines()
    today = LinkCheck.objects.get(status=404).failing_since
    assert told == (
        f"{site.address('/old')}: 404 not there, since {today}; on /en/privacy/, /ur/privacy/, the source of {{mash}}"
    )
    assert count == "2 addresses asked, 1 broken."


def test_the_operator_learns_that_nothing_could_be_asked(library, site):
    link(library, site.address("/"))

    with pytest.raises(CommandError, match="nothing was recorded"):
        call_command("check_links")

    assert site.asked == []


def test_a_library_without_links_is_in_order(library, capsys):
    call_command("check_links")

    assert capsys.readouterr().out == "0 addresses asked, 0 broken.\n"


def care_section(library):
    page = BeautifulSoup(library.sign_in("editor").get("/cms/reports/care/").content, "html.parser")
    title = next(title for title in page.select("main h2") if title.text.startswith("Links to other sites"))
    return title.find_next("p").text, title.find_next("ul")


def test_the_report_tells_how_links_are_asked_before_they_were(library):
    link(library, "https://one.example/")

    says, rows = care_section(library)

    assert "manage.py check_links" in says
    assert "Not asked yet: 1." in says
    assert rows.text == "Not known yet."


def test_the_report_shows_what_is_broken_where_and_since_when(library, site):
    site.statuses["/old"] = 404
    link(library, site.address("/old"))
    Fact.objects.filter(key="mash").update(source=site.address("/old"))
    run(MONDAY)

    says, rows = care_section(library)

    assert "it did on 23 November 2026" in says
    assert "Not asked yet" not in says
    assert f"{site.address('/old')}: 404 not there, since Nov. 23, 2026" in rows.text
    assert [place["href"] for place in rows.select("li li a")] == [
        f"/cms/pages/{library.page('privacy', 'en').pk}/edit/",
        f"/cms/snippets/content/fact/edit/{Fact.objects.get(key='mash').pk}/",
    ]
