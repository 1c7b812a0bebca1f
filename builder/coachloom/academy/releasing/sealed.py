"""Every element as a record names it, in three words: its rule, its hash, and a short hash of all but its words.

The third tells a correction from a new edition. Minutes and outcomes that stand in a text are no mere words: a plan's
minutes, and the outcomes that a plan, steps or a definition of done link to.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache

from coachloom.course.hashing import fixed_children, hash_of
from coachloom.course.kinds import Choice, Element, Reference, Section, Task, policy_of
from coachloom.course.model import Course
from coachloom.course.plan import PlanRow, written_rows
from coachloom.course.trace import named_in_section, named_in_tasks
from coachloom.reading.markdown import Markdown

_DIGITS = 16
"""So many hexadecimal digits tell whether anything but words has changed."""

_WORDS = (
    "title",
    "text",
    "summary",
    "question",
    "help",
    "role",
    "done",
    "entry",
    "exit",
    "prerequisites",
    "choices",
    "door",
)
"""Fields that hold words for people, which a correction may mend; of a reference it may mend all."""


@lru_cache(maxsize=2)  # the course and, for an academy, its base are asked for again and again
def elements_of(course: Course) -> Mapping[str, str]:
    """Every element by id, as a record names it."""
    return {id: _named(course, element) for id, element in course.elements.items()}


def _named(course: Course, element: Element) -> str:
    digest = hash_of(element, fixed_children(course, element))
    return f"{element.rule.value} {digest} {_frame_of(course, element)}"


def _frame_of(course: Course, element: Element) -> str:
    """The other fields, the rules, what stands in it and in which order, and what its words settle."""
    inside = [
        element.rule.value,
        *(f"{name} {bounds.min} {bounds.max}" for name, bounds in sorted(element.bounds.items())),
        str(policy_of(element)),
        hash_of(_without_words(element)),
        *course.children_of(element),
        *_settled_in_words(course, element),
    ]
    return hashlib.sha256(repr(inside).encode()).hexdigest()[:_DIGITS]


def _without_words(element: Element) -> Element:
    if isinstance(element, Reference):
        return Reference(id=element.id, title="-", rule=element.rule, type="-")
    has = {name: getattr(element, name) for name in _WORDS if getattr(element, name, None) is not None}
    return dataclasses.replace(element, **{name: _blank(value) for name, value in has.items()})  # type: ignore[arg-type]


def _blank(value: object) -> object:
    """As many as there were, with nothing in them."""
    match value:
        case Markdown():
            return Markdown(text="")
        case tuple():
            return tuple(map(_blank, value))
        case Choice():
            return dataclasses.replace(value, text="-")
    return "-"


def _settled_in_words(course: Course, element: Element) -> Iterator[str]:
    if isinstance(element, Task):
        yield from sorted(named_in_tasks(course)[element.id])
    elif isinstance(element, Section):
        yield from sorted(named_in_section(course, element))
        if element.name == "plan":
            rows = (row for row in written_rows(element) if isinstance(row, PlanRow))
            yield from (f"{row.minutes}{'+' if row.elastic else ''}" for row in rows)
