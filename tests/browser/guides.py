"""Guides that tests follow. Their pictures are taken on the way, and `make guide` keeps them."""

import os
import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.kept import ROOT

KEPT_IN = os.environ.get("PORTAL_GUIDE_PICTURES")
LARGEST_PICTURE = 60_000  # bytes


class Guide:
    """A page of docs/, and where its pictures go."""

    def __init__(self, name: str, elsewhere: Path):
        self.words = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
        self.shown = re.findall(rf"\]\(pictures/{name}/([\w-]+)\.png\)", self.words)
        self.folder = Path(KEPT_IN or elsewhere) / name

    def picture(self, page: Page, name: str) -> None:
        """Take a picture that the guide shows, of what the window shows."""
        assert name in self.shown, f"the guide shows no picture {name}"
        page.wait_for_load_state("networkidle")
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{name}.png"
        page.screenshot(path=path)
        Image.open(path).quantize(128).save(path, optimize=True)
        assert path.stat().st_size < LARGEST_PICTURE, f"{name} has {path.stat().st_size} bytes"

    def told(self, words: str) -> str:
        """Words that the guide has in bold, because that is what a reader of it looks for on the page."""
        assert f"**{words}**" in self.words, f"the guide does not tell of {words}"
        return words
