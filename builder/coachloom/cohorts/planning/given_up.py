"""Why a wish was given up: what stands in the way of each date of a day's window on which it would have been met."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from coachloom.cohorts.case import DAY, Case, DayNeed
from coachloom.cohorts.planning.prices import Ordinary
from coachloom.cohorts.planning.units import Unit, dates_of, units_of, ways
from coachloom.cohorts.planning.ways import Cause, Teams
from coachloom.cohorts.timetable import Held, Timetable


class Wish(StrEnum):
    """What each day of a timetable should be; by the names that the judge has for it where it is not."""

    PREFERRED = "weekday"
    TERM = "school-holiday"
    """Not in a school holiday."""

    MONTH = "month"
    """In its calendar month."""

    OWN_ROOM = "hired"
    """In a room that costs nothing."""

    NEAR = "far"
    """Led by people of the region alone."""


class Other(StrEnum):
    """What keeps a day from a date on which it could be held."""

    NEIGHBOURS = "neighbours"
    """Too near to the day before or after it as they are planned, or too far from it."""

    STILL = "still"
    """The wish would not be met there either."""

    DEARER = "dearer"
    """The year as a whole would be worse, by the weights of the wishes, or lack experts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """A wish that one day does not meet, and what keeps the day from each date on which it would be met."""

    day: str
    wish: Wish
    dates: int
    """So many dates of its window would meet the wish, or may."""

    causes: tuple[tuple[Cause | Other, int], ...]
    """How many of them fall to what; the most frequent first."""


def given_up(case: Case, timetable: Timetable) -> tuple[GivenUp, ...]:
    """In the order of the course; days that are settled are no choice of ours."""
    return tuple(_given_up(case, timetable))


def _given_up(case: Case, timetable: Timetable) -> Iterator[GivenUp]:
    units, teams = units_of(case), Teams(case, Ordinary(case))
    for before, unit in zip((None, *units), units, strict=False):
        if all(need.id not in case.pin and need.id in timetable.by_day for need in unit.days):
            choice = _Choice(case, timetable, before, unit, teams)
            for at, need in enumerate(unit.days):
                for wish, meets in WISHES.items():
                    if not meets(case, need, timetable.by_day[need.id]):
                        yield choice.why(at, wish)


@dataclass(frozen=True)
class _Choice:
    """A unit of a timetable, with everything around it as it is."""

    case: Case
    timetable: Timetable
    before: Unit | None
    unit: Unit
    teams: Teams

    def why(self, at: int, wish: Wish) -> GivenUp:
        need, counts = self.unit.days[at], Counter[Cause | Other]()
        planned = self.timetable.by_day[self.unit.days[0].id].date
        for start in dates_of(self.case, self.unit):
            may = wish not in OF_DATE or WISHES[wish](self.case, need, Held(day=need.id, date=start + at * DAY))
            if start != planned and may:
                counts[self._hindrance(at, wish, start)] += 1
        ordered = tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
        return GivenUp(day=need.id, wish=wish, dates=sum(counts.values()), causes=ordered)

    def _hindrance(self, at: int, wish: Wish, start: datetime.date) -> Cause | Other:
        found = ways(self.case, self.unit, start, Ordinary(self.case), self.teams)
        if isinstance(found, Cause):
            return found
        if not self._fits_between(start):
            return Other.NEIGHBOURS
        meets = WISHES[wish]
        if not any(meets(self.case, self.unit.days[at], way.held[at]) for way in found):
            return Other.STILL
        return Other.DEARER

    def _fits_between(self, start: datetime.date) -> bool:
        """Whether the neighbours, as they are planned, leave the gaps that must be."""
        by_day, last = self.timetable.by_day, start + self.unit.after_first
        gap = self.before.gap if self.before else None
        earlier = by_day.get(gap.after) if gap else None
        if gap and earlier and not gap.least <= (start - earlier.date).days <= gap.most:
            return False
        gap = self.unit.gap
        later = by_day.get(gap.before) if gap else None
        return not (gap and later) or gap.least <= (later.date - last).days <= gap.most


def _preferred(case: Case, need: DayNeed, held: Held) -> bool:  # noqa: ARG001 -- wishes are asked alike
    return not case.preferred or held.date.weekday() in case.preferred


def _in_term(case: Case, need: DayNeed, held: Held) -> bool:  # noqa: ARG001
    return not any(held.date in span for span in case.school_holidays)


def _in_month(case: Case, need: DayNeed, held: Held) -> bool:  # noqa: ARG001
    return held.date in need.month


def _own_room(case: Case, need: DayNeed, held: Held) -> bool:  # noqa: ARG001
    venue = case.venue.get(held.venue or "")
    return venue is None or not venue.cost


def _near(case: Case, need: DayNeed, held: Held) -> bool:  # noqa: ARG001
    return not any(case.teacher[id].far for id in held.teachers if id in case.teacher)


WISHES: Mapping[Wish, Callable[[Case, DayNeed, Held], bool]] = {
    Wish.PREFERRED: _preferred,
    Wish.TERM: _in_term,
    Wish.MONTH: _in_month,
    Wish.OWN_ROOM: _own_room,
    Wish.NEAR: _near,
}

OF_DATE = frozenset({Wish.PREFERRED, Wish.TERM, Wish.MONTH})
"""The wishes that a date alone meets or does not."""
