"""What entries of one layer do to each other: the same thing decided twice, a neighbour that is gone, too many."""

from __future__ import annotations

from collections.abc import Iterator

from coachloom.academy.changes import Add, Entry, LeaveOut, Move, Replace, Set
from coachloom.academy.rights import Case, added_before
from coachloom.course.kinds import policy_of
from coachloom.problems import Problem


def decided_twice(cases: tuple[Case, ...]) -> Iterator[Problem]:
    """No matter in which order two entries stand, they may not decide the same thing."""
    first: dict[tuple[str, str], Case] = {}
    for case in cases:
        for matter in _matters(case):
            before = first.setdefault((case.entry.change.target, matter), case)
            if before is not case:
                yield case.problem(
                    "TWICE",
                    f"{before.entry.place} decides the {matter} of `{case.entry.change.target}` too.",
                    "keep one of the two entries",
                )
                break


def _matters(case: Case) -> list[str]:
    """What an entry decides about its target."""
    match case.entry.change:
        case Set() as change:
            return [*change.fields, *change.numbers, *(f"bounds of {name}" for name in change.bounds)]
        case Replace():
            return ["text"]
        case Move() | LeaveOut():
            return ["place"]
        case _:
            return ["text"]


def named_and_gone(cases: tuple[Case, ...]) -> Iterator[Problem]:
    """Whatever is left out can neither be changed nor stand beside anything."""
    gone = {case.entry.change.target: case for case in cases if isinstance(case.entry.change, LeaveOut)}
    for case in cases:
        change = case.entry.change
        if isinstance(change, LeaveOut):
            continue
        where = gone.get(change.target.partition("/")[0])
        if where and not isinstance(change, Move):
            what = f"{where.entry.place} leaves `{where.entry.change.target}` out, so this entry changes nothing."
            yield case.problem("TWICE", what, "keep one of the two entries")
        for name in ("after", "before"):
            anchor = getattr(change, name, None)
            if anchor in gone:
                what = f"The neighbour `{anchor}` is left out by {gone[anchor].entry.place}."
                yield case.problem("NEIGHBOUR", what, "name a neighbour that stays", name)


def more_than_fit(cases: tuple[Case, ...]) -> Iterator[tuple[Entry, Problem]]:
    """A container takes as many as its `children` say, all layers counted together.

    Entries with a deviation are the ones too many, if there are any.
    """
    adding: dict[str, list[Case]] = {}
    for case in cases:
        if isinstance(case.entry.change, Add):
            adding.setdefault(case.entry.change.to, []).append(case)
    for here in adding.values():
        container, course = here[0].element, here[0].base
        most = policy_of(container).add
        there = added_before(course, container)
        undeclared = [case for case in here if case.entry.change.deviation is None]
        for case in here:
            many = there + len(undeclared if case in undeclared else here)
            if many > most > 0:
                problem = case.problem(
                    "CHILDREN",
                    f'"{container.title}" ({container.id}) takes {most} of an academy\'s own; with this entry'
                    f" there are {many}.",
                    "take one out, or join two into one",
                )
                yield case.entry, problem
