"""What faculty filled in joins the cohort's file; where both name the same person or room, the workbook counts."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from coachloom.cohorts.case import Span
from coachloom.cohorts.cohort import Closed, Cohort, Member, Room, Term
from coachloom.cohorts.leave import Away, Leave
from coachloom.cohorts.template import CLOSURES, FACULTY, LEAVE, ROOMS, TERMS
from coachloom.cohorts.workbook import Cell, Value, cell_name, read
from coachloom.course.schema import validated
from coachloom.problems import Place, Problem, ProblemsFound, did_you_mean
from coachloom.reading.documents import Document, Loc
from coachloom.reading.documents import Value as Written
from coachloom.reading.files import Files

T = TypeVar("T", bound=Member | Room | Away | Closed | Term)

_LISTS = frozenset({"topics", "weekdays"})
_NUMBERS = frozenset({"places", "cost"})
_YES_OR_NO = {"yes": "true", "no": "false"}
_SHEETS = (FACULTY, LEAVE, ROOMS, CLOSURES, TERMS)


def workbook_file(cohort: str) -> str:
    """Where a cohort's workbook lies; leave is private."""
    return f"private/{cohort}.xlsx"


def with_workbook(cohort: Cohort, files: Files) -> tuple[Cohort, Leave]:
    """The cohort as file and workbook say together, and who is away; as the file says where there is no workbook.

    Raises ProblemsFound (WORKBOOK) that name sheet and cell.
    """
    file = workbook_file(cohort.id)
    if not files.has(file):
        return cohort, {}
    sheets = read(files.read(file), file)
    problems: list[Problem] = [_no_sheet(name, file, sheets) for name in _SHEETS if name not in sheets]
    faculty = _entries(Member, sheets.get(FACULTY, []), problems)
    rooms = _entries(Room, sheets.get(ROOMS, []), problems)
    away = _entries(Away, sheets.get(LEAVE, []), problems)
    closures = _entries(Closed, sheets.get(CLOSURES, []), problems)
    terms = _entries(Term, sheets.get(TERMS, []), problems)
    told = cohort.file
    known = {member.id for member in (*told.faculty, *(member for _, member in faculty))}
    problems += _unknown(away, known)
    spans: list[tuple[Cell, Away | Closed | Term]] = [*away, *closures, *terms]
    problems += [problem for cell, span in spans for problem in _ends_before(cell, span)]
    if problems:
        raise ProblemsFound(problems)
    joined = replace(
        told,
        faculty=_joined(told.faculty, [member for _, member in faculty]),
        venues=_joined(told.venues, [room for _, room in rooms]),
        closures=_added(told.closures, [span for _, span in closures]),
        school_holidays=_added(told.school_holidays, [span for _, span in terms]),
    )
    return replace(cohort, file=joined), _leave([entry for _, entry in away])


def _entries(kind: type[T], rows: Sequence[list[Cell]], problems: list[Problem]) -> list[tuple[Cell, T]]:
    """Each row below the names of the columns as a ``kind``, with its first cell."""
    if not rows:
        return []
    names = [str(cell.value or "").strip().lower() for cell in rows[0]]
    found = []
    for row in rows[1:]:
        cells = {name: cell for name, cell in zip(names, row, strict=False) if name and cell.value is not None}
        if not cells:
            continue
        first = next(iter(cells.values()))
        try:
            found.append((first, _entry(kind, cells, first)))
        except ProblemsFound as refused:
            problems += [_in_cell(problem, first) for problem in refused.problems]
    return found


def _entry(kind: type[T], cells: Mapping[str, Cell], first: Cell) -> T:
    data: dict[str, Written] = {name: _as_written(name, cell.value) for name, cell in cells.items()}
    places: dict[Loc, Place] = {(name,): Place(cell.file, cell.row, cell.column) for name, cell in cells.items()}
    places[()] = Place(first.file, first.row, first.column)
    document = Document(file=first.file, data=data, places=places)
    return validated(kind, data, document)


def _as_written(name: str, value: Value) -> Written:
    """A cell as it would stand in the cohort's file."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = str(value)
    if name in _LISTS:
        return [part for part in re.split(r"[,;\s]+", text) if part]
    if name == "expert":
        return _YES_OR_NO.get(text.lower(), text)
    if name in _NUMBERS:
        return re.sub(r"[.,]0{1,2}$", "", text)
    if found := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    return text


def _in_cell(problem: Problem, first: Cell) -> Problem:
    cell = cell_name(first.sheet, problem.place.column, problem.place.line)
    return replace(problem, code="WORKBOOK", what=f"Sheet {cell}: {problem.what}")


def _no_sheet(name: str, file: str, sheets: Mapping[str, object]) -> Problem:
    return Problem(
        code="WORKBOOK",
        what=f"The workbook has no sheet {name}.{did_you_mean(name, sheets)}",
        place=Place(file),
        do="name the sheets as the template does; a sheet may be empty",
    )


def _unknown(away: Sequence[tuple[Cell, Away]], known: set[str]) -> Iterator[Problem]:
    for cell, entry in away:
        if entry.who not in known:
            what = f"`{entry.who}` is not in the faculty.{did_you_mean(entry.who, known)}"
            yield cell.problem(what, f"add the person on the sheet {FACULTY}, or mend the id")


def _ends_before(cell: Cell, span: Away | Closed | Term) -> Iterator[Problem]:
    if span.to and span.to < span.from_:
        yield cell.problem(f"it ends on {span.to}, before it begins on {span.from_}.", "mend one of the two dates")


M = TypeVar("M", bound=Member | Room)
S = TypeVar("S", bound=Closed | Term)


def _joined(written: tuple[M, ...], filled_in: list[M]) -> tuple[M, ...]:
    by_id = {one.id: one for one in (*written, *filled_in)}
    return tuple(by_id.values())


def _added(written: tuple[S, ...], filled_in: list[S]) -> tuple[S, ...]:
    there = {(span.from_, span.to or span.from_) for span in written}
    return (*written, *(span for span in filled_in if (span.from_, span.to or span.from_) not in there))


def _leave(away: Sequence[Away]) -> Leave:
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for entry in away:
        found[entry.who].append(Span(entry.from_, entry.to or entry.from_))
    return {who: tuple(sorted(found[who])) for who in sorted(found)}
