"""To whom the portal turns about a listing."""

from collections.abc import Iterator
from dataclasses import dataclass

from directory.freshness import Asked
from directory.models import Editorship, Listing


@dataclass(frozen=True)
class Recipient:
    """An editor, or without `editorship` whoever reads the address that families see."""

    address: str
    language: str
    editorship: Editorship | None = None

    @property
    def key(self) -> str:
        return f"editor {self.editorship.pk}" if self.editorship else "address"


def recipients(listing: Listing, asked: frozenset[Asked]) -> Iterator[Recipient]:
    """Of those asked, who has an e-mail address. The address that families see comes after the editors, unless one of
    them reads it: where a group has no editor, it is the first."""
    known = [
        Recipient(editorship.user.email, editorship.language, editorship)
        for editorship in listing.group.editorships.select_related("user")
        if editorship.user.email and editorship.user.is_active
    ]
    shown = listing.email or listing.group.email
    if shown and shown.casefold() not in {one.address.casefold() for one in known}:
        known.append(Recipient(shown, listing.group.language))
    if Asked.FIRST_EDITOR in asked:
        yield from known[:1]
    if Asked.OTHER_EDITORS in asked:
        yield from known[1:]
