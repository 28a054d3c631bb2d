import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from directory.models import Listing
from directory.search import index
from directory.search.engine import Hit, Near, SearchQuery
from places.queries import position_of


class Command(BaseCommand):
    help = "Show what a family finds: rank, score, reference, name and why it is found, best first."

    def add_arguments(self, parser) -> None:
        parser.add_argument("query")
        parser.add_argument(
            "--language", default=settings.LANGUAGE_CODE, choices=[code for code, _ in settings.LANGUAGES]
        )
        parser.add_argument("--near", metavar="POSTCODE", help="A postcode, a sector or an outcode.")
        parser.add_argument("--limit", type=int, default=10)
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args, query: str, language: str, near: str | None, limit: int, as_json: bool, **options) -> None:
        hits = index.find(SearchQuery(query, language, near=_near(near))).hits[:limit]
        listings = Listing.objects.in_bulk([hit.key for hit in hits])
        rows = [
            _row(rank, hit, listings[hit.key], language)
            for rank, hit in enumerate(hits, start=1)
            if hit.key in listings
        ]
        if as_json:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
        for row in [] if as_json else rows:
            away = "" if row["miles"] is None else f"  {row['miles']} miles"
            self.stdout.write(
                f"{row['rank']:>3}  {row['score']:>6.3f}  {row['reference']}  {row['name']}  {row['why']}{away}"
            )


def _near(postcode: str | None) -> Near | None:
    if not postcode:
        return None
    position = position_of(postcode)
    if position is None:
        raise CommandError(f"Nobody knows where {postcode} is. Give a postcode, or the first part of one.")
    return Near(position.point)


def _row(rank: int, hit: Hit, listing: Listing, language: str) -> dict[str, Any]:
    return {
        "rank": rank,
        "score": round(hit.score, 3),
        "reference": listing.reference or listing.slug,
        "name": getattr(listing, f"name_{language}") or listing.name_en,
        "why": str(hit.why),
        "miles": None if hit.miles is None else round(hit.miles, 1),
    }
