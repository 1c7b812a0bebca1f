"""The local decisions of an academy: the entries of `changes.yml`, as they were written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeAlias

from coachloom.course.schema import validated
from coachloom.course.values import (
    STRICT,
    Address,
    EditionNumber,
    Id,
    Line,
    Mode,
    Range,
    Rule,
    Whole,
    WithFile,
    Words,
)
from coachloom.problems import Place, Problem, ProblemsFound, did_you_mean
from coachloom.reading.documents import Document, Loc
from coachloom.reading.files import Files
from coachloom.reading.text import read_text
from coachloom.reading.yaml_text import read_yaml_list

FILE = "changes.yml"
ENTRIES = "changes"
"""The name under which the entries stand in the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """A departure that two people agreed, up to and including an edition of the base; then it must be agreed again."""

    __pydantic_config__ = STRICT

    agreed_by: tuple[Id, ...]
    until: EditionNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What every entry says besides its own matter: why, and who decided it."""

    __pydantic_config__ = STRICT
    verb: ClassVar[str]

    why: Words
    by: Id
    expect: Words | None = None
    """What is expected of it, for an adaptation is a test;"""
    found: Words | None = None
    """and what was found."""
    deviation: Deviation | None = None

    @property
    def target(self) -> str:
        """The address of what is changed."""
        return str(getattr(self, self.verb))

    @property
    def names_by(self) -> str:
        """The field that names what there is already."""
        return self.verb

    @property
    def names(self) -> str:
        """The address of what there is already: what is changed; for something added, the container that it joins."""
        return str(getattr(self, self.names_by))

    @property
    def file(self) -> str:
        """The file that it brings, or nothing."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Set(Change):
    """Other values for an element's fields, or a stricter rule."""

    verb = "set"

    set: Address
    title: Line | None = None
    mode: Mode | None = None
    numbers: dict[str, Whole] = field(default_factory=dict)
    """Minutes, and the numbers that an element's bounds name."""
    rule: Rule | None = None
    bounds: dict[Id, Range] = field(default_factory=dict)
    because: Words | None = None

    @property
    def fields(self) -> dict[str, object]:
        """The fields of the element that get another value, numbers and bounds left aside."""
        values = {"title": self.title, "mode": self.mode, "rule": self.rule, "because": self.because}
        return {name: value for name, value in values.items() if value is not None}

    @property
    def tightens(self) -> bool:
        """Whether it changes what the layers below may do."""
        return self.rule is not None or bool(self.bounds) or self.because is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replace(Change):
    """An own text for a section, card, page or prompt; ``with_`` is the file that holds it."""

    verb = "replace"

    replace: Address
    with_: WithFile

    @property
    def file(self) -> str:
        return self.with_


@dataclass(frozen=True, slots=True, kw_only=True)
class Add(Change):
    """An own element, placed in a container beside an anchor, or at its end."""

    verb = "add"

    add: Id
    to: Id
    after: Id | None = None
    before: Id | None = None
    with_: WithFile

    @property
    def names_by(self) -> str:
        return "to"

    @property
    def file(self) -> str:
        return self.with_


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOut(Change):
    verb = "leave_out"

    leave_out: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Change):
    """Another place inside the same container."""

    verb = "move"

    move: Address
    after: Id | None = None
    before: Id | None = None


VERBS: Mapping[str, type[Change]] = {kind.verb: kind for kind in (Set, Replace, Add, LeaveOut, Move)}

_OF_SET = ("set", "title", "mode", "rule", "bounds", "because", "why", "by", "expect", "found", "deviation")
_NUMBER = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One entry of a layer's `changes.yml`, and where it stands; equal to itself alone."""

    change: Change
    layer: str
    document: Document
    loc: Loc

    @property
    def place(self) -> Place:
        return self.document.place(self.loc)

    def field(self, *names: str | int) -> Place:
        """The place of one field, or of the entry where the field was not written."""
        loc = (*self.loc, *names)
        return self.document.place(loc if loc in self.document.places else self.loc)


Entries: TypeAlias = tuple[Entry, ...]


def read_changes(files: Files, layer: str, edition: str = "") -> tuple[Entries, tuple[Problem, ...]]:
    """Every entry that could be read, in the order of the file, and what is wrong with the others."""
    try:
        document = read_yaml_list(read_text(files, FILE), FILE, ENTRIES)
    except ProblemsFound as found:
        return (), found.problems
    return entries_of(Document(file=FILE, data=document.data, places=document.places, edition=edition), layer)


def entries_of(document: Document, layer: str) -> tuple[Entries, tuple[Problem, ...]]:
    """The entries of a document that `read_yaml_list` read."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    written = document.data[ENTRIES]
    for number, data in enumerate(written if isinstance(written, list) else []):
        loc = (ENTRIES, number)
        try:
            entries.append(Entry(_change(data, document, loc), layer, document, loc))
        except ProblemsFound as found:
            problems += found.problems
    return tuple(entries), tuple(problems)


def _change(data: object, document: Document, loc: Loc) -> Change:
    fields: dict[str, Any] = dict(data) if isinstance(data, dict) else {}
    verbs = [name for name in fields if name in VERBS]
    if len(verbs) != 1:
        raise ProblemsFound([_no_change(verbs, fields, document, loc)])
    kind = VERBS[verbs[0]]
    if kind is Set:
        fields["numbers"] = _numbers(fields, document, loc)
    change = validated(kind, fields, document, loc)
    problems = [*_one_anchor(change, document, loc), *_nothing_set(change, document, loc)]
    if problems:
        raise ProblemsFound(problems)
    return change


def _no_change(verbs: list[str], fields: Mapping[str, object], document: Document, loc: Loc) -> Problem:
    if verbs:
        what = f"One entry says {' and '.join(f'`{verb}`' for verb in verbs)}."
        do = "write an entry for each, every one beginning with a hyphen"
    else:
        near = next((near for name in fields if (near := did_you_mean(name, VERBS))), "")
        what, do = f"This entry does not say what it changes.{near}", f"begin it with one of: {', '.join(VERBS)}"
    return Problem(code="CHANGE", what=what, place=document.place(loc), do=do)


def _numbers(fields: dict[str, Any], document: Document, loc: Loc) -> dict[str, str]:
    """Takes whatever is not a field of every entry out of ``fields``: names of numbers, judged beside the element."""
    numbers = {name: fields.pop(name) for name in list(fields) if name not in _OF_SET}
    wrong = [name for name, value in numbers.items() if not (isinstance(value, str) and _NUMBER.fullmatch(value))]
    if wrong:
        raise ProblemsFound(
            Problem(
                code="VALUE",
                what=_no_number(name, numbers[name]),
                place=document.place((*loc, name)),
                do="`set` takes title, mode, numbers such as minutes: 75, and rule, bounds, because",
            )
            for name in wrong
        )
    return numbers


def _no_number(name: str, value: object) -> str:
    known = (*_OF_SET, "minutes")
    if name in known:
        return f"`{name}` is not a whole number: {value}."
    return f"`{name}` is no field, or its value is no number.{did_you_mean(name, known)}"


def _one_anchor(change: Change, document: Document, loc: Loc) -> list[Problem]:
    if not isinstance(change, (Add, Move)):
        return []
    anchors = [name for name in ("after", "before") if getattr(change, name)]
    if len(anchors) == 1 or (isinstance(change, Add) and not anchors):
        return []
    return [
        Problem(
            code="NEIGHBOUR",
            what="The entry names both `after` and `before`." if anchors else "The entry does not say where to.",
            place=document.place((*loc, *anchors[:1])),
            id=change.target,
            do="name one neighbour: `after: ID` or `before: ID`",
        )
    ]


def _nothing_set(change: Change, document: Document, loc: Loc) -> list[Problem]:
    if not isinstance(change, Set):
        return []
    if change.title or change.mode or change.numbers or change.tightens:
        return []
    return [
        Problem(
            code="CHANGE",
            what="The entry sets nothing.",
            place=document.place(loc),
            id=change.target,
            do="add what to set, such as `minutes: 75`, or take the entry out",
        )
    ]
