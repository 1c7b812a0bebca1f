"""All findings of an upgrade: every entry followed into the new edition, then looked at by the one who knows its kind."""

from __future__ import annotations

from coachloom.academy.changes import Add, Entry, LeaveOut, Move, Replace, Set
from coachloom.academy.upgrading.finding import Finding, Status
from coachloom.academy.upgrading.lost import lost
from coachloom.academy.upgrading.matter import Ground, Matter
from coachloom.academy.upgrading.places import added, left_out, moved
from coachloom.academy.upgrading.texts import replaced
from coachloom.academy.upgrading.values import set_values
from coachloom.academy.upgrading.withdrawn import withdrawn


def findings(ground: Ground) -> tuple[Finding, ...]:
    """One for each entry: first what must not be read any more, then in the order of the file."""
    found = [_finding(ground, entry) for entry in ground.entries]
    return tuple(sorted(found, key=lambda finding: finding.status is not Status.WITHDRAWN))


def _finding(ground: Ground, entry: Entry) -> Finding:
    new = ground.rebound.get(entry)
    adopted = isinstance(entry.change, Add) and entry.change.add in ground.adopted
    if new is None and not adopted:
        return lost(ground, entry)
    matter = _matter(ground, entry, new or entry)
    match matter.change:
        case Set() as change:
            return set_values(matter, change)
        case Replace():
            recall = ground.recall_of(matter.now.id)
            return withdrawn(matter, recall) if recall else replaced(matter)
        case Add() as change:
            return added(matter, change)
        case LeaveOut():
            return left_out(matter)
        case Move() as change:
            return moved(matter, change)
    raise AssertionError(matter.change)


def _matter(ground: Ground, entry: Entry, new: Entry) -> Matter:
    was = ground.was.course.elements[entry.change.names]
    return Matter(
        ground=ground,
        entry=entry,
        new=new,
        was=was,
        now=ground.now.course.elements.get(new.change.names, was),
        against=ground.against(new) if new in ground.rebound.values() else (),
    )
