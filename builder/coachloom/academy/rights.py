"""What an entry may do: the table of design.md, "What a change may do", as small rules in a list.

A rule takes an entry, and what it changes, and yields problems. FIXED is what only a deviation opens; so are
BOUNDS and CHILDREN. All other codes are faults that no agreement mends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from coachloom.academy.changes import Add, Entry, LeaveOut, Move, Replace, Set
from coachloom.course.checks.rules import bounded_value
from coachloom.course.formats import WHOLE_TEXT
from coachloom.course.kinds import Card, Day, Element, Form, Month, Page, Programme, Prompt, Section, policy_of
from coachloom.course.model import Course
from coachloom.course.values import Range, Rule
from coachloom.problems import Problem, did_you_mean

WITH_TEXT = (Section, Prompt, *WHOLE_TEXT)
"""Kinds whose text can be replaced."""

MAY_HOLD: Mapping[type[Element], tuple[str, ...]] = {
    Day: ("session", "section"),
    Month: ("section",),
    Form: ("prompt",),
    Programme: ("page", "card"),
}
"""The kinds that may be added to a container, where its `children` let an academy add."""

NEED_AGREEMENT = frozenset({"FIXED", "BOUNDS", "CHILDREN"})
"""Problems that a deviation, agreed by two people, turns into an agreed exception."""

_INSTEAD = (
    "leave it as it is, or propose the change to the course; where law or safety demands it,"
    " two people may agree a deviation"
)


@dataclass(frozen=True, slots=True)
class Case:
    """An entry before its judges: the course it changes, the element it names, and the academy's id."""

    entry: Entry
    base: Course
    element: Element
    """For `add`, the container."""
    academy: str

    def problem(self, code: str, what: str, do: str, field: str = "") -> Problem:
        """At a field of the entry; what may not be done at all stands at its head."""
        source = self.base.sources[self.element.id]
        ruled = code in NEED_AGREEMENT or code == "LOOSER"
        return Problem(
            code=code,
            what=what,
            place=self.entry.field(field) if field else self.entry.place,
            id=self.entry.change.target,
            rule=source.field("rule") if ruled else None,
            because=(self.element.because or "") if ruled else "",
            do=do,
        )

    @property
    def named(self) -> str:
        return f'"{self.element.title}" ({self.element.id})'


Judge = Callable[[Case], Iterator[Problem]]


def fixed_stays(case: Case) -> Iterator[Problem]:
    """Neither the text nor a field of a fixed element changes; of a bounded one only what its bounds name."""
    change, element = case.entry.change, case.element
    if isinstance(change, Replace) and element.rule is not Rule.FLEXIBLE:
        yield case.problem("FIXED", f"The text of {case.named} is kept everywhere.", _INSTEAD)
    if isinstance(change, Set):
        for name in _changed_fields(change):
            open_to_change = element.rule is Rule.FLEXIBLE or (element.rule is Rule.BOUNDED and name in element.bounds)
            if not open_to_change:
                yield case.problem("FIXED", f"`{name}` of {case.named} is kept everywhere.", _INSTEAD)


def _changed_fields(change: Set) -> list[str]:
    return [*(name for name in ("title", "mode") if getattr(change, name) is not None), *change.numbers]


def fields_exist(case: Case) -> Iterator[Problem]:
    """`set` names fields that the element has and that an academy can set."""
    change, element = case.entry.change, case.element
    if not isinstance(change, Set):
        return
    numbers = _numbers_of(element)
    for name in change.numbers:
        if name not in numbers:
            computed = name in element.bounds
            what = (
                f"`{name}` of {case.named} follows from other things, and is not set."
                if computed
                else f"{case.named} has no number `{name}`.{did_you_mean(name, numbers)}"
            )
            do = (
                "set the minutes of its sessions; the time between days is chosen by each cohort"
                if computed
                else f"use {', '.join(numbers)}"
                if numbers
                else "take it out"
            )
            yield case.problem("FIELD", what, do, name)
    if change.mode and not hasattr(element, "mode"):
        yield case.problem("FIELD", f"{case.named} has no mode.", "take it out", "mode")
    if change.title and isinstance(element, (Section, Prompt)):
        what = f"The {element.kind} {case.named} has no title of its own."
        yield case.problem("FIELD", what, "take it out, or replace the text", "title")


def _numbers_of(element: Element) -> list[str]:
    own = ["minutes"] if hasattr(element, "minutes") else []
    return [*own, *getattr(element, "numbers", {})]


def numbers_lie_in_bounds(case: Case) -> Iterator[Problem]:
    change, element = case.entry.change, case.element
    if isinstance(change, Set) and element.rule is Rule.BOUNDED:
        for name, number in change.numbers.items():
            bounds = element.bounds.get(name)
            if bounds and not bounds.holds(number):
                what = f"You set {name} {number} on {case.named}; allowed {bounds.min} to {bounds.max}."
                do = f"choose {bounds.min} to {bounds.max}, or propose it to the course"
                yield case.problem("BOUNDS", what, do, name)


def only_text_is_replaced(case: Case) -> Iterator[Problem]:
    change, element = case.entry.change, case.element
    if isinstance(change, Replace) and not isinstance(element, WITH_TEXT):
        sections = [section.id for section in case.base.sections_of(element.id)]
        do = f"name one of its sections: {', '.join(sections)}" if sections else "use `set` for its fields"
        yield case.problem("CHANGE", f"The {element.kind} {case.named} has no text of its own.", do)


def containers_allow_it(case: Case) -> Iterator[Problem]:
    """Leaving out and moving are for the container to allow."""
    change, element = case.entry.change, case.element
    if not isinstance(change, (LeaveOut, Move)):
        return
    done = "left out" if isinstance(change, LeaveOut) else "moved"
    container = case.base.container_of(element)
    if container is None:
        yield case.problem("FIXED", f"The {element.kind} {case.named} cannot be {done}.", _INSTEAD)
        return
    if element.rule is Rule.FIXED:
        yield case.problem("FIXED", f"{case.named} is kept everywhere, and is not {done}.", _INSTEAD)
        return
    policy = policy_of(container)
    if isinstance(change, LeaveOut) and element.id not in policy.leave_out and element.id not in case.base.local:
        what = f'{case.named} is part of "{container.title}" ({container.id}) everywhere, and is not left out.'
        yield case.problem("FIXED", what, _INSTEAD)
    if isinstance(change, Move) and not policy.move:
        what = f'The order of "{container.title}" ({container.id}) is kept everywhere.'
        yield case.problem("FIXED", what, _INSTEAD)


def what_holds_others_stays(case: Case) -> Iterator[Problem]:
    """Whatever stands in a day, month, form or topic would be left without a place."""
    if not isinstance(case.entry.change, LeaveOut):
        return
    inside = [id for id in case.base.children_of(case.element) if "/" not in id]
    if inside:
        what = f"{case.named} holds {', '.join(inside)}, and is not left out with them."
        yield case.problem("CHANGE", what, "leave out what stands in it, one entry each, as far as it may go")


def added_before(course: Course, container: Element) -> int:
    """How many things of academies' own stand in a container already, those without an order counted too."""
    inside = course.children_of(container)
    if isinstance(container, Programme):
        inside += tuple(element.id for element in (*course.all(Card), *course.all(Page)))
    return sum(id in course.local for id in inside)


def containers_take_it(case: Case) -> Iterator[Problem]:
    """What is added fits its container; how many fit is counted over all entries, by the composition."""
    change, element = case.entry.change, case.element
    if not isinstance(change, Add):
        return
    if type(element) not in MAY_HOLD:
        takers = ", ".join(kind.kind for kind in MAY_HOLD)
        yield case.problem("CHANGE", f"Nothing is added to a {element.kind}.", f"name one of these: {takers}", "to")
    elif element.rule is Rule.FIXED or policy_of(element).add == 0:
        yield case.problem("FIXED", f"Nothing is added to {case.named}.", _INSTEAD)


def local_ids_carry_the_prefix(case: Case) -> Iterator[Problem]:
    change = case.entry.change
    if isinstance(change, Add) and not change.add.startswith(f"{case.academy}-"):
        what = f"The id `{change.add}` does not begin with `{case.academy}-`, so it could meet one of the course."
        yield case.problem("PREFIX", what, f"call it {case.academy}-{change.add}", "add")
    for taken in (change.add, f"{change.to}/{change.add}") if isinstance(change, Add) else ():
        if taken not in case.base.elements:
            continue
        what = f"The id `{taken}` is taken: {case.base.sources[taken].place} has it."
        yield case.problem("ID", what, "choose another; ids are permanent", "add")


def anchors_stand_in_the_container(case: Case) -> Iterator[Problem]:
    """Anchors that are added themselves are looked at when all entries are placed."""
    change = case.entry.change
    if not isinstance(change, (Add, Move)):
        return
    container = case.element if isinstance(change, Add) else case.base.container_of(case.element)
    for name in ("after", "before"):
        anchor = getattr(change, name)
        known = case.base.elements.get(anchor) if anchor else None
        if known and container and case.base.container_of(known) is not container:
            what = f"`{anchor}` does not stand in {container.id}, and nothing leaves its container."
            yield case.problem("NEIGHBOUR", what, "name a neighbour in the same container", name)
        if anchor == change.target:
            yield case.problem("NEIGHBOUR", "The entry names itself as its neighbour.", "name another", name)


def rules_only_tighten(case: Case) -> Iterator[Problem]:
    change, element = case.entry.change, case.element
    if not isinstance(change, Set) or not change.tightens:
        return
    rule = change.rule or element.rule
    if change.bounds and rule is Rule.FLEXIBLE:
        what = f"{case.named} is yours to change, and limits would not hold."
        yield case.problem("CHANGE", what, "add `rule: bounded`", "bounds")
    if change.because is None:
        yield case.problem(
            "BECAUSE",
            f"A stricter rule for {case.named} needs a reason.",
            "add a line `because:` that others would accept",
            "rule",
        )
    if rule.strictness < element.rule.strictness:
        what = f"{case.named} is {element.rule}, and a layer below never makes a rule looser."
        yield case.problem("LOOSER", what, f"take `rule: {rule}` out", "rule")
    elif rule is element.rule and not change.bounds:
        yield case.problem("CHANGE", f"{case.named} is {rule} already.", "take the entry out", "rule")
    computed = [name for name in element.bounds if bounded_value(element, name) is None]
    if change.rule is Rule.FIXED and computed:
        what = f"The {element.kind} {case.named} cannot be fixed: its {computed[0]} follow from other things."
        yield case.problem(
            "CHANGE", what, f"narrow its bounds: `bounds: {{{computed[0]}: {{min: …, max: …}}}}`", "rule"
        )
    if rule is Rule.FIXED and change.bounds:
        yield case.problem("CHANGE", f"{case.named} would be fixed, yet have bounds.", "take `bounds` out", "bounds")
    if rule is Rule.BOUNDED and not change.bounds and element.rule is Rule.FLEXIBLE:
        do = "add `bounds: {minutes: {min: …, max: …}}`"
        yield case.problem("CHANGE", f"{case.named} would be bounded without bounds.", do, "rule")
    for name, bounds in change.bounds.items():
        yield from _narrower(case, name, bounds)


def _narrower(case: Case, name: str, bounds: Range) -> Iterator[Problem]:
    before = case.element.bounds.get(name)
    if bounds.min > bounds.max:
        what = f"The bounds of `{name}` end ({bounds.max}) before they begin ({bounds.min})."
        yield case.problem("VALUE", what, "write the smaller number as min", "bounds")
    elif before is None and case.element.rule is not Rule.FLEXIBLE:
        what = f"{case.named} has no bounds of `{name}` to narrow."
        yield case.problem("LOOSER", what, f"use: {', '.join(case.element.bounds) or 'none'}", "bounds")
    elif before is None and bounded_value(case.element, name) is None:
        yield case.problem("FIELD", f"{case.named} has no number `{name}`.", "name one that it has", "bounds")
    elif before and not (before.min <= bounds.min and bounds.max <= before.max):
        what = (
            f"The bounds of `{name}` on {case.named} are {before.min} to {before.max};"
            f" {bounds.min} to {bounds.max} would be looser."
        )
        yield case.problem("LOOSER", what, f"stay within {before.min} to {before.max}", "bounds")
    elif bounds == before:
        what = f"The bounds of `{name}` on {case.named} are {bounds.min} to {bounds.max} already."
        yield case.problem("CHANGE", what, "take them out", "bounds")


RULES: tuple[Judge, ...] = (
    fixed_stays,
    containers_allow_it,
    what_holds_others_stays,
    containers_take_it,
    numbers_lie_in_bounds,
    fields_exist,
    only_text_is_replaced,
    local_ids_carry_the_prefix,
    anchors_stand_in_the_container,
    rules_only_tighten,
)


def judged(case: Case) -> tuple[Problem, ...]:
    """Everything that stands against an entry."""
    return tuple(problem for rule in RULES for problem in rule(case))
