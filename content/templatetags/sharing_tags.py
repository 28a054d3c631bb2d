from django import template
from django.conf import settings
from django.utils.safestring import mark_safe

from content import queries
from content.models import EasyReadPage, LibraryPage, TopicPage
from content.sharing import QR_NAME, Sharing, sharing

register = template.Library()


@register.simple_tag(name="sharing")
def sharing_of(title: str, path: str) -> Sharing:
    """The page as its reader hands it on: `path`, in the reader's own language, at the public address."""
    return sharing(title, settings.WAGTAILADMIN_BASE_URL + path)


@register.filter
def drawn(share: Sharing) -> str:
    """The code for a camera. Its only words are the address, which the library encodes into strokes."""
    return mark_safe(share.qr_code)


@register.simple_tag
def qr_name() -> str:
    return QR_NAME


@register.simple_tag
def saved_together(page: LibraryPage, language: str) -> list[str]:
    """The addresses of all pages about the page's subject, or of all in Easy Read.

    A slug is the same in every language, so the English pages know them.
    """
    if isinstance(page, TopicPage):
        together = TopicPage.objects.filter(theme=page.theme)
    elif isinstance(page, EasyReadPage):
        together = EasyReadPage.objects.all()
    else:
        return []
    english = together.live().filter(locale__language_code=queries.SOURCE_LANGUAGE).order_by("path")
    return [queries.page_url(other, language) for other in english.only("url_path")]
