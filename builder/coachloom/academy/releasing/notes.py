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

import re
from dataclasses import dataclass
from enum import StrEnum

from coachloom.academy.entry_text import Plain, entry_text
from coachloom.course.schema import validated
from coachloom.course.values import STRICT, Address, FormatOne, Id, Line, Words
from coachloom.problems import Place
from coachloom.reading.documents import Document
from coachloom.reading.files import Files
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


_BEGINS = """\
# What is to be said of the coming edition; coachloom release takes it over, and empties this list.
format: 1
changes:
"""


def with_note(data: bytes | None, note: Note) -> bytes:
    """`release.yml` with one more note at its end, all else as it was; None where the file is not there yet."""
    text = _BEGINS if data is None else re.sub(r"(?m)^changes:\s*\[\]\s*$", "changes:", data.decode("utf-8-sig"))
    if not re.search(r"(?m)^changes:", text):
        text = f"{text.rstrip()}\nchanges:\n"
    fields: dict[str, Plain] = {"element": note.element, "kind": note.kind.value, "why": note.why}
    if note.prompted_by:
        fields["prompted_by"] = note.prompted_by
    if note.approved_by:
        fields["approved_by"] = list(note.approved_by)
    indented = "\n".join(f"  {line}" for line in entry_text(fields).split("\n"))
    return f"{text.rstrip()}\n{indented}\n".encode()


def emptied(data: bytes) -> bytes:
    """`release.yml` without its notes, which an edition has taken over; what stands before them stays."""
    text = data.decode("utf-8-sig")
    begins = re.search(r"(?m)^changes:", text)
    return (f"{text[: begins.start()]}changes: []\n" if begins else text).encode()
