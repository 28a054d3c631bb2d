"""Which passwords staff may not choose, beside those that Django refuses."""

import re

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError

from portal.council import COUNCIL

FEWEST_SIGNS = 8
OFTEN_TRIED = ("password", "referral", "families", "family", "council", "portal", "support", "admin", "team")
PLACE = (*COUNCIL.name.split(), *COUNCIL.town_names.values())
WORDS = re.compile("|".join(sorted(map(re.escape, {*OFTEN_TRIED, *PLACE}), key=len, reverse=True)), re.IGNORECASE)


class NotOfWordsOfThisPlace:
    """What is left without the words that anybody would try here has to be a password by itself."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if len(WORDS.sub("", password)) < FEWEST_SIGNS:
            raise ValidationError(self.get_help_text(), code="words_of_this_place")

    def get_help_text(self) -> str:
        return f"Without words such as {COUNCIL.town('en')}, family or council it needs {FEWEST_SIGNS} more characters."
