"""The list of a site's pages for search engines; the address of the site is the academy's."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from coachloom.site.finishing.head import address_of
from coachloom.site.finishing.page import NOT_FOUND

FILE = "sitemap.xml"


def sitemap(url: str | None, files: Iterable[str]) -> str:
    """Every page but the one for addresses that lead nowhere; addresses are relative where ``url`` is not known."""
    pages = sorted(file for file in files if file != NOT_FOUND)
    places = [address_of(url, file) if url else f"{file.removesuffix('index.html')}" or "./" for file in pages]
    entries = "".join(f"<url><loc>{escape(place)}</loc></url>\n" for place in places)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    )
