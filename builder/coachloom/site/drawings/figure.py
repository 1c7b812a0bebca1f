"""A drawn picture: SVG to stand in a page, or as a file of its own, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass

from coachloom.site.drawings.svg import Markup, joined, tag, words

STYLE = "assets/drawings.css"
"""The style of all pictures, below `site/`; every colour falls back to that of the light scheme."""

WIDTH = 360
"""Every picture is as wide as a phone, so that 13 units of text are 13 pixels there; it grows downwards."""

AT_ROOT = "root:/"
"""What the address of a link begins with, in the place of the way to the site's root."""

_NAMESPACE = "http://www.w3.org/2000/svg"


@dataclass(frozen=True, slots=True)
class Figure:
    """``svg`` has no style and no script; its colours are classes of `STYLE`."""

    id: str
    title: str
    description: str
    svg: Markup
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def on_a_page(self, root: str, number: int = 0) -> str:
        """The drawing for a page from which ``root`` leads to the site's root; a second one needs names of its own.

        Two hyphens stand before the number, since an id holds no two and may end with a number.
        """
        svg = self.svg.replace(f'href="{AT_ROOT}', f'href="{root}')
        name = prefix(self.id)
        return svg.replace(f"{name}-", f"{name}--{number}-") if number else svg


def framed(id: str, title: str, description: str, height: float, *inner: Markup, linked: bool = False) -> Markup:
    """The outermost element. One that holds links is a group, since what stands in an image cannot be reached."""
    name = prefix(id)
    return tag(
        "svg",
        tag("title", words(title), id=f"{name}-title"),
        tag("desc", words(description), id=f"{name}-desc"),
        *inner,
        xmlns=_NAMESPACE,
        class_="drawing",
        width=WIDTH,
        height=height,
        viewBox=f"0 0 {WIDTH} {height:g}",
        role="group" if linked else "img",
        aria_labelledby=f"{name}-title {name}-desc",
    )


def prefix(id: str) -> str:
    """What all ids inside a picture begin with; no heading of a page has such an id."""
    return f"drawing-{id}"


def standalone(figure: Figure, style: str, root: str = "") -> bytes:
    """The picture as a file; ``style`` is the text of `STYLE`, which a file of its own has to carry with it."""
    start, rest = figure.on_a_page(root).split(">", 1)
    return joined(Markup(f"{start}>"), tag("style", words(style)), Markup(rest.lstrip("\n"))).encode()
