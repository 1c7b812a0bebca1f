"""`changes.yml` as text that people write: entries are put in and taken out line by line.

Comments, order, line ends and a byte order mark stay as they are. What is taken out after it was put in
leaves the same bytes.
"""

from __future__ import annotations

import codecs
import json
import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from coachloom.academy import changes
from coachloom.academy.changes import Entry
from coachloom.problems import Place, Problem, ProblemsFound

Plain: TypeAlias = "str | int | list[str] | Mapping[str, Plain]"
"""What a field of an entry may be written from."""

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 .;()/'-]*")
_WORDS_OF_YAML = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", "~"})


def entry_text(fields: Mapping[str, Plain]) -> str:
    """An entry as a person would write it, a field a line."""
    lines = [f"{name}: {quoted(value)}" for name, value in fields.items()]
    return "\n".join([f"- {lines[0]}", *(f"  {line}" for line in lines[1:])])


def quoted(value: Plain) -> str:
    """A value as YAML reads it back: as it is where that is safe, else in double quotes."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(quoted(one) for one in value)}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {quoted(one)}" for name, one in value.items()) + "}"
    plain = _PLAIN.fullmatch(value) and value == value.strip() and value.casefold() not in _WORDS_OF_YAML
    return value if plain else json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class ChangesText:
    """The text with all its line ends, and whether the bytes began with a mark."""

    text: str
    marked: bool

    @classmethod
    def of(cls, data: bytes) -> ChangesText:
        """``data`` is known to be UTF-8: it was read before."""
        return cls(data.decode("utf-8-sig"), data.startswith(codecs.BOM_UTF8))

    @property
    def data(self) -> bytes:
        return (codecs.BOM_UTF8 if self.marked else b"") + self.text.encode()

    @property
    def _end(self) -> str:
        return next((end for end in ("\r\n", "\n", "\r") if end in self.text), "\n")

    @property
    def _lines(self) -> list[str]:
        return self.text.splitlines(keepends=True)

    def with_entry(self, entry: str) -> ChangesText:
        """The entry at the end. A file that did not end with a line end still does not.

        Raises ProblemsFound where the entries stand in brackets.
        """
        first = next((found for line in self._lines if (found := re.match(r"( *)-(\s|$)", line))), None)
        for number, line in enumerate(self._lines, start=1):
            if not first and line.strip() and not line.lstrip().startswith(("#", "---", "%")):
                raise ProblemsFound([_in_brackets(Place(changes.FILE, number))])
        indent = first[1] if first else ""
        lines = self._end.join(f"{indent}{line}" for line in entry.split("\n"))
        if not self.text or self.text.endswith(("\n", "\r")):
            return ChangesText(f"{self.text}{lines}{self._end}", self.marked)
        return ChangesText(f"{self.text}{self._end}{lines}", self.marked)

    def without(self, entries: Iterable[Entry]) -> ChangesText:
        """Without those entries; comments between entries stay. Raises ProblemsFound where entries share a line."""
        return self.edited(dict.fromkeys(entries))

    def with_fields(self, entry: Entry, fields: Mapping[str, Plain]) -> tuple[ChangesText, str]:
        """The entry with other values of those fields, the rest of it and its comments as they were; and its lines.

        Raises ProblemsFound where the entry stands in brackets beside a comment.
        """
        new = self._rewritten(entry, fields)
        return self.edited({entry: fields}), shown("".join(new))

    def edited(self, edits: Mapping[Entry, Mapping[str, Plain | None] | None]) -> ChangesText:
        """All those entries with other values of those fields; None takes out a field, or a whole entry."""
        lines, bare_end = self._lines, not self.text.endswith(("\n", "\r"))
        for entry, fields in sorted(edits.items(), key=lambda edit: edit[0].place, reverse=True):
            here = _lines_of(self._lines, entry)
            lines[here.start : here.stop] = [] if fields is None else self._rewritten(entry, fields)
        text = "".join(lines)
        return ChangesText(text.removesuffix(self._end) if bare_end else text, self.marked)

    def _rewritten(self, entry: Entry, fields: Mapping[str, Plain | None]) -> list[str]:
        lines = self._lines
        here = _lines_of(lines, entry)
        inside = lines[here.start : here.stop]
        kept = {name: value for name, value in fields.items() if value is not None}
        in_brackets = bool(re.match(r" *-\s*\{", inside[0]))
        if in_brackets and "#" in "".join(inside):
            raise ProblemsFound([_in_brackets(entry.place)])
        if in_brackets or len(kept) < len(fields):  # written anew
            before = {name: value for name, value in _written_fields(entry).items() if fields.get(name, "") is not None}
            indent = " " * inside[0].index("-")
            new = [f"{indent}{line}{self._end}" for line in entry_text({**before, **kept}).split("\n")]
        else:
            new = _refilled(inside, here.start, entry, kept, self._end)
        if here.stop == len(lines) and lines[-1] == _bare(lines[-1]):
            new[-1] = _bare(new[-1])
        return new

    def lines(self, entry: Entry) -> str:
        """The entry as it stands there."""
        lines = self._lines
        return "".join(lines[number] for number in _lines_of(lines, entry))


def shown(lines: str) -> str:
    """Lines of the file for a person to see."""
    return textwrap.dedent("\n".join(lines.splitlines())).strip("\n")


def _lines_of(lines: list[str], entry: Entry) -> range:
    """From the hyphen to the last line before the next entry that is neither blank nor a comment of its own."""
    *around, number = entry.loc
    following = entry.document.places.get((*around, int(number) + 1))
    start = _start(lines, entry.place)
    end = _start(lines, following) if following else len(lines)
    indent = lines[start].index("-")
    while not lines[end - 1].strip() or re.match(rf" {{0,{indent}}}#", lines[end - 1]):
        end -= 1
    return range(start, end)


def _start(lines: list[str], place: Place) -> int:
    """The line of the hyphen that an entry at ``place`` begins with."""
    start = place.line - 1
    while start > 0 and not lines[start].lstrip().startswith("-"):
        start -= 1
    if not re.match(r" *-(\s|$)", lines[start]):
        raise ProblemsFound([_in_brackets(place)])
    return start


def _in_brackets(place: Place) -> Problem:
    return Problem(
        code="CHANGE",
        what="Entries or fields stand in brackets here, where they cannot be told apart line by line.",
        place=place,
        do="write each entry on lines of its own that begin with a hyphen, and take the brackets away",
    )


def _written_fields(entry: Entry) -> dict[str, Plain]:
    data: object = entry.document.data
    for step in entry.loc:
        data = data[step]  # type: ignore[index]
    return {str(name): _as_plain(value) for name, value in data.items() if value} if isinstance(data, dict) else {}


def _as_plain(value: object) -> Plain:
    match value:
        case dict():
            return {str(name): _as_plain(one) for name, one in value.items()}
        case list():
            return [str(one) for one in value]
        case _:
            return int(str(value)) if re.fullmatch(r"0|[1-9][0-9]{0,5}", str(value)) else str(value)


def _refilled(inside: list[str], first: int, entry: Entry, fields: Mapping[str, Plain], end: str) -> list[str]:
    """An entry's lines with ``fields`` in place of those of the same name, or at its end."""
    places = {name: entry.document.places[*entry.loc, name] for name in _names(entry)}
    starts = sorted(place.line - 1 - first for place in places.values())
    indent = " " * (entry.place.column - 1)
    new = [f"{_bare(inside[-1])}{end}" if line is inside[-1] else line for line in inside]
    for name, place in sorted(places.items(), key=lambda each: -each[1].line):
        if name in fields:
            begin = place.line - 1 - first
            stop = next((start for start in starts if start > begin), len(inside))
            head = inside[begin][: place.column - 1]
            new[begin:stop] = _field(f"{head}{name}: {quoted(fields[name])}", indent, new[begin:stop], end)
    return [*new, *(f"{indent}{name}: {quoted(value)}{end}" for name, value in fields.items() if name not in places)]


def _names(entry: Entry) -> list[str]:
    depth = len(entry.loc)
    return [str(loc[depth]) for loc in entry.document.places if len(loc) == depth + 1 and loc[:depth] == entry.loc]


_QUOTED = re.compile(r"""\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*'""", re.DOTALL)
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")


def _field(line: str, indent: str, old: list[str], end: str) -> list[str]:
    """``line`` in place of the lines ``old`` of the same field, with the comments that stand in those."""
    value = old[0].partition(":")[2].strip()
    block = value.startswith(("|", ">"))
    stop = len(old)
    while stop > 1 and (not old[stop - 1].strip() or _is_comment(old[stop - 1], indent if block else None)):
        stop -= 1
    if block:
        comments = _COMMENT.findall(_bare(old[0]))
    else:
        body = "\n".join(map(_bare, old[:stop])).partition(":")[2]
        opaque = not value or value.startswith(('"', "'", "[", "{", "#"))
        comments = [
            found
            for each in (_QUOTED.sub("", body) if opaque else body).split("\n")
            for found in _COMMENT.findall(each)
        ]
    beside = f"  {comments[0]}" if comments else ""
    return [f"{line}{beside}{end}", *(f"{indent}{comment}{end}" for comment in comments[1:]), *old[stop:]]


def _is_comment(line: str, within: str | None) -> bool:
    """A comment of its own; text deeper than ``within`` is none, since a block of text goes on there."""
    before, sign, _ = line.partition("#")
    return bool(sign) and not before.strip() and (within is None or len(before) <= len(within))


def _bare(line: str) -> str:
    return line.rstrip("\r\n")
