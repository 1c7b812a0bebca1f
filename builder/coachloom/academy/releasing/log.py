"""What changed from one edition to the next, element by element, with what the notes say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coachloom.academy.listing import title_of
from coachloom.academy.releasing.notes import Note
from coachloom.academy.releasing.record import Did, LogEntry, Record
from coachloom.academy.releasing.sealed import elements_of
from coachloom.course.model import Course


def change_log(before: Record | None, course: Course, notes: Sequence[Note]) -> tuple[LogEntry, ...]:
    """Every element that differs, by id; nothing for a first edition, in which all is new."""
    if before is None:
        return ()
    said = {note.element: note for note in notes}
    return tuple(_entry(course, id, did, said.get(id)) for id, did in sorted(_differing(before, course)))


def _entry(course: Course, id: str, did: Did, note: Note | None) -> LogEntry:
    element = course.elements.get(id)
    title = title_of(course, element) if element else id
    if note is None:
        return LogEntry(element=id, title=title, did=did)
    return LogEntry(
        element=id,
        title=title,
        did=did,
        kind=note.kind,
        why=note.why,
        prompted_by=note.prompted_by,
        approved_by=note.approved_by,
    )


def _differing(before: Record, course: Course) -> Iterator[tuple[str, Did]]:
    now = elements_of(course)
    for id in now.keys() - before.elements.keys():
        if not _goes_with_its_owner(id, now, before.elements):
            yield id, Did.ADDED
    for id in before.elements.keys() - now.keys():
        if not _goes_with_its_owner(id, before.elements, now):
            yield id, Did.RENAMED if led_on(course, id) else Did.GONE
    for id in now.keys() & before.elements.keys():
        if now[id] != before.elements[id]:
            yield id, Did.FRAME if now[id].split(" ")[1] == before.hash_of(id) else Did.CHANGED


def _goes_with_its_owner(id: str, here: Mapping[str, str], there: Mapping[str, str]) -> bool:
    """A section that came or went with the whole is not told by itself."""
    owner, slash, _ = id.partition("/")
    return bool(slash) and owner in here and owner not in there


def led_on(course: Course, id: str) -> tuple[str, ...]:
    """Where the redirects lead from an id that is gone; a section goes with its owner."""
    ids = (id, id.partition("/")[0])
    return next((redirect.now for one in ids for redirect in course.redirects if redirect.was == one), ())


def is_explained(course: Course, id: str) -> bool:
    """Whether a redirect says what became of an id that is gone."""
    return any(redirect.was in (id, id.partition("/")[0]) for redirect in course.redirects)


def in_words(entry: LogEntry) -> str:
    """One line of the log for a person."""
    kind = f", {entry.kind}" if entry.kind else ""
    why = f": {entry.why}" if entry.why else ""
    prompted = f" Prompted by {entry.prompted_by}." if entry.prompted_by else ""
    return f"{entry.title} ({entry.element}) {entry.did}{kind}{why}{prompted}"
