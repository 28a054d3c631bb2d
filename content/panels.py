"""Our own checks of a page's words, in its editor, beside Wagtail's checks of its accessibility."""

from wagtail.admin.panels import Panel

SOURCE_LANGUAGE = "en"


class HouseRulesPanel(Panel):
    """What the house rules would have otherwise in the English page, as it was last saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/admin/house_rules.html"

        def is_shown(self) -> bool:
            saved = self.instance.pk is not None
            return saved and self.instance.locale.language_code == SOURCE_LANGUAGE

        def get_context_data(self, parent_context=None):
            # Here, because the pages that these rules read are made with this panel.
            from content import house_rules
            from content.care import paragraphs_of

            found = list(house_rules.warnings(paragraphs_of(self.instance)))
            age = house_rules.reading_age(paragraphs_of(self.instance).texts)
            return {**super().get_context_data(parent_context), "warnings": found, "reading_age": age}
