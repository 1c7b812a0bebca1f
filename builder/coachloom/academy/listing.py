"""What there is in a course, whose it is and what may be changed: for `list` and `explain`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from coachloom.academy.changes import Replace
from coachloom.academy.composition import Composition
from coachloom.academy.origins import Origin, State, Step, fields_of
from coachloom.academy.rights import WITH_TEXT
from coachloom.course.kinds import Day, Element, Form, Month, Programme, Section, Session, Task, policy_of
from coachloom.course.model import Course
from coachloom.course.values import Rule
from coachloom.problems import Place, Problem, ProblemsFound, did_you_mean

RULES = {Rule.FIXED: "kept everywhere", Rule.BOUNDED: "within limits", Rule.FLEXIBLE: "yours to change"}
"""How a rule is called at the command line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One element; ``layer`` is the one that wrote it."""

    id: str
    kind: str
    title: str
    rule: str
    state: str
    layer: str


def rows(composition: Composition) -> tuple[Row, ...]:
    """Every element in the order in which the year goes, each container followed by what stands in it."""
    course = composition.course
    walked = dict.fromkeys(walk(course))
    rest = (id for id in course.elements if id not in walked)
    return (
        *(_row(course, id, composition.origins[id]) for id in (*walked, *rest)),
        *(_gone(id, origin) for id, origin in composition.left_out.items() if _went_alone(id, composition)),
    )


def _went_alone(id: str, composition: Composition) -> bool:
    """Sections that went with their owner are not told one by one."""
    return id.partition("/")[0] not in composition.left_out or "/" not in id


def walk(course: Course) -> Iterator[str]:
    """Ids in the order in which the year goes, then those of forms; what has no place in either is not among them."""
    yield course.programme.id
    for month in course.months:
        yield from _with_sections(course, month)
        for day in course.days_of(month.id):
            yield from _with_sections(course, day)
            for element in (*course.sessions_of(day), *course.find((day.task,), Task)):
                yield from _with_sections(course, element)
    for form in course.all(Form):
        yield form.id
        yield from form.prompts


def _with_sections(course: Course, element: Element) -> Iterator[str]:
    yield element.id
    yield from (section.id for section in course.sections_of(element.id))


def _row(course: Course, id: str, origin: Origin) -> Row:
    element = course.elements[id]
    return Row(id, element.kind, title_of(course, element), element.rule.value, origin.state.value, origin.layer.id)


def title_of(course: Course, element: Element) -> str:
    """How an element is called; of a section also whose it is."""
    owner = course.elements.get(element.of) if isinstance(element, Section) else None
    return f"{element.title} of {owner.title}" if owner else element.title


def title_and_id(course: Course, id: str) -> str:
    """An element for a person who may have to write its id: ``Case of "Three questions" (three-questions/case)``."""
    element = course.elements.get(id)
    if element is None:
        return f"`{id}`"
    if isinstance(element, Section) and element.of in course.elements:
        return f'{element.title} of "{course.elements[element.of].title}" ({id})'
    return f'"{element.title}" ({id})'


def _gone(id: str, origin: Origin) -> Row:
    element = origin.steps[-1].element
    return Row(id, element.kind, element.title, element.rule.value, State.LEFT_OUT.value, origin.layer.id)


def kinds_of(every: tuple[Row, ...]) -> list[str]:
    """The kinds there are."""
    return sorted({row.kind for row in every})


def chosen(
    every: tuple[Row, ...], *, rule: str | None = None, kind: str | None = None, changed: bool = False
) -> tuple[Row, ...]:
    """The rows that a person asked for."""
    return tuple(
        row
        for row in every
        if (rule is None or row.rule == rule)
        and (kind is None or row.kind == kind)
        and (not changed or row.state != State.KEPT.value)
    )


LONGEST_TITLE = 48


def as_table(chosen_rows: tuple[Row, ...]) -> str:
    """Columns for a terminal; titles are cut."""
    head = ("Id", "Kind", "Title", "Rule", "State")
    lines = [head, *((r.id, r.kind, _cut(r.title), RULES[Rule(r.rule)], r.state) for r in chosen_rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _cut(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 3] + "..."


def as_json(chosen_rows: tuple[Row, ...]) -> str:
    """For programs."""
    return json.dumps({"format": 1, "elements": [asdict(row) for row in chosen_rows]}, ensure_ascii=False, indent=2)


def explained(composition: Composition, id: str) -> str:
    """Where an element comes from, every layer's file and line, and what an academy may do with it.

    Raises ProblemsFound (UNKNOWN) where there is none.
    """
    gone = composition.left_out.get(id)
    element = gone.steps[-1].element if gone else composition.course.elements.get(id)
    if element is None:
        raise ProblemsFound([unknown(id, [*composition.course.elements, *composition.left_out])])
    origin = gone or composition.origins[id]
    lines = [
        f"{title_of(composition.course, element)} ({id})",
        f"    {element.kind}, {RULES[element.rule]}, {origin.state.value}",
    ]
    lines += [f"    Because: {element.because}"] if element.because else []
    lines += ["", "Where it comes from", *_chain(origin)]
    inside = [part for part in composition.course.sections_of(id) if composition.origins[part.id].steps]
    lines += [f"    see also {part.id}: {composition.origins[part.id].state.value}" for part in inside]
    if composition.above and origin.layer == composition.layer:
        allowed = [f"    it is your own: edit {origin.place.file}"]
    else:
        allowed = [] if gone else list(_allowed(composition, element))
    if any(step.layer == composition.layer for step in origin.steps):
        allowed += [f"    coachloom adapt {id} --back    (undo your change)"]
    lines += ["", "What you may do", *(allowed or ["    Nothing: it is kept as it is in every academy."])]
    return "\n".join(lines)


def unknown(id: str, known: Iterable[str]) -> Problem:
    """For an id that somebody asked about and that is none."""
    return Problem(
        code="UNKNOWN",
        what=f"There is no element `{id}`.{did_you_mean(id, known)}",
        place=Place(id),
        id=id,
        do="coachloom list shows every id",
    )


def _chain(origin: Origin) -> Iterator[str]:
    layer = origin.layer
    yield (
        f"    {layer.name}, edition {layer.edition}: {origin.place.file}:{origin.place.line}"
        if layer.edition
        else (f"    {layer.name}: {origin.place.file}:{origin.place.line}")
    )
    for step in origin.steps:
        yield f"    {step.layer.name}: {step.entry.place} {_did(step)}"
        yield f"        Why: {step.change.why}"
        if step.departs and step.change.deviation:
            yield f"        An agreed exception, until edition {step.change.deviation.until}"


def _did(step: Step) -> str:
    named = [name for name in fields_of(step.change) if name != "text"]
    own = f" with {step.change.with_}" if isinstance(step.change, Replace) else ""
    return f"{step.change.verb.replace('_', ' ')}{own}{': ' + ', '.join(named) if named else ''}"


def _allowed(composition: Composition, element: Element) -> Iterator[str]:
    """The commands that would be taken for this element."""
    id, course = element.id, composition.course
    call = f"    coachloom adapt {id}"
    if element.rule is Rule.FLEXIBLE and isinstance(element, WITH_TEXT):
        yield f"{call} --text"
    if element.rule is Rule.FLEXIBLE and isinstance(element, (Session, Task)):
        yield f"{call} --title ... --minutes ..."
    for name, bounds in element.bounds.items():
        if element.rule is Rule.BOUNDED and not isinstance(element, (Day, Month)) and _has_number(element, name):
            option = "--minutes N" if name == "minutes" else f"--set {name}=N"
            yield f"{call} {option}    ({bounds.min} to {bounds.max})"
    policy = policy_of(element)
    if policy.add and element.rule is not Rule.FIXED:
        beside = " --after ID" if isinstance(element, Day) else ""
        yield f"{call} --add FILE{beside}    (at most {policy.add})"
    container = course.container_of(element)
    around = policy_of(None if element.rule is Rule.FIXED else container)
    if around.move:
        yield f"{call} --after ID    (or --before ID)"
    if id in around.leave_out or (container and id in course.local and element.rule is not Rule.FIXED):
        yield f"{call} --leave-out"
    open_sections = [part for part in course.sections_of(id) if part.rule is Rule.FLEXIBLE]
    yield from (f"    coachloom adapt {part.id} --text" for part in open_sections)
    if isinstance(element, Programme):
        yield "    academy.yml: your name, contact, colour and logo"


def _has_number(element: Element, name: str) -> bool:
    return hasattr(element, name) or name in getattr(element, "numbers", {})
