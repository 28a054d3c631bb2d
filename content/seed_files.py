"""How a library page is written in `seed/<language>/<key>.md`: front matter in TOML, then sections under headings.

    ## Heading                                       a section of paragraphs and lists
    ## Heading {emergency}                           the same, of another kind: emergency, urgent, ask, sources
    ## Heading {steps}                               items with pictures: `1. ![kettle] **Boil.** …`; ideas too.
                                                     A line that stands alone is an item without a picture
    ## Heading {activity from=0 to=6 minutes=5 with=cloth,books}
                                                     an activity; its first line, after ">", lists the things from home

Every language has the same sections in the same order, so that a paragraph can be matched with its translation.
"""

import re
import tomllib
from dataclasses import dataclass
from typing import Any

import markdown

HEADING = re.compile(r"^## (?P<heading>.+?)(?: \{(?P<kind>[a-z]+)(?P<options>(?: \w+=[\w,]+)*)\})?$", re.MULTILINE)
OPTION = re.compile(r"(\w+)=([\w,]+)")
ITEM = re.compile(r"^(?:(?:\d+\.|-) )?(?:!\[(?P<picture>[\w-]+)\] )?(?P<text>\S.*)$", re.MULTILINE)
BETWEEN_BLOCKS = re.compile(r"\n(?=</?(?:p|ul|ol|li)>)")
PAGE_LINK = re.compile(r'<a href="page:([\w-]+)">')
LISTS = ("steps", "ideas")
KINDS = (*LISTS, "section", "activity", "emergency", "urgent", "ask", "sources")


@dataclass(frozen=True)
class SeedBlock:
    kind: str
    value: dict[str, Any]


@dataclass(frozen=True)
class SeedPage:
    title: str
    summary: str
    picture_alt: str
    blocks: tuple[SeedBlock, ...]


def read_seed_page(text: str, page_ids: dict[str, int]) -> SeedPage:
    """Parse a seed file. `page_ids` gives the page for each key that a link names; KeyError where it has none, or where
    something that a page or an activity needs is missing. Raises ValueError where a line would be lost or shown raw.

    The pictures of a list's items are names, in "picture"; empty where an item has none.
    """
    _, front_matter, body = text.split("+++\n", 2)
    meta = tomllib.loads(front_matter)
    headings = list(HEADING.finditer(body))
    introduction = body[: headings[0].start() if headings else len(body)].strip()
    blocks = [SeedBlock("introduction", {"text": _rich_text(introduction, page_ids)})] if introduction else []
    ends = [heading.start() for heading in headings[1:]] + [len(body)]
    for heading, end in zip(headings, ends, strict=False):
        blocks.append(_block(heading, body[heading.end() : end].strip(), page_ids))
    return SeedPage(meta["title"], meta["summary"], meta.get("picture_alt", ""), tuple(blocks))


def _block(heading: re.Match[str], section: str, page_ids: dict[str, int]) -> SeedBlock:
    kind = heading["kind"] or "section"
    value: dict[str, Any] = {"heading": heading["heading"]}
    if kind not in KINDS or "{" in heading["heading"]:
        raise ValueError(f"{heading[0]}: this is no kind of section")
    if kind in LISTS:
        return SeedBlock(kind, {**value, "steps": [_item(item, page_ids) for item in ITEM.finditer(section)]})
    if kind == "activity":
        options = dict(OPTION.findall(heading["options"]))
        value |= {"age_from": int(options["from"]), "age_to": int(options["to"]), "minutes": int(options["minutes"])}
        value["kit"] = options["with"].split(",")
        things, _, section = section.partition("\n")
        if not things.startswith("> "):
            raise ValueError(f"{heading[0]}: the line after it does not say what an activity needs")
        value["things"] = things.removeprefix("> ").strip()
    return SeedBlock(kind, {**value, "text": _rich_text(section, page_ids)})


def _item(item: re.Match[str], page_ids: dict[str, int]) -> dict[str, str]:
    if "![" in item["text"]:
        raise ValueError(f"{item[0]}: a picture stands between the number or the dash and the words")
    return {"picture": item["picture"] or "", "text": _rich_text(item["text"], page_ids)}


def _rich_text(source: str, page_ids: dict[str, int]) -> str:
    """HTML as Wagtail stores it: a link to a page names the page, not its address."""
    html = markdown.markdown(source).replace("<strong>", "<b>").replace("</strong>", "</b>")
    html = BETWEEN_BLOCKS.sub("", html).replace("\n", " ")
    return PAGE_LINK.sub(lambda link: f'<a linktype="page" id="{page_ids[link[1]]}">', html)
