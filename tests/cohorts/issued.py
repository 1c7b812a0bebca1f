"""Small issues for tests, in a notation that says only what matters to a test."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence

from coachloom.cohorts.issue_text import written
from coachloom.cohorts.issues import Issue, IssuedDay, IssuedVenue, digest, issue_file
from coachloom.reading.files import Held

HALL = IssuedVenue(id="hall", name="Harbour Hall", address="1 Quay Street, Riverside")
LOFT = IssuedVenue(id="loft", name="The Loft")


def a_day(
    day: str,
    date: str,
    *,
    venue: str = "hall",
    online: bool = False,
    teachers: Sequence[str] = ("ana-reis",),
    confirmed: bool = True,
    times: str = "09:30-16:30",
    title: str = "",
) -> IssuedDay:
    """A day in a hall with one member of faculty, unless said otherwise."""
    start, end = (datetime.time.fromisoformat(clock) for clock in times.split("-"))
    return IssuedDay(
        day=day,
        title=title or f"Title of {day}",
        date=datetime.date.fromisoformat(date),
        start=start,
        end=end,
        venue=None if online else venue,
        online=online,
        teachers=tuple(teachers),
        confirmed=confirmed,
    )


def an_issue(
    number: int,
    *days: IssuedDay,
    issued: str = "",
    zone: str = "Europe/London",
    cancelled: Sequence[str] = (),
    why: str = "A reason",
    agreed_by: Sequence[str] = (),
) -> Issue:
    """The issue of that number, given out on that day of January 2026, with a digest that holds for nothing."""
    return Issue(
        format=1,
        academy="riverside",
        cohort="2027-spring",
        number=number,
        issued=datetime.datetime.fromisoformat(issued or f"2026-01-{number:02}T09:30Z"),
        edition="2027.1",
        zone=zone,
        why=why,
        agreed_by=tuple(agreed_by),
        before=None if number == 1 else f"sha256:{number:064}",
        venues=(HALL, LOFT),
        days=days,
        cancelled=tuple(cancelled),
    )


def files_of(*issues: Issue) -> Held:
    """The files of these issues as they are given out one after the other."""
    contents: dict[str, bytes] = {}
    before = None
    for issue in issues:
        data = written(dataclasses.replace(issue, before=before)).encode()
        contents[issue_file(issue.cohort, issue.number)] = data
        before = digest(data)
    return Held(contents)
