"""A family that fills in the referral form, with words that occur nowhere else."""

from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from referrals import keyring
from referrals.models import Referral
from referrals.operations import open_referral

# Words that occur nowhere else: whoever finds one has read what a family typed.
CANARIES = {
    "name": "Zarqafamily Quillonby",
    "children": "Vexlimore aged 7, Thrandopel aged 3",
    "words": "زقفلونبی kestrelwhisper",
    "code_word": "ottermarble",
    "must_not_know": "Grimsbatch Oldroyd",
    "safe_times": "gorsehour on schooldays",
    "email": "nightjar.plume@example.org",
    "phone": "07700 900461",
    "dialect": "Habiganjvarl",
}

TYPED = {
    "contact": {
        "ways": ["call", "email"],
        "phone": CANARIES["phone"],
        "leave_message": "no",
        "email": CANARIES["email"],
        "say_who": "no",
        "safe_times": CANARIES["safe_times"],
        "code_word": CANARIES["code_word"],
        "must_not_know": CANARIES["must_not_know"],
    },
    "people": {"about": "my_child", "name": CANARIES["name"], "children": CANARIES["children"]},
    "story": {"danger": "no", "needs": ["send"], "helping": "school", "words": CANARIES["words"]},
    "files": {},
    "language": {
        "language": "syl",
        "interpreter": "yes",
        "interpreter_is": "woman",
        "dialect": CANARIES["dialect"],
        "postcode": "lu3 3ax",
    },
}


class Family:
    """Someone who fills in the form in one language."""

    def __init__(self, language: str) -> None:
        self.client = Client()
        self.address = f"/{language}/support/form/"
        self.sent_address = f"{self.address}sent/"

    def look(self):
        return self.client.get(self.address)

    def go_on(self, step: str, **changes):
        return self.client.post(self.address, {"step": step, "action": "continue", **TYPED[step], **changes})

    def press(self, step: str, action: str, **typed):
        return self.client.post(self.address, {"step": step, "action": action, **typed})

    def fill_in(self, **changes: dict) -> None:
        for step in TYPED:
            self.go_on(step, **changes.get(step, {}))

    def add(self, *files, action: str = "add"):
        """Chooses files, of which each has a name and what is in it."""
        chosen = [SimpleUploadedFile(name, content, said) for name, content, said in files]
        return self.client.post(self.address, {"step": "files", "action": action, "file": chosen})

    def send(self):
        return self.press("check", "send")


def text_of(response) -> str:
    return unescape(response.content.decode())


def heading_step(response) -> str:
    """The key of the step that a page shows: the hidden field names it."""
    return response.context["form"].key if hasattr(response.context["form"], "key") else "check"


def read(referral: Referral) -> dict:
    """What the assigned team reads."""
    member = referral.team.members.first()
    opened = open_referral(
        referral_id=referral.pk, actor=member, private_key_of=keyring.private_key, now=timezone.now()
    )
    return opened.content
