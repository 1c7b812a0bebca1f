"""A bound on what several cohorts cost together: each is planned by itself, and pays for what others want as well.

For any prices of people and rooms on dates, the cheapest plans by these prices, less the prices of all there is, cost
no more than any plans that share them. Prices rise where several want the same and fall where nobody does.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coachloom.cohorts.case import Case, DayNeed, Teacher, Venue
from coachloom.cohorts.planning.best import best
from coachloom.cohorts.planning.booked import Memory
from coachloom.cohorts.planning.options import Options
from coachloom.cohorts.planning.prices import Ordinary
from coachloom.cohorts.planning.rules import ANY_LENGTH
from coachloom.cohorts.timetable import Held

SCALE = 100
"""Prices are whole hundredths of a point."""

PATIENCE, SHORTEST = 4, 1 / 16
"""After so many rounds without a better bound the steps become half as long, until they are too short."""

Thing = tuple[datetime.date, str]
"""A member of faculty, or a room with @, on a date."""


@dataclass(frozen=True)
class _Priced:
    """Hundredths of the ordinary prices, and more for what several want."""

    ordinary: Ordinary
    more: Mapping[Thing, int]

    @property
    def off_pace(self) -> int:
        return SCALE * self.ordinary.off_pace

    def of_date(self, need: DayNeed, date: datetime.date) -> int:
        return SCALE * self.ordinary.of_date(need, date)

    def of_venue(self, need: DayNeed, date: datetime.date, venue: Venue) -> int:
        return SCALE * self.ordinary.of_venue(need, date, venue) + self.more.get((date, f"@{venue.id}"), 0)

    def of_teacher(self, need: DayNeed, date: datetime.date, teacher: Teacher) -> int:
        return SCALE * self.ordinary.of_teacher(need, date, teacher) + self.more.get((date, teacher.id), 0)


def shared_bound(cases: Sequence[Case], cost: int, rounds: int) -> Iterator[int]:
    """Bounds in points, one each round; ``cost`` is that of plans at hand, by which the steps are measured."""
    alone = [replace(case, most_load=ANY_LENGTH) for case in cases]
    settled = frozenset(_settled(cases))
    memories = [Memory() for _ in cases]
    prices: dict[Thing, int] = {}
    length, highest, waited = 1.0, -1, 0
    for _ in range(rounds):
        used: Counter[Thing] = Counter()
        total = -sum(prices.values())
        for case, memory in zip(alone, memories, strict=True):
            plan = best(case, options=Options(case, _Priced(Ordinary(case), prices), memory))
            if plan is None:
                return
            total += plan.cost
            used.update(thing for held in plan.timetable for thing in _things(held) if thing not in settled)
        yield -(-total // SCALE)
        if total > highest:
            highest, waited = total, 0
        elif (waited := waited + 1) == PATIENCE:
            length, waited = length / 2, 0
            if length < SHORTEST:
                return
        away = {thing: used[thing] - 1 for thing in {*used, *prices} if used[thing] != 1}
        slope = sum(by * by for by in away.values() if by > 0) + sum(1 for by in away.values() if by < 0)
        before = dict(prices)
        step = length * max(SCALE * cost - total, SCALE) / max(slope, 1)
        for thing, by in away.items():
            prices[thing] = max(0, prices.get(thing, 0) + round(step * by))
        changed = sorted({thing[0] for thing in away if prices[thing] != before.get(thing, 0)})
        prices = {thing: price for thing, price in prices.items() if price}
        if not changed:
            return
        for memory in memories:
            memory.forget(changed)


def _things(held: Held) -> Iterator[Thing]:
    if held.venue:
        yield held.date, f"@{held.venue}"
    for who in held.teachers:
        yield held.date, who


def _settled(cases: Sequence[Case]) -> Iterator[Thing]:
    """What people settled for themselves may be settled for two at once, so it has no price."""
    for case in cases:
        for pin in case.pins:
            yield from _things(Held(day=pin.day, date=pin.date, venue=pin.venue, teachers=pin.teachers or ()))
