"""Documents that editors upload: PDFs by what is in them, whatever their name says."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from wagtail.documents.forms import BaseDocumentForm

START_OF_PDF = b"%PDF-"


class DocumentForm(BaseDocumentForm):
    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            file.seek(0)
            is_pdf = file.read(len(START_OF_PDF)) == START_OF_PDF
            file.seek(0)
            if not is_pdf:
                raise ValidationError("This is no PDF, although its name says so.", code="no_pdf")
        return file
