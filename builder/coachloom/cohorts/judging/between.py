"""Rules between the cohorts of an academy, which share rooms and faculty."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coachloom.cohorts.case import Case
from coachloom.cohorts.judging.fault import Fault, Verdict
from coachloom.cohorts.judging.load import crowds
from coachloom.cohorts.judging.seen import seen
from coachloom.cohorts.timetable import Timetable


@dataclass(frozen=True, slots=True, order=True)
class _Booking:
    """A room, or one of faculty, had by a cohort on a date."""

    kind: str
    id: str
    date: datetime.date
    cohort: str
    settled: bool


def several(judged_together: Sequence[tuple[Case, Timetable]]) -> Verdict:
    """What cohorts break against each other; each by itself is for `judged`. Cohorts must differ in their ids.

    What is settled in each of the cohorts concerned was decided by people, and is no fault.
    """
    bookings = sorted(booking for case, timetable in judged_together for booking in _bookings(case, timetable))
    cases = [case for case, _ in judged_together]
    return Verdict(broken=(*_clashes(bookings), *_overloads(cases, bookings)))


def _bookings(case: Case, timetable: Timetable) -> Iterator[_Booking]:
    for day in seen(case, timetable):
        if day.held.venue:
            yield _Booking("venue", day.held.venue, day.date, case.cohort, day.settled_venue)
        for id in day.teachers:
            yield _Booking("teacher", id, day.date, case.cohort, day.settled_teachers)


def _clashes(bookings: Sequence[_Booking]) -> Iterator[Fault]:
    had: dict[tuple[datetime.date, str, str], list[_Booking]] = defaultdict(list)
    for booking in bookings:
        had[booking.date, booking.kind, booking.id].append(booking)
    for (date, kind, id), those in sorted(had.items()):
        cohorts = tuple(sorted({one.cohort for one in those}))
        if len(cohorts) > 1 and not all(one.settled for one in those):
            yield Fault(
                rule="venue-shared" if kind == "venue" else "teacher-shared",
                date=date,
                values={"shared": id, "cohorts": cohorts},
            )


def _overloads(cases: Sequence[Case], bookings: Sequence[_Booking]) -> Iterator[Fault]:
    most = min((case.most_load for case in cases), default=0)
    elsewhere = {one for case in cases for one in case.taken_teachers}
    own: dict[str, dict[datetime.date, bool]] = defaultdict(dict)
    for one in bookings:
        if one.kind == "teacher":
            own[one.id][one.date] = own[one.id].get(one.date, True) and one.settled
    for id, dates in sorted(own.items()):
        for crowd in crowds(dates, {date for date, who in elsewhere if who == id}, most):
            yield Fault(rule="load", values={"teacher": id, "most": most, **crowd})
