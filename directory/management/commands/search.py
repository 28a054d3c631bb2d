import json

from django.conf import settings
from django.core.management.base import BaseCommand

from directory.models import Listing
from directory.search import index
from directory.search.engine import SearchQuery


class Command(BaseCommand):
    help = "Show what a family finds: rank, score, slug and name, best first."

    def add_arguments(self, parser) -> None:
        parser.add_argument("query")
        parser.add_argument(
            "--language", default=settings.LANGUAGE_CODE, choices=[code for code, _ in settings.LANGUAGES]
        )
        parser.add_argument("--limit", type=int, default=10)
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args, query: str, language: str, limit: int, as_json: bool, **options) -> None:
        hits = index.find(SearchQuery(query, language)).hits[:limit]
        listings = Listing.objects.in_bulk([hit.key for hit in hits])
        rows = [
            {"rank": rank, "score": round(hit.score, 3), "slug": listing.slug, "name": _name(listing, language)}
            for rank, hit in enumerate(hits, start=1)
            if (listing := listings.get(hit.key))
        ]
        if as_json:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
        for row in [] if as_json else rows:
            self.stdout.write(f"{row['rank']:>3}  {row['score']:>8.3f}  {row['slug']}  {row['name']}")


def _name(listing: Listing, language: str) -> str:
    return getattr(listing, f"name_{language}") or listing.name_en
