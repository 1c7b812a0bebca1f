"""YAML read for people who write by hand: every value keeps its place, and scalars stay text.

Built on PyYAML's events, below its constructors: no tag is ever resolved, so nothing can be run and
``10:30``, ``NO``, ``1.10`` and ``010`` are just what was typed. Refused, each with its line: tags,
anchors, aliases, duplicate keys, nesting deeper than 20, more than 10,000 values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

import yaml

from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.documents import Document, Loc, Value
from coachloom.reading.text import control_character, control_problem

DEEPEST = 20
MOST_VALUES = 10_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times faster where it is built


def read_yaml(text: str, file: str, first_line: int = 1) -> Document:
    """``text`` as a document whose top level is a mapping; places count from ``first_line``.

    Raises ProblemsFound with everything that is wrong with the file.
    """
    reader = _Reader(file, first_line)
    try:
        data = reader.read(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as broken:
        raise ProblemsFound([*reader.problems, _syntax(broken, text, file, first_line)]) from broken
    if reader.problems:
        raise ProblemsFound(reader.problems)
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise ProblemsFound(
            [
                reader.problem(
                    "SYNTAX",
                    reader.places[()],
                    "The file does not begin with a name and a colon.",
                    "write `name: value` lines, as in the other files of this kind",
                )
            ]
        )
    return Document(file=file, data=data, places=reader.places)


class _Reader:
    """One pass over the events; recursion is bounded by DEEPEST."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.places: dict[Loc, Place] = {}
        self.problems: list[Problem] = []
        self.values = 0

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
        if self.values > MOST_VALUES:
            self.stop("SIZE", event, f"The file holds more than {MOST_VALUES} values.", "split it")
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
            key = self.text(event)
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

    def text(self, event: yaml.ScalarEvent) -> str:
        value = str(event.value)
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

    def stop(self, code: str, event: yaml.Event, what: str, do: str) -> NoReturn:
        raise ProblemsFound([*self.problems, self.problem(code, self.place(event), what, do)])


def _syntax(broken: yaml.YAMLError, text: str, file: str, first_line: int) -> Problem:
    lines = text.rstrip("\n").split("\n")
    mark: Any = getattr(broken, "problem_mark", None)
    opened: Any = getattr(broken, "context_mark", None)
    end = (len(lines) - 1, len(lines[-1]))
    if opened and (mark is None or (mark.line, mark.column) >= end):
        mark = opened  # a quote or bracket that never closes is found at the end, and mended where it opens
    line = min(mark.line, len(lines) - 1) if mark else 0
    if re.match(r" *\t", lines[line]):
        what, do = "The line is indented with a tab.", "use spaces; two for each step"
    else:
        what = f"This cannot be read as YAML: {getattr(broken, 'problem', None) or broken}."
        do = "look at this line and the one above: a missing colon, quote or space is the usual cause"
    column = mark.column + 1 if mark and mark.line == line else 1
    return Problem(code="SYNTAX", what=what, place=Place(file, first_line + line, column), do=do)
