"""What would be released: the course as it stands, the edition before, and what the notes say of the way between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from coachloom.academy.releasing.log import change_log
from coachloom.academy.releasing.notes import Note, Notes
from coachloom.academy.releasing.record import LogEntry, Record
from coachloom.academy.releasing.sealed import elements_of
from coachloom.course.model import Course
from coachloom.problems import Place, Problem


@dataclass(frozen=True, kw_only=True, eq=False)
class Candidate:
    """What would be released, and what it follows."""

    course: Course
    number: str
    before: Record | None
    notes: Notes
    log: tuple[LogEntry, ...]
    log_text: str | None = None
    """`CHANGES.md` of the reference course; None for an academy, which has none."""
    above: Mapping[str, str] = field(default_factory=dict)
    """For an academy, the elements of its base as a record names them: what follows from the base is not its doing."""
    builds_on: str = ""
    """For an academy, the edition of its base."""
    pilot: bool = False
    correct: bool = False
    recalled: bool = False
    """Whether something was withdrawn since the edition before."""

    @property
    def is_academy(self) -> bool:
        return self.log_text is None

    @property
    def place(self) -> Place:
        """Where the candidate as a whole is spoken of."""
        if self.is_academy:
            return Place("academy.yml")
        return self.course.sources[self.course.programme.id].field("edition")

    def place_of(self, id: str) -> Place | None:
        """Where an element stands; None for one that is gone."""
        return self.course.sources[id].place if id in self.course.elements else None

    def note_of(self, id: str) -> Note | None:
        return next((note for note in fresh(self.notes, self.before) if note.element == id), None)

    def place_of_note(self, note: Note | None) -> Place:
        return self.notes.place(self.notes.notes.index(note)) if note else Place(self.notes.file)

    def own(self) -> Iterator[LogEntry]:
        """What this layer changed itself, and not the base beneath it."""
        now = elements_of(self.course)
        for entry in self.log:
            says = self.above.get(entry.element)
            before = self.before.base_of(entry.element) if self.before else None
            if not self.is_academy or now.get(entry.element) != says or says == before:
                yield entry


def candidate_log(before: Record | None, course: Course, notes: Notes) -> tuple[LogEntry, ...]:
    """The change log, with what the notes say that no edition has said yet."""
    return change_log(before, course, fresh(notes, before))


def fresh(notes: Notes, before: Record | None) -> tuple[Note, ...]:
    """The notes that the edition before has not taken over: a release that was cut off leaves those standing.

    Such a note approved one change, and must not approve the next.
    """
    told = {_said(entry) for entry in before.changes} if before else set()
    return tuple(note for note in notes.notes if _said(note) not in told)


def _said(one: Note | LogEntry) -> tuple[object, ...]:
    return one.element, one.kind, one.why, one.prompted_by, one.approved_by


def stops(code: str, what: str, place: Place, do: str, id: str = "") -> Problem:
    """A problem that stands against the release."""
    return Problem(code=code, what=what, place=place, do=do, id=id)
