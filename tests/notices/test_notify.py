"""GOV.UK Notify is sent what it needs, over HTTP, to a server on this machine."""

import json
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from notices.delivery import deliver_due
from notices.models import Channel, Notice
from notices.operations import tell
from notices.texts import NoTexts, can_send_texts, send_text

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
EMAIL_TEMPLATE, TEXT_TEMPLATE = "email-template", "text-template"


class Notify(HTTPServer):
    """Takes what it is posted and answers as Notify does: or refuses it, naming the address as an error's words may."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answering)
        self.received, self.refuses = [], False


class Answering(BaseHTTPRequestHandler):
    def do_POST(self):  # noqa: N802 - http.server's name
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self.server.refuses:
            self.server.received.append((self.path, said))
        self.send_response(400 if self.server.refuses else 201)
        self.end_headers()
        errors = [{"error": "BadRequestError", "message": f"No such person as {said}"}]
        self.wfile.write(json.dumps({"errors": errors} if self.server.refuses else {"id": "1"}).encode())

    def log_message(self, *words):
        pass


@pytest.fixture
def notify(settings):
    with Notify() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "notices.notify.EmailBackend"
        settings.NOTIFY_KEY = f"families-{SERVICE}-{SECRET}"
        settings.NOTIFY_URL = f"http://127.0.0.1:{server.server_port}"
        settings.NOTIFY_EMAIL_TEMPLATE, settings.NOTIFY_TEXT_TEMPLATE = EMAIL_TEMPLATE, TEXT_TEMPLATE
        yield server
        server.shutdown()


def put(**changes):
    values = {"team": "North", "address": "https://families.example/team/"}
    facts = {"message": "referral-waits", "address": "team@example.org", "values": values, "cause": "one", "now": NOW}
    tell(**facts | changes)


def deliver():
    return deliver_due(lambda: NOW)


def test_an_email_goes_out_by_its_template(notify):
    put()
    assert deliver() == 1
    ((path, said),) = notify.received
    assert (path, said["email_address"], said["template_id"]) == (
        "/v2/notifications/email",
        "team@example.org",
        EMAIL_TEMPLATE,
    )
    assert said["personalisation"]["subject"] == "A referral waits for North"
    assert "https://families.example/team/" in said["personalisation"]["body"]


def test_a_text_goes_out_by_its_template(notify):
    put(address="07700 900123", channel=Channel.TEXT)
    assert deliver() == 1
    ((path, said),) = notify.received
    assert (path, said["phone_number"], said["template_id"]) == ("/v2/notifications/sms", "07700 900123", TEXT_TEMPLATE)
    assert said["personalisation"]["body"].startswith("A family has sent a referral to North.")


@pytest.mark.parametrize("channel", Channel)
def test_what_is_refused_waits_and_the_reason_names_nobody(notify, channel, caplog):
    notify.refuses = True
    put(address="07700900123", channel=channel)
    assert deliver() == 0
    notice = Notice.objects.get()
    assert (notice.tries, notice.failure) == (1, "HTTPError 400")
    assert "07700900123" not in caplog.text


def test_without_notify_texts_go_to_a_folder_or_nowhere(settings, tmp_path):
    settings.TEXTS_DIR = tmp_path / "texts"
    assert can_send_texts()
    send_text("07700 900123", "Your code is 1234.", "notice-1")
    assert "Your code is 1234." in (tmp_path / "texts" / "notice-1.txt").read_text(encoding="utf-8")

    settings.TEXTS_DIR = None
    assert not can_send_texts()
    with pytest.raises(NoTexts):
        send_text("07700 900123", "Your code is 1234.", "notice-2")
