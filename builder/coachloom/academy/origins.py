"""Where an element comes from: the layer that wrote it, and every entry that has changed it since."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coachloom.academy.changes import Add, Change, Entry, LeaveOut, Move, Replace, Set
from coachloom.course.kinds import Element
from coachloom.problems import Place


@dataclass(frozen=True, slots=True)
class Layer:
    """One of the at most three layers of a chain: the course first, then academies; ``edition`` is its own, if released."""

    id: str
    name: str
    edition: str


class State(StrEnum):
    """What became of an element on its way down the chain."""

    KEPT = "kept"
    CHANGED = "changed"
    ADDED = "added"
    LEFT_OUT = "left out"
    DEPARTS = "departs"


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """An entry that changed an element, and its layer."""

    layer: Layer
    entry: Entry
    element: Element
    """The element as it was until then, or as it was added."""
    departs: bool = False
    """Whether it needed its deviation."""
    container: str = ""
    """The id of what holds the element, where something does."""

    @property
    def change(self) -> Change:
        return self.entry.change


@dataclass(frozen=True, slots=True)
class Origin:
    """The one layer that wrote an element, where, and what happened to it then, in the order of the layers."""

    layer: Layer
    place: Place
    steps: tuple[Step, ...] = ()

    @property
    def state(self) -> State:
        changes = [step.change for step in self.steps]
        if any(step.departs for step in self.steps):
            return State.DEPARTS
        if any(isinstance(change, LeaveOut) for change in changes):
            return State.LEFT_OUT
        if any(isinstance(change, Add) for change in changes):
            return State.ADDED
        return State.CHANGED if changes else State.KEPT

    def of_field(self, name: str) -> Layer:
        """The layer that gave a field its value; ``text`` is that of a section, card, page or prompt."""
        for step in reversed(self.steps):
            if name in fields_of(step.change):
                return step.layer
        return self.layer


def fields_of(change: Change) -> tuple[str, ...]:
    """The fields that an entry gives another value; an element's place in its container is ``place``."""
    match change:
        case Set():
            return (*change.fields, *change.numbers, *(["bounds"] if change.bounds else []))
        case Replace():
            return ("text",)
        case Move():
            return ("place",)
    return ()
