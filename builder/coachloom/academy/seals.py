"""Seals: what every layer below must keep, as one hash for each element that is not flexible.

The seal of a fixed element is its hash. That of a bounded one is the hash without the numbers that its bounds
open, and those bounds; a container's says how many may be added, and whether they may move. A result is held
against the seals of every layer it stands on, however it came about.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from coachloom.course.hashing import fixed_children, hash_of, in_order_of_meaning
from coachloom.course.kinds import Card, Element, Page, Programme, policy_of
from coachloom.course.model import Course
from coachloom.course.values import Rule


def seals(course: Course) -> dict[str, str]:
    """The seal of every fixed and bounded element, by id."""
    return {
        id: " ".join([hash_of(_kept_part(element, element), fixed_children(course, element)), *_limits(element)])
        for id, element in course.elements.items()
        if element.rule is not Rule.FLEXIBLE
    }


def _limits(element: Element) -> list[str]:
    """How far an element is open, as words: nothing for one that is fixed and holds what it holds."""
    children = policy_of(element)
    limits = [f"{name} {bounds.min} to {bounds.max}" for name, bounds in sorted(element.bounds.items())]
    limits += [f"add {children.add}"] if children.add and element.rule is not Rule.FIXED else []
    return [*limits, *(["move"] if children.move else [])]


def _kept_part(element: Element, ruling: Element) -> Element:
    """``element`` without the numbers that the bounds of ``ruling``, the same element further up, open."""
    open_numbers = ruling.bounds
    if not open_numbers:
        return element
    new: dict[str, object] = {}
    if "minutes" in open_numbers and hasattr(element, "minutes"):
        new["minutes"] = 0
    numbers: Mapping[str, int] = getattr(element, "numbers", {})
    if any(name in open_numbers for name in numbers):
        new["numbers"] = {name: 0 if name in open_numbers else number for name, number in numbers.items()}
    return dataclasses.replace(element, **new) if new else element  # type: ignore[arg-type]


def departing(base: Course, result: Course) -> Iterator[str]:
    """Ids of ``base`` whose seal ``result`` breaks, whose rule it loosens, or which it lost or filled against the rules.

    Shares no code with the composition, and does not ask how the result came about.
    """
    for id, ruling in base.elements.items():
        element = result.elements.get(id)
        if element is None:
            container = base.container_of(ruling) or base.elements.get(id.partition("/")[0])
            broken = not _may_go(base, id, container)
        elif element is ruling and result.children_of(element) == base.children_of(ruling):
            broken = isinstance(ruling, Programme) and _overfull(base, ruling, result, element)
        else:
            broken = (
                not _holds(base, ruling, result, element)
                or _looser(ruling, element)
                or _overfull(base, ruling, result, element)
            )
        if broken:
            yield id


def _may_go(base: Course, id: str, container: Element | None) -> bool:
    if container is None:
        return False
    if "/" in id:  # a section goes with its owner
        return _may_go(base, container.id, base.container_of(container))
    if base.elements[id].rule is Rule.FIXED:
        return False
    return id in base.local or id in policy_of(container).leave_out


def _holds(base: Course, ruling: Element, result: Course, element: Element) -> bool:
    if ruling.rule is Rule.FLEXIBLE:
        return True
    kept = fixed_children(base, ruling)
    inside = in_order_of_meaning(ruling, tuple(id for id in result.children_of(element) if id in kept))
    return hash_of(_kept_part(element, ruling), inside) == hash_of(_kept_part(ruling, ruling), kept)


_STRICT = (Rule.FLEXIBLE, Rule.BOUNDED, Rule.FIXED)


def _looser(ruling: Element, element: Element) -> bool:
    if _STRICT.index(element.rule) < _STRICT.index(ruling.rule):
        return True
    if element.rule is Rule.FIXED:
        return False
    bounds = ((ruling.bounds[name], element.bounds.get(name)) for name in ruling.bounds)
    return any(inner is None or inner.min < outer.min or inner.max > outer.max for outer, inner in bounds)


def _overfull(base: Course, ruling: Element, result: Course, element: Element) -> bool:
    before, now = _own_inside(base, ruling), _own_inside(result, element)
    most = 0 if ruling.rule is Rule.FIXED else policy_of(ruling).add
    return bool(now - before) and len(before | now) > most


def _own_inside(course: Course, element: Element) -> set[str]:
    """What academies put into an element; whatever has no place in a list stands in the course itself."""
    inside = {id for id in course.children_of(element) if id in course.local}
    if isinstance(element, Programme):
        inside |= {other.id for other in (*course.all(Card), *course.all(Page)) if other.id in course.local}
    return inside
