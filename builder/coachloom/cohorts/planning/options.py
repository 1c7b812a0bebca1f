"""For each unit of a case the dates on which it can be held, and the ways to do so there."""

from __future__ import annotations

from collections.abc import Sequence

from coachloom.cohorts.case import DAY, Case
from coachloom.cohorts.planning.booked import NONE, Memory, booked
from coachloom.cohorts.planning.line import Table
from coachloom.cohorts.planning.prices import Prices
from coachloom.cohorts.planning.units import Unit, dates_of, units_of, ways
from coachloom.cohorts.planning.ways import Banned, Reason, Teams


class Options:
    """The tables of one case at one set of prices; made once for each set of bans."""

    def __init__(self, case: Case, prices: Prices, memory: Memory | None = None) -> None:
        self.case = case
        self.prices = prices
        self.units = units_of(case)
        self._memory = memory or Memory()
        self._booked = booked(case)
        self._kept: dict[Banned, tuple[Table, ...]] = {}

    @property
    def experts(self) -> int:
        """On so many days an expert must be on site."""
        return self.case.expert_days if self.case.teachers else 0

    def tables(self, banned: Banned = frozenset()) -> Sequence[Table]:
        """One for each unit."""
        if banned not in self._kept:
            teams = Teams(self.case, self.prices, banned)
            self._kept[banned] = tuple(self._table(unit, teams, banned) for unit in self.units)
        return self._kept[banned]

    def _table(self, unit: Unit, teams: Teams, banned: Banned) -> Table:
        table = {}
        own = {need.id for need in unit.days}
        bans = sorted(ban for ban in banned if ban[0] in own)
        for date in dates_of(self.case, unit):
            around = [date + at * DAY for at in range(len(unit.days))]
            known = self._memory.of(date)
            here = tuple(self._booked.get(one, NONE) for one in around)
            asked = unit.days[0].id, here, tuple(ban for ban in bans if ban[1] in around)
            if asked not in known:
                known[asked] = ways(self.case, unit, date, self.prices, teams)
            found = known[asked]
            if not isinstance(found, Reason):
                table[date] = found
        return table
