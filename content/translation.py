from modeltranslation.translator import TranslationOptions, register

from content.models import Helpline


@register(Helpline)
class HelplineTranslation(TranslationOptions):
    fields = ("name", "when_to_call", "hours")
    required_languages = ("en",)
