from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"

    def ready(self) -> None:
        from content.complete_translations import (
            follow_publications,
            refuse_drafts_with_english,
            refuse_incomplete_translations,
        )
        from content.withdrawal import follow_withdrawals

        refuse_incomplete_translations()
        follow_withdrawals()
        refuse_drafts_with_english()
        follow_publications()
