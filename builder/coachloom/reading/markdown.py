"""Markdown as the course needs it: headings, sections, tables, links, pictures, citations, each with its line.

markdown-it-py says what the text means; the text itself is passed on as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import TypeVar

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_CITATION = re.compile(r"\[(@[^\[\]]+)\]")
_ATTRIBUTES = re.compile(r"\{\s{0,9}[:.#][^}]{0,200}\}?|\{[^{}=]{0,200}=[^}]{0,200}\}?")


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    title: str
    line: int
    below: int
    """The first line that no longer belongs to the heading."""
    inside: bool = False
    """Whether it stands in a list or a quote."""


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    target: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Picture:
    source: str
    alt: str
    line: int


@dataclass(frozen=True, slots=True)
class Citation:
    key: str
    line: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of the text that is refused where it stands, such as raw HTML."""

    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Markdown:
    """A text and what was found in it; ``line`` is the number of its first line in the file."""

    text: str
    line: int = 1
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    citations: tuple[Citation, ...] = ()
    html: tuple[Snippet, ...] = ()
    attributes: tuple[Snippet, ...] = ()
    loose: tuple[Snippet, ...] = ()
    """What looks like a link and is none; another reader of Markdown may see one there."""
    code: tuple[tuple[int, int], ...] = ()
    """Code blocks as (first line, line after the last), counted from 0 in ``text``; so are the next two."""
    items: tuple[tuple[int, int], ...] = ()
    """List items."""
    blocks: tuple[tuple[int, int], ...] = ()
    """Lists, tables, quotes and fenced code, at whatever depth."""
    breaks: tuple[int, ...] = ()
    """Lines that end with a line break inside a paragraph, counted from 0 in ``text``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What stands below one ``##`` heading; ``title`` is empty for the text before the first one."""

    title: str
    line: int
    body: Markdown


_OnALine = TypeVar("_OnALine", Heading, Table, Link, Picture, Citation, Snippet)


class _Parser(MarkdownIt):
    """Finds links whatever they lead to: the checks judge targets, so nothing may be hidden from them."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 -- the library's name and argument
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 -- as it was written, since the engine gets it so
        return url


_LAST = -1  # a key that no position has, in the dictionary that each inline text has for itself


def _position(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the parser calls it so
    """A rule that never matches: keeps for each token where in the text it was made."""
    if not silent:
        _note_position(state)
        state.cache[_LAST] = state.pos
    return False


def _note_position(state: StateInline) -> None:
    for token in reversed(state.tokens):
        if "at" in token.meta:
            break  # those before it are noted already
        token.meta["at"] = state.cache.get(_LAST, 0)


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark").enable("table")
    parser.inline.ruler.before("text", "position", _position)
    parser.inline.ruler2.before("balance_pairs", "position", _note_position)
    return parser


@lru_cache(maxsize=1024)  # of a course that is read again and again, nearly every text stays as it was
def read_markdown(text: str, line: int = 1) -> Markdown:
    """``text`` with everything of interest in it; lines count from ``line``."""
    tokens = _parser().parse(text)
    inline = [list(_leaves(token, start)) for token, start in _inline(tokens, line)]
    leaves = [leaf for run in inline for leaf in run]
    return Markdown(
        text=text,
        line=line,
        headings=tuple(_headings(tokens, line)),
        tables=tuple(_tables(tokens, line)),
        links=tuple(link for run in inline for link in _links(run)),
        pictures=tuple(
            Picture(str(leaf.attrs.get("src", "")), leaf.content, at) for leaf, at in leaves if leaf.type == "image"
        ),
        citations=tuple(citation for run in inline for citation in _citations(run)),
        html=tuple(
            [Snippet(t.content.strip(), line + _start(t)) for t in tokens if t.type == "html_block"]
            + [Snippet(leaf.content, at) for leaf, at in leaves if leaf.type == "html_inline"]
        ),
        attributes=tuple(
            Snippet(found[0], at)
            for leaf, at in leaves
            if leaf.type == "text" and (found := _ATTRIBUTES.search(leaf.content))
        ),
        code=_ranges(tokens, "fence", "code_block"),
        items=_ranges(tokens, "list_item_open"),
        blocks=_ranges(tokens, "bullet_list_open", "ordered_list_open", "table_open", "blockquote_open", "fence"),
        breaks=_breaks(tokens, text.split("\n")),
        loose=tuple(
            Snippet(leaf.content[: leaf.content.index("](") + 2], at)
            for leaf, at in leaves
            if leaf.type == "text" and "](" in leaf.content
        ),
    )


def parts(document: Markdown) -> tuple[Part, ...]:
    """The text cut at its ``##`` headings, each part without its heading."""
    lines = document.text.split("\n")
    cuts = [h for h in document.headings if h.level == 2 and not h.inside]
    titles = [("", document.line, document.line), *((h.title, h.line, h.below) for h in cuts)]
    ends = [*(h.line for h in cuts), document.line + len(lines)]
    found = []
    for (title, line, below), end in zip(titles, ends, strict=True):
        body = lines[below - document.line : end - document.line]
        leading = next((n for n, text in enumerate(body) if text.strip()), len(body))
        text = "\n".join(body[leading:]).rstrip()
        if title or text:
            found.append(Part(title=title, line=line, body=_part_of(document, text, below + leading)))
    return tuple(found)


def _part_of(whole: Markdown, text: str, line: int) -> Markdown:
    """``text``, a run of whole lines of ``whole`` that begins on ``line``, with what was found in those lines."""
    after = line + text.count("\n") + 1 if text else line

    def inside(found: tuple[_OnALine, ...]) -> tuple[_OnALine, ...]:
        return tuple(one for one in found if line <= one.line < after)

    def shifted(ranges: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        by = line - whole.line
        return tuple((first - by, end - by) for first, end in ranges if line <= whole.line + first < after)

    return Markdown(
        text=text,
        line=line,
        headings=inside(whole.headings),
        tables=inside(whole.tables),
        links=inside(whole.links),
        pictures=inside(whole.pictures),
        citations=inside(whole.citations),
        html=inside(whole.html),
        attributes=inside(whole.attributes),
        loose=inside(whole.loose),
        code=shifted(whole.code),
        items=shifted(whole.items),
        blocks=shifted(whole.blocks),
        breaks=tuple(at - (line - whole.line) for at in whole.breaks if line <= whole.line + at < after),
    )


def _ranges(tokens: list[Token], *types: str) -> tuple[tuple[int, int], ...]:
    return tuple((_start(token), _end(token)) for token in tokens if token.type in types)


def _start(token: Token) -> int:
    return token.map[0] if token.map else 0


def _breaks(tokens: list[Token], lines: list[str]) -> tuple[int, ...]:
    """Two spaces at the end of a line break it where the paragraph goes on."""
    paragraphs = _ranges(tokens, "paragraph_open")
    return tuple(n for first, after in paragraphs for n in range(first, after - 1) if lines[n].endswith("  "))


def _end(token: Token) -> int:
    return token.map[1] if token.map else 1


def _headings(tokens: list[Token], line: int) -> Iterator[Heading]:
    for token, inside in pairwise(tokens):
        if token.type == "heading_open":
            below = line + _end(token)
            yield Heading(int(token.tag[1]), inside.content.strip(), line + _start(token), below, token.level > 0)


def _tables(tokens: list[Token], line: int) -> Iterator[Table]:
    rows: list[Row] = []
    cells: list[str] = []
    start = 0
    for position, token in enumerate(tokens):
        match token.type:
            case "table_open":
                rows, start = [], line + _start(token)
            case "tr_open":
                cells, row_line = [], line + _start(token)
            case "th_open" | "td_open":
                cells.append(tokens[position + 1].content.strip())
            case "tr_close":
                rows.append(Row(tuple(cells), row_line))
            case "table_close":
                yield Table(rows[0].cells, tuple(rows[1:]), start)


def _inline(tokens: list[Token], line: int) -> Iterator[tuple[Token, int]]:
    row = 0
    for token in tokens:
        if token.type == "tr_open":
            row = _start(token)
        if token.type == "inline":
            yield token, line + (_start(token) if token.map else row)


def _leaves(token: Token, line: int) -> Iterator[tuple[Token, int]]:
    """The children of an inline token, each with the line it begins on."""
    reached = 0
    for child in token.children or []:
        at = int(child.meta.get("at", 0))
        if at > reached:
            line += token.content.count("\n", reached, at)
            reached = at
        yield child, line


def _citations(run: list[tuple[Token, int]]) -> Iterator[Citation]:
    """Citations in what is text, which may run over a line's end."""
    for is_text, leaves in groupby(run, key=lambda leaf: leaf[0].type in {"text", "softbreak"}):
        if is_text:
            here = list(leaves)
            words = "".join(leaf.content or "\n" for leaf, _ in here)
            for found in _CITATION.finditer(words):
                for key in re.finditer(r"[^;]+", found[1]):
                    begin = found.start(1) + key.start() + len(key[0]) - len(key[0].lstrip())
                    yield Citation(key[0].strip().removeprefix("@"), here[0][1] + words.count("\n", 0, begin))


def _links(run: list[tuple[Token, int]]) -> Iterator[Link]:
    target, words, at = "", "", 0
    for child, child_line in run:
        if child.type == "link_open":
            target, words, at = str(child.attrs.get("href", "")), "", child_line
        elif child.type == "link_close":
            yield Link(target, words, at)
        else:
            words += child.content
