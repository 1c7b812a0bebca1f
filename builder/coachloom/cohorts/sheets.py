"""A timetable back from a workbook, with real dates and times or with text."""

from __future__ import annotations

import datetime

from coachloom.cohorts.tables import from_rows
from coachloom.cohorts.timetable import Timetable
from coachloom.cohorts.workbook import Cell, read


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
