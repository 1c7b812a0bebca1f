"""What must hold of a finished site before anyone sees it: all pages, only those, and no broken link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from posixpath import dirname, normpath
from urllib.parse import unquote, urlsplit

from coachloom.problems import Place, Problem
from coachloom.site.finishing.page import BuiltPage, Html
from coachloom.site.tree import Tree

_SCHEMES = frozenset({"http", "https", "mailto"})
_TAGS = frozenset(
    [
        "a",
        "abbr",
        "blockquote",
        "br",
        "code",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "li",
        "nav",
        "ol",
        "p",
        "pre",
        "span",
        "strong",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_ATTRIBUTES = frozenset({"href", "src", "alt", "title", "id", "class", "start", "style", "tabindex"})
_ALIGNMENT = re.compile(r"text-align: (left|right|center);?")
"""What a table's cell may say of its looks."""
_NOWHERE = frozenset({"iframe", "object", "embed", "base", "frame", "frameset", "applet"})


@dataclass(frozen=True, slots=True)
class Seen:
    """What a finished page leads to, and the anchors that it has."""

    links: tuple[tuple[str, str, str], ...]
    """Tag, attribute and value."""
    anchors: frozenset[str]


def faults_of_text(tree: Tree, pages: Mapping[str, BuiltPage]) -> Iterator[Problem]:
    """What is wrong with the pages that the engine built, before our own parts are put in."""
    for missing in sorted(tree.html - pages.keys()):
        yield _fault(missing, "The page was planned and is not there.")
    for extra in sorted(pages.keys() - tree.html):
        yield _fault(extra, "The page was not planned.")
    for page in pages.values():
        yield from faults_of_page(page)


def faults_of_page(page: BuiltPage) -> Iterator[Problem]:
    """As `faults_of_text`, for what stands on one page."""
    if page.raw.count(b"</article>") > 1:
        yield _fault(page.file, "Something ends the text of the page before its end.")
    yield from _active(page.file, page.html)


def broken_links(files: AbstractSet[str], seen: Mapping[str, Seen], of: Iterable[str]) -> Iterator[Problem]:
    """Every link that leads to nothing, or out of the site in a way that is not allowed.

    ``files`` and ``seen`` are all files and all finished pages of the site; the links are those of the pages ``of``.
    """
    for file in of:
        for tag, attribute, value in seen[file].links:
            fault = _link_fault(file, tag, value, files, seen)
            if fault:
                yield _fault(file, f"The {attribute} {value} {fault}.")


def _active(file: str, page: Html) -> Iterator[Problem]:
    """Whatever would act in a reader's browser and is not the theme's own; a net below the checks of the text."""
    if len(page.css("article")) > 1:
        yield _fault(file, "A second article stands on the page.")
    for node in page.css("article *"):
        styled = not _ALIGNMENT.fullmatch(str(node.attributes.get("style", "text-align: left;")))
        names = sorted(set(node.attributes) - _ATTRIBUTES | ({"style"} if styled else set()))
        if node.tag not in _TAGS or names:
            yield _fault(file, f"<{node.tag} {' '.join(names)}> stands in the text, and is not allowed.")
    for node in page.css("*"):
        acting = [name for name in node.attributes if name.startswith("on") or name == "srcdoc"]
        if acting or node.tag in _NOWHERE or "http-equiv" in node.attributes:
            yield _fault(file, f"<{node.tag} {' '.join(acting)}> stands on the page, and is not allowed.")


def _link_fault(file: str, tag: str, value: str, files: AbstractSet[str], seen: Mapping[str, Seen]) -> str:
    """Why a link is not right, or nothing. Only a reader's own click may lead to another host."""
    parts = urlsplit(value)
    target = _target(file, unquote(parts.path))
    if tag == "a" and parts.scheme in _SCHEMES:
        return ""
    if file == "404.html" and parts.path.startswith("/") and not parts.netloc:
        return ""  # the one page that may be shown at any depth
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return "leads out of the site in a way that is not allowed"
    if target not in files:
        return "leads to nothing"
    if parts.fragment and target in seen and unquote(parts.fragment) not in seen[target].anchors:
        return "leads to a place that is not on its page"
    return ""


def _target(file: str, path: str) -> str:
    if not path:
        return file
    target = normpath(f"{dirname(file) or '.'}/{path}")
    return f"{target}/index.html".removeprefix("./") if path.endswith(("/", ".")) else target


def seen_of(page: Html) -> Seen:
    links = [
        (str(node.tag), attribute, value)
        for attribute in ("href", "src", "srcset", "poster", "action", "data")
        for node in page.css(f"[{attribute}]")
        if (value := str(node.attributes.get(attribute) or "").strip())
    ]
    anchors = (str(node.attributes.get("id")) for node in page.css("[id]"))
    return Seen(tuple(dict.fromkeys(links)), frozenset(anchors))


def _fault(file: str, what: str) -> Problem:
    return Problem(code="SITE", what=what, place=Place(file), do="report this; the earlier site was left in place")
