"""Why a case has no timetable: each day's dates and what stands in their way, the rules that clash, what would help."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from coachloom.cohorts.case import DAY, Case, DayNeed, Teacher, Venue
from coachloom.cohorts.planning.best import Plan, best
from coachloom.cohorts.planning.possible import first_break, possible, proven_impossible
from coachloom.cohorts.planning.prices import Ordinary
from coachloom.cohorts.planning.rules import ANY_LENGTH, Kind, Rule, rules_of, without
from coachloom.cohorts.planning.units import Unit, dates_of, units_of, ways
from coachloom.cohorts.planning.ways import Cause, Teams, is_free, refusal_of_date, refusal_of_room
from coachloom.cohorts.timetable import Timetable

BENT = 1000
"""What one date costs on which a rule is bent, against the points of wishes; a starting value."""

_FLAT = {
    Kind.PAST: 50,
    Kind.BANK_HOLIDAYS: 20,
    Kind.EXPERT: 10,
    Kind.TOPIC: 10,
    Kind.YEAR_LENGTH: 8,
    Kind.LOAD: 5,
    Kind.PIN: 15,
    Kind.GAP: 4,
    Kind.WEEKDAYS: 2,
}
"""What it costs to give up a rule at all, in bent dates; starting values."""


@dataclass(frozen=True, slots=True)
class DayTable:
    """A day, the number of dates in its window, how many of them fall to each cause, and how many are left."""

    day: str
    dates: int
    causes: tuple[tuple[Cause, int], ...]
    """The most frequent first."""

    @property
    def left(self) -> int:
        return self.dates - sum(count for _, count in self.causes)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    days: tuple[DayTable, ...]
    rules: tuple[Rule, ...]
    """A smallest set that cannot be kept: whichever of them is given up, the others can be kept together.

    Empty where giving up every rule does not help.
    """

    proven: bool
    """Whether the rules are proven not to go together; False where a bounded search found nothing, and was given up."""

    change: tuple[Rule, ...]
    """The cheapest rule whose loss makes a timetable possible; several where no single one does; empty if none is found."""

    then: Timetable | None
    """The timetable that would be possible, bending as little as may be; None where no change is found."""


def why_not(case: Case) -> WhyNot | None:
    """Why the case has no timetable; None where it has one, though a search by other prices may have missed it."""
    if possible(case):
        return None
    rules = _clash(case)
    change, plan = _change(case, rules)
    return WhyNot(
        days=tuple(tables(case)),
        rules=rules,
        proven=proven_impossible(without(case, [rule for rule in rules_of(case) if rule not in rules])),
        change=change,
        then=plan.timetable if plan else None,
    )


def tables(case: Case) -> Iterator[DayTable]:
    """For each day of the course, what keeps it from the dates of its window."""
    prices, teams = Ordinary(case), Teams(case, Ordinary(case))
    for unit in units_of(case):
        for at, need in enumerate(unit.days):
            alone, counts, dates = Unit((need,), None), Counter[Cause](), dates_of(case, Unit((need,), None))
            whole = frozenset(dates_of(case, unit))
            for date in dates:
                found = ways(case, alone, date, prices, teams)
                if not isinstance(found, Cause) and len(unit.days) > 1:
                    found = _with_the_others(case, unit, date - at * DAY, whole, teams) or found
                if isinstance(found, Cause):
                    counts[found] += 1
            ordered = tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
            yield DayTable(need.id, len(dates), ordered)


def _with_the_others(
    case: Case, unit: Unit, start: datetime.date, dates: frozenset[datetime.date], teams: Teams
) -> Cause | None:
    """Why a day that could be held on its date cannot be held there with those that it is held together with."""
    possible = start in dates and not isinstance(ways(case, unit, start, Ordinary(case), teams), Cause)
    return None if possible else Cause.TOGETHER


def _clash(case: Case, given: Sequence[Rule] = ()) -> tuple[Rule, ...]:
    """A smallest set of rules that clash, if need be already among a few days that follow each other.

    The ``given`` ones are given up, and not named again: a window would grow each time.
    """
    eased = without(case, given)
    few = first_break(eased)
    cut = _cut(eased, few)
    named = _needed(cut, _others(cut, given), given) if few else _others(eased, given)
    return _needed(eased, named, given)


def _others(case: Case, given: Sequence[Rule]) -> Sequence[Rule]:
    return [rule for rule in rules_of(case) if rule not in given]


def _cut(case: Case, days: Sequence[DayNeed]) -> Case:
    """The case as if the course had these days alone."""
    ids = {need.id for need in days}
    return replace(
        case,
        days=tuple(days),
        gaps=tuple(gap for gap in case.gaps if gap.after in ids and gap.before in ids),
        pins=tuple(pin for pin in case.pins if pin.day in ids),
        expert_days=0,
        least_months=0,
        most_months=ANY_LENGTH,
    )


def _needed(case: Case, rules: Sequence[Rule], given: Sequence[Rule]) -> tuple[Rule, ...]:
    """Of rules that clash a smallest set that still does. Each kind is tried as a whole, then by halves.

    The kinds that academies can change come last, so that of several clashes one is named that they can resolve.
    """
    waiting = [list(group) for _, group in groupby(rules, key=lambda rule: rule.kind)]
    every = _others(case, given)
    named: list[Rule] = []
    while waiting:
        group = waiting.pop(0)
        rest = {*named, *(rule for later in waiting for rule in later)}
        if not possible(without(case, [rule for rule in every if rule not in rest])):
            continue
        if len(group) == 1:
            named += group
        else:
            half = len(group) // 2
            waiting[:0] = [group[:half], group[half:]]
    return tuple(named)


def _change(case: Case, clash: Sequence[Rule]) -> tuple[tuple[Rule, ...], Plan | None]:
    """The cheapest single rule, else a set of which none is in vain, that has to go; and the plan that this allows.

    Without any where no rule is left whose loss would help.
    """
    single = [((rule,), plan) for rule in clash if (plan := _bent(case, (rule,)))]
    if single:
        return min(single, key=lambda one: (_price(*one), one[0]))
    given: list[Rule] = []
    while clash:
        given.append(min(clash, key=_cheapest_kind))
        if plan := _bent(case, given) or best(without(case, given)):
            return _none_in_vain(case, given, plan)
        clash = _clash(case, given)
    return (), None


def _none_in_vain(case: Case, given: Sequence[Rule], plan: Plan) -> tuple[tuple[Rule, ...], Plan]:
    """Of rules whose loss is enough those that have to go; and the plan that this allows."""
    for rule in tuple(given):
        fewer = [other for other in given if other != rule]
        if found := _bent(case, fewer):
            given, plan = fewer, found
    return tuple(sorted(given)), plan


def _bent(case: Case, rules: Sequence[Rule]) -> Plan | None:
    return best(without(case, rules), _Bending(case, Ordinary(case)))


def _price(rules: Sequence[Rule], plan: Plan) -> int:
    return plan.cost + BENT * sum(_FLAT.get(rule.kind, 0) for rule in rules)


def _cheapest_kind(rule: Rule) -> tuple[int, Rule]:
    return _FLAT.get(rule.kind, 0), rule


@dataclass(frozen=True, slots=True)
class _Bending:
    """Prices by which rules that need no longer be kept are bent on as few dates as possible."""

    case: Case
    ordinary: Ordinary

    @property
    def off_pace(self) -> int:
        return self.ordinary.off_pace

    def of_date(self, need: DayNeed, date: datetime.date) -> int:
        outside = max((need.window.first - date).days, (date - need.window.last).days, 0)
        bent = outside + bool(refusal_of_date(self.case, date))
        return BENT * bent + self.ordinary.of_date(need, date)

    def of_venue(self, need: DayNeed, date: datetime.date, venue: Venue) -> int:
        bent = bool(refusal_of_room(self.case, self.case.venue[venue.id], date))
        return BENT * bent + self.ordinary.of_venue(need, date, venue)

    def of_teacher(self, need: DayNeed, date: datetime.date, teacher: Teacher) -> int:
        bent = not is_free(self.case, self.case.teacher[teacher.id], date)
        return BENT * bent + self.ordinary.of_teacher(need, date, teacher)
