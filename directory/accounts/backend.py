from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import User

from directory.accounts.who import may_sign_in_by_code


class CodeBackend(BaseBackend):
    """Who was signed in without a password stays so only as long as that is enough: given rights, they are signed
    out with their next click."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.filter(pk=user_id).first()
        return user if user and may_sign_in_by_code(user) else None
