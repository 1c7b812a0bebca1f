"""A small cohort for the judge, a timetable of it that keeps everything, and faults in a readable notation."""

from __future__ import annotations

import random
from dataclasses import replace

from coachloom.cohorts.case import DAY, Case, Teacher, Venue
from coachloom.cohorts.judging.fault import Fault
from coachloom.cohorts.judging.judge import judged
from coachloom.cohorts.timetable import Held, Timetable
from tests.cohorts.cases import a_case, a_date, held, with_days

SPRING = a_case((2, 1), "2027-03-01")
"""d01 and d02 in March, d03 in April; without rooms and faculty."""

CALM = held("d01 2027-03-02", "d02 2027-03-09", "d03 2027-04-06")
"""All on Tuesdays, and nothing given up."""

HALL = Venue(id="hall", places=20)
HOTEL = Venue(id="hotel", places=40, cost=4)
ANA = Teacher(id="ana", topics=frozenset({"coaching-skills"}))
RUI = Teacher(id="rui", topics=frozenset({"leading-change"}))
EVA = Teacher(id="eva", expert=True, far=True)

IN_ROOMS = replace(SPRING, people=20, venues=(HALL, HOTEL))
IN_THE_HALL = held("d01 2027-03-02 @hall", "d02 2027-03-09 @hall", "d03 2027-04-06 @hall")

LED = with_days(replace(SPRING, teachers=(ANA, RUI, EVA)), topics=frozenset({"coaching-skills"}))
LED_BY_ANA = held("d01 2027-03-02 ana", "d02 2027-03-09 ana", "d03 2027-04-06 ana")


def but(timetable: Timetable, *lines: str) -> Timetable:
    """The timetable with these days held otherwise."""
    changed = held(*lines)
    return Timetable.of(timetable.cohort, [changed.by_day.get(one.day, one) for one in timetable])


def without(timetable: Timetable, day: str) -> Timetable:
    return Timetable.of(timetable.cohort, [one for one in timetable if one.day != day])


def fault(rule: str, day: str = "", points: int = 0, **values: object) -> Fault:
    """``day`` is `d02`, or `d02 2027-03-09`."""
    id, _, date = day.partition(" ")
    return Fault(rule=rule, day=id or None, date=a_date(date) if date else None, values=values, points=points)


def broken(case: Case, timetable: Timetable) -> list[Fault]:
    return list(judged(case, timetable).broken)


def at_random(chance: random.Random, case: Case) -> Timetable:
    """Anybody's timetable: dates about right, rooms and faculty as they come."""
    return Timetable.of(case.cohort, [_at_random(chance, case, at) for at in range(len(case.days))])


def _at_random(chance: random.Random, case: Case, at: int) -> Held:
    need = case.days[at]
    days = (need.window.last - need.window.first).days
    return Held(
        day=need.id,
        date=need.window.first + chance.randrange(-3, days + 3) * DAY,
        venue=chance.choice([None, *(venue.id for venue in case.venues)]),
        teachers=tuple(sorted(chance.sample([teacher.id for teacher in case.teachers], chance.randrange(4)))),
    )
