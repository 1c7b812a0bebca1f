"""A day as the judge sees it: what it asks for, how it is held, and what of it is settled."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coachloom.cohorts.case import Case, DayNeed, Pin
from coachloom.cohorts.judging.fault import Fault
from coachloom.cohorts.timetable import Held, Timetable


@dataclass(frozen=True, slots=True)
class Seen:
    """A day of the course that has a date. What is settled of it need not keep the rules: people decided it."""

    need: DayNeed
    held: Held
    pin: Pin | None

    @property
    def id(self) -> str:
        return self.need.id

    @property
    def date(self) -> datetime.date:
        return self.held.date

    @property
    def teachers(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.held.teachers)))

    @property
    def settled_date(self) -> bool:
        return self.pin is not None

    @property
    def settled_venue(self) -> bool:
        return self.pin is not None and (self.pin.whole or self.pin.venue is not None)

    @property
    def settled_teachers(self) -> bool:
        return self.pin is not None and (self.pin.whole or self.pin.teachers is not None)

    def fault(self, rule: str, points: int = 0, **values: object) -> Fault:
        """One of this day."""
        return Fault(rule=rule, day=self.id, date=self.date, values=values, points=points)


def seen(case: Case, timetable: Timetable) -> tuple[Seen, ...]:
    """The days that have a date, in the order of the course."""
    return tuple(_seen(case, timetable.by_day))


def _seen(case: Case, by_day: Mapping[str, Held]) -> Iterator[Seen]:
    pins = {pin.day: pin for pin in case.pins}
    for need in case.days:
        if need.id in by_day:
            yield Seen(need, by_day[need.id], pins.get(need.id))
