"""What a library page is made of. A parent meets the same shapes on every page: what to do, ideas, when to worry."""

from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

# What an activity needs, as the filter of activities asks for it. `things` says it in full.
KIT = {
    "nothing": _("Nothing at all"),
    "kitchen": _("Kitchen things"),
    "cloth": _("Scarves, towels and blankets"),
    "water": _("Water"),
    "paper": _("Paper, pens and paint"),
    "boxes": _("Boxes and bags"),
    "books": _("Books and photos"),
    "outdoors": _("A walk outdoors"),
    "food": _("Food"),
    "toys": _("Toys"),
}
TEXT = ["bold", "link", "ul", "ol"]


class IntroductionBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(features=["bold", "link"])


class TextBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=TEXT)


class StepBlock(blocks.StructBlock):
    picture = ImageChooserBlock(required=False)
    text = blocks.RichTextBlock(features=["bold", "link"])


class StepsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120)
    steps = blocks.ListBlock(StepBlock())


class ActivityBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120)
    age_from = blocks.IntegerBlock(min_value=0, max_value=216, help_text="In months.")
    age_to = blocks.IntegerBlock(min_value=0, max_value=216, help_text="In months.")
    minutes = blocks.IntegerBlock(min_value=1, max_value=240)
    kit = blocks.MultipleChoiceBlock(choices=list(KIT.items()), label="For the filter: what it needs")
    things = blocks.CharBlock(max_length=200, help_text="Things from home, parted by commas.")
    text = blocks.RichTextBlock(features=TEXT)


class ArticleBlock(blocks.StreamBlock):
    """The kinds of section. The names are those of the markers in the seed files (`## Heading {steps}`)."""

    introduction = IntroductionBlock(icon="pilcrow", label="Introduction")
    section = TextBlock(icon="pilcrow", label="Section")
    steps = StepsBlock(icon="list-ol", label="Steps: what to do, in order")
    ideas = StepsBlock(icon="list-ul", label="Ideas: a picture and a sentence each (Easy Read)")
    activity = ActivityBlock(icon="pick", label="Activity")
    emergency = TextBlock(icon="warning", label="Red: call 999")
    urgent = TextBlock(icon="warning", label="Amber: call 111")
    ask = TextBlock(icon="help", label="Green: ask a health visitor")
    sources = TextBlock(icon="openquote", label="Where this comes from")


class RelatedBlock(blocks.StreamBlock):
    """Where a reader goes on from a page. The same in every language, so nothing here is translated."""

    page = blocks.PageChooserBlock(label="Another page")
    helpline = SnippetChooserBlock("content.Fact", label="Somebody to talk to")
    groups = blocks.CharBlock(max_length=50, label="Groups of a category", help_text="The category's key.")
