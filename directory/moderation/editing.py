"""Wagtail's own form of a record whose group edits it too."""

from django.forms import Form

from wagtail.snippets.views.snippets import EditView

CHANGED = (
    "Somebody changed this since you opened it, perhaps the group. Nothing was saved. Open the page anew to see the "
    "change; what you save now is saved over it."
)


class ModeratedEditView(EditView):
    def is_valid(self, form: Form) -> bool:
        """Wagtail asks this of its automatic saving alone."""
        if self.is_out_of_date:
            self.produced_error_code, self.produced_error_message = "invalid_revision", CHANGED
            return False
        return super().is_valid(form)
