"""Entries that are right are carried out: a new course, with the origin of everything in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coachloom.academy.changes import Add, Entries, Entry, LeaveOut, Move, Replace, Set
from coachloom.academy.composition import Composition
from coachloom.academy.content import Piece
from coachloom.academy.origins import Layer, Origin, Step, fields_of
from coachloom.academy.rights import Case
from coachloom.course.drawings import Drawing
from coachloom.course.hashing import hash_of
from coachloom.course.kinds import Day, Element, Form, Section, Session
from coachloom.course.model import Course, MonthDays, Schedule, Source
from coachloom.course.values import Rule
from coachloom.problems import Problem, Severity, in_order


@dataclass(frozen=True, slots=True)
class Accepted:
    """A layer whose entries are right, with all that they bring."""

    layer: Layer
    entries: Entries
    cases: tuple[Case, ...]
    departing: frozenset[Entry]
    pieces: Mapping[Entry, tuple[Piece, ...]]
    pictures: tuple[Piece, ...]
    lists: Mapping[str, tuple[str, ...]]
    """The new list of every container whose children change."""

    def step(self, case: Case) -> Step:
        """The step that an entry is; its element as it is before the layer."""
        element, container = case.element, case.base.container_of(case.element)
        if isinstance(case.entry.change, Add):
            element, container = self.pieces[case.entry][0].element, case.element
        return Step(
            layer=self.layer,
            entry=case.entry,
            element=element,
            departs=case.entry in self.departing,
            container=container.id if container else "",
        )


def carried_out(base: Composition, accepted: Accepted, notes: Iterable[Problem]) -> Composition:
    """The composition of ``base`` and the layer."""
    state = _State(dict(base.course.elements), dict(base.course.sources), dict(base.origins), dict(base.left_out))
    for case in _in_any_order(accepted.cases):
        _carry_out(state, case, accepted)
    for piece in accepted.pictures:
        state.bring(piece, Origin(accepted.layer, piece.source.place))
    for id, order in accepted.lists.items():
        state.elements[id] = _with_list(state.elements[id], order)
    course = dataclasses.replace(
        base.course,
        elements=state.elements,
        sources=state.sources,
        schedule=_with_days(base.course.schedule, base.course.programme.id, accepted.lists),
        pictures={
            **base.course.pictures,
            **{p.element.id: p.data for p in accepted.pictures if isinstance(p.data, bytes)},
        },
        drawings={
            **base.course.drawings,
            **{p.element.id: p.data for p in accepted.pictures if isinstance(p.data, Drawing)},
        },
        local=frozenset(state.origins) - frozenset(base.origins) | base.course.local - frozenset(state.left_out),
        left_out=frozenset(state.left_out),
        plan_minutes=_plan_minutes(base.course, accepted.cases),
    )
    found = [*notes, *(note for case in accepted.cases for note in _without_effect(case, base.course, course))]
    return Composition(
        course=course,
        layers=(*base.layers, accepted.layer),
        origins=state.origins,
        left_out=state.left_out,
        above=base.course,
        entries=accepted.entries,
        notes=in_order(found),
    )


@dataclass(slots=True)
class _State:
    """The course while it is changed."""

    elements: dict[str, Element]
    sources: dict[str, Source]
    origins: dict[str, Origin]
    left_out: dict[str, Origin]

    def bring(self, piece: Piece, origin: Origin) -> None:
        id = piece.element.id
        self.elements[id], self.sources[id], self.origins[id] = piece.element, piece.source, origin

    def close(self, id: str, step: Step, owner: Element) -> None:
        section = self.elements[id]
        self.elements[id] = _no_looser(section, owner)
        if self.elements[id] != section:
            self.origins[id] = _stepped(self.origins[id], step)

    def take_out(self, id: str, step: Step) -> None:
        self.left_out[id] = _stepped(self.origins.pop(id), step)
        del self.elements[id], self.sources[id]


def _in_any_order(cases: tuple[Case, ...]) -> list[Case]:
    """The same order whatever that of the file; a rule's change comes after those of texts, which it may close."""
    return sorted(cases, key=lambda case: (isinstance(case.entry.change, Set), case.entry.change.target))


def _carry_out(state: _State, case: Case, accepted: Accepted) -> None:
    entry, step = case.entry, accepted.step(case)
    id = entry.change.target
    match entry.change:
        case Set() as change:
            state.elements[id] = _set(state.elements[id], change)
            for section in case.base.sections_of(id) if change.rule else ():
                state.close(section.id, step, owner=state.elements[id])
        case Replace():
            for piece in accepted.pieces[entry]:
                state.elements[id], state.sources[id] = piece.element, piece.source
        case LeaveOut():
            for gone in (id, *(section.id for section in case.base.sections_of(id))):
                state.take_out(gone, step)
            return
        case Add():
            for piece in accepted.pieces[entry]:
                state.bring(piece, Origin(accepted.layer, piece.source.place, (step,)))
            return
    state.origins[id] = _stepped(state.origins[id], step)


def _stepped(origin: Origin, step: Step) -> Origin:
    return dataclasses.replace(origin, steps=(*origin.steps, step))


def _set(element: Element, change: Set) -> Element:
    """``element`` with other values; its fields are those of its kind."""
    new = change.fields
    own = {name: value for name, value in change.numbers.items() if name not in getattr(element, "numbers", {})}
    named = {name: value for name, value in change.numbers.items() if name not in own}
    if named:
        new["numbers"] = {**getattr(element, "numbers", {}), **named}
    bounds = {} if change.rule is Rule.FIXED else {**element.bounds, **change.bounds}
    return dataclasses.replace(element, **new, **own, bounds=bounds)  # type: ignore[arg-type]


def _no_looser(section: Element, owner: Element) -> Element:
    """A section of an element that is no longer flexible stays open only where its owner names it."""
    if (
        not isinstance(section, Section)
        or owner.rule is Rule.FLEXIBLE
        or section.name in getattr(owner, "flexible", ())
    ):
        return section
    return dataclasses.replace(section, rule=Rule.FIXED, because=owner.because)


def _with_list(container: Element, order: tuple[str, ...]) -> Element:
    match container:
        case Day():
            return dataclasses.replace(container, sessions=order)
        case Form():
            return dataclasses.replace(container, prompts=order)
    return container  # the lists of months and of the course stand in the schedule


def _with_days(schedule: Schedule, course: str, lists: Mapping[str, tuple[str, ...]]) -> Schedule:
    days = {month.id: lists.get(month.id, month.days) for month in schedule.months}
    months = tuple(MonthDays(id=id, days=days[id]) for id in lists.get(course, tuple(days)))
    return dataclasses.replace(schedule, months=months) if months != schedule.months else schedule


def _plan_minutes(base: Course, cases: tuple[Case, ...]) -> dict[str, int]:
    """A plan that is not replaced keeps the minutes for which it was written; a new one is written for the new."""
    kept = dict(base.plan_minutes)
    for case in cases:
        if isinstance(case.entry.change, Set) and isinstance(case.element, Session):
            kept.setdefault(case.element.id, case.element.minutes)
    for case in cases:
        target, _, section = case.entry.change.target.partition("/")
        if isinstance(case.entry.change, (LeaveOut, Replace)) and section in ("plan", ""):
            kept.pop(target, None)
    return kept


def _without_effect(case: Case, before: Course, after: Course) -> list[Problem]:
    """A note for an entry that says what the course says already."""
    id = case.entry.change.target
    match case.entry.change:
        case Set() as change if _same(before.elements[id], after.elements[id], fields_of(change)):
            what = f"The course says the same of {case.named} already."
        case Replace() if _same_text(before.elements[id], after.elements[id]):
            what = f"The text is still that of the course in {case.named}."
        case Move() if _neighbours(case, before, after) == _neighbours(case, after, before):
            what = f"{case.named} stands where it stood."
        case _:
            return []
    return [
        Problem(
            code="NO-EFFECT",
            severity=Severity.NOTES,
            what=what,
            place=case.entry.place,
            id=id,
            do="change it, or take the entry out",
        )
    ]


def _same(before: Element, after: Element, fields: tuple[str, ...]) -> bool:
    return all(_value(before, name) == _value(after, name) for name in fields)


def _value(element: Element, name: str) -> object:
    numbers: Mapping[str, int] = getattr(element, "numbers", {})
    return numbers.get(name, getattr(element, name, None))


def _same_text(before: Element, after: Element) -> bool:
    """Whether the text alone says the same; another entry may have set the title."""
    with_text = dataclasses.replace(before, text=getattr(after, "text", None))  # type: ignore[call-arg]
    return hash_of(before) == hash_of(with_text)


def _neighbours(case: Case, here: Course, there: Course) -> tuple[str, ...]:
    """The order of the container in ``here``, of those that stand in it in ``there`` too."""
    container = case.base.container_of(case.element)
    if container is None:
        return ()
    others = there.children_of(there.elements[container.id])
    return tuple(one for one in here.children_of(here.elements[container.id]) if one in others)
