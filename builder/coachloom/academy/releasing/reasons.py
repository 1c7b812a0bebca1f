"""Why things changed, as the records of an edition tell it: for whoever takes the edition in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from coachloom.academy.composition import Composition
from coachloom.academy.edition import files_of_layer, layers_in
from coachloom.academy.numbers import edition_order
from coachloom.academy.releasing.record import (
    ACADEMY_FOLDER,
    COURSE_FOLDER,
    LogEntry,
    Record,
    State,
    read_record,
    read_records,
)


def records_of(sources: Mapping[str, bytes]) -> tuple[tuple[Record, ...], ...]:
    """The records of each layer in the sources of an edition, in the order of the layers. Raises ProblemsFound."""
    return tuple(
        read_records(files_of_layer(sources, folder), ACADEMY_FOLDER if number else COURSE_FOLDER)
        for number, folder in enumerate(layers_in(sources))
    )


def record_of(sources: Mapping[str, bytes], edition: str) -> Record | None:
    """The record of the edition itself: that of its last layer."""
    *below, last = layers_in(sources)
    return read_record(files_of_layer(sources, last), ACADEMY_FOLDER if below else COURSE_FOLDER, edition)


def said_since(sources: Mapping[str, bytes], old: Composition) -> Mapping[str, tuple[LogEntry, ...]]:
    """What the records later than ``old`` say of each element; entries without a reason are passed over."""
    found: defaultdict[str, tuple[LogEntry, ...]] = defaultdict(tuple)
    for entry in _later(sources, old):
        if entry.why:
            found[entry.element] = (*found[entry.element], entry)
    return found


def _later(sources: Mapping[str, bytes], old: Composition) -> Iterator[LogEntry]:
    for records, layer in zip(records_of(sources), old.layers, strict=False):
        for record in records:
            if edition_order(record.edition) > edition_order(layer.edition):
                yield from record.changes


def in_one_line(entries: tuple[LogEntry, ...]) -> str:
    """All reasons for one element, for a person; nothing where there are none."""
    return " ".join(
        f"{entry.why}{f' Prompted by {entry.prompted_by}.' if entry.prompted_by else ''}" for entry in entries
    )


def told_of(record: Record | None, course: str) -> tuple[str, ...]:
    """What a person should know of an edition before using it: that it is tried out, or what was corrected in it."""
    if record is None:
        return ()
    pilot = f"{course} {record.edition} is a pilot edition: it is being tried out, and may hold outlines."
    corrected = (
        f"{course} {record.edition} corrects {record.corrects}, since {record.date.isoformat()}: {record.notice}"
    )
    return (*([pilot] if record.status is State.PILOT else []), *([corrected] if record.notice else []))
