"""Pictures drawn from data stand on the page as drawings, not as files: they take its colours and can be read."""

from __future__ import annotations

from posixpath import dirname, normpath

from coachloom.site.finishing.facts import Facts
from coachloom.site.finishing.page import BuiltPage


def drawings_stand_on_the_page(page: BuiltPage, facts: Facts) -> None:
    """A picture's file gives way to its figure, together with the paragraph that holds nothing else."""
    for number, picture in enumerate(page.html.css("article img")):
        path = normpath(f"{dirname(page.file)}/{picture.attributes.get('src')}").removeprefix("./")
        figure = facts.figures.get(path)
        if figure is None:
            continue
        around = picture.parent
        alone = around is not None and around.tag == "p" and not around.text().strip()
        place = around if alone and around is not None else picture
        # a picture that stands twice on a page needs names of its own
        markup = figure.replace("{n}", f"-{number}" if number else "").replace("{root}", page.root)
        place.replace_with(page.node("figure", {"class": "drawing"}, markup))
