"""A timetable as a table that Excel opens, and back: made here, or by hand.

Only day, date, room, faculty and state are read back; the other columns are for people.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields

from coachloom.cohorts.timetable import Held, Timetable
from coachloom.course.values import YEARS, is_id
from coachloom.problems import Place, Problem, ProblemsFound, did_you_mean
from coachloom.reading.text import decoded

CONFIRMED, PENCILLED = "confirmed", "pencilled"
_NEEDED = ("day", "date")
_GUARDED = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One day, as people read it; ``room`` is the venue's id, ``faculty`` the ids with spaces between them."""

    day: str
    date: str
    weekday: str = ""
    starts: str = ""
    ends: str = ""
    title: str = ""
    room: str = ""
    faculty: str = ""
    state: str = CONFIRMED


COLUMNS = tuple(field.name for field in fields(Row))


def as_csv(rows: Sequence[Row]) -> bytes:
    """Comma-separated UTF-8 with a byte order mark, without which Excel takes letters for others."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(value) for value in astuple(row)] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def guarded(value: str) -> str:
    """``value``, so that no spreadsheet takes it for a formula."""
    return f"'{value}" if value.startswith(_GUARDED) else value


def from_csv(data: bytes, file: str, cohort: str) -> Timetable:
    """The timetable in a table with commas or semicolons; rows without a date are days that have none.

    Raises ProblemsFound (TABLE) with everything that cannot be read, by line.
    """
    return from_rows(rows_in(data, file), file, cohort)


def rows_in(data: bytes, file: str) -> list[tuple[int, list[str]]]:
    """The rows of a table with commas or semicolons, each with its line. Raises ProblemsFound (TABLE)."""
    text = decoded(data, file)
    first = text.split("\n", 1)[0]
    divider = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text), delimiter=divider, strict=True)
    try:
        return [(reader.line_num, row) for row in reader]
    except csv.Error as broken:
        what, do = f"The table cannot be read from here on ({broken}).", 'look for a sign " too many or too few'
        raise ProblemsFound([_problem(what, file, reader.line_num, do)]) from broken


def from_rows(rows: Sequence[tuple[int, Sequence[str]]], file: str, cohort: str) -> Timetable:
    """As `from_csv`, for rows of text, each with its line; the first names the columns."""
    names = [name.strip().lower() for name in rows[0][1]] if rows else []
    if missing := [name for name in _NEEDED if name not in names]:
        what = f"The table has no column {' and no column '.join(missing)}."
        raise ProblemsFound([_problem(what, file, 1, f"name the columns in the first row: {', '.join(COLUMNS)}")])
    if twice := sorted({name for name in names if name and names.count(name) > 1}):
        what = f"Two columns are named {' and two '.join(twice)}."
        raise ProblemsFound([_problem(what, file, rows[0][0], "give each column a name of its own")])
    read = [
        _held({name: value.strip() for name, value in zip(names, row, strict=False)}, file, line)
        for line, row in rows[1:]
        if any(value.strip() for value in row)
    ]
    days = [held for held in read if isinstance(held, Held)]
    problems = [problem for found in read if isinstance(found, list) for problem in found]
    if problems := [*problems, *_twice(rows[1:], names.index("day"), file)]:
        raise ProblemsFound(problems)
    return Timetable.of(cohort, days)


def _held(row: Mapping[str, str], file: str, line: int) -> Held | list[Problem] | None:
    day, written, room = (row.get(name, "") for name in ("day", "date", "room"))
    if not written:
        return None
    faculty = tuple(sorted({who for who in re.split(r"[,;\s]+", row.get("faculty", "")) if who}))
    state = row.get("state", "").lower() or CONFIRMED
    date = date_of(written)
    faults = [
        (f'"{id}" is no id.', "write ids as they stand in the cohort's file")
        for id in (day, room, *faculty)
        if id and not is_id(id)
    ]
    if not day:
        faults.append(("A date stands there, and no day of the course.", "write the day's id, such as d01"))
    if date is None:
        faults.append((f'"{written}" is no date.', "write it as 2027-02-28 or 28/02/2027"))
    if state not in {CONFIRMED, PENCILLED}:
        guess = did_you_mean(state, (CONFIRMED, PENCILLED))
        faults.append((f'"{state}" is no state.{guess}', f"write {CONFIRMED} or {PENCILLED}"))
    if faults or date is None:
        return [_problem(what, file, line, do) for what, do in faults]
    return Held(day=day, date=date, venue=room or None, teachers=faculty, confirmed=state == CONFIRMED)


def date_of(written: str) -> datetime.date | None:
    """ISO, or day first as in most of the world."""
    if found := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", written):
        written = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", written, re.ASCII):
        return None
    try:
        date = datetime.date.fromisoformat(written)
    except ValueError:
        return None
    return date if date.year in YEARS else None


def _twice(rows: Sequence[tuple[int, Sequence[str]]], at: int, file: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for line, row in rows:
        day = row[at].strip() if at < len(row) else ""
        if day and day in seen:
            yield _problem(f"{day} stands in the table twice.", file, line, "keep one row for a day")
        seen.add(day)


def _problem(what: str, file: str, line: int, do: str) -> Problem:
    return Problem(code="TABLE", what=what, place=Place(file, line), do=do)
