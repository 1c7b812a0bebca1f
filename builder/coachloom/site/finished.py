"""What must hold of a finished site before anyone sees it: all pages, only those, and no broken link."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from posixpath import dirname, normpath
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from coachloom.problems import Place, Problem
from coachloom.site.tree import Tree

_SCHEMES = frozenset({"http", "https", "mailto"})


def faults(tree: Tree) -> Iterator[Problem]:
    """Everything that is wrong with what the engine built; empty where all is well."""
    yield from _pages(tree)
    yield from _links(tree)


def _pages(tree: Tree) -> Iterator[Problem]:
    built = {path.relative_to(tree.built).as_posix() for path in tree.built.rglob("*.html")}
    for missing in sorted(tree.html - built):
        yield _fault(missing, "The page was planned and is not there.")
    for extra in sorted(built - tree.html):
        yield _fault(extra, "The page was not planned.")


def _links(tree: Tree) -> Iterator[Problem]:
    files = {path.relative_to(tree.built).as_posix() for path in tree.built.rglob("*") if path.is_file()}

    @cache
    def anchors(file: str) -> frozenset[str]:
        return frozenset(_parsed(tree.built / file)[1])

    for file in sorted(tree.html & files):
        for name, link in _parsed(tree.built / file)[0]:
            parts = urlsplit(link)
            if name == "href" and (parts.scheme in _SCHEMES):
                continue
            if file == "404.html" and parts.path.startswith("/"):
                continue  # the one page that may be shown at any depth
            if parts.scheme or parts.netloc or parts.path.startswith("/"):
                yield _fault(file, f"The {name} {link} leads out of the site in a way that is not allowed.")
                continue
            target = _target(file, unquote(parts.path))
            if target not in files:
                yield _fault(file, f"The link {link} leads to nothing.")
            elif parts.fragment and target.endswith(".html") and unquote(parts.fragment) not in anchors(target):
                yield _fault(file, f"The link {link} leads to a place that is not on its page.")


def _target(file: str, path: str) -> str:
    if not path:
        return file
    target = normpath(f"{dirname(file) or '.'}/{path}")
    return f"{target}/index.html".removeprefix("./") if path.endswith(("/", ".")) else target


@cache
def _parsed(path: Path) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The links of a page, each with the attribute that holds it, and its anchors."""
    page = LexborHTMLParser(path.read_bytes())
    links = [
        (name, value)
        for name in ("href", "src")
        for node in page.css(f"[{name}]")
        if (value := str(node.attributes.get(name) or "").strip())
    ]
    ids = [str(node.attributes.get("id")) for node in page.css("[id]")]
    return tuple(dict.fromkeys(links)), tuple(ids)


def _fault(file: str, what: str) -> Problem:
    return Problem(code="SITE", what=what, place=Place(file), do="report this; the earlier site was left in place")
