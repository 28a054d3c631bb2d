"""What a library page is made of. A parent meets the same shapes on every page: what to do, ideas, when to worry."""

from wagtail import blocks


class TextBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=["bold", "link", "ul", "ol"])


class IntroductionBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(features=["bold", "link"])


class ActivityBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120)
    age_from = blocks.IntegerBlock(min_value=0, max_value=216, help_text="In months.")
    age_to = blocks.IntegerBlock(min_value=0, max_value=216, help_text="In months.")
    minutes = blocks.IntegerBlock(min_value=1, max_value=240)
    things = blocks.CharBlock(max_length=200, help_text="Things from home, parted by commas.")
    text = blocks.RichTextBlock(features=["bold", "link", "ul", "ol"])


class ArticleBlock(blocks.StreamBlock):
    """The kinds of section. The names are those of the markers in the seed files (`## Heading {steps}`)."""

    introduction = IntroductionBlock(icon="pilcrow", label="Introduction")
    section = TextBlock(icon="pilcrow", label="Section")
    steps = TextBlock(icon="list-ol", label="Steps: what to do", help_text="Write the text as a numbered list.")
    activity = ActivityBlock(icon="pick", label="Activity")
    emergency = TextBlock(icon="warning", label="Red: call 999")
    urgent = TextBlock(icon="warning", label="Amber: call 111")
    ask = TextBlock(icon="help", label="Green: ask a health visitor")
    sources = TextBlock(icon="openquote", label="Where this comes from")

    class Meta:
        template = "content/blocks/article.html"
