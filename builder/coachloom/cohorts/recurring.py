"""What repeats in a calendar: the dates on which an entry is held, as RFC 5545 says, for days without a clock.

Only what people's calendars write for leave and terms is known here; whoever reads a file refuses the rest.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

DAY = datetime.timedelta(days=1)


class Every(StrEnum):
    DAY = "daily"
    WEEK = "weekly"
    MONTH = "monthly"
    YEAR = "yearly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How an entry repeats. What is empty narrows nothing."""

    every: Every
    interval: int = 1
    count: int | None = None
    """So many dates in all, the first included."""

    until: datetime.date | None = None
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    """Below 0 from the end of the month: -1 is its last day."""

    weekdays: frozenset[tuple[int, int]] = frozenset()
    """Which of them in the month or year, 0 for all, and the weekday; Monday is 0."""

    places: frozenset[int] = frozenset()
    """Which dates of each period, in order; -1 is the last."""

    week_starts: int = 0


def days_looked_at(rule: Rule, start: datetime.date, first: datetime.date, last: datetime.date) -> int:
    """How much work `dates` is: so many days at most are compared with the rule."""
    begin = start if rule.count is not None else max(start, first)
    return max(0, (last - begin).days) // (rule.interval if rule.every is Every.DAY else 1) + 1


def dates(rule: Rule, start: datetime.date, first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    """The dates from ``first`` to ``last`` on which an entry that begins on ``start`` is held, in order.

    ``start`` is one of them, whatever the rule says.
    """
    end = min(last, rule.until or last)
    left = rule.count
    for date in _from_start(rule, start, first, end):
        if left is not None:
            if not left:
                return
            left -= 1
        if date >= first:
            yield date


def _from_start(rule: Rule, start: datetime.date, first: datetime.date, end: datetime.date) -> Iterator[datetime.date]:
    if start <= end:
        yield start
    for period in _periods(rule, start, first, end):
        held = [date for date in period if _fits(rule, start, date)]
        yield from (date for date in _in_places(held, rule.places) if start < date <= end)


def _periods(
    rule: Rule, start: datetime.date, first: datetime.date, end: datetime.date
) -> Iterator[Sequence[datetime.date]]:
    """The days, weeks, months or years that count, from that of ``start``; without a count, from the one of ``first``."""
    number = 0 if rule.count is not None else _periods_before(rule, start, first)
    while (period := _period(rule, start, number * rule.interval)) and period[0] <= end:
        yield period
        number += 1


_LONGEST = {Every.DAY: 1, Every.WEEK: 7, Every.MONTH: 31, Every.YEAR: 366}


def _periods_before(rule: Rule, start: datetime.date, first: datetime.date) -> int:
    """So many periods that count end before ``first``, or a few less."""
    return max(0, (first - start).days // (_LONGEST[rule.every] * rule.interval) - 1)


def _period(rule: Rule, start: datetime.date, number: int) -> list[datetime.date]:
    """The days of the period that many after that of ``start``; none near the end of the calendar."""
    if (number + 2) * _LONGEST[rule.every] > (datetime.date.max - start).days:
        return []
    match rule.every:
        case Every.DAY:
            return [start + number * DAY]
        case Every.WEEK:
            monday = start - (start.weekday() - rule.week_starts) % 7 * DAY
            return [monday + (7 * number + weekday) * DAY for weekday in range(7)]
        case Every.MONTH:
            year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
            return _days(datetime.date(year, month + 1, 1), calendar.monthrange(year, month + 1)[1])
        case Every.YEAR:
            year = start.year + number
            return _days(datetime.date(year, 1, 1), 365 + calendar.isleap(year))


def _days(first: datetime.date, number: int) -> list[datetime.date]:
    return [first + at * DAY for at in range(number)]


def _fits(rule: Rule, start: datetime.date, date: datetime.date) -> bool:
    if rule.months and date.month not in rule.months:
        return False
    length = calendar.monthrange(date.year, date.month)[1]
    if rule.month_days and not rule.month_days & {date.day, date.day - length - 1}:
        return False
    if rule.weekdays:
        return any(date.weekday() == weekday and _is_nth(rule, date, nth) for nth, weekday in rule.weekdays)
    return bool(rule.month_days) or _like_start(rule, start, date)


def _like_start(rule: Rule, start: datetime.date, date: datetime.date) -> bool:
    match rule.every:
        case Every.DAY:
            return True
        case Every.WEEK:
            return date.weekday() == start.weekday()
        case Every.MONTH:
            return date.day == start.day
        case Every.YEAR:
            return date.day == start.day and (bool(rule.months) or date.month == start.month)


def _is_nth(rule: Rule, date: datetime.date, nth: int) -> bool:
    """Whether it is the nth of its weekday in the month, or in the year where a year's months are not told apart."""
    if not nth:
        return True
    if rule.every is Every.YEAR and not rule.months:
        at, length = date.timetuple().tm_yday - 1, 365 + calendar.isleap(date.year)
    else:
        at, length = date.day - 1, calendar.monthrange(date.year, date.month)[1]
    return nth in (at // 7 + 1, -((length - 1 - at) // 7) - 1)


def _in_places(held: list[datetime.date], places: frozenset[int]) -> list[datetime.date]:
    if not places:
        return held
    return [date for at, date in enumerate(held) if places & {at + 1, at - len(held)}]
