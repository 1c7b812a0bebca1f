"""School terms as councils give them: a calendar, or a table with the columns from, to and name."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from coachloom.cohorts.case import Span
from coachloom.cohorts.cohort import Cohort
from coachloom.cohorts.ics import spans_from
from coachloom.cohorts.tables import date_of, rows_in
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.files import Files

COLUMNS = ("from", "to", "name")


def read_terms(
    cohort: Cohort, files: Files, first: datetime.date, last: datetime.date, zone: str | None = None
) -> tuple[Span, ...]:
    """The school holidays in the file that the cohort names, from ``first`` to ``last`` by the clock of ``zone``.

    None where it names none.

    Raises ProblemsFound (FILE, CALENDAR, TABLE) with all that is wrong with it.
    """
    file = cohort.file.school_terms
    if file is None:
        return ()
    if file.lower().endswith(".ics"):
        return spans_from(files.read(file), file, first, last, zone=zone)
    rows = [*_rows(rows_in(files.read(file), file), file)]
    if problems := [row for row in rows if isinstance(row, Problem)]:
        raise ProblemsFound(problems)
    return tuple(row for row in rows if isinstance(row, Span) and row.last >= first and row.first <= last)


def _rows(rows: Sequence[tuple[int, list[str]]], file: str) -> Iterator[Span | Problem]:
    names = [name.strip().lower() for name in rows[0][1]] if rows else []
    if missing := [name for name in COLUMNS[:2] if name not in names]:
        yield _problem(f"The table has no column {' and no column '.join(missing)}.", file, 1)
        return
    for line, row in rows[1:]:
        if not any(value.strip() for value in row):
            continue
        told = {name: value.strip() for name, value in zip(names, row, strict=False)}
        begins, ends = (date_of(told.get(name, "")) for name in COLUMNS[:2])
        if begins is None or ends is None:
            yield _problem(f'"{told.get("from", "")}" and "{told.get("to", "")}" are not both dates.', file, line)
        elif ends < begins:
            yield _problem(f"The row ends on {ends}, before it begins on {begins}.", file, line)
        else:
            yield Span(begins, ends, told.get("name") or "school holiday")


def _problem(what: str, file: str, line: int) -> Problem:
    return Problem(
        code="TABLE",
        what=what,
        place=Place(file, line),
        do="write a row for each holiday, below from,to,name, with dates such as 2027-02-15 or 15/02/2027",
    )
