"""What a timetable should keep, and what it costs not to. The cost of a timetable is the sum of all these points.

Settled days cost as others do, so that a plan and its repair can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from coachloom.cohorts.case import Case
from coachloom.cohorts.judging.fault import Fault
from coachloom.cohorts.judging.line import open_gaps
from coachloom.cohorts.judging.rules import Rule
from coachloom.cohorts.judging.seen import seen
from coachloom.cohorts.timetable import Timetable


def on_preferred_weekdays(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day in seen(case, timetable):
        if case.preferred and day.date.weekday() not in case.preferred:
            yield day.fault("weekday", case.weights.off_preferred)


def not_in_school_holidays(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day in seen(case, timetable):
        names = [span.name for span in case.school_holidays if day.date in span]
        if names:
            yield day.fault("school-holiday", case.weights.school_holiday, name=names[0])


def in_the_month_of_the_calendar(case: Case, timetable: Timetable) -> Iterator[Fault]:
    """Each date outside counts, before the month or after it."""
    for day in seen(case, timetable):
        month = day.need.month
        outside = (month.first - day.date if day.date < month.first else day.date - month.last).days
        if outside > 0:
            points = case.weights.outside_month * outside
            yield day.fault("month", points, days=outside, first=month.first, last=month.last)


def at_a_calm_pace(case: Case, timetable: Timetable) -> Iterator[Fault]:
    """Each day counts by which a gap is shorter or longer than it should be; not where days are held together."""
    for gap, before, after in open_gaps(case, timetable):
        days = (after.date - before.date).days
        off = gap.calm_least - days if days < gap.calm_least else days - gap.calm_most
        if days > 0 and off > 0 and not gap.together:  # days in the wrong order have a fault already
            yield after.fault(
                "pace-short" if days < gap.calm_least else "pace-long",
                case.weights.off_pace * off,
                other=before.id,
                days=days,
                least=gap.calm_least,
                most=gap.calm_most,
            )


def without_hired_rooms(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day in seen(case, timetable):
        venue = case.venue.get(day.held.venue or "")
        if venue:
            yield day.fault("hired", venue.cost, venue=venue.id)


def without_faculty_from_far(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day in seen(case, timetable):
        for id in day.teachers:
            if id in case.teacher and case.teacher[id].far:
                yield day.fault("far", case.weights.far, teacher=id)


def with_few_faculty(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day in seen(case, timetable):
        for id in day.teachers:
            if id in case.teacher:
                yield day.fault("teacher", case.weights.teacher, teacher=id)


WISHES: tuple[Rule, ...] = (
    on_preferred_weekdays,
    not_in_school_holidays,
    in_the_month_of_the_calendar,
    at_a_calm_pace,
    without_hired_rooms,
    without_faculty_from_far,
)
"""What people are told of where it is given up."""

COSTS: tuple[Rule, ...] = (with_few_faculty,)
"""What costs, yet no timetable can do without."""
