"""What a calendar feed has told of each day over all issues: how it stands, and how often that changed.

Programs take in a change where SEQUENCE rises, so it is counted over the whole history and never falls: a rollback is
one more change. A feed of one member of faculty holds that person's days alone, and a day that passes to somebody else
is cancelled there and nowhere else.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coachloom.cohorts.issues import Issue, IssuedDay, instants


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All that a feed says of a day; nobody's name or id is in it."""

    day: str
    title: str
    date: datetime.date
    start: datetime.time
    end: datetime.time
    zone: str
    begins: datetime.datetime
    ends: datetime.datetime
    place: str
    """Name and address of the venue, or nothing."""

    online: bool
    confirmed: bool
    cancelled: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """What DTSTART, DTEND, LOCATION and STATUS say."""
        status = "cancelled" if self.cancelled else self.confirmed
        return self.begins, self.ends, self.place, self.online, status


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A day as the last issue leaves it."""

    shown: Shown
    moved_from: Shown | None = None
    """What it said before it last began at another moment."""

    sequence: int = 0
    changed: datetime.datetime
    """When the issue was given out that last changed a word of it."""


def history(issues: Sequence[Issue], teacher: str | None = None) -> tuple[Told, ...]:
    """Every day that was ever told, by when it begins; of a member of faculty's, where one is named."""
    told: dict[str, Told] = {}
    for issue in issues:
        days = [day for day in issue.days if teacher is None or teacher in day.teachers]
        now = {day.day: _shown(issue, day) for day in days}
        gone = {id: replace(before.shown, cancelled=True) for id, before in told.items() if id not in now}
        told |= {id: _after(told.get(id), shown, issue.issued) for id, shown in (now | gone).items()}
    return tuple(sorted(told.values(), key=lambda one: (one.shown.begins, one.shown.day)))


def _shown(issue: Issue, day: IssuedDay) -> Shown:
    begins, ends = instants(issue, day)
    venue = issue.venue.get(day.venue or "")
    return Shown(
        day=day.day,
        title=day.title,
        date=day.date,
        start=day.start,
        end=day.end,
        zone=issue.zone,
        begins=begins,
        ends=ends,
        place=", ".join(part for part in (venue.name, venue.address) if part) if venue else "",
        online=day.online,
        confirmed=day.confirmed,
    )


def _after(before: Told | None, shown: Shown, issued: datetime.datetime) -> Told:
    if before is None:
        return Told(shown=shown, changed=issued)
    if before.shown == shown:
        return before
    return Told(
        shown=shown,
        moved_from=before.moved_from if before.shown.begins == shown.begins else before.shown,
        sequence=before.sequence + (before.shown.key != shown.key),
        changed=max(before.changed, issued),
    )
