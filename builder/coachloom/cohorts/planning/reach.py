"""Which dates can follow each other at all, whatever they cost: sets of dates as the bits of whole numbers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

from coachloom.cohorts.case import months_after
from coachloom.cohorts.planning.line import Table
from coachloom.cohorts.planning.options import Options
from coachloom.cohorts.planning.units import Unit

Dates = frozenset[datetime.date]


def broken_run(units: Sequence[Unit], tables: Sequence[Table]) -> tuple[int, int] | None:
    """The first and last of a shortest run of units that no line goes through; None: there is a line through all."""
    origin = _origin(tables)
    masks = [_bits(table, origin) for table in tables]
    last = next((at for at in range(len(units)) if not _through(units, masks, 0, at)), None)
    if last is None:
        return None
    return max(at for at in range(last + 1) if not _through(units, masks, at, last)), last


def _through(units: Sequence[Unit], masks: Sequence[int], first: int, last: int) -> int:
    reached = masks[first]
    for at in range(first, last):
        reached = _onward(reached, units[at]) & masks[at + 1]
    return reached


def ends(options: Options) -> tuple[Dates, Dates]:
    """The dates on which the first unit, and the last, can begin so that the year has its length and its experts."""
    case, units, tables = options.case, options.units, options.tables()
    origin = _origin(tables)
    by_experts = [_by_experts(table, origin) for table in tables]
    starts, finishes = set[datetime.date](), set[datetime.date]()
    for start in sorted(tables[0]):
        reached = _reached(options, by_experts, (start - origin).days)
        soonest, latest = months_after(start, case.least_months), months_after(start, case.most_months)
        found = {
            date
            for date in tables[-1]
            if reached >> (date - origin).days & 1 and soonest <= date + units[-1].after_first <= latest
        }
        if found:
            starts.add(start)
            finishes |= found
    return frozenset(starts), frozenset(finishes)


def _reached(options: Options, by_experts: Sequence[Mapping[int, int]], start: int) -> int:
    """The dates of the last unit that lines from ``start`` come to with as many experts as are asked for."""
    needed, units = options.experts, options.units
    masks: dict[int, int] = {0: 1 << start}
    for at, possible in enumerate(by_experts):
        held: dict[int, int] = {}
        for count, dates in masks.items():
            here = _onward(dates, units[at - 1]) if at else dates
            for experts, bits in possible.items():
                after = min(count + experts, needed)
                held[after] = held.get(after, 0) | here & bits
        masks = {count: dates for count, dates in held.items() if dates}
    return masks.get(needed, 0)


def _onward(dates: int, unit: Unit) -> int:
    """Those that its gap lets follow: the dates moved on by each number of days from least to most."""
    if unit.gap is None:
        return ~0 if dates else 0
    moved, width, wanted = dates << unit.gap.least + unit.after_first.days, 1, unit.gap.most - unit.gap.least + 1
    while width < wanted:
        step = min(width, wanted - width)
        moved |= moved << step
        width += step
    return moved


def _origin(tables: Sequence[Table]) -> datetime.date:
    return min((date for table in tables for date in table), default=datetime.date.min)


def _bits(dates: Iterable[datetime.date], origin: datetime.date) -> int:
    bits = 0
    for date in dates:
        bits |= 1 << (date - origin).days
    return bits


def _by_experts(table: Table, origin: datetime.date) -> Mapping[int, int]:
    """For each number of days with an expert the dates on which a unit can be held so, or with more."""
    counts = {0, *(way.experts for ways in table.values() for way in ways)}
    return {
        count: _bits((date for date, ways in table.items() if any(way.experts >= count for way in ways)), origin)
        for count in sorted(counts)
    }
