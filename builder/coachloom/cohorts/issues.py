"""Issues of a timetable: what was given out, one file each, never changed afterwards.

`cohorts/ID/issue-1.yml`, `issue-2.yml` and so on. Each bears the digest of the one before, so that people who hold an
issue can trust that it is the one they were told of; `given-out.txt` bears that of the newest, too. A rollback is a new
issue that says what an old one said.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from zoneinfo import ZoneInfo, available_timezones

from coachloom.cohorts.cohort import FOLDER
from coachloom.cohorts.timetable import Held, Timetable
from coachloom.course.schema import validated
from coachloom.course.values import STRICT, Clock, Date, EditionName, Flag, FormatOne, Id, Instant, Line, Whole, Words
from coachloom.problems import Place, Problem, ProblemsFound, did_you_mean
from coachloom.reading.documents import Document
from coachloom.reading.files import Files
from coachloom.reading.text import decoded
from coachloom.reading.yaml_text import read_yaml

_NAME = re.compile(r"issue-([1-9][0-9]{0,3})\.yml")
_LINE = re.compile(r"issue-([1-9][0-9]{0,3})\.yml (sha256:[0-9a-f]{64})\s*")
_HEAD = "What was given out, and the digest of each file. Leave this file as it is.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedVenue:
    """A venue as people find it."""

    __pydantic_config__ = STRICT

    id: Id
    name: Line
    address: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedDay:
    """A day as it was given out; the clock is that of the issue's zone."""

    __pydantic_config__ = STRICT

    day: Id
    title: Line
    date: Date
    start: Clock
    end: Clock
    venue: Id | None = None
    online: Flag = False
    teachers: tuple[Id, ...] = ()
    confirmed: Flag = True
    """False while it is pencilled in."""


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One issue of one cohort's timetable, as its file holds it."""

    __pydantic_config__ = STRICT

    format: FormatOne
    academy: Id
    cohort: Id
    number: Whole
    issued: Instant
    edition: EditionName | None = None
    zone: Line
    why: Words
    agreed_by: tuple[Id, ...] = ()
    """Who agreed that days move or are cancelled at short notice."""

    before: Line | None = None
    """The digest of the issue before; the first has none."""

    venues: tuple[IssuedVenue, ...] = ()
    days: tuple[IssuedDay, ...] = ()
    cancelled: tuple[Id, ...] = ()
    """Days that had a date in an issue before, and have none now."""

    @property
    def given_out_on(self) -> datetime.date:
        """The date on which it was given out, where the cohort is."""
        return local_date(self.issued, self.zone)

    @cached_property
    def by_day(self) -> dict[str, IssuedDay]:
        return {day.day: day for day in self.days}

    @cached_property
    def venue(self) -> dict[str, IssuedVenue]:
        return {venue.id: venue for venue in self.venues}


def local_date(instant: datetime.datetime, zone: str) -> datetime.date:
    """The date in a time zone at an instant."""
    return instant.astimezone(ZoneInfo(zone)).date()


@cache
def zones() -> frozenset[str]:
    """The names of all time zones; looking them up is slow."""
    return frozenset(available_timezones())


def issue_file(cohort: str, number: int) -> str:
    """Where an issue stands in the academy's folder."""
    return f"{FOLDER}/{cohort}/issue-{number}.yml"


def ledger_file(cohort: str) -> str:
    """Where it stands which issues there are; without it nobody would miss the newest."""
    return f"{FOLDER}/{cohort}/given-out.txt"


def ledger(digests: Mapping[int, str]) -> bytes:
    """The file for issues with these digests, by number."""
    return (_HEAD + "".join(f"issue-{number}.yml {digests[number]}\n" for number in sorted(digests))).encode()


def digest(data: bytes) -> str:
    """``sha256:`` and the hash of an issue's file; how a system ends lines does not count."""
    with_our_line_ends = data.replace(b"\r\n", b"\n")
    return f"sha256:{hashlib.sha256(with_our_line_ends).hexdigest()}"


def timetable_of(issue: Issue) -> Timetable:
    """What planner and judge need of an issue."""
    return Timetable.of(
        issue.cohort,
        [
            Held(
                day=day.day,
                date=day.date,
                venue=day.venue,
                teachers=tuple(sorted(day.teachers)),
                confirmed=day.confirmed,
            )
            for day in issue.days
        ],
    )


def instants(issue: Issue, day: IssuedDay) -> tuple[datetime.datetime, datetime.datetime]:
    """When a day of the issue begins and ends, in UTC."""
    begins, ends = (
        datetime.datetime.combine(day.date, clock, ZoneInfo(issue.zone)).astimezone(datetime.UTC)
        for clock in (day.start, day.end)
    )
    return begins, ends


def read_issues(files: Files, cohort: str) -> tuple[Issue, ...]:
    """Every issue of a cohort, in order; none where nothing was given out yet.

    Raises ProblemsFound with all that is wrong: an issue that is missing, or that the one behind it knows otherwise.
    """
    listed, problems = files.listed(f"{FOLDER}/{cohort}")
    known = _known(files, cohort)
    found = [*problems, *_missing(listed, cohort, known)]
    issues: list[Issue] = []
    digests: dict[int, str] = {}
    for number in sorted(_numbers(listed, cohort)):
        file = issue_file(cohort, number)
        try:
            data = files.read(file)
            digests[number] = digest(data)
            issues.append(read_issue(data, file, cohort, number))
        except ProblemsFound as refused:
            found += refused.problems
    found += [_changed(cohort, number) for number in sorted(_changed_numbers(issues, digests, known))]
    if found:
        raise ProblemsFound(found)
    return tuple(issues)


def _known(files: Files, cohort: str) -> Mapping[int, str]:
    """What was given out by the ledger, which may not be there."""
    file = ledger_file(cohort)
    text = decoded(files.read(file), file) if files.has(file) else ""
    return {int(found[1]): found[2] for line in text.splitlines() if (found := _LINE.fullmatch(line))}


def _changed_numbers(issues: list[Issue], digests: Mapping[int, str], known: Mapping[int, str]) -> set[int]:
    """Those that the issue behind them, or the ledger, does not know as they are now."""
    behind = {issue.number - 1: issue.before for issue in issues if issue.before}
    return {
        number for number, now in digests.items() if behind.get(number, now) != now or known.get(number, now) != now
    }


def _numbers(listed: tuple[str, ...], cohort: str) -> Iterator[int]:
    for file in listed:
        if named := _NAME.fullmatch(file.removeprefix(f"{FOLDER}/{cohort}/")):
            yield int(named[1])


def _missing(listed: tuple[str, ...], cohort: str, known: Collection[int]) -> Iterator[Problem]:
    """Issues that were given out and are not there, and files that look like issues and are none."""
    there = set(_numbers(listed, cohort))
    for number in sorted({*range(1, max(there, default=0)), *known} - there):
        yield Problem(
            code="ISSUE",
            what=f"{issue_file(cohort, number)} was given out, and is not there.",
            place=Place(issue_file(cohort, number)),
            because="Calendars follow the days through every issue that was given out.",
            do="put the file back, for instance from a backup",
        )
    for file in listed:
        name = file.removeprefix(f"{FOLDER}/{cohort}/")
        if name.lower().startswith("issue") and not _NAME.fullmatch(name):
            yield Problem(
                code="ISSUE",
                what=f"{file} looks like an issue of the timetable, and its name is none.",
                place=Place(file),
                do="name it as it was given out, such as issue-2.yml, or take it away",
            )


def read_issue(data: bytes, file: str, cohort: str, number: int) -> Issue:
    """The issue of that number of a cohort. Raises ProblemsFound with all that is wrong with it."""
    document = read_yaml(decoded(data, file), file)
    issue = validated(Issue, document.data, document)
    if problems := [*_faults(issue, document, cohort, number)]:
        raise ProblemsFound(problems)
    return issue


def _faults(issue: Issue, document: Document, cohort: str, number: int) -> Iterator[Problem]:
    def fault(what: str, *loc: str | int) -> Problem:
        do = "leave an issue as it was given out; put the file back, and issue what should be otherwise anew"
        return Problem(code="ISSUE", what=what, place=document.place(loc), do=do)

    if (issue.cohort, issue.number) != (cohort, number):
        yield fault(f"The file is issue {issue.number} of {issue.cohort}; by its name it is {number} of {cohort}.")
    if issue.zone not in zones():
        yield fault(f"`{issue.zone}` is no time zone.{did_you_mean(issue.zone, zones())}", "zone")
    if (issue.before is None) != (issue.number == 1):
        yield fault("Every issue but the first bears the digest of the one before.", "before")
    seen: set[str] = set()
    for at, day in enumerate(issue.days):
        if day.day in seen or day.day in issue.cancelled:
            yield fault(f"`{day.day}` stands in the issue twice.", "days", at)
        if day.venue is not None and day.venue not in issue.venue:
            yield fault(f"`{day.venue}` is not among the venues.", "days", at, "venue")
        if day.end <= day.start:
            yield fault(f"`{day.day}` ends before it begins.", "days", at, "end")
        seen.add(day.day)


def _changed(cohort: str, number: int) -> Problem:
    return Problem(
        code="ISSUE",
        what=f"issue-{number}.yml was changed after it was given out.",
        place=Place(issue_file(cohort, number)),
        because="People and their calendars go by what they were told.",
        do="put the file back as it was given out, and issue what should be otherwise anew",
    )
