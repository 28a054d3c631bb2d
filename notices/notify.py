"""GOV.UK Notify, by which many councils send. Its templates hold no words of ours: that for e-mail is ((subject)) and
((body)), that for texts is ((body))."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from notifications_python_client import NotificationsAPIClient

SECONDS = 15


class EmailBackend(BaseEmailBackend):
    """Raises notifications_python_client.errors.HTTPError, whose words may name an address: never keep them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for address in message.recipients():
                _client().send_email_notification(
                    email_address=address,
                    template_id=settings.NOTIFY_EMAIL_TEMPLATE,
                    personalisation={"subject": message.subject, "body": message.body},
                    reference=message.extra_headers.get("Message-ID"),
                )
        return len(email_messages)


def send_text(number: str, words: str, reference: str) -> None:
    _client().send_sms_notification(
        phone_number=number,
        template_id=settings.NOTIFY_TEXT_TEMPLATE,
        personalisation={"body": words},
        reference=reference,
    )


def _client() -> NotificationsAPIClient:
    return NotificationsAPIClient(settings.NOTIFY_KEY, base_url=settings.NOTIFY_URL, timeout=SECONDS)
