"""Pages outside editions: whatever an academy's colour, their links can be read."""

from __future__ import annotations

import re

import pytest

from coachloom.academy.colour import contrast
from coachloom.academy.identity import Identity
from coachloom.installed import home
from coachloom.site.plain_pages import PlainPages
from coachloom.site.tree import load_words


@pytest.mark.parametrize("colour", ["#0b5d4f", "#767676", "#c2185b", "#000000", "#1565c0"])
def test_links_can_be_read_on_the_page_and_in_its_boxes_by_day_and_in_the_dark(colour: str) -> None:
    pages = PlainPages(home(), load_words(home(), "en"), Identity(id="a", name="A", colour=colour))
    links = re.findall(r"--link: (#[0-9a-f]{6})", pages.files["front/academy.css"].decode())
    style = (home() / "site/front/front.css").read_text(encoding="utf-8")
    papers, boxes = (re.findall(rf"--{name}: (#[0-9a-f]+);", style) for name in ("paper", "soft"))

    assert [box for link, box in zip(links, boxes, strict=True) if contrast(link, box) < 4.5] == []
    assert [
        paper for link, paper in zip(links, ["#ffffff", papers[1]], strict=True) if contrast(link, paper) < 4.5
    ] == []
