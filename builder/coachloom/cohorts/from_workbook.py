"""What faculty filled in joins the cohort's file; where both name the same person or room, the workbook counts."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import PurePosixPath
from typing import Any, Generic, TypeVar

from coachloom.cohorts.case import Span
from coachloom.cohorts.cohort import Closed, Cohort, Member, Room, Term
from coachloom.cohorts.cohort_rules import RULES, RULES_OF_ALL
from coachloom.cohorts.leave import Away, Leave
from coachloom.cohorts.template import CLOSURES, FACULTY, LEAVE, ROOMS, TERMS
from coachloom.cohorts.workbook import Cell, CellPlace, Value, read
from coachloom.course.schema import validated
from coachloom.problems import Place, Problem, ProblemsFound, did_you_mean
from coachloom.reading.copies import meant_name
from coachloom.reading.documents import Document, Loc
from coachloom.reading.documents import Value as Written
from coachloom.reading.files import Files

T = TypeVar("T", bound=Member | Room | Away | Closed | Term)
M = TypeVar("M", bound=Member | Room)
S = TypeVar("S", bound=Closed | Term)

_LISTS = frozenset({"topics", "weekdays"})
_NUMBERS = frozenset({"places", "cost"})
_YES_OR_NO = {"yes": "true", "no": "false"}
_SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
_SHEETS = (FACULTY, LEAVE, ROOMS, CLOSURES, TERMS)


def workbook_file(cohort: str) -> str:
    """Where a cohort's workbook lies; leave is private."""
    return f"private/{cohort}.xlsx"


def misnamed_workbooks(files: Files, cohorts: Collection[str]) -> Iterator[Problem]:
    """Files that somebody took for the workbook of a cohort, and that nobody would read."""
    right = [workbook_file(id).rpartition("/")[2] for id in cohorts]
    for file in files.listed("private")[0]:
        path = PurePosixPath(file)
        if path.suffix.lower() in _SPREADSHEETS and path.name not in right:
            meant = meant_name(path.name, right) or meant_name(f"{path.stem}.xlsx", right)
            if meant or path.stem in cohorts or did_you_mean(path.stem, cohorts):
                yield Problem(
                    code="WORKBOOK",
                    what=f"{path.name} seems to be the workbook of a cohort, and is not read.",
                    place=Place(file),
                    because="A plan that passes over somebody's leave is worse than none.",
                    do=f"name it {meant or 'as its cohort is named, with .xlsx'}, or take it away",
                )


def with_workbook(cohort: Cohort, files: Files) -> tuple[Cohort, Leave]:
    """The cohort as file and workbook say together, and who is away; as the file says where there is no workbook.

    What the file says and the sheet has no column for stays. Places of what the workbook said are cells (`CellPlace`).
    Raises ProblemsFound: WORKBOOK, with sheet and cell, also where what is joined breaks a rule of cohorts; COHORT where
    that rule concerns a line of the file.
    """
    file = workbook_file(cohort.id)
    if not files.has(file):
        if problems := [problem for rule in RULES_OF_ALL for problem in rule(cohort)]:
            raise ProblemsFound(problems)
        return cohort, {}
    sheets = read(files.read(file), file)
    problems = [_no_sheet(name, file, sheets) for name in _SHEETS if name not in sheets]
    faculty = _rows(Member, sheets.get(FACULTY, []), problems)
    rooms = _rows(Room, sheets.get(ROOMS, []), problems)
    away = _rows(Away, sheets.get(LEAVE, []), problems)
    closures = _rows(Closed, sheets.get(CLOSURES, []), problems)
    terms = _rows(Term, sheets.get(TERMS, []), problems)
    told = cohort.file
    problems += [*_twice(faculty), *_twice(rooms)]
    problems += _unknown(away, {member.id for member in (*told.faculty, *(row.said for row in faculty))})
    problems += _ends_before(away)
    if problems:
        raise ProblemsFound(problems)
    joined = _told_together(
        cohort,
        _joined("faculty", told.faculty, faculty),
        _joined("venues", told.venues, rooms),
        _added("closures", told.closures, closures),
        _added("school_holidays", told.school_holidays, terms),
    )
    if problems := [_in_cell(problem) for rule in (*RULES, *RULES_OF_ALL) for problem in rule(joined)]:
        raise ProblemsFound(problems)
    return joined, _leave([row.said for row in away])


@dataclass(frozen=True, slots=True)
class _Row(Generic[T]):
    """What a row says, and its cells that are filled in, by the names of their columns."""

    said: T
    cells: Mapping[str, Cell]
    columns: frozenset[str]
    """All that the sheet has."""

    @property
    def first(self) -> Cell:
        return next(iter(self.cells.values()))


@dataclass(frozen=True, slots=True)
class _Listed(Generic[T]):
    """A list of the cohort's file, and the rows behind those of its entries that the workbook said, by position."""

    name: str
    entries: tuple[T, ...]
    rows: Mapping[int, _Row[T]]


def _rows(kind: type[T], written: Sequence[list[Cell]], problems: list[Problem]) -> list[_Row[T]]:
    """Each row below the names of the columns as a ``kind``; what cannot be one is added to ``problems``."""
    if not written:
        return []
    names = [str(cell.value or "").strip().lower() for cell in written[0]]
    found = []
    for row in written[1:]:
        cells = {name: cell for name, cell in zip(names, row, strict=False) if name and cell.value is not None}
        if not cells:
            continue
        try:
            found.append(_Row(_said(kind, cells), cells, frozenset(names)))
        except ProblemsFound as refused:
            problems += [_in_cell(problem) for problem in refused.problems]
    return found


def _said(kind: type[T], cells: Mapping[str, Cell]) -> T:
    data: dict[str, Written] = {name: _as_written(name, cell.value) for name, cell in cells.items()}
    first = next(iter(cells.values()))
    return validated(kind, data, Document(file=first.file, data=data, places=_places((), first, cells)))


def _places(loc: Loc, first: Cell, cells: Mapping[str, Cell]) -> dict[Loc, Place]:
    """Those of a row whose entry is written at ``loc``."""
    return {loc: CellPlace.of(first), **{(*loc, name): CellPlace.of(cell) for name, cell in cells.items()}}


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


def _in_cell(problem: Problem) -> Problem:
    """The problem with sheet and cell, where it lies in one."""
    place = problem.place
    if not isinstance(place, CellPlace):
        return problem
    return replace(problem, code="WORKBOOK", what=f"Sheet {place.name}: {problem.what}", place=Place(*place))


def _no_sheet(name: str, file: str, sheets: Mapping[str, object]) -> Problem:
    return Problem(
        code="WORKBOOK",
        what=f"The workbook has no sheet {name}.{did_you_mean(name, sheets)}",
        place=Place(file),
        do="name the sheets as the template does; a sheet may be empty",
    )


def _twice(rows: Sequence[_Row[M]]) -> Iterator[Problem]:
    seen: dict[str, Cell] = {}
    for row in rows:
        id, cell = row.said.id, row.cells["id"]
        if id in seen:
            yield cell.problem(f"`{id}` stands in {seen[id].name} already.", "keep one of the two rows")
        seen.setdefault(id, cell)


def _unknown(away: Sequence[_Row[Away]], known: set[str]) -> Iterator[Problem]:
    for row in away:
        who = row.said.who
        if who not in known:
            what = f"`{who}` is not in the faculty.{did_you_mean(who, known)}"
            yield row.cells["who"].problem(what, f"add the person on the sheet {FACULTY}, or mend the id")


def _ends_before(away: Sequence[_Row[Away]]) -> Iterator[Problem]:
    for row in away:
        begins, ends = row.said.from_, row.said.to
        if ends and ends < begins:
            yield row.first.problem(f"It ends on {ends}, before it begins on {begins}.", "mend one of the two dates")


def _joined(name: str, written: tuple[M, ...], rows: Sequence[_Row[M]]) -> _Listed[M]:
    was = {one.id: one for one in written}
    said = {row.said.id: _kept(was.get(row.said.id), row) for row in rows}
    entries = {**was, **said}
    at = {id: position for position, id in enumerate(entries)}
    return _Listed(name, tuple(entries.values()), {at[row.said.id]: row for row in rows})


def _kept(was: M | None, row: _Row[M]) -> M:
    """What the row says, with what was said before in fields that the sheet has no column for."""
    if was is None:
        return row.said
    kept: dict[str, Any] = {one.name: getattr(was, one.name) for one in fields(was) if one.name not in row.columns}
    return replace(row.said, **kept)


def _added(name: str, written: tuple[S, ...], rows: Sequence[_Row[S]]) -> _Listed[S]:
    there = {(span.from_, span.to or span.from_) for span in written}
    new = [row for row in rows if (row.said.from_, row.said.to or row.said.from_) not in there]
    return _Listed(name, (*written, *(row.said for row in new)), dict(enumerate(new, start=len(written))))


def _told_together(
    cohort: Cohort,
    faculty: _Listed[Member],
    venues: _Listed[Room],
    closures: _Listed[Closed],
    school_holidays: _Listed[Term],
) -> Cohort:
    file = replace(
        cohort.file,
        faculty=faculty.entries,
        venues=venues.entries,
        closures=closures.entries,
        school_holidays=school_holidays.entries,
    )
    places = dict(cohort.document.places)
    for listed in (faculty, venues, closures, school_holidays):
        places = _with_cells(places, listed)
    return replace(cohort, file=file, document=replace(cohort.document, places=places))


def _with_cells(places: Mapping[Loc, Place], listed: _Listed[Any]) -> dict[Loc, Place]:
    """``places`` with cells for what rows said, and those of the file for what they have no column for."""
    found = {loc: place for loc, place in places.items() if not _said_anew(loc, listed)}
    for position, row in listed.rows.items():
        found |= _places((listed.name, position), row.first, row.cells)
    return found


def _said_anew(loc: Loc, listed: _Listed[Any]) -> bool:
    match loc:
        case (listed.name, int(position), field, *_):
            return position in listed.rows and field in listed.rows[position].columns
    return False


def _leave(away: Sequence[Away]) -> Leave:
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for entry in away:
        found[entry.who].append(Span(entry.from_, entry.to or entry.from_))
    return {who: tuple(sorted(found[who])) for who in sorted(found)}
