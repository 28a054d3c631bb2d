"""Files are held to a size while they come in: a form could otherwise fill the disk before a view is asked."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class DropWhatIsTooLarge(FileUploadHandler):
    """The rest of the form is read as ever. `request.files_too_large` names the fields whose file was dropped."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > settings.LARGEST_FILE_RECEIVED:
            dropped: frozenset[str] = getattr(self.request, "files_too_large", frozenset())
            self.request.files_too_large = dropped | {self.field_name}  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps it."""
