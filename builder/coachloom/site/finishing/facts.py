"""What the finishing of a site needs to know, beside the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coachloom.academy.identity import Identity
from coachloom.course.values import Audience
from coachloom.site.drawings.figure import Figure
from coachloom.site.finishing.notice import Notice
from coachloom.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """``figures`` are drawings by the path of the picture that they stand in for."""

    words: Words
    identity: Identity
    audience: Audience
    title: str
    """The name of the site."""
    summary: str
    """What it holds, in a sentence of plain text."""
    json_ld: str
    """The course as linked data, for the home page."""
    figures: Mapping[str, Figure] = field(default_factory=dict)
    glossary: str = "glossary/index.html"
    offline: bool = False
    withdrawn: tuple[Notice, ...] = ()
    shelf: str = ""
    """The folder beside other editions in which the site will stand; empty for one of its own."""

    cohorts: tuple[str, ...] = ()
    """Addresses of the pages of cohorts that will stand beside the finished site."""

    @property
    def address(self) -> str | None:
        """Where the site's home page is found, if the academy said where its sites are."""
        url = self.identity.url
        return f"{url.rstrip('/')}/{self.shelf}" if url and self.shelf else url

    @property
    def address_in_lists(self) -> str | None:
        """As ``address``; beside other editions always one, since the theme finds a page's fellow by the lists of both.

        A name that ends with `.invalid` is nobody's, and never will be (RFC 2606).
        """
        return self.address or (f"https://{self.identity.id}.invalid/{self.shelf}" if self.shelf else None)
