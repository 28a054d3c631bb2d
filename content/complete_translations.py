"""A translation goes live when it is complete, or not at all.

wagtail-localize 1.14.5 fills what is missing with English and puts that live under the other language: "Sync translated
pages" with "publish" ticked does it to every language at once. All its callers catch the ValidationError raised here.
"""

from django.core.exceptions import ObjectDoesNotExist, ValidationError

from wagtail_localize.models import Translation


def refuse_incomplete_translations() -> None:
    save_target = Translation.save_target

    def save_complete_target(self: Translation, user=None, publish=True):
        total, translated = self.get_progress()
        # A draft over a live page is refused too: save_target saves the live row on its way.
        if translated < total and (publish or _is_live(self)):
            raise ValidationError(f"{total - translated} of {total} pieces are not translated yet.")
        return save_target(self, user=user, publish=publish)

    Translation.save_target = save_complete_target


def _is_live(translation: Translation) -> bool:
    try:
        return translation.get_target_instance().live
    except ObjectDoesNotExist:
        return False
