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

Rests = Mapping[int, Rest]
"""The rest by the number of days that had an expert before."""

_END: Rests = {}
"""What is left of the year after its last day."""

NEVER = float("inf")
_FAR = 100_000


@dataclass(frozen=True, slots=True)
class Line:
    """One way for each unit, and what they cost together with the pace of the year."""

    cost: int
    ways: tuple[Way, ...]


class Lines:
    """Lines through the units of one case, on which at least ``experts`` days have an expert.

    Asked again with some tables that are the same objects, it takes over what it knows of the rest of the year.
    """

    def __init__(self, units: Sequence[Unit], experts: int, off_pace: int) -> None:
        self._units = units
        self._experts = experts
        self._off_pace = off_pace
        self._known: dict[tuple[int, int, int], tuple[Table, Rests, Rests]] = {}

    def cheapest(self, tables: Sequence[Table]) -> Line | None:
        """The cheapest line; of equals the one with the earlier dates."""
        if self._experts > sum(len(unit.days) for unit in self._units):
            return None
        rests: list[Rests] = []
        following = _END
        for at in range(len(self._units) - 1, -1, -1):
            following = self._from(at, tables[at], following)
            rests.insert(0, following)
        first = rests[0].get(0, {})
        start = min(
            (date for date in first if first[date][0] < NEVER), key=lambda date: (first[date][0], date), default=None
        )
        return None if start is None else _followed(rests, start, self._experts)

    def _from(self, at: int, table: Table, following: Rests) -> Rests:
        key = at, id(table), id(following)  # both are kept with the answer, so that no other can get their id
        if key not in self._known:
            days = [len(unit.days) for unit in self._units]
            counts = range(max(0, self._experts - sum(days[at:])), min(self._experts, sum(days[:at])) + 1)
            found = _rests(self._units[at], table, following, self._experts, counts, self._off_pace)
            self._known[key] = table, following, found
        return self._known[key][2]


def _rests(unit: Unit, table: Table, following: Rests, experts: int, counts: range, off_pace: int) -> Rests:
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
    dates, following = sorted(table), sorted(rest)
    onward = [(date.toordinal(), rest[date][0], date) for date in following]
    gap, shift = unit.gap, unit.after_first.days
    starts = [date.toordinal() + shift for date in dates]
    if gap is None:
        return dict(zip(dates, _slid(starts, onward, -_FAR, _FAR, 0), strict=True))
    short = _slid(starts, onward, gap.least, min(gap.calm_least - 1, gap.most), -off_pace)
    calm = _slid(starts, onward, max(gap.least, gap.calm_least), min(gap.calm_most, gap.most), 0)
    long = _slid(starts, onward, max(gap.calm_most + 1, gap.least), gap.most, off_pace)
    found = {}
    for date, start, (early, one), (even, two), (late, three) in zip(dates, starts, short, calm, long, strict=True):
        best, then = NEVER, None
        if one:
            best, then = early + off_pace * (gap.calm_least + start), one
        if two and even < best:
            best, then = even, two
        if three and late - off_pace * (gap.calm_most + start) < best:
            best, then = late - off_pace * (gap.calm_most + start), three
        found[date] = best, then
    return found


def _slid(
    starts: Sequence[int], onward: Sequence[tuple[int, float, datetime.date]], least: int, most: int, slope: int
) -> Sequence[tuple[float, datetime.date | None]]:
    """For each start the least of ``onward`` plus ``slope`` for each day of the calendar, ``least`` to ``most`` ahead.

    The window of what lies ahead slides over the starts once; those in it are kept in the order of their price.
    """
    found: list[tuple[float, datetime.date | None]] = []
    window: deque[tuple[float, int, datetime.date]] = deque()
    at, end = 0, len(onward)
    for start in starts:
        last = start + most
        while at < end and onward[at][0] <= last:
            ordinal, cost, date = onward[at]
            price = cost + slope * ordinal
            while window and window[-1][0] > price:
                window.pop()
            window.append((price, ordinal, date))
            at += 1
        first = start + least
        while window and window[0][1] < first:
            window.popleft()
        found.append((window[0][0], window[0][2]) if window and window[0][0] < NEVER else (NEVER, None))
    return found


def _followed(rests: Sequence[Rests], start: datetime.date, experts: int) -> Line:
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
