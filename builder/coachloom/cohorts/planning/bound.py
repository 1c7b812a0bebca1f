"""A bound on what several cohorts cost together: each is planned by itself, and pays for what others want as well.

For any prices of what is scarce, the cheapest plans by these prices, less the prices of all there is, cost no more than
any plans that share it. Prices rise where too many want the same and fall where too few do.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coachloom.cohorts.case import DAY, LOAD_WINDOW, Case, DayNeed, Teacher, Venue
from coachloom.cohorts.planning.best import best
from coachloom.cohorts.planning.booked import Memory
from coachloom.cohorts.planning.options import Options
from coachloom.cohorts.planning.prices import Ordinary
from coachloom.cohorts.planning.rules import ANY_LENGTH
from coachloom.cohorts.timetable import Held

SCALE = 10_000
"""Prices are whole ten-thousandths of a point, so that sums are exact."""

LONGEST, PATIENCE, SHORTEST = 0.3, 5, 0.01
"""Steps of prices, as a share of what is missing to the cost; after so many rounds without a better bound they become
half as long, until they are too short. Starting values."""

HUNDRED = 100
KEPT = 7
"""So many tenths of its direction a step keeps from the one before, or prices would swing."""

WEEK = 7

Use = tuple[datetime.date, str]
"""A member of faculty, or a room with @, on a date."""


@dataclass(frozen=True, slots=True, order=True)
class Scarce:
    """Somebody, or a room with @, can be had on so many days of ``days`` from ``first`` on."""

    first: datetime.date
    days: int
    id: str
    most: int

    def uses(self) -> Iterator[Use]:
        return ((self.first + at * DAY, self.id) for at in range(self.days))


@dataclass(frozen=True)
class _Priced:
    """The ordinary prices, and more for what several want."""

    ordinary: Ordinary
    more: Mapping[Use, int]

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
    """Bounds in points, one each round; ``cost`` is that of plans at hand, by which the steps are measured.

    They end where a cohort has no plan, or none that is proven to be the cheapest by these prices.
    """
    alone = [replace(case, most_load=ANY_LENGTH) for case in cases]
    most_load = max(case.most_load for case in cases)
    settled = frozenset(_settled(cases))
    memories = [Memory() for _ in cases]
    prices: dict[Scarce, int] = {}
    more: Mapping[Use, int] = {}
    drift: Mapping[Scarce, int] = {}
    length, highest, waited = LONGEST, -1, 0
    for _ in range(rounds):
        used: Counter[Scarce] = Counter()
        total = -sum(scarce.most * price for scarce, price in prices.items())
        for case, memory in zip(alone, memories, strict=True):
            plan = best(case, options=Options(case, _Priced(Ordinary(case), more), memory))
            if plan is None or not plan.proven:
                return
            total += plan.cost
            uses = {use for held in plan.timetable for use in _uses(held)} - settled
            used.update(scarce for use in uses for scarce in _scarce(use, most_load))
        yield -(-total // SCALE)
        if total > highest:
            highest, waited = total, 0
        elif (waited := waited + 1) == PATIENCE:
            length, waited = length / 2, 0
            if length < SHORTEST:
                return
        drift = _drift(used, prices, drift)
        step = length * max(SCALE * cost - total, SCALE) / max(sum(by * by for by in drift.values()), 1)
        for scarce, by in drift.items():
            prices[scarce] = max(0, prices.get(scarce, 0) + round(HUNDRED * step * by))
        prices = {scarce: price for scarce, price in prices.items() if price}
        before, more = more, _more(prices, settled)
        changed = sorted({use[0] for use in {*before, *more} if before.get(use) != more.get(use)})
        if not changed:
            return
        for memory in memories:
            memory.forget(changed)


def _drift(
    used: Mapping[Scarce, int], prices: Mapping[Scarce, int], before: Mapping[Scarce, int]
) -> Mapping[Scarce, int]:
    """Where prices should go, in hundredths of a use too many or too few; whole numbers, whose sums have no order."""
    found = {}
    for scarce in {*used, *prices, *before}:
        away = used.get(scarce, 0) - scarce.most
        if away < 0 and scarce not in prices:
            away = 0
        by = HUNDRED * away + KEPT * before.get(scarce, 0) // 10
        if by > 0 or (by < 0 and scarce in prices):
            found[scarce] = by
    return found


def _more(prices: Mapping[Scarce, int], settled: frozenset[Use]) -> Mapping[Use, int]:
    """What each use costs more. What people settled for themselves may be settled for two at once: it has no price."""
    more: Counter[Use] = Counter()
    for scarce, price in prices.items():
        more.update({use: price for use in scarce.uses() if use not in settled})
    return more


def _uses(held: Held) -> Iterator[Use]:
    if held.venue:
        yield held.date, f"@{held.venue}"
    for who in held.teachers:
        yield held.date, who


def _scarce(use: Use, most_load: int) -> Iterator[Scarce]:
    """That it is one place on one day; and the load of four weeks, for every week with which they may begin."""
    date, id = use
    yield Scarce(date, 1, id, 1)
    if not id.startswith("@"):
        monday = date - date.weekday() * DAY
        for weeks in range(LOAD_WINDOW // WEEK):
            yield Scarce(monday - weeks * WEEK * DAY, LOAD_WINDOW, id, most_load)


def _settled(cases: Sequence[Case]) -> Iterator[Use]:
    for case in cases:
        for pin in case.pins:
            yield from _uses(Held(day=pin.day, date=pin.date, venue=pin.venue, teachers=pin.teachers or ()))
