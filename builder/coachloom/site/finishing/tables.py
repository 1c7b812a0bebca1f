"""Tables that screen readers can tell apart and that need no style of their own."""

from __future__ import annotations

from coachloom.site.finishing.facts import Facts
from coachloom.site.finishing.page import BuiltPage


def headers_have_a_scope(page: BuiltPage, facts: Facts) -> None:  # noqa: ARG001 -- every pass is called alike
    for cell in page.html.css("article thead th"):
        cell.attrs["scope"] = "col"


def alignment_is_a_class(page: BuiltPage, facts: Facts) -> None:  # noqa: ARG001
    """Both engines align cells by a style, which our content security policy would have to allow everywhere."""
    for cell in page.html.css("article :is(th, td)[style]"):
        side = str(cell.attributes["style"]).removeprefix("text-align:").strip(" ;")
        del cell.attrs["style"]
        cell.attrs["class"] = f"{cell.attributes.get('class') or ''} align-{side}".strip()
