"""What in a picture leads to a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from coachloom.course.kinds import Element
from coachloom.site.drawings.svg import Markup, tag

Href: TypeAlias = Callable[[Element], str]
"""The address of an element's page, from the page on which the picture stands."""


def link(href: str, name: str, *inner: Markup) -> Markup:
    """``name`` is what is read out, and holds what is seen."""
    return tag("a", *inner, href=href, aria_label=name)
