"""Rules, bounds and the reasons for them."""

from __future__ import annotations

from collections.abc import Iterator

from coachloom.course import kinds
from coachloom.course.formats import SECTIONS
from coachloom.course.kinds import Element, policy_of
from coachloom.course.model import Course
from coachloom.course.values import NOTHING_ALLOWED, Range, Rule
from coachloom.problems import Problem, did_you_mean

_COMPUTED = ((kinds.Day, "minutes"), (kinds.Gap, "days"))
"""Numbers with bounds that are not written in the element itself, but follow from others."""


def rules_have_a_because(course: Course) -> Iterator[Problem]:
    for element in course.elements.values():
        if element.rule is not Rule.FLEXIBLE and not element.because and not isinstance(element, kinds.Section):
            yield Problem(
                code="BECAUSE",
                what=f'"{element.title}" is {element.rule} without a reason.',
                place=course.sources[element.id].field("rule"),
                id=element.id,
                do="add a line `because:` that an academy would accept",
            )


def bounds_belong_to_bounded_elements(course: Course) -> Iterator[Problem]:
    for element in course.elements.values():
        source = course.sources[element.id]
        if element.rule is Rule.BOUNDED and not element.bounds and not _may_change_within(element):
            what = f'"{element.title}" is bounded, and no bounds are given.'
        elif element.rule is Rule.FIXED and element.bounds:
            what = f'"{element.title}" is fixed, yet has bounds.'
        else:
            for name, bounds in element.bounds.items():
                if bounds.min > bounds.max:
                    yield Problem(
                        code="BOUNDS",
                        what=f"The bounds of `{name}` end ({bounds.max}) before they begin ({bounds.min}).",
                        place=source.field("bounds", name),
                        id=element.id,
                        do="write the smaller number as min",
                    )
            continue
        yield Problem(
            code="BOUNDS",
            what=what,
            place=source.field("rule"),
            id=element.id,
            do="add `bounds: {minutes: {min: …, max: …}}`, or choose another rule",
        )


def _may_change_within(element: Element) -> bool:
    """Bounded may also mean that only some sections, or some children, are open."""
    children = policy_of(element)
    return bool(getattr(element, "flexible", ())) or children != NOTHING_ALLOWED


def bounds_name_what_there_is(course: Course) -> Iterator[Problem]:
    for element in course.elements.values():
        computed = [name for kind, name in _COMPUTED if isinstance(element, kind)]
        for name in element.bounds:
            if bounded_value(element, name) is None and name not in computed:
                known = [*getattr(element, "numbers", {}), *computed, "minutes"]
                yield Problem(
                    code="BOUNDS",
                    what=f'`bounds` names `{name}`, and "{element.title}" has no such number.{did_you_mean(name, known)}',
                    place=course.sources[element.id].field("bounds", name),
                    id=element.id,
                    do="name a number that stands in this element",
                )


def flexible_names_sections(course: Course) -> Iterator[Problem]:
    for element in course.elements.values():
        for number, name in enumerate(getattr(element, "flexible", ())):
            if name not in SECTIONS:
                yield Problem(
                    code="SECTION",
                    what=f"`flexible` names `{name}`, which is no section.{did_you_mean(name, SECTIONS)}",
                    place=course.sources[element.id].field("flexible", number),
                    id=element.id,
                    do=f"use one of: {', '.join(SECTIONS)}",
                )


def values_lie_in_bounds(course: Course) -> Iterator[Problem]:
    for element in course.elements.values():
        for name, bounds in element.bounds.items():
            number = bounded_value(element, name)
            if number is not None and not bounds.holds(number):
                yield _outside(course, element, name, number, bounds)


def bounded_value(element: Element, name: str) -> int | None:
    """The number that ``bounds`` of that name speaks of, where the element itself holds it."""
    numbers: dict[str, int] = getattr(element, "numbers", {})
    value = numbers.get(name, getattr(element, name, None))
    return value if isinstance(value, int) else None


def _outside(course: Course, element: Element, name: str, number: int, bounds: Range) -> Problem:
    source = course.sources[element.id]
    in_numbers = name in getattr(element, "numbers", {})
    return Problem(
        code="BOUNDS",
        what=f'`{name}` is {number} on "{element.title}" ({element.id}); allowed {bounds.min} to {bounds.max}.',
        place=source.field("numbers", name) if in_numbers else source.field(name),
        id=element.id,
        rule=source.field("bounds", name),
        because=element.because or "",
        do=f"choose {bounds.min} to {bounds.max}",
    )


def children_that_may_go_exist(course: Course) -> Iterator[Problem]:
    for element in course.elements.values():
        inside = course.children_of(element)
        for number, id in enumerate(policy_of(element).leave_out):
            if id not in inside and id not in course.broken and id not in course.left_out:
                yield Problem(
                    code="UNKNOWN",
                    what=f"`leave_out` names `{id}`, which does not stand in `{element.id}`.{did_you_mean(id, inside)}",
                    place=course.sources[element.id].field("children", "leave_out", number),
                    id=element.id,
                    do="name a child of this element",
                )
