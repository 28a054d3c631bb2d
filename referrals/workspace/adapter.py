"""What django-allauth is told of second factors: their secrets lie encrypted, so a stolen database signs nobody in."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.crypto import salted_hmac

from allauth.mfa.adapter import DefaultMFAAdapter
from nacl.encoding import Base64Encoder
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox


class MFAAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return _box(settings.SECRET_KEY).encrypt(text.encode(), encoder=Base64Encoder).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises CryptoError where no secret key of the settings, older ones included, fits."""
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            try:
                return _box(secret).decrypt(encrypted_text.encode(), encoder=Base64Encoder).decode()
            except CryptoError:
                continue
        raise CryptoError("No secret key of the settings opens it.")

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def get_totp_issuer(self) -> str:
        return settings.WAGTAIL_SITE_NAME


def _box(secret: str | bytes) -> SecretBox:
    return SecretBox(salted_hmac("second factors", "", secret=secret, algorithm="sha256").digest())
