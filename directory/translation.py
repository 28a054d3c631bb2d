from modeltranslation.translator import TranslationOptions, register

from directory.models import Category, Listing


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("label", "synonyms")
    required_languages = {"en": ("label",)}


@register(Listing)
class ListingTranslation(TranslationOptions):
    fields = ("name", "summary", "description")
    required_languages = {"en": ("name",)}
