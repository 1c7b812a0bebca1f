"""A timetable as a workbook with real dates and times, and back."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import astuple

from coachloom.cohorts.tables import COLUMNS, Row, from_rows
from coachloom.cohorts.timetable import Timetable
from coachloom.cohorts.workbook import Cell, Column, Sheet, Value, read, written

_WIDTHS = {"day": 8, "date": 20, "weekday": 12, "starts": 8, "ends": 8, "title": 50, "room": 24, "faculty": 36}


def as_xlsx(rows: Sequence[Row], name: str) -> bytes:
    """The rows as the one sheet ``name``; the same rows give the same bytes."""
    columns = tuple(Column(column, _WIDTHS.get(column, 14)) for column in COLUMNS)
    return written([Sheet(name, columns, tuple(tuple(map(_value, COLUMNS, astuple(row))) for row in rows))])


def _value(column: str, text: str) -> Value:
    if text and column == "date":
        return datetime.date.fromisoformat(text)
    if text and column in {"starts", "ends"}:
        return datetime.time.fromisoformat(text)
    return text or None


def from_xlsx(data: bytes, file: str, cohort: str) -> Timetable:
    """The timetable on the first sheet. Raises ProblemsFound (WORKBOOK, TABLE) as `tables.from_csv`."""
    sheets = read(data, file)
    rows = next(iter(sheets.values()), [])
    return from_rows([(row[0].row, [_text(cell) for cell in row]) for row in rows], file, cohort)


def _text(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, datetime.date):
        return value.isoformat()
    return "" if value is None else str(value)
