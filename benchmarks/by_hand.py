"""How timetables come about without a planner: a diary is filled, or what is cheapest is taken day for day.

Both look at every date that keeps the rules of a day, and take another where the rest of the year cannot follow; they
differ from the planner only in what they take first. So what they cost tells what looking at the whole year is worth.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from coachloom.cohorts.case import Case, months_after
from coachloom.cohorts.judging.load import crowds
from coachloom.cohorts.planning.options import Options
from coachloom.cohorts.planning.prices import Ordinary
from coachloom.cohorts.planning.units import Unit, Way
from coachloom.cohorts.timetable import Held, Timetable

MOST_STEPS = 200_000
"""So many dates are tried at most; then somebody would give up."""

Taste = Callable[[Case, Unit, Way, Held | None], float]
"""How gladly a way is taken after the day before; the smallest first."""


def diary(case: Case) -> Timetable | None:
    """Each day on the nearest date to where it lies if the days of a month are spread evenly."""
    return _Filling(case, _near_to_its_place).timetable()


def greedy(case: Case) -> Timetable | None:
    """Each day where it costs least after the day before."""
    return _Filling(case, _cheap_after_the_day_before).timetable()


def _near_to_its_place(case: Case, unit: Unit, way: Way, _before: Held | None) -> float:
    need = unit.days[0]
    of_month = [day.id for day in case.days if day.month == need.month]
    share = (of_month.index(need.id) + 0.5) / len(of_month)
    place = need.month.first + share * (need.month.last - need.month.first)
    return abs((way.held[0].date - place).days)


def _cheap_after_the_day_before(case: Case, unit: Unit, way: Way, before: Held | None) -> float:
    if before is None:
        return way.cost
    (gap,) = (gap for gap in case.gaps if gap.before == unit.days[0].id)
    days = (way.held[0].date - before.date).days
    return way.cost + case.weights.off_pace * max(gap.calm_least - days, days - gap.calm_most, 0)


@dataclass
class _Filling:
    """Goes through the year, day by day, and back where it comes to an end that leads nowhere."""

    case: Case
    taste: Taste
    held: list[Held] = field(default_factory=list)
    steps: int = 0

    def __post_init__(self) -> None:
        options = Options(self.case, Ordinary(self.case))
        self.units, self.tables, self.experts = options.units, options.tables(), options.experts
        self.leads_nowhere: set[tuple[int | datetime.date, ...]] = set()

    def timetable(self) -> Timetable | None:
        return Timetable.of(self.case.cohort, self.held) if self._from(0, 0) else None

    def _from(self, at: int, experts: int) -> bool:
        """Whether the days from the unit ``at`` on could be put in after those that are there."""
        if at == len(self.units):
            return experts >= self.experts and self._is_a_year()
        before = self.held[-1] if self.held else None
        here = at, experts, *((self.held[0].date, before.date) if before else ())
        if here in self.leads_nowhere or experts + self._days_from(at) < self.experts:
            return False
        for way in sorted(self._ways(at), key=lambda way: self._order(at, way, before)):
            self.steps += 1
            if self.steps > MOST_STEPS:
                return False
            self.held += way.held
            if not self._is_overloaded() and self._from(at + 1, experts + way.experts):
                return True
            del self.held[-len(way.held) :]
        self.leads_nowhere.add(here)
        return False

    def _order(self, at: int, way: Way, before: Held | None) -> tuple[float, float, datetime.date]:
        return self.taste(self.case, self.units[at], way, before), way.cost, way.held[0].date

    def _ways(self, at: int) -> Iterator[Way]:
        gap = self.units[at - 1].gap if at else None
        for date, ways in self.tables[at].items():
            if gap is None or gap.least <= (date - self.held[-1].date).days <= gap.most:
                yield from ways

    def _days_from(self, at: int) -> int:
        return sum(len(unit.days) for unit in self.units[at:])

    def _is_a_year(self) -> bool:
        first, last = self.held[0].date, self.held[-1].date
        return months_after(first, self.case.least_months) <= last <= months_after(first, self.case.most_months)

    def _is_overloaded(self) -> bool:
        """Whether somebody who leads the newest day leads too many within four weeks."""
        return any(self._leads_too_many(id) for id in self.held[-1].teachers)

    def _leads_too_many(self, id: str) -> bool:
        own = {held.date: False for held in self.held if id in held.teachers}
        taken = [date for date, who in self.case.taken_teachers if who == id]
        return any(True for _ in crowds(own, taken, self.case.most_load))
