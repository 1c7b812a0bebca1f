"""What a way to hold a day costs. A repair, and a bound over several cohorts, put other prices on the same ways."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass, field
from typing import Protocol

from coachloom.cohorts.case import Case, DayNeed, Teacher, Venue


class Prices(Protocol):
    """Prices are whole numbers, so that sums are exact; they may be below zero."""

    @property
    def off_pace(self) -> int:
        """For each day by which a gap is shorter or longer than it should be; not below zero."""

    def of_date(self, need: DayNeed, date: datetime.date) -> int: ...

    def of_venue(self, need: DayNeed, date: datetime.date, venue: Venue) -> int: ...

    def of_teacher(self, need: DayNeed, date: datetime.date, teacher: Teacher) -> int: ...


@dataclass(frozen=True)
class Ordinary:
    """The wishes of the case, by its weights."""

    case: Case

    @property
    def off_pace(self) -> int:
        return self.case.weights.off_pace

    def of_date(self, need: DayNeed, date: datetime.date) -> int:
        case, weights = self.case, self.case.weights
        outside = max((need.month.first - date).days, (date - need.month.last).days, 0)
        return (
            weights.outside_month * outside
            + weights.off_preferred * (bool(case.preferred) and date.weekday() not in case.preferred)
            + weights.school_holiday * any(date in span for span in case.school_holidays)
        )

    def of_venue(self, need: DayNeed, date: datetime.date, venue: Venue) -> int:  # noqa: ARG002 -- other prices look at both
        return venue.cost

    def of_teacher(self, need: DayNeed, date: datetime.date, teacher: Teacher) -> int:  # noqa: ARG002 -- as above
        return self.case.weights.teacher + self.case.weights.far * teacher.far


FINE = 10_000
"""So much finer than points are the prices of a taste."""

_FANCY = 8


@dataclass(frozen=True)
class Taste:
    """`FINE` times the ordinary prices, and a little more by chance, which is below one point for a whole year.

    So of plans that cost alike another one is the cheapest. The same ``number`` gives the same taste.
    """

    ordinary: Ordinary
    number: int
    _known: dict[tuple[object, ...], int] = field(default_factory=dict)

    @property
    def off_pace(self) -> int:
        return FINE * self.ordinary.off_pace

    def of_date(self, need: DayNeed, date: datetime.date) -> int:
        return FINE * self.ordinary.of_date(need, date) + self._fancy(date)

    def of_venue(self, need: DayNeed, date: datetime.date, venue: Venue) -> int:
        return FINE * self.ordinary.of_venue(need, date, venue) + self._fancy(date, venue.id)

    def of_teacher(self, need: DayNeed, date: datetime.date, teacher: Teacher) -> int:
        return FINE * self.ordinary.of_teacher(need, date, teacher) + self._fancy(date, teacher.id)

    def _fancy(self, *of: object) -> int:
        if of not in self._known:
            self._known[of] = random.Random(f"{self.number} {of}").randrange(_FANCY)  # noqa: S311 -- no secret
        return self._known[of]
