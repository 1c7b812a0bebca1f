"""The cheapest line of dates through all units: dynamic programming, from the last unit back to the first.

Days of a year stand in one line, each bound to its neighbours by a gap alone, so the cheapest rest of the year depends
on a date (and on how many days had an expert so far), not on how one came there. Exact, and linear in the dates.
"""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coachloom.cohorts.planning.units import Unit, Way

Table = Mapping[datetime.date, Sequence[Way]]
"""For each date on which a unit can begin, the ways to hold it."""

Rest = dict[datetime.date, tuple[float, Way | None, datetime.date | None]]
"""For each date the cost from here to the end of the year, the way to take, and the date of the next unit."""

NEVER = float("inf")
_FAR = 100_000


@dataclass(frozen=True, slots=True)
class Line:
    """One way for each unit, and what they cost together with the pace of the year."""

    cost: int
    ways: tuple[Way, ...]


def cheapest(units: Sequence[Unit], tables: Sequence[Table], experts: int, off_pace: int) -> Line | None:
    """The cheapest line on which at least ``experts`` days have an expert; of equals the one with the earlier dates."""
    rests: list[dict[int, Rest]] = [{} for _ in units]
    following: dict[int, Rest] = {}
    days = [len(unit.days) for unit in units]
    if experts > sum(days):
        return None
    for at in range(len(units) - 1, -1, -1):
        counts = range(max(0, experts - sum(days[at:])), min(experts, sum(days[:at])) + 1)
        following = _rests(units[at], tables[at], following, experts, counts, off_pace)
        rests[at] = following
    first = rests[0].get(0, {})
    start = min(
        (date for date in first if first[date][0] < NEVER), key=lambda date: (first[date][0], date), default=None
    )
    return None if start is None else _followed(rests, start, experts)


def _rests(
    unit: Unit, table: Table, following: Mapping[int, Rest], experts: int, counts: range, off_pace: int
) -> dict[int, Rest]:
    """For each number of days that may have had an expert before this unit, the rest from each date on."""
    ahead = {count: _ahead(unit, table, rest, off_pace) for count, rest in following.items()}
    found: dict[int, Rest] = {}
    for before in counts:
        rest: Rest = {}
        for date, ways in table.items():
            best: tuple[float, Way | None, datetime.date | None] = (NEVER, None, None)
            for way in ways:
                after = min(before + way.experts, experts)
                if ahead:
                    onward, then = ahead[after][date] if after in ahead else (NEVER, None)
                else:
                    onward, then = (0 if after == experts else NEVER), None
                if way.cost + onward < best[0]:
                    best = way.cost + onward, way, then
            rest[date] = best
        found[before] = rest
    return found


def _ahead(
    unit: Unit, table: Table, rest: Rest, off_pace: int
) -> Mapping[datetime.date, tuple[float, datetime.date | None]]:
    """For each date of ``unit`` the cheapest rest that its gap lets follow, with what it costs to be off the pace."""
    dates, onward = sorted(table), sorted(rest)
    if unit.gap is None:
        return _slid(dates, onward, rest, (-_FAR, _FAR), 0)
    gap, shift = unit.gap, unit.after_first.days
    short = _slid(dates, onward, rest, (shift + gap.least, shift + min(gap.calm_least - 1, gap.most)), -off_pace)
    calm = _slid(dates, onward, rest, (shift + max(gap.least, gap.calm_least), shift + min(gap.calm_most, gap.most)), 0)
    long = _slid(dates, onward, rest, (shift + max(gap.calm_most + 1, gap.least), shift + gap.most), off_pace)
    found = {}
    for date in dates:
        at = date.toordinal() + shift
        priced = [
            (cost + sum_, then)
            for (cost, then), sum_ in (
                (short[date], off_pace * (gap.calm_least + at)),
                (calm[date], 0),
                (long[date], -off_pace * (gap.calm_most + at)),
            )
            if then is not None
        ]
        found[date] = min(priced, key=lambda one: (one[0], one[1]), default=(NEVER, None))
    return found


def _slid(
    dates: Sequence[datetime.date], onward: Sequence[datetime.date], rest: Rest, apart: tuple[int, int], slope: int
) -> Mapping[datetime.date, tuple[float, datetime.date | None]]:
    """For each date the least of ``rest`` plus ``slope`` for each day of the calendar, ``apart`` days ahead.

    The window of what lies ahead slides over the dates once; those in it are kept in the order of their price.
    """
    at, found = 0, {}
    window: deque[tuple[float, datetime.date]] = deque()
    for date in dates:
        while at < len(onward) and (onward[at] - date).days <= apart[1]:
            price = rest[onward[at]][0] + slope * onward[at].toordinal()
            while window and window[-1][0] > price:
                window.pop()
            window.append((price, onward[at]))
            at += 1
        while window and (window[0][1] - date).days < apart[0]:
            window.popleft()
        found[date] = window[0] if window and window[0][0] < NEVER else (NEVER, None)
    return found


def _followed(rests: Sequence[Mapping[int, Rest]], start: datetime.date, experts: int) -> Line:
    cost = rests[0][0][start][0]
    date: datetime.date | None = start
    count, ways = 0, []
    for rest in rests:
        _, way, then = rest[count][date] if date else (NEVER, None, None)
        if way is None:
            break
        ways.append(way)
        date, count = then, min(count + way.experts, experts)
    return Line(int(cost), tuple(ways))
