"""Drawings stand on the page themselves, not as files: they take its colours, and what they show can be read."""

from __future__ import annotations

import html
from collections.abc import Sequence
from posixpath import dirname, normpath

from coachloom.site.drawings.figure import Figure
from coachloom.site.finishing.facts import Facts
from coachloom.site.finishing.page import BuiltPage


def drawings_stand_on_the_page(page: BuiltPage, facts: Facts) -> None:
    """A picture's file gives way to its figure, together with the paragraph that holds nothing else."""
    for number, picture in enumerate(page.html.css("article img")):
        path = normpath(f"{dirname(page.file)}/{picture.attributes.get('src')}").removeprefix("./")
        figure = facts.figures.get(path.removeprefix("/"))
        if figure is None:
            continue
        around = picture.parent
        alone = around is not None and around.tag == "p" and not around.text().strip()
        place = around if alone and around is not None else picture
        markup = _figure(figure, figure.on_a_page(page.root, number), facts)
        attributes = {"class": "drawn", "data-picture": str(picture.attributes["src"])}
        place.replace_with(page.node("figure", attributes, markup))


def _figure(figure: Figure, svg: str, facts: Facts) -> str:
    """The title as a caption, the drawing, and the same as a table for whoever would rather read."""
    caption = f"<figcaption>{html.escape(figure.title, quote=False)}</figcaption>"
    header = _row(figure.header, 'th scope="col"')
    rows = "".join(_row(row, "td") for row in figure.rows)
    table = f"<table><thead>{header}</thead><tbody>{rows}</tbody></table>"
    words = html.escape(facts.words.text("site.as_table"), quote=False)
    return f"{caption}{svg}<details><summary>{words}</summary>{table}</details>"


def _row(cells: Sequence[str], cell: str) -> str:
    tag = cell.split(maxsplit=1)[0]
    return "<tr>" + "".join(f"<{cell}>{html.escape(text, quote=False)}</{tag}>" for text in cells) + "</tr>"
