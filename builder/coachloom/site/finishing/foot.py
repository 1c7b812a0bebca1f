"""The foot of a page: the engines print one text on every page, so its links learn here how deep their page lies."""

from __future__ import annotations

from coachloom.site.finishing.facts import Facts
from coachloom.site.finishing.page import NOT_FOUND, BuiltPage


def links_of_the_foot_are_relative(page: BuiltPage, facts: Facts) -> None:  # noqa: ARG001 -- every pass is called alike
    """Those from the site's root; the page that may be shown at any depth keeps them."""
    if page.file == NOT_FOUND:
        return
    for link in page.html.css(".md-copyright a[href^='/']"):
        link.attrs["href"] = page.root + str(link.attributes["href"]).removeprefix("/")
