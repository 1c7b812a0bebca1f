"""A cohort: one group that goes through one edition together; a file each in `cohorts/`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from coachloom.course.schema import validated
from coachloom.course.values import (
    STRICT,
    CalendarMonth,
    Clock,
    Date,
    EditionNumber,
    FileName,
    Flag,
    FormatOne,
    FromDate,
    Id,
    Line,
    Nation,
    Weekday,
    Whole,
    is_id,
)
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.documents import Document
from coachloom.reading.files import Files
from coachloom.reading.text import read_text
from coachloom.reading.yaml_text import read_yaml

FOLDER = "cohorts"
MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Days on which nothing takes place; one day where no other ``to`` is given."""

    __pydantic_config__ = STRICT

    from_: FromDate
    to: Date | None = None
    why: Line = "closure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """School holidays."""

    __pydantic_config__ = STRICT

    from_: FromDate
    to: Date | None = None
    name: Line = "school holiday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    __pydantic_config__ = STRICT

    id: Id
    name: Line
    address: Line | None = None
    places: Whole
    cost: Whole = 0
    weekdays: tuple[Weekday, ...] = ()
    """On which it can be had; none named: on all."""

    closed: tuple[Closed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of faculty, by id."""

    __pydantic_config__ = STRICT

    id: Id
    topics: tuple[Id, ...] = ()
    region: Line | None = None
    expert: Flag = False
    joins: Date | None = None
    """The first day there."""

    leaves: Date | None = None
    """The last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A day of which something is decided by people."""

    __pydantic_config__ = STRICT

    day: Id
    date: Date
    venue: Id | None = None
    faculty: tuple[Id, ...] | None = None
    confirmed: Flag = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    __pydantic_config__ = STRICT

    date: Date
    name: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class BankHolidays:
    """What is known better than the installed list."""

    __pydantic_config__ = STRICT

    add: tuple[Extra, ...] = ()
    leave_out: tuple[Date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortFile:
    """What stands in `cohorts/ID.yml`; a cohort without an edition follows the one that is current.

    Without a nation and a start it has a page, and no timetable yet.
    """

    __pydantic_config__ = STRICT

    format: FormatOne
    name: Line
    edition: EditionNumber | None = None
    nation: Nation | None = None
    zone: Line | None = None
    """As in `Europe/London`; that of the nation where it has only one."""

    start: CalendarMonth | None = None
    people: Whole = 0
    weekdays: tuple[Weekday, ...] = MONDAY_TO_FRIDAY
    preferred: tuple[Weekday, ...] = ()
    day_starts: Clock | None = None
    """That of the course where nothing is said."""

    first_delivery: Flag = False
    """The academy teaches the course for the first time, so that the course asks for an expert on site."""

    together: tuple[Id, ...] = ()
    """Months whose days follow each other."""

    online: tuple[Id, ...] = ()
    """Days held online."""

    stray: Whole = 14
    """So many days a day may lie outside of its month of the calendar; a starting value."""

    notice: Whole = 42
    """So many days before a day people rely on its date; a starting value."""

    closures: tuple[Closed, ...] = ()
    school_holidays: tuple[Term, ...] = ()
    school_terms: FileName | None = None
    """A calendar or a table of school holidays."""

    region: Line | None = None
    venues: tuple[Room, ...] = ()
    faculty: tuple[Member, ...] = ()
    days: tuple[Settled, ...] = ()
    bank_holidays: BankHolidays = field(default_factory=BankHolidays)


@dataclass(frozen=True, slots=True)
class Cohort:
    """A cohort by the name of its file."""

    id: str
    file: CohortFile
    document: Document

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def edition(self) -> str | None:
        return self.file.edition

    def place(self, *loc: str | int) -> Place:
        """Where something stands in its file."""
        return self.document.place(loc)


def read_cohorts(files: Files) -> tuple[Cohort, ...]:
    """Every cohort, sorted by id. Raises ProblemsFound with all that is wrong with any of them."""
    listed, found = files.listed(FOLDER)
    problems, cohorts = [*found], []
    for file in _cohort_files(listed):
        try:
            cohorts.append(_read(files, file))
        except ProblemsFound as refused:
            problems += refused.problems
    if problems:
        raise ProblemsFound(problems)
    return tuple(cohorts)


def _cohort_files(listed: tuple[str, ...]) -> Iterator[str]:
    """Those directly in the folder; what lies deeper belongs to one of them."""
    return (file for file in listed if file.count("/") == 1 and file.endswith((".yml", ".yaml")))


def _read(files: Files, file: str) -> Cohort:
    from coachloom.cohorts.cohort_rules import RULES

    id = PurePosixPath(file).stem
    if not is_id(id) or not file.endswith(".yml"):
        what = f"{file} bears no name that a cohort can have in an address."
        do = "name the file in lower-case words joined by hyphens, with .yml, such as 2027-spring.yml"
        raise ProblemsFound([Problem(code="ID", what=what, place=Place(file), do=do)])
    document = read_yaml(read_text(files, file), file)
    cohort = Cohort(id, validated(CohortFile, document.data, document), document)
    problems = [problem for rule in RULES for problem in rule(cohort)]
    if problems:
        raise ProblemsFound(problems)
    return cohort
