"""Which elements stand in another place than before: as few as explain the new order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from coachloom.academy.differing.changed import Moved, Spot
from coachloom.course.kinds import Day, Form, Month, Programme, Topic
from coachloom.course.model import Course


def lists(course: Course) -> dict[str, tuple[str, ...]]:
    """The children of every container that has them in order, sections left aside."""
    return {
        container.id: tuple(id for id in course.children_of(container) if "/" not in id)
        for kind in (Programme, Month, Day, Topic, Form)
        for container in course.all(kind)
    }


def moves(old: Course, new: Course, now: Mapping[str, str]) -> dict[str, Moved]:
    """Every element of both courses that stands elsewhere, by its new id; ``now`` maps old ids to new ones."""
    before, after = lists(old), lists(new)
    spots_before, spots_after = spots(old), spots(new)
    was = {new_id: old_id for old_id, new_id in now.items()}
    found = {}
    for container, children in after.items():
        old_container = was.get(container, container)
        came_along = [now.get(id, id) for id in before.get(old_container, ())]
        here = {id: number for number, id in enumerate(came_along)}
        stay = _longest_rising([here[id] for id in children if id in here])
        for id in children:
            old_spot = spots_before.get(was.get(id, id))
            if old_spot and not (id in here and here[id] in stay):
                found[id] = Moved(old_spot, spots_after[id])
    return found


def spots(course: Course) -> dict[str, Spot]:
    """Where every element stands that stands in a list."""
    return {
        id: Spot(container, after)
        for container, children in lists(course).items()
        for after, id in zip(("", *children), children, strict=False)
    }


def _longest_rising(numbers: Sequence[int]) -> frozenset[int]:
    """A longest run of ``numbers`` that rises, gaps allowed."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    run, number_or_none = [], ends[-1] if ends else None
    while number_or_none is not None:
        run.append(number_or_none)
        number_or_none = before[number_or_none]
    return frozenset(run)
