"""What a plain Wagtail site has: pages with a text. No migrations: the tables stand in the benchmark's own database."""

from wagtail.fields import RichTextField
from wagtail.models import Page


class PlainPage(Page):
    body = RichTextField()

    template = "plain_page.html"

    class Meta:
        app_label = "plain"
