from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"

    def ready(self) -> None:
        from content.complete_translations import refuse_incomplete_translations

        refuse_incomplete_translations()
