"""The judge: whether a timetable keeps every rule of its case, what it gives up, and what it costs."""

from __future__ import annotations

from collections.abc import Iterable

from coachloom.cohorts.case import Case
from coachloom.cohorts.judging.fault import Fault, Verdict
from coachloom.cohorts.judging.rules import RULES, Rule
from coachloom.cohorts.judging.wishes import COSTS, WISHES
from coachloom.cohorts.timetable import Timetable


def judged(case: Case, timetable: Timetable) -> Verdict:
    """All that is broken and given up, day by day in the order of the course; last what is about no single day.

    A timetable may be anybody's work; one with faults costs what its known days cost.
    """
    given_up = [fault for fault in _found(WISHES, case, timetable) if fault.points]
    costs = _found(COSTS, case, timetable)
    return Verdict(
        broken=_in_order(case, _found(RULES, case, timetable)),
        given_up=_in_order(case, given_up),
        cost=sum(fault.points for fault in (*given_up, *costs)),
    )


def _found(rules: Iterable[Rule], case: Case, timetable: Timetable) -> list[Fault]:
    return [fault for rule in rules for fault in rule(case, timetable)]


def _in_order(case: Case, faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Faults of one day stay in the order of the rules."""
    place = {need.id: at for at, need in enumerate(case.days)}
    return tuple(sorted(faults, key=lambda fault: place.get(fault.day or "", len(place))))
