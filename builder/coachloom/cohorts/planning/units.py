"""Days that are held together are one unit, placed by the date of its first day; every other day is a unit by itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from coachloom.cohorts.case import DAY, Case, DayNeed, GapNeed
from coachloom.cohorts.planning.prices import Prices
from coachloom.cohorts.planning.ways import Cause, Team, Teams, refusal_of_date, rooms
from coachloom.cohorts.timetable import Held


@dataclass(frozen=True, slots=True)
class Unit:
    """``gap`` leads to the next unit; None after the last, and between two days that people settled."""

    days: tuple[DayNeed, ...]
    gap: GapNeed | None

    @property
    def after_first(self) -> datetime.timedelta:
        """From its first day to its last."""
        return (len(self.days) - 1) * DAY


@dataclass(frozen=True, slots=True)
class Way:
    """The cheapest way to hold a unit from one date on, with ``experts`` days on which an expert is on site."""

    cost: int
    experts: int
    held: tuple[Held, ...]


def units_of(case: Case) -> tuple[Unit, ...]:
    """In the order of the course."""
    units: list[Unit] = []
    days: list[DayNeed] = []
    for need, gap in zip(case.days, (*case.gaps, None), strict=True):
        days.append(need)
        settled = gap is not None and gap.after in case.pin and gap.before in case.pin
        if gap is None or settled or not gap.together:
            units.append(Unit(tuple(days), None if settled else gap))
            days = []
    return tuple(units)


def dates_of(case: Case, unit: Unit) -> tuple[datetime.date, ...]:
    """Every date on which the unit may begin, as far as windows and settled days let it; in order."""
    for at, need in enumerate(unit.days):
        if need.id in case.pin:
            return (case.pin[need.id].date - at * DAY,)
    first = max(need.window.first - at * DAY for at, need in enumerate(unit.days))
    last = min(need.window.last - at * DAY for at, need in enumerate(unit.days))
    return tuple(first + at * DAY for at in range((last - first).days + 1))


def ways(case: Case, unit: Unit, start: datetime.date, prices: Prices, teams: Teams) -> tuple[Way, ...] | Cause:
    """For each number of days with an expert the cheapest way; or the first cause why there is none."""
    dates = [start + at * DAY for at in range(len(unit.days))]
    placed = list(zip(unit.days, dates, strict=True))
    for need, date in placed:
        if need.id not in case.pin and (reason := refusal_of_date(case, date)):
            return reason
    room = _shared_room(case, placed, prices)
    if isinstance(room, Cause):
        return room
    cost, venues = room
    choices: list[tuple[Team, ...]] = []
    for need, date in placed:
        found = teams.of(need, date)
        if isinstance(found, Cause):
            return found
        choices.append(found)
    cost += sum(prices.of_date(need, date) for need, date in placed)
    return tuple(_by_experts(case, placed, venues, cost, choices))


def _shared_room(
    case: Case, placed: Sequence[tuple[DayNeed, datetime.date]], prices: Prices
) -> tuple[int, tuple[str | None, ...]] | Cause:
    """The cheapest room that all days can have; a day that needs none has none."""
    choices: list[Mapping[str | None, int]] = []
    for need, date in placed:
        found = rooms(case, need, date, prices)
        if isinstance(found, Cause):
            return found
        choices.append(found)
    sharing = [choice for choice in choices if None not in choice]
    if not sharing:
        return 0, (None,) * len(placed)
    common = sorted(set.intersection(*map(set, sharing)), key=str)
    if not common:
        return Cause.ROOM_TAKEN
    venue = min(common, key=lambda one: (sum(choice[one] for choice in sharing), str(one)))
    return sum(choice[venue] for choice in sharing), tuple(None if None in one else venue for one in choices)


def _is_firm(case: Case, need: DayNeed) -> bool:
    pin = case.pin.get(need.id)
    return pin is None or pin.confirmed


def _by_experts(
    case: Case,
    placed: Sequence[tuple[DayNeed, datetime.date]],
    venues: Sequence[str | None],
    cost: int,
    choices: Sequence[tuple[Team, ...]],
) -> Iterator[Way]:
    best: dict[int, tuple[int, tuple[Team, ...]]] = {}
    for combination in product(*choices):
        experts = sum(team.expert and not need.online for team, (need, _) in zip(combination, placed, strict=True))
        total = cost + sum(team.cost for team in combination)
        if experts not in best or total < best[experts][0]:
            best[experts] = total, combination
    for experts, (total, combination) in sorted(best.items()):
        held = tuple(
            Held(day=need.id, date=date, venue=venue, teachers=team.ids, confirmed=_is_firm(case, need))
            for (need, date), venue, team in zip(placed, venues, combination, strict=True)
        )
        yield Way(total, experts, held)
