"""Where the files of groups lie: beside the database, not among the pictures, under names that nobody can guess."""

import secrets
from typing import NoReturn

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible
class EvidenceStorage(FileSystemStorage):
    """No file has an address: each is handed out by a view that asks who wants it."""

    def __init__(self) -> None:
        # The group's: what the families' process takes in, the editors' shows and deletes, each under its own account.
        super().__init__(location=settings.EVIDENCE_DIR, file_permissions_mode=0o660, directory_permissions_mode=0o770)

    def url(self, name: str | None) -> NoReturn:
        raise ValueError("Evidence has no address.")


def storage() -> EvidenceStorage:
    return EvidenceStorage()


def random_name(instance: object, filename: str) -> str:
    """Nothing of the name that it was uploaded under."""
    return secrets.token_hex(16)
