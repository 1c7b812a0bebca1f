"""`release.yml`: what is to be said of the coming edition, written while the work is done.

format: 1
changes:
- element: three-questions/case
kind: wording                       # or meaning, or safety
why: Silent partners did not get a turn.
prompted_by: Riverside Improvement Academy
approved_by: [ana-reis, rui-lopes]  # two people, where the element is fixed
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coachloom.academy.entry_text import Plain
from coachloom.academy.releasing.notes_text import NotesText
from coachloom.course.schema import validated
from coachloom.course.values import STRICT, Address, FormatOne, Id, Line, Words
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.documents import Document
from coachloom.reading.files import Files, Held
from coachloom.reading.text import read_text
from coachloom.reading.yaml_text import read_yaml

COURSE_FILE = "curriculum/release.yml"
ACADEMY_FILE = "release.yml"


class Kind(StrEnum):
    """What a change is to those who teach and learn."""

    MEANING = "meaning"
    WORDING = "wording"
    SAFETY = "safety"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is said of one changed element; ``approved_by`` reseals a fixed one."""

    __pydantic_config__ = STRICT

    element: Address
    kind: Kind
    why: Words
    prompted_by: Line | None = None
    approved_by: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesFile:
    """What stands in `release.yml`."""

    __pydantic_config__ = STRICT

    format: FormatOne
    changes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes that were read, and where they stand."""

    file: str
    notes: tuple[Note, ...] = ()
    document: Document | None = None

    def place(self, number: int, field: str = "") -> Place:
        if self.document is None:
            return Place(self.file)
        loc: tuple[str | int, ...] = ("changes", number, *([field] if field else []))
        return self.document.place(loc if loc in self.document.places else loc[:2])


def read_notes(files: Files, file: str) -> Notes:
    """The notes; none where the file is not there. Raises ProblemsFound for what is wrong in it."""
    if not files.has(file):
        return Notes(file)
    document = read_yaml(read_text(files, file), file)
    return Notes(file, validated(NotesFile, document.data, document).changes, document)


def with_note(data: bytes | None, note: Note, file: str = COURSE_FILE) -> bytes:
    """The file with one more note at its end, all else as it was; None where it is not there yet.

    Raises ProblemsFound where it cannot be read, or holds its notes in brackets.
    """
    text = NotesText.of(data or b"", file)
    before = _read(data, file) if data and text.says else ()
    fields: dict[str, Plain] = {"element": note.element, "kind": note.kind.value, "why": note.why}
    if note.prompted_by:
        fields["prompted_by"] = note.prompted_by
    if note.approved_by:
        fields["approved_by"] = list(note.approved_by)
    return _held_to(text.with_entry(fields), (*before, note), text)


def emptied(data: bytes, file: str = COURSE_FILE) -> bytes:
    """The file without its notes, which an edition has taken over. Raises ProblemsFound as `with_note`."""
    text = NotesText.of(data, file)
    return _held_to(text.emptied(), (), text) if text.head else data


def _held_to(made: bytes, notes: tuple[Note, ...], text: NotesText) -> bytes:
    """What was made, if it says what it should: a form that nobody thought of is refused, and never spoilt."""
    try:
        if _read(made, text.file) == notes:
            return made
    except ProblemsFound:
        pass  # the file as it was could be read, so it is its form that we do not know
    raise ProblemsFound(
        [
            Problem(
                code="CHANGE",
                what="The notes stand in a form here in which they cannot be told apart line by line.",
                place=text.place,
                do="write `changes:` on a line of its own, and each note below it on lines that begin with a hyphen",
            )
        ]
    )


def _read(data: bytes, file: str) -> tuple[Note, ...]:
    return read_notes(Held({file: data}), file).notes
