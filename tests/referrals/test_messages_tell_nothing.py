"""P5: no message tells anything of a referral, whatever its language, and none goes to a family."""

import random
from datetime import timedelta

from django.core import mail
from django.utils import timezone

import pytest

from notices.delivery import deliver_due
from notices.models import Notice
from notices.operations import tell
from portal.tasks import DAILY, OFTEN, do
from referrals.models import Referral, Team
from tests import drill
from tests.referrals.family import Family, read
from tests.referrals.workers import note
from triage.words import label, words

REFERRALS = drill.size(small=21, full=500)
SYLLABLES = {
    "en": "thran dopel vexli moor quill",
    "ur": "زقف لون بیک سرت یلو",
    "pl": "żółź ćmiś łąkę ńską szcze",
    "ro": "țară șură mâță înțe rășo",
    "bn": "ক্ষে জ্ঞা ষ্ণো হ্ল ঞ্চি",
    "pa": "ਘ੍ਹੇ ਞੀ ਛੌ ਢੈ ਝੂੰ",
    "gu": "ઘ્ણે ઞી છૌ ઢૈ ઝૂં",
}
WAYS = [["call"], ["text"], ["email"], ["call", "text", "email"], ["none"]]
NEEDS = ["send", "domestic_abuse", "self_harm", "young_carer", "no_public_funds"]
TYPED = {"phone", "email", "safe_times", "code_word", "must_not_know", "name", "children", "words", "postcode"}


@pytest.fixture
def texts_folder(settings, tmp_path):
    settings.TEXTS_DIR = tmp_path
    return tmp_path


def send(number: int) -> list[str]:
    """A family's referral; what it typed, and what it ticked in its own words and in English."""
    chance = random.Random(number)  # noqa: S311  the same families each time
    language = list(SYLLABLES)[number % len(SYLLABLES)]
    need = chance.choice(NEEDS)

    def written() -> str:
        return " ".join("".join(chance.choices(SYLLABLES[language].split(), k=3)) for _ in range(2))

    contact = {field: written() for field in ("code_word", "must_not_know", "safe_times")}
    reached = {"phone": f"07700 900{number:03}", "email": f"family-{number}@example.net"}
    family = Family(language)
    family.fill_in(
        contact={"ways": WAYS[number % len(WAYS)], **reached, **contact},
        people={"name": written(), "children": written()},
        story={"needs": [need], "danger": chance.choice(["no", "now"]), "words": written()},
        language={"postcode": chance.choice(["LU3 3AX", "LU4 8BW", ""])},
    )
    assert family.send()["Location"].endswith("/sent/")
    told = read(Referral.objects.latest("received_at"))["told"]
    ticked = [label(words(spoken), "needs", need) for spoken in (language, "en")]
    return [value for step in told.values() for field, value in step.items() if field in TYPED and value] + ticked


def work(member) -> None:
    """Whatever else may tell somebody of a referral: noted, given away, left lying until the alarm, a day gone by."""
    north, workers = Referral.objects.filter(team__key="north"), member("north")
    east = Team.objects.get(key="east")
    for referral in list(north):
        note(workers, referral, "a note of the team")
        workers.post(f"/team/{referral.pk}/team/", {"was": referral.team_id, "to": east.pk})
    Referral.objects.update(alarm_at=timezone.now() - timedelta(seconds=1))
    for later in (timedelta(0), timedelta(days=1)):
        do(OFTEN + DAILY, timezone.now() + later)


def everything_sent(texts_folder) -> str:
    """Mail with its headers, as text and as HTML, and text messages."""
    letters = [
        "\n".join([*map(str, one.message().items()), one.body, *(part[0] for part in one.alternatives)])
        for one in mail.outbox
    ]
    return "\n".join([*letters, *(path.read_text(encoding="utf-8") for path in texts_folder.iterdir())])


@pytest.mark.drill
def test_of_a_whole_corpus_no_message_holds_a_word(teams, member, texts_folder, settings):
    settings.MESSAGES_A_MINUTE = REFERRALS * 10  # all at once: what is asked is what they hold
    secrets = {text for number in range(REFERRALS) for text in send(number)}
    work(member)
    waiting = "\n".join(str(notice) for notice in Notice.objects.waiting().values_list("address", "values"))
    deliver_due(timezone.now)

    assert len(mail.outbox) > REFERRALS
    told = waiting + everything_sent(texts_folder)
    assert [text for text in secrets if text in told] == []
    assert {one.to[0] for one in mail.outbox} <= {team.email for team in teams.values()}


def test_the_search_would_find_it(teams, texts_folder):
    """So that the test above does not pass for want of looking."""
    secrets = send(1)
    name = {"team": secrets[0], "address": "https://example.org"}
    tell(message="referral-waits", address="team@example.org", values=name, cause="a test", now=timezone.now())
    deliver_due(timezone.now)

    assert secrets[0] in everything_sent(texts_folder)
