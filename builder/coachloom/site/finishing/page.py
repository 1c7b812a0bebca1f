"""A page that an engine built, open to be changed; the one door to the library that reads HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

Html = LexborHTMLParser
Node = LexborNode

HOME_FILE = "index.html"
NOT_FOUND = "404.html"
_AS_WRITTEN = re.compile(r"(<pre\b.*?</pre>|<script\b.*?</script>|<style\b.*?</style>)", re.DOTALL)
_BLANK = re.compile(r"\s+")
_CITATIONS = re.compile(r"\s*\((?:<a [^>]*references/#[^>]*>[^<]*</a>(?:; )?)+\)")


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """``file`` is the page's path below the site's root."""

    file: str
    html: Html
    raw: bytes = b""
    """As the engine wrote it."""

    @property
    def root(self) -> str:
        """The way from the page to the site's root: empty, or ``../`` once a folder."""
        return "../" * self.file.count("/")

    @property
    def article(self) -> Node | None:
        return self.html.css_first("article")

    @property
    def written(self) -> bytes:
        """The page as a file."""
        return squeezed(str(self.html.html)).encode()

    def node(self, tag: str, attributes: Mapping[str, str], inner: str = "") -> Node:
        """A new element, not yet on the page; ``inner`` is markup."""
        node = self.html.create_node(tag)
        for name, value in attributes.items():
            node.attrs[name] = value
        if inner:
            node.inner_html = inner
        return node

    def words_of(self, node: Node) -> str:
        """The plain words of a paragraph, on one line, without its citations."""
        return " ".join(self.node("p", {}, self.without_citations(node)).text().split())

    def without_citations(self, node: Node) -> str:
        """The markup in ``node``, but for what it cites."""
        return _CITATIONS.sub("", str(node.inner_html))

    def into_head(self, tag: str, attributes: Mapping[str, str], inner: str = "") -> None:
        """A new element at the end of the head."""
        head = self.html.head
        if head is not None:
            head.insert_child(self.node(tag, attributes, inner))


def read_pages(built: Path) -> dict[str, BuiltPage]:
    """Every page below ``built``, by its path, in order."""
    files = sorted(path for path in built.rglob("*.html") if path.is_file())
    raw = {path.relative_to(built).as_posix(): path.read_bytes() for path in files}
    return {file: BuiltPage(file, Html(data), data) for file, data in raw.items()}


def write_pages(pages: Mapping[str, BuiltPage], built: Path) -> None:
    for file, page in pages.items():
        (built / file).write_bytes(page.written)


def squeezed(markup: str) -> str:
    """The same page without the blank space of the theme's templates, which is a quarter of a page's weight."""
    pieces = _AS_WRITTEN.split(markup)
    pieces[::2] = [_BLANK.sub(lambda found: "\n" if "\n" in found[0] else " ", piece) for piece in pieces[::2]]
    return "".join(pieces)
