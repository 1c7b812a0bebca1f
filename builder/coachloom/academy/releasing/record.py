"""The record of an edition: rule and hash of every element, and what changed since the edition before.

It lies in `curriculum/editions/2027.2.yml`, or in `editions/2027.2.yml` of an academy, and travels in the edition's
zip. That it is there makes a draft an edition.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath

from coachloom.academy.entry_text import quoted
from coachloom.academy.numbers import edition_order
from coachloom.academy.releasing.notes import Kind
from coachloom.course.checked import RECORDS
from coachloom.course.hashing import fixed_children, hash_of
from coachloom.course.kinds import Element, policy_of
from coachloom.course.model import Course
from coachloom.course.schema import validated
from coachloom.course.values import STRICT, Address, Date, EditionNumber, FormatOne, Id, Line, Rule, Words
from coachloom.reading.files import Files
from coachloom.reading.markdown import Markdown
from coachloom.reading.text import read_text
from coachloom.reading.yaml_text import read_yaml

COURSE_FOLDER = RECORDS
ACADEMY_FOLDER = "editions"
_FRAME = 16
"""So many hexadecimal digits tell whether anything but words has changed."""


class Did(StrEnum):
    """What became of an element since the edition before."""

    CHANGED = "changed"
    FRAME = "other rules or order"
    ADDED = "added"
    RENAMED = "renamed"
    GONE = "gone"


class State(StrEnum):
    """How far an edition has come; a pilot is tried out, and says so."""

    PILOT = "pilot"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One line of the change log; ``kind`` and ``why`` are missing where nobody said."""

    __pydantic_config__ = STRICT

    element: Address
    title: Line
    did: Did
    kind: Kind | None = None
    why: Words | None = None
    prompted_by: Line | None = None
    approved_by: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """``elements`` has for each element its rule, its hash, and a short hash of all but its words."""

    __pydantic_config__ = STRICT

    format: FormatOne
    edition: EditionNumber
    date: Date
    status: State | None = None
    after: EditionNumber | None = None
    corrects: EditionNumber | None = None
    notice: Words | None = None
    changes: tuple[LogEntry, ...] = ()
    elements: dict[Address, Line] = field(default_factory=dict)

    def rule_of(self, id: str) -> Rule:
        return Rule(self.elements[id].partition(" ")[0])

    def hash_of(self, id: str) -> str:
        return self.elements[id].split(" ")[1]

    def frame_of(self, id: str) -> str:
        return self.elements[id].split(" ")[2]


def elements_of(course: Course) -> dict[str, str]:
    """Every element as a record names it."""
    return {id: _named(course, element) for id, element in course.elements.items()}


def _named(course: Course, element: Element) -> str:
    digest = hash_of(element, fixed_children(course, element))
    return f"{element.rule.value} {digest} {_frame_of(course, element)}"


def _frame_of(course: Course, element: Element) -> str:
    """A short hash of all but words: the other fields, the rules, what stands in it and in which order."""
    rules = [
        element.rule.value,
        *(f"{n} {b.min} {b.max}" for n, b in sorted(element.bounds.items())),
        policy_of(element),
    ]
    inside = [hash_of(_without_words(element)), *course.children_of(element)]
    return hashlib.sha256(repr([*map(str, rules), *inside]).encode()).hexdigest()[:_FRAME]


_WORDS = ("title", "text", "summary", "question", "help", "role", "done", "entry", "exit", "prerequisites")
"""Fields that hold words for people, which a correction may mend."""


def _without_words(element: Element) -> Element:
    blank: Mapping[type, object] = {str: "-", tuple: (), Markdown: Markdown(text="")}
    has = {name: getattr(element, name) for name in _WORDS if getattr(element, name, None) is not None}
    return dataclasses.replace(element, **{name: blank[type(value)] for name, value in has.items()})  # type: ignore[arg-type]


def read_records(files: Files, folder: str) -> tuple[Record, ...]:
    """Every record in ``folder``, in the order of the editions. Raises ProblemsFound."""
    listed, _ = files.listed(folder)
    names = [file for file in listed if PurePosixPath(file).suffix == ".yml"]
    return tuple(sorted((_read(files, file) for file in names), key=lambda record: edition_order(record.edition)))


def read_record(files: Files, folder: str, edition: str) -> Record | None:
    """The record of one edition; None where it has none. Raises ProblemsFound."""
    file = f"{folder}/{edition}.yml"
    return _read(files, file) if files.has(file) else None


def _read(files: Files, file: str) -> Record:
    document = read_yaml(read_text(files, file), file)
    return validated(Record, document.data, document)


def written(record: Record) -> str:
    """The record as text."""
    facts = {
        "status": record.status,
        "after": record.after and f'"{record.after}"',
        "corrects": record.corrects and f'"{record.corrects}"',
        "notice": record.notice and quoted(record.notice),
    }
    lines = [
        "# Written by coachloom release. Whoever changes it by hand makes the edition unusable.",
        "format: 1",
        f'edition: "{record.edition}"',
        f"date: {record.date.isoformat()}",
        *(f"{name}: {value}" for name, value in facts.items() if value),
        "changes:" if record.changes else "changes: []",
        *(line for entry in record.changes for line in _entry(entry)),
        "elements:",
        *(f"  {id}: {value}" for id, value in sorted(record.elements.items())),
    ]
    return "\n".join([*lines, ""])


def _entry(entry: LogEntry) -> Iterable[str]:
    yield f"  - element: {entry.element}"
    yield f"    title: {quoted(entry.title)}"
    yield f"    did: {entry.did.value}"
    if entry.kind:
        yield f"    kind: {entry.kind.value}"
    if entry.why:
        yield f"    why: {quoted(entry.why)}"
    if entry.prompted_by:
        yield f"    prompted_by: {quoted(entry.prompted_by)}"
    if entry.approved_by:
        yield f"    approved_by: {quoted(list(entry.approved_by))}"
