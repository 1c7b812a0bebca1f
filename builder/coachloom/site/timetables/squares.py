"""The calendar around a cohort's days: months of squares, of which some are free for everyone."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coachloom.cohorts.case import Span
from coachloom.site.timetables.view import ShownDay

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Free:
    """Bank holidays by date, and school holidays."""

    bank: Mapping[datetime.date, str] = field(default_factory=dict)
    school: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Square:
    """A date; ``kind`` is `bank`, `weekend`, `school` or nothing, and ``name`` what the holiday is called."""

    date: datetime.date
    kind: str = ""
    name: str = ""
    days: tuple[ShownDay, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthOfSquares:
    first: datetime.date
    squares: tuple[Square, ...]

    @property
    def days(self) -> tuple[ShownDay, ...]:
        return tuple(day for square in self.squares for day in square.days)

    @property
    def weeks(self) -> tuple[tuple[Square | None, ...], ...]:
        """Rows from Monday to Sunday."""
        padded = [*[None] * self.first.weekday(), *self.squares]
        padded += [None] * (-len(padded) % 7)
        return tuple(tuple(padded[at : at + 7]) for at in range(0, len(padded), 7))


def months_of(days: Iterable[ShownDay], free: Free) -> tuple[MonthOfSquares, ...]:
    """Every month from the first day to the last."""
    held: dict[datetime.date, tuple[ShownDay, ...]] = {}
    for day in days:
        held[day.date] = (*held.get(day.date, ()), day)
    if not held:
        return ()
    count = _months(min(held)), _months(max(held))
    return tuple(_month(number, free, held) for number in range(count[0], count[1] + 1))


def _months(date: datetime.date) -> int:
    return date.year * 12 + date.month - 1


def _month(number: int, free: Free, held: Mapping[datetime.date, tuple[ShownDay, ...]]) -> MonthOfSquares:
    year, month = number // 12, number % 12 + 1
    dates = [datetime.date(year, month, day + 1) for day in range(calendar.monthrange(year, month)[1])]
    return MonthOfSquares(dates[0], tuple(Square(date, *_kind(date, free), held.get(date, ())) for date in dates))


def _kind(date: datetime.date, free: Free) -> tuple[str, str]:
    if date in free.bank:
        return "bank", free.bank[date]
    if date.weekday() >= SATURDAY:
        return "weekend", ""
    for span in free.school:
        if date in span:
            return "school", span.name
    return "", ""
