from modeltranslation.translator import TranslationOptions, register

from directory.models import Category, Listing, ListingPicture, OtherCost


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("label", "synonyms")
    required_languages = {"en": ("label",)}


@register(Listing)
class ListingTranslation(TranslationOptions):
    fields = ("name", "summary", "description")
    required_languages = {"en": ("name",)}


@register(ListingPicture)
class ListingPictureTranslation(TranslationOptions):
    fields = ("alt",)
    required_languages = {"en": ("alt",)}


@register(OtherCost)
class OtherCostTranslation(TranslationOptions):
    fields = ("for_whom",)
    required_languages = {"en": ("for_whom",)}
