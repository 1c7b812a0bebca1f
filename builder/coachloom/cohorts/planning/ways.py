"""The ways to hold one day on one date: which rooms and teams can be had, or the first reason why there is none."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from coachloom.cohorts.case import DAY, LOAD_WINDOW, Case, DayNeed, Span, Teacher, Venue
from coachloom.cohorts.planning.prices import Prices


class Cause(StrEnum):
    """Why a day cannot be held on a date; in the order in which they are looked for."""

    WEEKDAY = "weekday"
    BANK_HOLIDAY = "bank-holiday"
    CLOSURE = "closure"
    TOO_EARLY = "too-early"
    ROOM_SMALL = "room-small"
    ROOM_CLOSED = "room-closed"
    ROOM_TAKEN = "room-taken"
    NOBODY = "nobody"
    """No member of faculty has the topic at all."""

    AWAY = "away"
    TAKEN = "taken"
    NO_EXPERT = "no-expert"
    EXPERT_AWAY = "expert-away"
    EXPERT_TAKEN = "expert-taken"
    TOGETHER = "together"
    """The day could be held, but not those that are held together with it."""


@dataclass(frozen=True, slots=True, order=True)
class Team:
    cost: int
    ids: tuple[str, ...]
    expert: bool


Ban = tuple[str, datetime.date, str]
"""Day, date and member of faculty that must not come together."""

Banned = frozenset[Ban]

NO_ROOM: Mapping[str | None, int] = {None: 0}
NOBODY = (Team(0, (), expert=False),)


def refusal_of_date(case: Case, date: datetime.date) -> Cause | None:
    """Why no day at all can be held on ``date``."""
    if date.weekday() not in case.weekdays:
        return Cause.WEEKDAY
    if date in case.bank_holidays:
        return Cause.BANK_HOLIDAY
    if any(date in span for span in case.closures):
        return Cause.CLOSURE
    if case.not_before and date < case.not_before:
        return Cause.TOO_EARLY
    return None


def rooms(case: Case, need: DayNeed, date: datetime.date, prices: Prices) -> Mapping[str | None, int] | Cause:
    """Each room that can be had for the day, with its price; None is no room, where none is needed."""
    pin = case.pin.get(need.id)
    if pin and pin.venue:
        known = case.venue.get(pin.venue)
        return {pin.venue: prices.of_venue(need, date, known) if known else 0}
    if need.online or not case.venues or (pin and pin.whole):
        return NO_ROOM
    refusals = {venue.id: refusal_of_room(case, venue, date) for venue in case.venues}
    found: dict[str | None, int] = {
        venue.id: prices.of_venue(need, date, venue) for venue in case.venues if refusals[venue.id] is None
    }
    if found:
        return found
    return max((cause for cause in refusals.values() if cause), key=list(Cause).index)


def refusal_of_room(case: Case, venue: Venue, date: datetime.date) -> Cause | None:
    """Why a room cannot be had on ``date``."""
    if venue.places < case.people:
        return Cause.ROOM_SMALL
    if date.weekday() not in venue.weekdays or any(date in span for span in venue.closed):
        return Cause.ROOM_CLOSED
    return Cause.ROOM_TAKEN if (date, venue.id) in case.taken_venues else None


def is_free(case: Case, teacher: Teacher, date: datetime.date) -> bool:
    """Whether somebody is there on ``date``, and not with another cohort."""
    return (date, teacher.id) not in case.taken_teachers and not any(date in span for span in teacher.away)


class Teams:
    """The cheapest teams of a case. The same few questions come again for many dates, so answers are kept."""

    def __init__(self, case: Case, prices: Prices, banned: Banned = frozenset()) -> None:
        self._case = case
        self._prices = prices
        self._banned = banned
        self._full = full(case)
        self._experts = frozenset(teacher.id for teacher in case.teachers if teacher.expert)
        self._covers: dict[frozenset[str], tuple[int, Mapping[str, int]]] = {}
        self._there: dict[datetime.date, tuple[Teacher, ...]] = {}
        self._kept: dict[tuple[frozenset[str], tuple[tuple[int, str], ...]], tuple[Team, ...]] = {}

    def of(self, need: DayNeed, date: datetime.date) -> tuple[Team, ...] | Cause:
        """The cheapest team, and the cheapest with an expert where that is another; without faculty nobody."""
        pin = self._case.pin.get(need.id)
        if pin and (pin.teachers is not None or pin.whole):
            return (self._pinned(need, date, pin.teachers or ()),)
        if not self._case.teachers:
            return NOBODY
        free = [one for one in self._on(date) if not self._banned or (need.id, date, one.id) not in self._banned]
        key = need.topics, tuple(sorted((self._prices.of_teacher(need, date, t), t.id) for t in free))
        if key not in self._kept:
            whole, covers = self._bits(need.topics)
            self._kept[key] = _cheapest(whole, key[1], covers, self._experts)
        found = tuple(team for team in self._kept[key] if team.expert or not need.expert)
        return found or self._reason(need, date)

    def _bits(self, topics: frozenset[str]) -> tuple[int, Mapping[str, int]]:
        """All topics, and those of each teacher, as the bits of numbers."""
        if topics not in self._covers:
            bit = {topic: 1 << at for at, topic in enumerate(sorted(topics))}
            of = {one.id: sum(bit[topic] for topic in topics & one.topics) for one in self._case.teachers}
            self._covers[topics] = sum(bit.values()), of
        return self._covers[topics]

    def _pinned(self, need: DayNeed, date: datetime.date, ids: tuple[str, ...]) -> Team:
        known = [self._case.teacher[id] for id in ids if id in self._case.teacher]
        cost = sum(self._prices.of_teacher(need, date, teacher) for teacher in known)
        return Team(cost, tuple(sorted(ids)), any(teacher.expert for teacher in known))

    def _on(self, date: datetime.date) -> tuple[Teacher, ...]:
        if date not in self._there:
            case = self._case
            self._there[date] = tuple(
                teacher
                for teacher in case.teachers
                if is_free(case, teacher, date) and not any(date in span for span in self._full.get(teacher.id, ()))
            )
        return self._there[date]

    def _reason(self, need: DayNeed, date: datetime.date) -> Cause:
        for topic in sorted(need.topics):
            able = [teacher for teacher in self._case.teachers if topic in teacher.topics]
            if not set(able) & set(self._on(date)):
                return self._missing(able, date, (Cause.NOBODY, Cause.AWAY, Cause.TAKEN))
        experts = [teacher for teacher in self._case.teachers if teacher.expert]
        return self._missing(experts, date, (Cause.NO_EXPERT, Cause.EXPERT_AWAY, Cause.EXPERT_TAKEN))

    @staticmethod
    def _missing(able: list[Teacher], date: datetime.date, causes: tuple[Cause, Cause, Cause]) -> Cause:
        nobody, away, taken = causes
        if not able:
            return nobody
        is_away = any(date in span for teacher in able for span in teacher.away)
        return away if is_away else taken


def full(case: Case) -> Mapping[str, tuple[Span, ...]]:
    """For each member of faculty when other cohorts have as much of their days as there may be in four weeks."""
    taken: dict[str, list[datetime.date]] = {}
    for date, id in sorted(case.taken_teachers):
        taken.setdefault(id, []).append(date)
    reach = (LOAD_WINDOW - 1) * DAY
    return {
        id: tuple(
            Span(last - reach, first + reach)
            for first, last in zip(dates, dates[case.most_load - 1 :], strict=False)
            if last - first <= reach
        )
        for id, dates in taken.items()
    }


def _cheapest(
    whole: int, priced: tuple[tuple[int, str], ...], covers: Mapping[str, int], experts: frozenset[str]
) -> tuple[Team, ...]:
    """The cheapest team that covers the ``whole`` of topics, each a bit, and the cheapest with an expert; or none."""
    best: dict[tuple[int, bool], tuple[int, tuple[str, ...]]] = {(0, False): (0, ())}
    for price, id in priced:
        own, expert = covers[id], id in experts
        for (mask, with_expert), (cost, ids) in list(best.items()):
            state = mask | own, with_expert or expert
            least, who = best.get(state, (cost + price + 1, ()))
            if cost + price < least or (cost + price == least and _before((*ids, id), who)):
                best[state] = cost + price, (*ids, id)
    return tuple(_undominated(best, whole))


def _before(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Smaller, else by ids: so that the same question always has the same answer."""
    return (len(one), sorted(one)) < (len(other), sorted(other))


def _undominated(best: Mapping[tuple[int, bool], tuple[int, tuple[str, ...]]], whole: int) -> Iterator[Team]:
    plain, expert = best.get((whole, False)), best.get((whole, True))
    if plain and (expert is None or plain[0] < expert[0]):
        yield Team(plain[0], tuple(sorted(plain[1])), expert=False)
    if expert:
        yield Team(expert[0], tuple(sorted(expert[1])), expert=True)
