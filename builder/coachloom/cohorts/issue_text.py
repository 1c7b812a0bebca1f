"""An issue as text: the file that people can read, and that says the same for ever."""

from __future__ import annotations

from collections.abc import Iterator

from coachloom.academy.entry_text import quoted
from coachloom.cohorts.issues import Issue, IssuedDay, IssuedVenue


def written(issue: Issue) -> str:
    """The issue as its file holds it, for people to read; the same issue gives the same text."""
    lines = [
        f"# Issue {issue.number} of a timetable, as it was given out. Leave this file as it is; changes are issued anew.",
        *(f"{name}: {value}" for name, value in _head(issue)),
        *_listed("venues", [_venue(venue) for venue in issue.venues]),
        *_listed("days", [_day(day) for day in issue.days]),
    ]
    return "\n".join(lines) + "\n"


def _head(issue: Issue) -> Iterator[tuple[str, str]]:
    yield "format", str(issue.format)
    yield "academy", quoted(issue.academy)
    yield "cohort", quoted(issue.cohort)
    yield "number", str(issue.number)
    yield "issued", issue.issued.strftime("%Y-%m-%dT%H:%MZ")
    if issue.edition:
        yield "edition", quoted(issue.edition)
    yield "zone", quoted(issue.zone)
    yield "why", quoted(issue.why)
    if issue.agreed_by:
        yield "agreed_by", quoted(list(issue.agreed_by))
    if issue.before:
        yield "before", quoted(issue.before)
    if issue.cancelled:
        yield "cancelled", quoted(list(issue.cancelled))


def _venue(venue: IssuedVenue) -> list[str]:
    address = [f"address: {quoted(venue.address)}"] if venue.address else []
    return [f"id: {quoted(venue.id)}", f"name: {quoted(venue.name)}", *address]


def _day(day: IssuedDay) -> list[str]:
    return [
        f"day: {quoted(day.day)}",
        f"title: {quoted(day.title)}",
        f"date: {day.date}",
        f"start: {quoted(f'{day.start:%H:%M}')}",
        f"end: {quoted(f'{day.end:%H:%M}')}",
        *([f"venue: {quoted(day.venue)}"] if day.venue else []),
        *(["online: true"] if day.online else []),
        *([f"teachers: {quoted(list(day.teachers))}"] if day.teachers else []),
        *([] if day.confirmed else ["confirmed: false"]),
    ]


def _listed(name: str, entries: list[list[str]]) -> Iterator[str]:
    if entries:
        yield f"{name}:"
    for first, *others in entries:
        yield f"  - {first}"
        yield from (f"    {other}" for other in others)
