"""What in a translation is still English: Wagtail Localize puts the English where a piece has no translation."""

from wagtail_localize.models import String, StringTranslation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from content.models import LibraryPage
from content.queries import SOURCE_LANGUAGE
from words.line_checks import is_a_sentence, says_something


def untranslated(page: LibraryPage) -> list[str]:
    """The pieces of this translation that are a piece of English word for word.

    A translator may have left a short one so, such as a name; nobody leaves a sentence as it was and translates it.
    """
    pieces = [
        (value.path, value.string.data)
        for value in extract_segments(page)
        if isinstance(value, StringSegmentValue) and says_something(value.string.data)
    ]
    words = [text for _place, text in pieces]
    english = String.objects.filter(locale__language_code=SOURCE_LANGUAGE, data__in=words)
    written = StringTranslation.objects.filter(
        locale_id=page.locale_id, context__object_id=page.translation_key, data__in=words
    )
    known, as_written = set(english.values_list("data", flat=True)), set(written.values_list("context__path", "data"))
    return [
        text for place, text in pieces if text in known and (is_a_sentence(text) or (place, text) not in as_written)
    ]
