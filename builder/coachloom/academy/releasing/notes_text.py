"""`release.yml` as text that people write: an entry is put in at the end of its list, and the list is emptied.

Comments, order, line ends and a byte order mark stay as they are.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

from coachloom.academy.entry_text import Plain, entry_text
from coachloom.problems import Place
from coachloom.reading.documents import Document
from coachloom.reading.text import decoded
from coachloom.reading.yaml_text import read_yaml

_BEGINS = """\
# What is to be said of the coming edition; coachloom release takes it over, and empties this list.
format: 1
"""
_HEAD = re.compile(r"[\"']?changes[\"']?\s*:(?:\s*\[\s*\])?(?P<comment>\s+#.*)?\s*")

_HYPHEN = re.compile(r"( *)-\s")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesText:
    """The lines before the list, its head, what stands in it, and what comes after it; each with its line end."""

    file: str
    marked: bool
    end: str
    before: list[str]
    head: str
    inside: list[str]
    after: list[str]
    indent: str
    says: bool
    """Whether it said anything before, be it only its format."""

    @classmethod
    def of(cls, data: bytes, file: str) -> NotesText:
        """Raises ProblemsFound where the file cannot be read."""
        document = read_yaml(decoded(data, file), file)
        text = data.decode("utf-8-sig")
        if not document.data:  # it says nothing yet; what it has may be comments
            text += _BEGINS if not text.strip() else "\nformat: 1\n"
        end = "\r\n" if "\r\n" in text else "\n"
        lines = [line if line.endswith(("\n", "\r")) else f"{line}{end}" for line in _LINE.findall(text)]
        start, stop = _lines_of_list(document, len(lines))
        indent = next((len(found[1]) for line in lines[start:stop] if (found := _HYPHEN.match(line))), None)
        while stop > start + 1 and (indent is None or re.match(rf" {{0,{indent}}}#|\s*$", lines[stop - 1])):
            stop -= 1
        return cls(
            file=file,
            marked=data.startswith(codecs.BOM_UTF8),
            end=end,
            before=lines[:start],
            head=lines[start] if start < stop else "",
            inside=lines[start + 1 : stop],
            after=lines[stop:],
            indent="  " if indent is None else " " * indent,
            says=bool(document.data),
        )

    @property
    def place(self) -> Place:
        """Where the list begins."""
        return Place(self.file, len(self.before) + 1)

    def with_entry(self, fields: Mapping[str, Plain]) -> bytes:
        """With an entry at the end of the list, indented as its neighbours."""
        entry = [f"{self.indent}{line}{self.end}" for line in entry_text(fields).split("\n")]
        return self._data([self._begun("changes:"), *self.inside, *entry])

    def emptied(self) -> bytes:
        """Without entries; comments on lines of their own stay, those beside an entry go with it."""
        deepest = len(self.indent)  # deeper than the hyphens it may be part of a text
        comments = [line for line in self.inside if re.match(rf" {{0,{deepest}}}#", line)]
        return self._data([self._begun("changes: []"), *comments])

    def _begun(self, words: str) -> str:
        """The head of the list, with the comment that stands beside it."""
        head = _HEAD.fullmatch(self.head)
        return f"{words}{(head and head['comment']) or ''}{self.end}"

    def _data(self, lines: list[str]) -> bytes:
        text = "".join([*self.before, *lines, *self.after])
        return (codecs.BOM_UTF8 if self.marked else b"") + text.encode()


def _lines_of_list(document: Document, lines: int) -> tuple[int, int]:
    """From the line of `changes` up to the next name; both at the end where there is none."""
    if ("changes",) not in document.places:
        return lines, lines
    start = document.places["changes",].line - 1
    names = (place.line - 1 for loc, place in document.places.items() if len(loc) == 1)
    return start, min((line for line in names if line > start), default=lines)
