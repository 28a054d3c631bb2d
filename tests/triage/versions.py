"""Questionnaires for tests: like the one that comes with the software, and as sound."""

import json

from django.contrib.auth.models import User

from triage.versions import operations
from triage.versions.models import Version
from triage.versions.reading import shipped_text

FAMILY = {
    "id": "a_family_of_the_tests",
    "story": "They only look round.",
    "answers": {"danger": ["no"], "about": ["my_child"], "needs": ["none"]},
    "level": "self_help",
    "urgent": False,
}


def with_family(story: str = FAMILY["story"]) -> str:
    """The shipped questionnaire with one more family, who changes nothing for others."""
    data = json.loads(shipped_text())
    return json.dumps({**data, "families": [*data.get("families", []), {**FAMILY, "story": story}]})


def person(name: str) -> User:
    return User.objects.get_or_create(username=name)[0]


def proposed(text: str, now) -> Version:
    return operations.propose(text=text, note="Agreed on Monday.", actor=person("pat"), now=now)


def approved(text: str, now) -> Version:
    version = proposed(text, now)
    operations.approve(version=version, actor=person("alex"), now=now)
    version.refresh_from_db()
    return version
