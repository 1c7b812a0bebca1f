"""The least disturbing change to a timetable that people live by, once something no longer holds."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from coachloom.cohorts.case import DAY, Case, DayNeed, Pin, Teacher, Venue
from coachloom.cohorts.planning.best import Plan, best
from coachloom.cohorts.planning.prices import Ordinary
from coachloom.cohorts.timetable import Held, Timetable

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

    Days behind and the next `FROZEN` days stay, whatever the rules. None: no timetable is possible that way.
    """
    plan = best(frozen(case, before, today), _Disturbance(Ordinary(case), before, today))
    if plan is None:
        return None
    return Plan(Timetable.of(case.cohort, [_as_firm(held, before) for held in plan.timetable]), plan.cost)


def frozen(case: Case, before: Timetable, today: datetime.date) -> Case:
    """The case with every day settled that is not to be touched any more."""
    near = today + FROZEN * DAY
    pins = [
        Pin(day=held.day, date=held.date, venue=held.venue, teachers=held.teachers, whole=True)
        for held in before
        if held.date <= near
    ]
    settled = {pin.day for pin in pins}
    earliest = max(case.not_before or near + DAY, near + DAY)
    return replace(case, pins=(*pins, *(pin for pin in case.pins if pin.day not in settled)), not_before=earliest)


def _as_firm(held: Held, before: Timetable) -> Held:
    """What was pencilled in stays so, as long as it stays."""
    was = before.by_day.get(held.day)
    return replace(held, confirmed=was.confirmed) if was else held
