"""YAML read for people who write by hand: every value keeps its place, and scalars stay text.

Built on PyYAML's events, below its constructors: no tag is ever resolved, so nothing can be run and
``10:30``, ``NO``, ``1.10`` and ``010`` are just what was typed. Refused, each with its line: tags,
anchors, aliases, duplicate keys, nesting deeper than 20, more than 10,000 values, and curly quotes where
straight ones are meant. What PyYAML says of a broken file is said again in plain words (`_SLIPS`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, NoReturn

import yaml

from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.documents import Document, Loc, Value
from coachloom.reading.paths import printable
from coachloom.reading.text import control_character, control_problem

DEEPEST = 20
MOST_VALUES = 10_000

LONGEST_LINE = 2_000
"""So much of a broken line is looked at behind the fault."""

_OPENING = "[\u201c\u201d\u201e\u2018]"
_CURLY = re.compile(rf"{_OPENING}[^\s\u201c\u201d\u201e\u2018\u2019]*[\u201c\u201d\u2019]")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times faster where it is built


def read_yaml(text: str, file: str, first_line: int = 1, *, most: int = MOST_VALUES) -> Document:
    """``text`` as a document whose top level is a mapping; places count from ``first_line``.

    ``most`` lets a file that we write ourselves hold more values than a person's. Raises ProblemsFound with
    everything that is wrong with the file.
    """
    reader, data = _read(text, file, first_line, most)
    if data is None:
        data = {}
    if not isinstance(data, dict):
        reader.refuse_top(
            "The file does not begin with a name and a colon.",
            "write `name: value` lines, as in the other files of this kind",
        )
    return Document(file=file, data=data, places=reader.places)


def read_yaml_list(text: str, file: str, name: str) -> Document:
    """``text``, whose top level is a list, as a document that holds the list under ``name``.

    Raises ProblemsFound as `read_yaml`.
    """
    reader, data = _read(text, file, 1)
    if data is None:
        data = []
    if not isinstance(data, list):
        reader.refuse_top(
            "The file is not a list of entries.",
            "begin each entry with a hyphen and a space, and indent its other lines by two spaces",
        )
    places = {(name, *loc) if loc else loc: place for loc, place in reader.places.items()}
    return Document(file=file, data={name: data}, places=places)


def _read(text: str, file: str, first_line: int, most: int = MOST_VALUES) -> tuple[_Reader, Value]:
    reader = _Reader(file, first_line, most)
    try:
        data = reader.read(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as broken:
        raise ProblemsFound([*reader.problems, _syntax(broken, text, reader)]) from broken
    if reader.problems:
        raise ProblemsFound(reader.problems)
    return reader, data


class _Reader:
    """One pass over the events; recursion is bounded by DEEPEST."""

    def __init__(self, file: str, first_line: int, most: int) -> None:
        self.file = file
        self.first_line = first_line
        self.most = most
        self.places: dict[Loc, Place] = {}
        self.problems: list[Problem] = []
        self.values = 0
        self.quoted: yaml.ScalarEvent | None = None
        """The last text in quotes; where YAML breaks off behind it, a quote before it may be missing."""

    def read(self, events: Iterator[yaml.Event]) -> Value:
        """The value of the only document in the stream."""
        value: Value = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.stop(
                        "SYNTAX",
                        event,
                        "A second document starts here (a line of three hyphens).",
                        "keep one document in a file",
                    )
            elif isinstance(event, yaml.NodeEvent):
                value = self.node(event, events, ())
        return value

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], loc: Loc) -> Value:
        self.values += 1
        if self.values > self.most:
            self.stop("SIZE", event, f"The file holds more than {self.most} values.", "split it")
        if len(loc) > DEEPEST:
            self.stop("DEPTH", event, f"Values are nested deeper than {DEEPEST} levels.", "write it flatter")
        self.places.setdefault(loc, self.place(event))
        if getattr(event, "tag", None) or getattr(event, "anchor", None):
            self.refuse_tricks(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(events, loc)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(events, loc)
        if isinstance(event, yaml.ScalarEvent):
            return None if event.value == "" and not event.style else self.text(event)
        return None

    def mapping(self, events: Iterator[yaml.Event], loc: Loc) -> Value:
        values: dict[str, Value] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                self.stop("SYNTAX", event, "A name before a colon must be plain text.", "write `name: value`")
            if event.tag or event.anchor:
                self.refuse_tricks(event)
            key = self.text(event, name=True)
            here = (*loc, key)
            if key in values:
                first = self.places[here].line
                self.problems.append(
                    self.problem(
                        "TWICE",
                        self.place(event),
                        f"`{key}` stands here a second time; the first is on line {first}.",
                        "keep one of the two",
                    )
                )
                here = (*loc, key, "second time")
            self.places[here] = self.place(event)
            value = self.node(next(events), events, here)
            values.setdefault(key, value)
        return values

    def sequence(self, events: Iterator[yaml.Event], loc: Loc) -> Value:
        values: list[Value] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            values.append(self.node(event, events, (*loc, len(values))))
        return values

    def text(self, event: yaml.ScalarEvent, *, name: bool = False) -> str:
        value = str(event.value)
        if event.style in {"'", '"'}:
            self.quoted = event
        elif not event.style and (_CURLY.fullmatch(value) or (name and re.match(_OPENING, value))):
            self.problems.append(
                self.problem(
                    "QUOTES",
                    self.place(event),
                    f"`{printable(value)}` is written with curly quotes, which are part of the text here.",
                    'type straight quotes (") instead, or leave the quotes out',
                )
            )
        if found := control_character(value):
            self.problems.append(control_problem(found, self.place(event)))
        return value

    def refuse_tricks(self, event: yaml.Event) -> None:
        for code, used, name in (
            ("TAG", getattr(event, "tag", None), "a tag (a word beginning with !)"),
            ("ANCHOR", getattr(event, "anchor", None), "an anchor or alias (a word beginning with & or *)"),
        ):
            if used:
                self.problems.append(
                    self.problem(
                        code,
                        self.place(event),
                        f"The value begins with {name}; the course files know none.",
                        "put the text in double quotes, or write it out in full",
                    )
                )

    def place(self, event: yaml.Event) -> Place:
        mark: Any = event.start_mark
        return Place(self.file, self.first_line + mark.line, mark.column + 1)

    def problem(self, code: str, place: Place, what: str, do: str) -> Problem:
        return Problem(code=code, what=what, place=place, do=do)

    def refuse_top(self, what: str, do: str) -> NoReturn:
        raise ProblemsFound([self.problem("SYNTAX", self.places[()], what, do)])

    def stop(self, code: str, event: yaml.Event, what: str, do: str) -> NoReturn:
        raise ProblemsFound([*self.problems, self.problem(code, self.place(event), what, do)])


class _Slip(NamedTuple):
    """A slip of the pen, told by what YAML says and by the line, in which a line end marks the spot that YAML names."""

    said: str
    line: str
    what: str
    do: str
    above: bool = False
    """Whether the line above may be the one at fault."""


_COLON = "mapping values are not allowed"
_NO_COLON = "could not find expected ':'"
_INDENT = r"did not find expected key|expected <block end>|expected '-' indicator|document start"
_WHOLE_VALUE = "put the whole value in straight double quotes"

_SLIPS = (
    _Slip("", r"^\s*\t", "The line is indented with a tab.", "use spaces; two for each step", above=True),
    _Slip(
        "",
        rf"(?:^|[:,-]\s|[\[{{])\s*{_OPENING}",
        "A value on this line begins with a curly quote.",
        'type straight quotes (") in place of the curly ones',
    ),
    _Slip(
        f"{_COLON}|{_NO_COLON}|{_INDENT}",
        r"^\s*-(?P<name>[A-Za-z]\w*)\n?:(?:\s|$)",
        "A space is missing behind the hyphen.",
        r"write `- \g<name>: …`",
        above=True,
    ),
    _Slip(
        f"{_COLON}|{_NO_COLON}",
        r"^\s*(?:- +)*(?P<name>[A-Za-z_]\w*)\n?:[^\s/:]",
        "A space is missing behind the colon.",
        r"write `\g<name>: …`",
        above=True,
    ),
    _Slip(
        f"{_COLON}|{_INDENT}",
        r"""["']\s*\n""",
        "The text goes on behind the closing quote.",
        "put one pair of straight double quotes around the whole value, and curly ones inside it",
    ),
    _Slip(_INDENT, r"[\]}]\s*\n", "The text goes on behind the closing bracket.", _WHOLE_VALUE),
    _Slip(
        _COLON,
        r"""^\s*(?:- +)*(?P<name>\w+): +(?P<start>[^\s"'\[{][^"\\\n]*)\n(?P<rest>:[^"\\]*?)\s*$""",
        "The value holds a colon followed by a space.",
        rf'{_WHOLE_VALUE}: `\g<name>: "\g<start>\g<rest>"`',
    ),
    _Slip(_COLON, r":\s.*\n", "The value holds a colon followed by a space.", _WHOLE_VALUE),
    _Slip(
        _COLON,
        r"^\s+[^\s:]",
        "The line is read as if it went on with the value above.",
        "begin it in the same column as its neighbours; if it belongs to the value, "
        "put the whole value in straight double quotes",
    ),
    _Slip(
        f"{_COLON}|{_NO_COLON}",
        r"^\s*[^\s:#][^:]*$",
        "The line has no name and colon.",
        "write `name: value`; if it belongs to the value above, indent it by two spaces more",
        above=True,
    ),
    _Slip(
        "unexpected end of stream",
        r"""\n["']""",
        "A quote opens on this line and is never closed.",
        "type the same straight quote at the end of the value",
    ),
    _Slip("escape character", "", "A backslash stands in double quotes.", "write it twice, or use single quotes"),
    _Slip(
        "start any token|node content|block scalar|comment or line break|entries|mapping keys|directive",
        r"\n(?P<sign>[@`%>|?\-\]},])",
        r'A value begins with "\g<sign>", which means something else in YAML.',
        _WHOLE_VALUE,
    ),
    _Slip(
        _INDENT,
        r"^ *\n",
        "The line is not indented like its neighbours.",
        "begin it in the same column as the lines it belongs to; count the spaces",
    ),
)


def _syntax(broken: yaml.YAMLError, text: str, reader: _Reader) -> Problem:
    lines = text.rstrip("\n").split("\n")
    said = str(getattr(broken, "problem", None) or broken)
    mark: Any = getattr(broken, "problem_mark", None)
    opened: Any = getattr(broken, "context_mark", None)
    end = (len(lines) - 1, len(lines[-1]))
    mended_above = re.search("simple key|block scalar|directive", str(getattr(broken, "context", None)))
    if opened and (mended_above or mark is None or (mark.line, mark.column) >= end):
        mark = opened  # a quote or bracket that never closes is found at the end, and mended where it opens
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark and mark.line == line else 0
    quoted: Any = reader.quoted
    if quoted and quoted.start_mark.line < quoted.end_mark.line == line:
        return reader.problem(
            "SYNTAX",
            reader.place(quoted),
            f"The quote that opens here is closed only on line {reader.first_line + line}, where the text goes on.",
            "type the same straight quote at the end of the value",
        )
    before, after = lines[line][:column], lines[line][column:]
    marked = f"{before}\n{after[:LONGEST_LINE]}"
    above = [each[:LONGEST_LINE] for each in lines[:line][-1:]]
    for slip in _SLIPS:
        for back, shown in enumerate([marked, *above] if slip.above else [marked]):
            if re.search(slip.said, said) and (found := re.search(slip.line, shown)):
                return reader.problem(
                    "SYNTAX",
                    Place(reader.file, reader.first_line + line - back, 1 if back else column + 1),
                    found.expand(slip.what) + _curly_hint(lines[line]),
                    printable(found.expand(slip.do)),
                )
    return reader.problem(
        "SYNTAX",
        Place(reader.file, reader.first_line + line, column + 1),
        f"This cannot be read as YAML: {said}.{_curly_hint(lines[line])}",
        "look at this line and the one above: a missing colon, quote or space is the usual cause",
    )


def _curly_hint(line: str) -> str:
    return " Curly quotes do not count as quotes." if re.search(_OPENING, line) else ""
