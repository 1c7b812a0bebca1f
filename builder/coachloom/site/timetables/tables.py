"""A given-out timetable as a table for everyone: rooms and people as pages show them, never by id."""

from __future__ import annotations

from collections.abc import Iterator

from coachloom.cohorts.dates import weekday_name
from coachloom.cohorts.tables import COLUMNS, CONFIRMED, PENCILLED, Row, as_csv
from coachloom.cohorts.workbook import Column, Sheet, Value, written
from coachloom.site.timetables.view import ShownDay, TimetableView
from coachloom.words import Words

_WIDTHS = {"date": 18, "title": 60, "room": 34, "faculty": 34}


def csv_file(view: TimetableView, words: Words) -> bytes:
    return as_csv([_row(day, words) for day in view.days])


def _row(day: ShownDay, words: Words) -> Row:
    return Row(
        day=day.id,
        date=day.date.isoformat(),
        weekday=weekday_name(day.date, words),
        starts=f"{day.begins:%H:%M}",
        ends=f"{day.ends:%H:%M}",
        title=day.title,
        room=words.text("mode.online") if day.online else day.room,
        faculty=", ".join(day.leads),
        state=PENCILLED if day.pencilled else CONFIRMED,
    )


def workbook(view: TimetableView, words: Words) -> bytes:
    """With dates and times that a spreadsheet can reckon with."""
    columns = tuple(Column(name, _WIDTHS.get(name, 12)) for name in COLUMNS)
    rows = tuple(tuple(_values(day, words)) for day in view.days)
    return written([Sheet(words.text("cohort_page.files.sheet"), columns, rows)])


def _values(day: ShownDay, words: Words) -> Iterator[Value]:
    real: dict[str, Value] = {"date": day.date, "starts": day.begins.time(), "ends": day.ends.time()}
    row = _row(day, words)
    for name in COLUMNS:
        yield real.get(name) or getattr(row, name) or None
