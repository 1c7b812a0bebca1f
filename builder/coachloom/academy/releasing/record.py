"""The record of an edition: rule and hash of every element, and what changed since the edition before.

It lies in `curriculum/editions/2027.2.yml`, or in `editions/2027.2.yml` of an academy, and travels in the edition's
zip. That it is there makes a draft an edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from coachloom.academy.entry_text import quoted
from coachloom.academy.numbers import edition_order
from coachloom.academy.releasing.notes import Kind
from coachloom.course.checked import RECORDS, recorded
from coachloom.course.schema import validated
from coachloom.course.values import (
    STRICT,
    Address,
    Date,
    EditionName,
    EditionNumber,
    FormatOne,
    Id,
    Line,
    Rule,
    Sealed,
    Words,
)
from coachloom.problems import Problem, ProblemsFound
from coachloom.reading.files import Files
from coachloom.reading.text import read_text
from coachloom.reading.yaml_text import read_yaml

COURSE_FOLDER = RECORDS
ACADEMY_FOLDER = "editions"
_MOST_VALUES = 100_000
NONE = "none"
"""What the base says of an element that it does not have."""


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
    """``elements`` has for each element its rule, its hash, and a short hash of all but its words.

    Only an academy's has ``builds_on``, the edition of its base, and ``beneath``: what the base says of those elements
    in which this edition differs from it.
    """

    __pydantic_config__ = STRICT

    format: FormatOne
    edition: EditionNumber
    date: Date
    status: State | None = None
    after: EditionNumber | None = None
    corrects: EditionNumber | None = None
    notice: Words | None = None
    builds_on: EditionName | None = None
    changes: tuple[LogEntry, ...] = ()
    elements: dict[Address, Sealed] = field(default_factory=dict)
    beneath: dict[Address, Line] = field(default_factory=dict)

    def rule_of(self, id: str) -> Rule:
        return Rule(self.elements[id].partition(" ")[0])

    def hash_of(self, id: str) -> str:
        return self.elements[id].split(" ")[1]

    def frame_of(self, id: str) -> str:
        return self.elements[id].split(" ")[2]

    def base_of(self, id: str) -> str | None:
        """What the base said of an element then; None where it had none."""
        said = self.beneath.get(id, self.elements.get(id))
        return None if said == NONE else said


def beneath(above: Mapping[str, str], elements: Mapping[str, str]) -> dict[str, str]:
    """What the base ``above`` says of those elements in which it differs."""
    return {id: above.get(id, NONE) for id in above.keys() | elements.keys() if above.get(id) != elements.get(id)}


def read_records(files: Files, folder: str) -> tuple[Record, ...]:
    """Every record in ``folder``, in the order of the editions. Raises ProblemsFound."""
    return tuple(_read(files, recorded(files, folder)[name], name) for name in editions_in(files, folder))


def editions_in(files: Files, folder: str) -> tuple[str, ...]:
    """The editions that have a record in ``folder``, in their order."""
    return tuple(sorted(recorded(files, folder), key=edition_order))


def read_record(files: Files, folder: str, edition: str) -> Record | None:
    """The record of one edition; None where it has none. Raises ProblemsFound."""
    file = f"{folder}/{edition}.yml"
    return _read(files, file, edition) if files.has(file) else None


def _read(files: Files, file: str, edition: str) -> Record:
    document = read_yaml(read_text(files, file), file, most=_MOST_VALUES)
    record = validated(Record, document.data, document)
    if record.edition != edition:
        what = f"{file} is the record of {record.edition}, and its name says {edition}."
        do = f"put back the file that coachloom release wrote; that of {record.edition} is called {record.edition}.yml"
        raise ProblemsFound([Problem(code="EDITION", what=what, place=document.place(("edition",)), do=do)])
    return record


def written(record: Record) -> str:
    """The record as text."""
    facts = {
        "status": record.status,
        "after": record.after and f'"{record.after}"',
        "corrects": record.corrects and f'"{record.corrects}"',
        "notice": record.notice and quoted(record.notice),
        "builds_on": record.builds_on and f'"{record.builds_on}"',
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
        *(["beneath:"] if record.beneath else []),
        *(f"  {id}: {value}" for id, value in sorted(record.beneath.items())),
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
