"""Small edits of the course's own files: a stretch of a file becomes another, all else stays byte for byte.

A place is a line and a column as documents name them; line ends and a byte order mark are those of the file.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coachloom.academy.entry_text import quoted
from coachloom.course.model import Source
from coachloom.reading.markdown import Markdown

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Edit:
    """``new`` in the place of what stands from ``start`` to ``end``, as offsets in the file's text."""

    file: str
    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class FileText:
    """A file's text with its line ends, and whether the bytes began with a mark."""

    file: str
    text: str
    marked: bool

    @classmethod
    def of(cls, file: str, data: bytes) -> FileText:
        """``data`` is known to be UTF-8: it was read before."""
        return cls(file, data.decode("utf-8-sig"), data.startswith(codecs.BOM_UTF8))

    @property
    def end(self) -> str:
        """The line end that the file uses."""
        return next((end for end in ("\r\n", "\n", "\r") if end in self.text), "\n")

    @property
    def lines(self) -> list[str]:
        """With their ends."""
        return [line for line in _LINE.findall(self.text) if line]

    def offset(self, line: int, column: int = 1) -> int:
        """Where a place is; one behind the last line is the end."""
        return sum(map(len, self.lines[: line - 1])) + column - 1

    def line(self, number: int) -> str:
        """Without its end; nothing behind the last."""
        lines = self.lines
        return lines[number - 1].rstrip("\r\n") if number <= len(lines) else ""

    def with_edits(self, edits: Iterable[Edit]) -> bytes:
        """Edits at the same place stand in the order given."""
        text = self.text
        in_order = sorted(edits, key=lambda one: (one.start, one.end))
        for edit in reversed(in_order):
            text = text[: edit.start] + edit.new.replace("\n", self.end) + text[edit.end :]
        return (codecs.BOM_UTF8 if self.marked else b"") + text.encode()

    def over_lines(self, first: int, count: int, new: str) -> Edit:
        """``new`` in the place of whole lines; the last keeps its end, if it has one."""
        start, end = self.offset(first), self.offset(first + count)
        whole = self.text[start:end]
        return Edit(self.file, start, start + len(whole.rstrip("\r\n")) if count else start, new)


def text_edit(here: FileText, old: Markdown, new: str) -> Edit:
    """Another text in the place of a section's, card's or page's; blank lines around it stay."""
    above = len(old.text) - len(old.text.lstrip("\n"))
    body = old.text.strip("\n").rstrip()
    words = new.strip("\n").rstrip()
    if not body:
        return here.over_lines(old.line, 0, f"{words}\n")
    return here.over_lines(old.line + above, body.count("\n") + 1, words)


_BLOCK = re.compile(r"[|>][-+0-9]*\s*(#.*)?")
_BESIDE = re.compile(r"\s+#.*$")


def field_edit(here: FileText, source: Source, name: str, value: str | int) -> Edit | None:
    """Another value for a field that stands on one line; None where it does not, or is not written out."""
    loc = (*source.loc, name)
    place = source.document.places.get(loc)
    if place is None:
        return None
    line = here.line(place.line)
    head = line[: place.column - 1]
    begins = re.match(rf"{re.escape(name)}:\s+", line[place.column - 1 :])
    if begins is None:
        return None
    value_at = place.column - 1 + begins.end()
    written = line[value_at:]
    beside = _BESIDE.search(re.sub(r"\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*'", lambda q: "x" * len(q[0]), written))
    plain = written[: beside.start()] if beside else written.rstrip()
    following = here.line(place.line + 1)
    goes_on = bool(following.strip()) and len(following) - len(following.lstrip()) > len(head.rstrip("- "))
    if not plain or _BLOCK.fullmatch(plain) or (goes_on and not _is_key(following)) or not _closed(plain):
        return None
    start = here.offset(place.line, value_at + 1)
    return Edit(here.file, start, start + len(plain), quoted(value))


def _is_key(line: str) -> bool:
    return bool(re.match(r"\s*(?:- )?[A-Za-z_-]+:(\s|$)", line)) or line.lstrip().startswith("#")


def _closed(value: str) -> bool:
    for mark in "\"'":
        if value.startswith(mark):
            return len(value) > 1 and value.endswith(mark)
    return not value.startswith(("[", "{", "&", "*"))


def new_field_edit(here: FileText, source: Source, after: str, name: str, value: str) -> Edit | None:
    """A field that was not written out, on a line of its own behind another one of the front matter."""
    place = source.document.places.get((*source.loc, after))
    if place is None or place.column != 1:
        return None
    at = here.offset(place.line + 1)
    return Edit(here.file, at, at, f"{name}: {quoted(value)}\n")


def list_edits(
    here: FileText, source: Source, name: str, old: Sequence[str], new: Sequence[str]
) -> tuple[Edit, ...] | None:
    """The list ``old`` with what ``new`` has besides, in its order; None where the list is written in another way."""
    places = source.document.places
    listed = places.get((*source.loc, name))
    if listed is None:
        return None
    if not old:
        line = here.line(listed.line)
        empty = re.search(r"\[\s*\]", line)
        if not empty:
            return None
        start = here.offset(listed.line, empty.start() + 1)
        return (Edit(here.file, start, start + len(empty[0]), f"[{', '.join(new)}]"),)
    edits: list[Edit] = []
    waiting: list[str] = []
    before = ""
    for id in new:
        if id not in old:
            if before:
                edit = _beside(here, source, name, old.index(before), before, id)
                if edit is None:
                    return None
                edits.append(edit)
            else:
                waiting.append(id)
        else:
            for first in waiting:
                edit = _in_front(here, source, name, old.index(id), id, first)
                if edit is None:
                    return None
                edits.append(edit)
            waiting, before = [], id
    return tuple(edits)


def _item_at(here: FileText, source: Source, name: str, number: int, id: str) -> tuple[int, int, int] | None:
    """The line of an entry, the column at which it begins, and the one behind it."""
    place = source.document.places.get((*source.loc, name, number))
    if place is None:
        return None
    line = here.line(place.line)
    found = re.match(rf"[\"']?{re.escape(id)}[\"']?", line[place.column - 1 :])
    return (place.line, place.column, place.column + found.end()) if found else None


def _beside(here: FileText, source: Source, name: str, number: int, id: str, new: str) -> Edit | None:
    found = _item_at(here, source, name, number, id)
    if found is None:
        return None
    line, column, behind = found
    if indent := re.match(r"(\s*)- +$", here.line(line)[: column - 1]):
        at = here.offset(line + 1)
        return Edit(here.file, at, at, f"{indent[1]}- {new}\n")
    at = here.offset(line, behind)
    return Edit(here.file, at, at, f", {new}")


def _in_front(here: FileText, source: Source, name: str, number: int, id: str, new: str) -> Edit | None:
    found = _item_at(here, source, name, number, id)
    if found is None:
        return None
    line, column, _ = found
    if indent := re.match(r"(\s*)- +$", here.line(line)[: column - 1]):
        at = here.offset(line)
        return Edit(here.file, at, at, f"{indent[1]}- {new}\n")
    at = here.offset(line, column)
    return Edit(here.file, at, at, f"{new}, ")


def with_redirects(data: bytes, renamed: Mapping[str, str]) -> bytes:
    """`redirects.yml` with more redirects at the end of its list, which is the last thing in the file."""
    text = data.decode("utf-8-sig")
    marked = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    end = next((end for end in ("\r\n", "\n", "\r") if end in text), "\n")
    text = re.sub(r"(?m)^redirects:[ \t]*\[[ \t]*\][ \t]*(#[^\r\n]*)?$", "redirects:", text)
    hyphen = re.search(r"(?m)^([ \t]*)- ", text)
    indent = hyphen[1] if hyphen else "  "
    lines = [f"{indent}- {{was: {was}, now: [{now}]}}{end}" for was, now in renamed.items()]
    return marked + f"{text.rstrip()}{end}{''.join(lines)}".encode()
