"""A timetable as rows for people: with weekdays, times and titles."""

from __future__ import annotations

from coachloom.cohorts.dates import weekday_name
from coachloom.cohorts.ground import Known
from coachloom.cohorts.ready import day_times
from coachloom.cohorts.tables import CONFIRMED, PENCILLED, Row
from coachloom.cohorts.timetable import Timetable
from coachloom.words import Words


def rows_of(known: Known, timetable: Timetable, words: Words) -> tuple[Row, ...]:
    """A row for each day that has a date, by date."""
    days = {day.id: day for day in known.course.days}
    rows = []
    for held in timetable:
        start, end = day_times(known.course, known.cohort, days[held.day])
        rows.append(
            Row(
                day=held.day,
                date=held.date.isoformat(),
                weekday=weekday_name(held.date, words),
                starts=f"{start:%H:%M}",
                ends=f"{end:%H:%M}",
                title=days[held.day].title,
                room=held.venue or "",
                faculty=" ".join(held.teachers),
                state=CONFIRMED if held.confirmed else PENCILLED,
            )
        )
    return tuple(rows)
