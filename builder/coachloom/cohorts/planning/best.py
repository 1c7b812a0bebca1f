"""The best timetable of one cohort: a proven optimum, or None where no timetable that keeps all rules is found.

Two rules look beyond neighbours: the length of the year, and how much one member of faculty may do within four weeks.
The line is found without them; where it breaks one, the case is split into parts that leave this line out and lose no
timetable that keeps the rule, and the most promising part is looked at next. So what is found first is the best.
"""

from __future__ import annotations

import datetime
import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from coachloom.cohorts.case import DAY, LOAD_WINDOW, Case, months_after
from coachloom.cohorts.planning.line import Line, Table
from coachloom.cohorts.planning.options import Options
from coachloom.cohorts.planning.prices import Ordinary, Prices
from coachloom.cohorts.planning.reach import Dates, ends
from coachloom.cohorts.planning.ways import Banned
from coachloom.cohorts.timetable import Held, Timetable


@dataclass(frozen=True, slots=True)
class Plan:
    """A timetable that keeps every rule of its case, and what it costs by the prices asked for."""

    timetable: Timetable
    cost: int
    proven: bool = True
    """Whether no timetable is cheaper; only where many share few people may the proof be given up."""


@dataclass(frozen=True, slots=True)
class Search:
    """What a search came to: a plan, or none."""

    plan: Plan | None
    given_up: bool = False
    """Whether it ended before all was looked at, so that there may be a timetable all the same."""


_ENOUGH = 150
"""After so many parts the proof is given up, and whoever has too much within four weeks is spared at once."""

_TOO_MANY = 400
"""After so many parts the search is given up. Only cases are that hard in which somebody must lead nearly every day."""

_Span = tuple[datetime.date, datetime.date]
_ALWAYS: _Span = (datetime.date.min, datetime.date.max)


@dataclass(frozen=True, slots=True)
class _Part:
    """Some of a case's timetables: by the dates of the first and of the last day, and who must not lead what."""

    first: _Span = _ALWAYS
    last: _Span = _ALWAYS
    banned: Banned = frozenset()
    ends: tuple[Dates, Dates] | None = None
    """The only beginnings of the first and the last unit that a year of the right length can have, once looked for."""


def best(case: Case, prices: Prices | None = None, *, options: Options | None = None) -> Plan | None:
    """The cheapest timetable, by the wishes of the case unless other ``prices`` are given.

    None: there is none, or somebody's load leaves so few that a bounded search found none; `search` tells which. The
    same case gives the same timetable. ``options`` are those of this case and these prices, if they are at hand.
    """
    return search(case, prices, options=options).plan


def search(case: Case, prices: Prices | None = None, *, options: Options | None = None) -> Search:
    """As `best`; and where there is no plan, whether that is proven."""
    options = options or Options(case, prices or Ordinary(case))
    waiting: list[tuple[int, int, int, _Part, Line]] = []
    later: list[_Part] = []
    number, seen, proven = count(), set[_Part](), True

    def wait(part: _Part) -> None:
        if part not in seen and (line := _line(options, part)):
            deep = 0 if proven else -len(part.banned)
            heapq.heappush(waiting, (deep, line.cost, next(number), part, line))
        seen.add(part)

    wait(_Part())
    while waiting and len(seen) < _TOO_MANY:
        _, _, made, part, line = heapq.heappop(waiting)
        days = tuple(held for way in line.ways for held in way.held)
        parts = _split_by_length(options, part, days) or _split_by_load(case, part, days)
        if parts is None:
            return Search(Plan(Timetable.of(case.cohort, days), line.cost, proven))
        proven = proven and made <= _ENOUGH
        if not proven:
            later += parts
            parts = (_with_all_bans(parts),)
        for each in parts:
            wait(each)
        while later and not waiting:
            wait(later.pop())
    return Search(None, given_up=bool(waiting))


def _with_all_bans(parts: Sequence[_Part]) -> _Part:
    return replace(parts[0], banned=frozenset().union(*(part.banned for part in parts)))


def _line(options: Options, part: _Part) -> Line | None:
    tables = list(options.tables(part.banned))
    shift = options.units[-1].after_first
    ends_ = part.ends or (None, None)
    tables[0] = options.cut(tables[0], _within(tables[0], part.first, ends_[0]))
    last = _less(part.last[0], shift), _less(part.last[1], shift)
    tables[-1] = options.cut(tables[-1], _within(tables[-1], last, ends_[1]))
    return options.lines.cheapest(tables) if all(tables) else None


def _within(table: Table, bounds: _Span, dates: Dates | None) -> Dates:
    return frozenset(date for date in table if bounds[0] <= date <= bounds[1] and (dates is None or date in dates))


def _less(date: datetime.date, by: datetime.timedelta) -> datetime.date:
    return date if date in {datetime.date.min, datetime.date.max} else date - by


def _split_by_length(options: Options, part: _Part, days: tuple[Held, ...]) -> tuple[_Part, ...] | None:
    """Where the year is too short or too long; None where it is not, or where both its ends are settled."""
    case, first, last = options.case, days[0], days[-1]
    if first.day in case.pin and last.day in case.pin:
        return None
    soonest, latest = months_after(first.date, case.least_months), months_after(first.date, case.most_months)
    if soonest <= last.date <= latest:
        return None
    if part.ends is None:
        return (replace(part, ends=ends(options)),)
    if last.date < soonest:
        before, rest = _cut(part.first, last=first.date - DAY), _cut(part.first, first=first.date)
        return replace(part, first=before), replace(part, first=rest, last=_cut(part.last, first=soonest))
    later, rest = _cut(part.first, first=first.date + DAY), _cut(part.first, last=first.date)
    return replace(part, first=later), replace(part, first=rest, last=_cut(part.last, last=latest))


def _cut(span: _Span, *, first: datetime.date = datetime.date.min, last: datetime.date = datetime.date.max) -> _Span:
    return max(span[0], first), min(span[1], last)


def _split_by_load(case: Case, part: _Part, days: tuple[Held, ...]) -> tuple[_Part, ...] | None:
    """Where somebody leads too many days within four weeks: each part keeps them from one of those days for as long."""
    for crowd in _crowds(case, days):
        open_ = [held for held in crowd.own if not _settled(case, held.day)]
        if open_:
            spare = max(1, len(open_) - crowd.too_many + 1)
            return tuple(replace(part, banned=part.banned | crowd.without(held)) for held in open_[:spare])
    return None


@dataclass(frozen=True, slots=True)
class _Crowd:
    """Days that somebody leads in the four weeks from ``start`` on, and by how many they are too many."""

    teacher: str
    start: datetime.date
    own: tuple[Held, ...]
    too_many: int

    def without(self, held: Held) -> Banned:
        """Whoever keeps the rule keeps this teacher from one of these days in all of the four weeks."""
        return frozenset((held.day, self.start + at * DAY, self.teacher) for at in range(LOAD_WINDOW))


def _settled(case: Case, day: str) -> bool:
    pin = case.pin.get(day)
    return bool(pin and (pin.whole or pin.teachers is not None))


def _crowds(case: Case, days: tuple[Held, ...]) -> Iterator[_Crowd]:
    own = {id: [held for held in days if id in held.teachers] for id in sorted({t for h in days for t in h.teachers})}
    taken: dict[str, list[datetime.date]] = {id: [] for id in own}
    for date, id in case.taken_teachers:
        if id in taken:
            taken[id].append(date)
    for id, held in own.items():
        dates = sorted({*taken[id], *(one.date for one in held)})
        for start in dates:
            inside = [date for date in dates if 0 <= (date - start).days < LOAD_WINDOW]
            crowded = tuple(one for one in held if one.date in inside)
            if len(inside) > case.most_load and crowded:
                yield _Crowd(id, start, crowded, len(inside) - case.most_load)
