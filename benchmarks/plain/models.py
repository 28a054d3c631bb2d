"""What a plain Wagtail site has: pages with a text."""

from wagtail.fields import RichTextField
from wagtail.models import Page


class PlainPage(Page):
    body = RichTextField(blank=True)

    template = "plain_page.html"

    class Meta:
        app_label = "plain"
