"""The order of a container's children after some were left out, moved or added.

What is left out or moved is taken out first. Then each moved or added one stands directly beside its
anchor, anchors first, equals by id; one without an anchor stands at the end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass

from coachloom.academy.changes import Add, Entry, LeaveOut, Move
from coachloom.academy.rights import Case
from coachloom.course.kinds import Day, Element, Form, Month, Programme
from coachloom.course.model import Course
from coachloom.problems import Problem, did_you_mean


@dataclass(frozen=True, slots=True)
class Placed:
    """A child that gets a place: directly ``after`` or ``before`` its anchor, or at the end without one."""

    id: str
    anchor: str | None = None
    before: bool = False


def placed(children: Iterable[str], taken_out: Iterable[str], placing: Iterable[Placed]) -> tuple[str, ...]:
    """The new order. Those whose anchor is gone, or stands in a circle, are missing from it."""
    newcomers = sorted(placing, key=lambda one: one.id)
    gone = {*taken_out, *(one.id for one in newcomers)}
    beside: defaultdict[tuple[str | None, bool], list[str]] = defaultdict(list)
    for one in newcomers:
        beside[one.anchor, one.before].append(one.id)

    def with_neighbours(id: str) -> Iterator[str]:
        for other in beside[id, True]:
            yield from with_neighbours(other)
        yield id
        for other in beside[id, False]:
            yield from with_neighbours(other)

    roots = [*(id for id in children if id not in gone), *beside[None, False]]
    return tuple(id for root in roots for id in with_neighbours(root))


def orders(
    cases: tuple[Case, ...], unlisted: Container[Entry]
) -> tuple[dict[str, tuple[str, ...]], tuple[Problem, ...]]:
    """The new list of every container whose children change, and the entries that found no place in it.

    ``unlisted`` are entries that add what no list names: sections, pages, cards.
    """
    gone: defaultdict[str, set[str]] = defaultdict(set)
    placing: defaultdict[str, list[tuple[Placed, Case]]] = defaultdict(list)
    for case in cases:
        change = case.entry.change
        container = case.element if isinstance(change, Add) else case.base.container_of(case.element)
        if container is None or listed(case.base, container) is None or case.entry in unlisted:
            continue
        if isinstance(change, LeaveOut):
            gone[container.id].add(change.target)
        elif isinstance(change, (Add, Move)):
            one = Placed(change.target, change.after or change.before, change.before is not None)
            placing[container.id].append((one, case))
    found, lost = {}, []
    for id in sorted({*placing, *gone}):
        base = cases[0].base
        children = listed(base, base.elements[id]) or ()
        found[id] = placed(children, gone[id], [one for one, _ in placing[id]])
        without = [(one, case) for one, case in placing[id] if one.id not in found[id]]
        around = {*children, *(one.id for one, _ in placing[id])}
        lost += [_lost(case, one, around) for one, case in without if not _told(one, base, id, gone[id])]
    return found, tuple(lost)


def _told(one: Placed, base: Course, container: str, gone: set[str]) -> bool:
    """Whether others have said already what is wrong with an anchor."""
    anchor = base.elements.get(one.anchor or "")
    return (
        one.anchor == one.id
        or one.anchor in gone
        or bool(anchor and anchor.id not in (listed(base, base.elements[container]) or ()))
    )


def listed(course: Course, container: Element) -> tuple[str, ...] | None:
    """The ids that a container lists in order; None for one whose additions have no order."""
    match container:
        case Day():
            return container.sessions
        case Form():
            return container.prompts
        case Month():
            return tuple(day.id for day in course.days_of(container.id))
        case Programme():
            return tuple(month.id for month in course.months)
    return None


def _lost(case: Case, one: Placed, around: Collection[str]) -> Problem:
    field = "before" if one.before else "after"
    what = f"There is no `{one.anchor}` beside which it could stand.{did_you_mean(one.anchor or '', around)}"
    if one.anchor in around:
        what = f"`{one.anchor}` stands beside this one, directly or through others, so neither has a place."
    return case.problem("NEIGHBOUR", what, "name a neighbour that stands in the same container and stays there", field)
