"""Files that come with a form are sealed as they arrive: in the clear they are in memory, a piece at a time, and
nowhere else, neither in a temporary file nor in `request.FILES`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from referrals.attachments import store
from referrals.attachments.arriving import Added, Arriving, Refused
from referrals.attachments.kinds import readable
from referrals.attachments.limits import LARGEST_IN_ALL, MOST_FILES, Refusal
from referrals.unsent import Unsent
from triage import drafts

FIELD = "file"


@dataclass
class Received:
    """What came with a request. It is whole once `request.POST` was read. `refused` are reasons and names."""

    added: list[Added] = field(default_factory=list)
    refused: list[tuple[Refusal, str]] = field(default_factory=list)


def sealing_files(view: Callable[[HttpRequest, Received], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Django reads a form, its files among it, when its token is looked at: the handler has to be there before."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        received = Received()
        request.upload_handlers = [SealingHandler(request, received)]
        return csrf_protect(view)(request, received)

    return guarded


class SealingHandler(FileUploadHandler):
    """Files are taken for the draft that the browser holds the key to, and for nobody else."""

    def __init__(self, request: HttpRequest, received: Received) -> None:
        super().__init__(request)
        self._received = received
        self._sender = request
        self._arriving: Arriving

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        draft = drafts.held(self._sender)
        if draft is None or self.field_name != FIELD:
            raise SkipFile
        sizes = [file["size"] for file in Unsent(drafts.load(self._sender)).files]
        sizes += [file.size for file in self._received.added]
        if len(sizes) >= MOST_FILES:
            self._refuse(Refusal.TOO_MANY)
        if store.is_full(now=timezone.now()):
            self._refuse(Refusal.NOT_KEPT)
        said = (self.content_type or "")[:100]
        self._arriving = Arriving(draft=draft, name=self._name, said=said, room=LARGEST_IN_ALL - sum(sizes))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            self._arriving.take(raw_data)
        except Refused as error:
            self._refuse(error.reason)

    def file_complete(self, file_size: int) -> None:
        try:
            self._received.added.append(self._arriving.complete())
        except Refused as error:
            self._received.refused.append((error.reason, self._name))

    @property
    def _name(self) -> str:
        return readable(self.file_name or "")

    def _refuse(self, reason: Refusal) -> None:
        """The rest of the form is read as ever."""
        self._received.refused.append((reason, self._name))
        raise SkipFile
