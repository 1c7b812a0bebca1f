"""A composed course: what a chain of layers makes of it, and where everything in it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coachloom.academy.changes import Entries, LeaveOut
from coachloom.academy.origins import Layer, Origin, Step
from coachloom.course.kinds import Section
from coachloom.course.model import Course
from coachloom.course.values import Audience
from coachloom.problems import Problem

MOST_LAYERS = 3


@dataclass(frozen=True, kw_only=True, eq=False)
class Composition:
    """``origins`` has every element of the course, no other; ``left_out`` those that are no more."""

    course: Course
    layers: tuple[Layer, ...]
    origins: Mapping[str, Origin]
    left_out: Mapping[str, Origin] = field(default_factory=dict)
    above: Course | None = None
    """The course that the last layer changed; None for the first layer."""
    entries: Entries = ()
    """Those of the last layer."""
    notes: tuple[Problem, ...] = ()

    @property
    def layer(self) -> Layer:
        """The last one: whose course this is."""
        return self.layers[-1]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every entry that was carried out, once, by layer and place."""
        origins = (*self.origins.values(), *self.left_out.values())
        steps = dict.fromkeys(step for origin in origins for step in origin.steps)
        return tuple(sorted(steps, key=lambda step: (self.layers.index(step.layer), step.entry.place)))

    @property
    def departures(self) -> tuple[Step, ...]:
        """The agreed exceptions."""
        return tuple(step for step in self.steps if step.departs)

    def steps_shown(self, course: Course) -> tuple[Step, ...]:
        """The steps that may be told to readers of ``course``, which may be without faculty's sections."""
        return tuple(step for step in self.steps if _is_shown(step, course))


def _is_shown(step: Step, course: Course) -> bool:
    if isinstance(step.change, LeaveOut):
        return not (isinstance(step.element, Section) and step.element.audience is Audience.FACULTY)
    return step.element.id in course.elements


def of_course(course: Course, edition: str) -> Composition:
    """The first layer of every chain: the course itself."""
    layer = Layer(course.programme.id, course.programme.title, edition)
    origins = {id: Origin(layer, source.place) for id, source in course.sources.items()}
    return Composition(course=course, layers=(layer,), origins=origins)
