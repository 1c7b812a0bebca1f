"""The least disturbing change to a timetable that people live by, once something no longer holds."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from coachloom.cohorts.case import DAY, Case, DayNeed, Pin, Teacher, Venue
from coachloom.cohorts.planning.best import Plan, best
from coachloom.cohorts.planning.prices import Ordinary
from coachloom.cohorts.timetable import Held, Timetable, as_pin

FROZEN = 14
"""Days from today that stay as they are: people have arranged themselves; a starting value."""

NEAR, SOON = 6 * 7, 13 * 7
"""Within six weeks a move weighs four times as much, within thirteen twice; starting values."""

MOVED, SHIFTED, ROOM, DROPPED, ADDED = 1000, 5, 150, 100, 20
"""What it costs to move a day, each date that it is moved by, another room, and a change of who leads it."""

_FAR_ABOVE = 1_000_000
"""Wishes decide only between plans that disturb alike."""


@dataclass(frozen=True)
class _Disturbance:
    """Prices of what changes for people, with the ordinary ones far below."""

    ordinary: Ordinary
    before: Timetable
    today: datetime.date

    @property
    def off_pace(self) -> int:
        return self.ordinary.off_pace

    def of_date(self, need: DayNeed, date: datetime.date) -> int:
        held = self.before.by_day.get(need.id)
        moved = 0
        if held and held.date != date:
            moved = MOVED * self._nearness(min(held.date, date)) + SHIFTED * abs((held.date - date).days)
        return _FAR_ABOVE * moved + self.ordinary.of_date(need, date)

    def _nearness(self, date: datetime.date) -> int:
        ahead = (date - self.today).days
        return 4 if ahead <= NEAR else 2 if ahead <= SOON else 1

    def of_venue(self, need: DayNeed, date: datetime.date, venue: Venue) -> int:
        held = self.before.by_day.get(need.id)
        other = ROOM * bool(held and held.venue != venue.id)
        return _FAR_ABOVE * other + self.ordinary.of_venue(need, date, venue)

    def of_teacher(self, need: DayNeed, date: datetime.date, teacher: Teacher) -> int:
        held = self.before.by_day.get(need.id)
        changed = 0
        if held:
            changed = -DROPPED if teacher.id in held.teachers else ADDED  # less than nothing: who stays is not dropped
        return _FAR_ABOVE * changed + self.ordinary.of_teacher(need, date, teacher)


def repaired(case: Case, before: Timetable, today: datetime.date) -> Plan | None:
    """The timetable that keeps every rule and disturbs least; ``before`` itself where nothing is wrong with it.

    Days behind stay, whatever the rules, and so do the next `FROZEN` days but for what people settled for them. A day
    that nobody settled is pencilled in or confirmed as it was, also where it moves: a repair confirms nothing.
    None: no timetable is possible that way, or a bounded search found none.
    """
    solved = frozen(case, before, today)
    plan = best(solved, _Disturbance(Ordinary(case), before, today))
    if plan is None:
        return None
    days = [held if held.day in solved.pin else _as_firm(held, before) for held in plan.timetable]
    return replace(plan, timetable=Timetable.of(case.cohort, days))


def frozen(case: Case, before: Timetable, today: datetime.date) -> Case:
    """The case with every day settled that is not to be touched any more, but as people settled it since."""
    near = today + FROZEN * DAY
    stays = {held.day: _stays(held, case.pin.get(held.day), today) for held in before if held.date <= near}
    pins = (*stays.values(), *(pin for pin in case.pins if pin.day not in stays))
    return replace(case, pins=pins, not_before=max(case.not_before or near + DAY, near + DAY))


def _stays(held: Held, settled: Pin | None, today: datetime.date) -> Pin:
    """A day that stays; one ahead has the date, and whatever else, that people settled for it."""
    as_it_was = as_pin(held)
    if settled is None or held.date < today:
        return as_it_was
    if settled.date != held.date:
        return settled
    return replace(
        as_it_was,
        venue=settled.venue or held.venue,
        teachers=held.teachers if settled.teachers is None else settled.teachers,
        confirmed=settled.confirmed,
    )


def _as_firm(held: Held, before: Timetable) -> Held:
    was = before.by_day.get(held.day)
    return replace(held, confirmed=was.confirmed) if was else held
