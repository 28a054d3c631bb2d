"""Ask other sites whether the links of the library still answer. Run it every week."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from content import links
from content.other_sites import Asker
from content.queries import page_url


class Command(BaseCommand):
    help = "Ask every other site that the library links to once, and list the links that are broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--allow-private", action="store_true", help="ask hosts on private networks too")

    def handle(self, *, allow_private: bool, **options) -> None:
        try:
            asked = links.check_links(asker=Asker(allow_private=allow_private), now=timezone.now())
        except links.NothingAnsweredError as error:
            raise CommandError("No site answered, so nothing was recorded. Can this server reach the web?") from error
        broken = links.report().broken
        for link in broken:
            self.stdout.write(_line(link))
        self.stdout.write(f"{asked} addresses asked, {len(broken)} broken.")


def _line(link: links.BrokenLink) -> str:
    pages = [page_url(page, page.locale.language_code) for page in link.carriers.pages]
    where = ", ".join([*pages, *(f"the source of {{{fact.key}}}" for fact in link.carriers.facts)])
    return f"{link.check}, since {link.check.failing_since}; on {where}"
