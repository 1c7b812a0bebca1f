"""Writing SVG: whatever text comes in, well-formed XML comes out."""

from __future__ import annotations

import html
import re
from typing import NewType

Markup = NewType("Markup", str)
"""Finished SVG; only `tag`, `words` and `joined` make it."""

RADIUS = 4
"""Of all rounded corners."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def words(text: str) -> Markup:
    """Text that shows as it is; what XML cannot hold becomes a replacement character."""
    return Markup(html.escape(_NOT_XML.sub("\ufffd", text)))


def joined(*parts: Markup) -> Markup:
    return Markup("\n".join(parts))


def tag(name: str, *inner: Markup, **attributes: str | float) -> Markup:
    """An element. ``class_`` is written ``class``, ``aria_label`` ``aria-label``; numbers have at most two decimals."""
    written = "".join(f' {_attribute(key)}="{_value(value)}"' for key, value in attributes.items())
    if not inner:
        return Markup(f"<{name}{written}/>")
    body = inner[0] if len(inner) == 1 else f"\n{joined(*inner)}\n"
    return Markup(f"<{name}{written}>{body}</{name}>")


def _attribute(key: str) -> str:
    return key if key == "viewBox" else key.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return words(value)
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def box(x: float, y: float, width: float, height: float, class_: str) -> Markup:
    return tag("rect", class_=class_, x=x, y=y, width=width, height=height, rx=min(RADIUS, width / 2, height / 2))


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    return tag("path", class_=class_, d=f"M{_value(x1)} {_value(y1)}L{_value(x2)} {_value(y2)}")


def path(class_: str, *points: tuple[float, float]) -> Markup:
    """A line through ``points``."""
    steps = "L".join(f"{_value(x)} {_value(y)}" for x, y in points)
    return tag("path", class_=class_, d=f"M{steps}")


def dot(x: float, y: float, radius: float, class_: str) -> Markup:
    return tag("circle", class_=class_, cx=x, cy=y, r=radius)
