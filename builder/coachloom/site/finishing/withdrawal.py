"""Texts that were withdrawn leave a finished site: their pages, the search, the glossary's notes, and their pictures.

It is done on the pages as they stand, so that one published long ago loses that text and nothing else changes.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, normpath

from coachloom.site.engines import ENGINES
from coachloom.site.finishing.head import description
from coachloom.site.finishing.notice import Notice
from coachloom.site.finishing.page import BuiltPage, Node

_FOOT = frozenset({"origin", "feedback", "rule", "term-note"})
"""Classes of what follows the text of a page."""

_LONG = 60
"""Letters of a passage; shorter ones stand in many texts."""


@dataclass(slots=True)
class _Gone:
    """What was taken out."""

    places: dict[str, Notice] = field(default_factory=dict)
    """By address, as the search knows it."""
    pages: set[str] = field(default_factory=set)
    """The files of pages that changed."""
    pictures: set[str] = field(default_factory=set)
    """Files that go, unless another page shows them."""
    words: set[str] = field(default_factory=set)
    """Passages long enough to be known again elsewhere."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """``changed`` are files as they are now, None for one that goes; ``elsewhere`` pages that still say the same."""

    changed: Mapping[str, bytes | None]
    elsewhere: tuple[str, ...] = ()

    def carried_out(self, built: Path) -> None:
        """Makes the files in ``built`` be so."""
        for file, data in self.changed.items():
            if data is None:
                (built / file).unlink()
            else:
                (built / file).write_bytes(data)


def withdraw(pages: Mapping[str, BuiltPage], built: Path, notices: Sequence[Notice]) -> Withdrawal:
    """Puts the notices into ``pages``, those of the site in ``built``; its files are not touched yet."""
    gone = _Gone()
    for notice in notices:
        _withdraw(pages, notice, gone)
    shown = {picture for page in pages.values() for picture in _pictures(page, page.html.css("article"))}
    changed: dict[str, bytes | None] = {file: pages[file].written for file in gone.pages}
    if gone.pages:
        changed |= dict(_index(built, gone))
    changed |= {picture: None for picture in gone.pictures - shown if (built / picture).is_file()}
    return Withdrawal(changed, tuple(sorted(_saying(pages, gone.words))))


def _saying(pages: Mapping[str, BuiltPage], words: AbstractSet[str]) -> Iterator[str]:
    """Pages on which one of those passages stands."""
    for file, page in pages.items() if words else ():
        if page.article is not None and any(passage in " ".join(page.article.text().split()) for passage in words):
            yield file


def _withdraw(pages: Mapping[str, BuiltPage], notice: Notice, gone: _Gone) -> None:
    if notice.is_picture:
        _take_out_picture(pages, notice, gone)
        return
    page = pages.get(notice.page)
    heading = (
        page.html.css_first(f"article [id='{notice.anchor}']" if notice.anchor else "article h1") if page else None
    )
    if page is None or heading is None:
        return
    text = list(_below(heading, whole=not notice.anchor))
    gone.pictures |= set(_pictures(page, text))
    anchors = [str(node.attributes["id"]) for node in _ids_in(text)]
    gone.places |= {f"{page.file.removesuffix('index.html')}#{anchor}": notice for anchor in anchors}
    gone.places[notice.url] = notice
    gone.pages.add(page.file)
    gone.words |= _passages(text)
    for node in text:
        node.decompose()
    words = f"<p>{html.escape(notice.words, quote=False)}</p>"
    heading.insert_after(page.node("blockquote", {"class": "withdrawn"}, words))
    _forget(page, anchors)
    if notice.anchor:
        _in_notes(pages, notice, gone)


def _in_notes(pages: Mapping[str, BuiltPage], notice: Notice, gone: _Gone) -> None:
    """A word of the glossary is explained at the foot of every page that uses it."""
    for page in pages.values():
        for note in page.html.css(f"[id='explained-{notice.anchor}'] > p:nth-child(2)"):
            note.inner_html = html.escape(notice.words, quote=False)
            gone.pages.add(page.file)


def _below(heading: Node, *, whole: bool) -> Iterator[Node]:
    """What stands between a heading and the next one of its rank, or for the ``whole`` page its foot."""
    node = heading.next
    while node is not None:
        classes = set(str(node.attributes.get("class") or "").split()) if node.tag != "-text" else set()
        if classes & _FOOT or (not whole and node.tag == heading.tag):
            return
        following = node.next
        yield node
        node = following


def _passages(nodes: Iterable[Node]) -> set[str]:
    """The paragraphs and points of a text that are long enough to be known again."""
    found = {" ".join(node.text().split()) for top in nodes if top.tag != "-text" for node in top.css("p, li, td")}
    return {passage for passage in found if len(passage) >= _LONG}


def _ids_in(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.tag != "-text":
            yield from (one for one in node.css("[id]"))


def _pictures(page: BuiltPage, nodes: Iterable[Node]) -> Iterator[str]:
    """The files of pictures and drawings in some part of a page, below the site's root."""
    for node in nodes:
        if node.tag != "-text":
            for shown in node.css("img[src], figure[data-picture]"):
                here = shown.attributes.get("data-picture") or shown.attributes.get("src")
                yield normpath(f"{dirname(page.file)}/{here}").removeprefix("/")


def _take_out_picture(pages: Mapping[str, BuiltPage], notice: Notice, gone: _Gone) -> None:
    gone.pictures.add(notice.url)
    for page in pages.values():
        for shown in page.html.css("article :is(img[src], figure[data-picture])"):
            if notice.url in _pictures(page, [shown]) and shown.parent is not None:
                shown.replace_with(page.node("span", {"class": "withdrawn"}, html.escape(notice.words, quote=False)))
                gone.pages.add(page.file)


def _forget(page: BuiltPage, anchors: Iterable[str]) -> None:
    """The contents list and the description of the page tell of the text no more."""
    for anchor in anchors:
        for link in page.html.css(f".md-nav--secondary a[href='#{anchor}']"):
            if link.parent is not None:
                link.parent.decompose()
    about = description(page)
    for meta in page.html.css("meta[name='description'], meta[property='og:description']"):
        meta.attrs["content"] = about


def _index(built: Path, gone: _Gone) -> Iterator[tuple[str, bytes]]:
    """The search index without what is gone; the notice can be found where the text could."""
    for engine in ENGINES.values():
        file = built / engine.index
        if not file.is_file():
            continue
        index = json.loads(file.read_text(encoding="utf-8"))
        kept = []
        for entry in index[engine.entries]:
            notice = gone.places.get(entry["location"])
            if notice is None and not _on_a_withdrawn_page(entry["location"], gone):
                kept.append(entry)
            elif notice is not None and entry["location"] == notice.url:
                kept.append(entry | {"text": html.escape(notice.words, quote=False)})
        index[engine.entries] = kept
        yield engine.index, json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode()


def _on_a_withdrawn_page(location: str, gone: _Gone) -> bool:
    page, _, anchor = location.partition("#")
    return bool(anchor) and page in gone.places
