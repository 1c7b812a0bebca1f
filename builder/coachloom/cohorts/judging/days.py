"""Rules on the days by themselves: all are there, each on a date on which it can be, and settled ones as settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coachloom.cohorts.case import Case
from coachloom.cohorts.judging.fault import Fault
from coachloom.cohorts.judging.seen import seen
from coachloom.cohorts.timetable import Timetable


def every_day_has_a_date(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for need in case.days:
        if need.id not in timetable.by_day:
            yield Fault(rule="day-missing", day=need.id)


def every_day_is_of_the_course_and_stands_once(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day, times in sorted(Counter(held.day for held in timetable).items()):
        date = timetable.by_day[day].date
        if day not in case.need:
            yield Fault(rule="day-unknown", day=day, date=date)
        if times > 1:
            yield Fault(rule="day-twice", day=day, date=date, values={"n": times})


def days_fall_in_their_windows(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day in seen(case, timetable):
        if day.settled_date:
            continue
        if day.date not in day.need.window:
            yield day.fault("window", first=day.need.window.first, last=day.need.window.last)
        if case.not_before and day.date < case.not_before:
            yield day.fault("too-early", first=case.not_before)


def days_fall_on_weekdays_that_are_allowed(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day in seen(case, timetable):
        if not day.settled_date and day.date.weekday() not in case.weekdays:
            yield day.fault("weekday")


def no_day_falls_on_a_bank_holiday(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day in seen(case, timetable):
        if not day.settled_date and day.date in case.bank_holidays:
            yield day.fault("bank-holiday", name=case.bank_holidays[day.date])


def no_day_falls_in_a_closure(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day in seen(case, timetable):
        names = [span.name for span in case.closures if day.date in span]
        if names and not day.settled_date:
            yield day.fault("closure", name=names[0])


def what_is_settled_stays(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day in seen(case, timetable):
        pin = day.pin
        if pin is None:
            continue
        if day.date != pin.date:
            yield day.fault("settled-date", settled=pin.date)
        if day.settled_venue and day.held.venue != pin.venue:
            yield day.fault("settled-venue", settled=pin.venue or "–", venue=day.held.venue or "–")
        settled = tuple(sorted(set(pin.teachers or ())))
        if day.settled_teachers and day.teachers != settled:
            yield day.fault("settled-teachers", settled=settled, teachers=day.teachers)
