"""For each unit of a case the dates on which it can be held, and the ways to do so there."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from coachloom.cohorts.case import DAY, Case
from coachloom.cohorts.planning.booked import NONE, Memory, booked
from coachloom.cohorts.planning.line import Lines, Table
from coachloom.cohorts.planning.prices import Prices
from coachloom.cohorts.planning.units import Unit, Way, dates_of, units_of, ways
from coachloom.cohorts.planning.ways import Ban, Banned, Cause, Teams


class Options:
    """The tables of one case at one set of prices; made once for each set of bans."""

    def __init__(self, case: Case, prices: Prices, memory: Memory | None = None) -> None:
        self.case = case
        self.prices = prices
        self.units = units_of(case)
        self._memory = memory or Memory()
        self._booked = booked(case)
        self._kept: dict[tuple[str, tuple[Ban, ...]], Table] = {}
        self._cut: dict[tuple[int, frozenset[datetime.date]], tuple[Table, Table]] = {}
        self.lines = Lines(self.units, self.experts, prices.off_pace)

    @property
    def experts(self) -> int:
        """On so many days an expert must be on site."""
        return self.case.expert_days if self.case.teachers else 0

    def tables(self, banned: Banned = frozenset()) -> Sequence[Table]:
        """One for each unit; the same object as before where nothing is banned for it that was not."""
        teams = Teams(self.case, self.prices, banned)
        return tuple(self._table(unit, teams, sorted(banned)) for unit in self.units)

    def cut(self, table: Table, dates: frozenset[datetime.date]) -> Table:
        """The table on these dates alone; the same object for the same of both."""
        if len(dates) == len(table):
            return table
        key = id(table), dates  # the table is kept with the answer, so that no other can get its id
        if key not in self._cut:
            self._cut[key] = table, {date: table[date] for date in sorted(dates)}
        return self._cut[key][1]

    def _table(self, unit: Unit, teams: Teams, banned: Sequence[Ban]) -> Table:
        own = {need.id for need in unit.days}
        bans = tuple(ban for ban in banned if ban[0] in own)
        key = unit.days[0].id, bans
        if key not in self._kept:
            self._kept[key] = dict(self._made(unit, teams, bans))
        return self._kept[key]

    def _made(self, unit: Unit, teams: Teams, bans: Sequence[Ban]) -> Iterator[tuple[datetime.date, tuple[Way, ...]]]:
        special = {*self._booked, *(date for _, date, _ in bans)}
        if len(unit.days) > 1:
            special = {date - at * DAY for date in special for at in range(len(unit.days))}
        for date in dates_of(self.case, unit):
            known = self._memory.of(date)
            asked = self._question(unit, date, bans) if date in special else unit.days[0].id
            if asked not in known:
                known[asked] = ways(self.case, unit, date, self.prices, teams)
            found = known[asked]
            if not isinstance(found, Cause):
                yield date, found

    def _question(self, unit: Unit, date: datetime.date, bans: Sequence[Ban]) -> object:
        """What the ways on a date depend on, where somebody is banned or others have booked."""
        around = [date + at * DAY for at in range(len(unit.days))]
        here = tuple(self._booked.get(one, NONE) for one in around)
        return unit.days[0].id, here, tuple(ban for ban in bans if ban[1] in around)
