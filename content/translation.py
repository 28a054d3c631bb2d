from modeltranslation.translator import TranslationOptions, register

from content.registry import Fact, Term


@register(Fact)
class FactTranslation(TranslationOptions):
    fields = ("name", "when_to_call", "hours")


@register(Term)
class TermTranslation(TranslationOptions):
    fields = ("name", "forms", "meaning")
    required_languages = ("en",)
