"""What others have booked, date by date, and a memory of the ways to hold days beside it.

Where several cohorts are planned, one is planned again and again while the bookings of others differ on few dates.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coachloom.cohorts.case import DAY, Case
from coachloom.cohorts.planning.units import Way
from coachloom.cohorts.planning.ways import Cause, full

NONE: frozenset[str] = frozenset()
_LONGEST = 7
_MOST = 24
"""Answers of one date, for two or three days of the course; so that many cohorts do not fill the memory."""

Answers = dict[object, tuple[Way, ...] | Cause]


@dataclass(frozen=True)
class Memory:
    """Serves cases that differ in nothing but what others have taken, and one set of prices."""

    _by_date: dict[datetime.date, Answers] = field(default_factory=dict)

    def of(self, date: datetime.date) -> Answers:
        """What is known of units that begin on ``date``; to be added to. Of very much, nothing is kept."""
        known = self._by_date.setdefault(date, {})
        if len(known) > _MOST:
            known.clear()
        return known

    def forget(self, dates: Iterable[datetime.date]) -> None:
        """All that stands on prices of these dates."""
        for date in dates:
            for back in range(_LONGEST):
                self._by_date.pop(date - back * DAY, None)


def booked(case: Case) -> Mapping[datetime.date, frozenset[str]]:
    """For each date who and which rooms of the case cannot be had, since others have them."""
    found: dict[datetime.date, set[str]] = {}
    for date, id in case.taken_venues:
        if id in case.venue:
            found.setdefault(date, set()).add(f"@{id}")
    for date, id in case.taken_teachers:
        if id in case.teacher:
            found.setdefault(date, set()).add(id)
    for id, spans in full(case).items():
        for span in spans if id in case.teacher else ():
            for at in range((span.last - span.first).days + 1):
                found.setdefault(span.first + at * DAY, set()).add(id)
    return {date: frozenset(ids) for date, ids in found.items()}
