"""A timetable: which day of the course is held on which date, where, and who leads it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from coachloom.cohorts.case import Pin


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One day of the course as one cohort holds it; without a venue it has none yet, or is online."""

    day: str
    date: datetime.date
    venue: str | None = None
    teachers: tuple[str, ...] = ()
    """Ids of those who lead it, sorted."""

    confirmed: bool = True
    """False while it is pencilled in."""


@dataclass(frozen=True)
class Timetable:
    """The days that one cohort holds, by date; a day that is not here has no date."""

    cohort: str
    days: tuple[Held, ...]

    def __iter__(self) -> Iterator[Held]:
        return iter(self.days)

    @cached_property
    def by_day(self) -> Mapping[str, Held]:
        return {held.day: held for held in self.days}

    @classmethod
    def of(cls, cohort: str, days: Iterator[Held] | tuple[Held, ...] | list[Held]) -> Timetable:
        """In the order of their dates."""
        return cls(cohort, tuple(sorted(days, key=lambda held: (held.date, held.day))))


def as_pin(held: Held) -> Pin:
    """The day with all of it settled."""
    return Pin(
        day=held.day,
        date=held.date,
        venue=held.venue,
        teachers=held.teachers,
        whole=True,
        confirmed=held.confirmed,
    )
