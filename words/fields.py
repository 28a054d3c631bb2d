"""A list of codes in one column: ticked as checkboxes, stored as JSON, never outside its table of codes."""

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.db import models


class CodeListField(models.JSONField):
    """Codes out of `names` (code → English name), in the table's order. Migrations do not carry the table."""

    def __init__(self, *args, names: Mapping[str, str] | None = None, **kwargs) -> None:
        self.names = names or {}
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def formfield(self, **kwargs):
        return models.Field.formfield(
            self,
            form_class=forms.MultipleChoiceField,
            widget=forms.CheckboxSelectMultiple,
            choices=list(self.names.items()),
            show_hidden_initial=False,
            **{name: value for name, value in kwargs.items() if name not in ("widget", "encoder", "decoder")},
        )

    def validate(self, value, model_instance) -> None:
        super().validate(value, model_instance)
        unknown = [code for code in value if code not in self.names]
        if unknown:
            raise ValidationError("%(codes)s cannot be chosen here.", params={"codes": ", ".join(map(str, unknown))})
