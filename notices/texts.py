"""Text messages: through GOV.UK Notify, or into a folder on a machine for development. Elsewhere there are none."""

from pathlib import Path

from django.conf import settings

from notices import notify


class NoTexts(Exception):
    """This portal sends no text messages."""


def can_send_texts() -> bool:
    return bool(settings.NOTIFY_TEXT_TEMPLATE or settings.TEXTS_DIR)


def send_text(number: str, words: str, reference: str) -> None:
    if settings.NOTIFY_TEXT_TEMPLATE:
        notify.send_text(number, words, reference)
    elif settings.TEXTS_DIR:
        folder = Path(settings.TEXTS_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{reference}.txt").write_text(f"To: {number}\n\n{words}\n", encoding="utf-8")
    else:
        raise NoTexts
