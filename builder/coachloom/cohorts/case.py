"""A case: everything that a cohort's timetable must keep and should keep, as plain values.

The planner solves a case, and the judge judges a timetable by it. This file is all that the two share.
Dates are days without a clock; times of day matter to nobody here, since a day of the course fills a day.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from ``first`` to ``last``, both included, and what they are, in the words of whoever wrote them."""

    first: datetime.date
    last: datetime.date
    name: str = ""

    def __contains__(self, date: datetime.date) -> bool:
        return self.first <= date <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class DayNeed:
    """What one day of the course asks for. It should fall in its calendar month, and must in its window."""

    id: str
    month: Span
    window: Span
    """Both are months of the calendar; the window is wider by the days that the cohort lets a day stray."""

    topics: frozenset[str] = frozenset()
    """The topics for which somebody must be there who leads them."""

    online: bool = False
    """Held online: no room is needed."""

    expert: bool = False
    """An expert must be on site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapNeed:
    """From one day to the next ``least`` to ``most`` days pass; both days in one room where they are together."""

    id: str
    after: str
    before: str
    least: int
    most: int
    calm_least: int = 0
    calm_most: int = 999
    """Between these it should lie, so that there is time to practise and what was learned is still fresh."""

    together: bool = False
    """Then least and most are 1, and both days are held in one room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    id: str
    places: int
    cost: int = 0
    """What a day there costs, in points (`Weights`)."""

    weekdays: frozenset[int] = frozenset(range(7))
    """On which it can be had; Monday is 0."""

    closed: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Teacher:
    """A member of faculty; experts may be nobody's topic."""

    id: str
    topics: frozenset[str] = frozenset()
    far: bool = False
    """Comes from another region, which costs."""

    expert: bool = False
    away: tuple[Span, ...] = ()
    """Leave, other duties, and days before joining or after leaving."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """What is settled for a day: its date, its venue, who leads it; None leaves a part open.

    What is pinned need not keep the other rules: it has happened, or somebody decided it.
    """

    day: str
    date: datetime.date
    venue: str | None = None
    teachers: tuple[str, ...] | None = None
    whole: bool = False
    """Nothing is open, as for a day that lies behind: without a venue or faculty it has none."""

    confirmed: bool = True
    """False while it is pencilled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each wish that is not met costs, in points; starting values."""

    off_preferred: int = 2
    """A weekday that is allowed, yet not preferred."""

    school_holiday: int = 5
    outside_month: int = 1
    """For each date outside of the calendar month of the day."""

    off_pace: int = 1
    """For each day by which a gap is shorter or longer than it should be."""

    teacher: int = 1
    """For each member of faculty on a day."""

    far: int = 2
    """More, for one from another region."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One cohort to be planned or judged."""

    cohort: str
    days: tuple[DayNeed, ...]
    """In the order of the course."""

    gaps: tuple[GapNeed, ...]
    """One between each two neighbours, in order."""

    weekdays: frozenset[int]
    """Those allowed; Monday is 0."""

    preferred: frozenset[int] = frozenset()
    """None preferred: all that are allowed are alike."""

    bank_holidays: Mapping[datetime.date, str] = field(default_factory=dict)
    closures: tuple[Span, ...] = ()
    school_holidays: tuple[Span, ...] = ()
    people: int = 0
    """So many places a room must have."""

    venues: tuple[Venue, ...] = ()
    """Empty: rooms are not planned, and no day has one."""

    teachers: tuple[Teacher, ...] = ()
    """Empty: faculty is not planned, and no day has any."""

    expert_days: int = 0
    """On so many days in all an expert must be on site; days online do not count."""

    most_load: int = 6
    """So many days in any 28 one member of faculty leads at most, in all cohorts together."""

    least_months: int = 0
    most_months: int = 99
    """From the first day to the last, in calendar months: last is not before first + least, nor after first + most."""

    taken_venues: frozenset[tuple[datetime.date, str]] = frozenset()
    """Rooms that other cohorts have."""

    taken_teachers: frozenset[tuple[datetime.date, str]] = frozenset()
    """Faculty that other cohorts have."""

    pins: tuple[Pin, ...] = ()
    not_before: datetime.date | None = None
    """No day that is not pinned falls before this date."""

    weights: Weights = Weights()

    @cached_property
    def pin(self) -> Mapping[str, Pin]:
        return {pin.day: pin for pin in self.pins}

    @cached_property
    def need(self) -> Mapping[str, DayNeed]:
        return {day.id: day for day in self.days}

    @cached_property
    def venue(self) -> Mapping[str, Venue]:
        return {venue.id: venue for venue in self.venues}

    @cached_property
    def teacher(self) -> Mapping[str, Teacher]:
        return {teacher.id: teacher for teacher in self.teachers}


def without(case: Case, days: Collection[str]) -> Case:
    """The case as if it had no such days; the gaps around one become one gap as long as both.

    An expert who would have been there on such a day is not missed.
    """
    gaps: list[GapNeed] = []
    for gap in case.gaps:
        if gap.after in days and gaps:
            gaps[-1] = _joined(gaps[-1], gap)
        elif gap.after not in days:
            gaps.append(gap)
    while gaps and gaps[-1].before in days:
        gaps.pop()
    pins = tuple(pin for pin in case.pins if pin.day not in days)
    gone = sum(need.id in days and not need.online for need in case.days)
    return replace(
        case,
        days=tuple(need for need in case.days if need.id not in days),
        gaps=tuple(gaps),
        pins=pins,
        expert_days=max(0, case.expert_days - gone),
    )


def _joined(one: GapNeed, other: GapNeed) -> GapNeed:
    return GapNeed(
        id=one.id,
        after=one.after,
        before=other.before,
        least=one.least + other.least,
        most=one.most + other.most,
        calm_least=one.calm_least + other.calm_least,
        calm_most=one.calm_most + other.calm_most,
    )


LOAD_WINDOW = 28


def months_after(date: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    first_of_next = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(datetime.date(year, month + 1, 1) + (date.day - 1) * DAY, first_of_next - DAY)
