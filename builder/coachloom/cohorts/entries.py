"""Entries of somebody's calendar, and the days that they take up: leave, closures, school terms."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from coachloom.cohorts.case import DAY, Span
from coachloom.cohorts.recurring import Rule, dates, days_looked_at

MOST_DAYS_LOOKED_AT = 400_000
"""A second or two of work; all the repeating entries of one person's calendar need a hundredth of it."""

_BLINK = datetime.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. Both ends are dates for whole days, or both moments; what ``ends`` names is no longer in it."""

    uid: str
    begins: datetime.date
    ends: datetime.date
    name: str = ""
    rule: Rule | None = None
    more: tuple[datetime.date, ...] = ()
    """Dates on which it is held as well."""

    left_out: frozenset[datetime.date] = frozenset()
    instead_of: datetime.date | None = None
    """It stands in the place of what another entry of the same ``uid`` would hold then."""

    cancelled: bool = False

    @property
    def repeats(self) -> bool:
        return self.rule is not None or bool(self.more)


def local_date(when: datetime.date, like: datetime.date) -> datetime.date:
    """The date of ``when`` on the clock of ``like``."""
    if not isinstance(when, datetime.datetime):
        return when
    zone = like.tzinfo if isinstance(like, datetime.datetime) else None
    return (when.astimezone(zone) if zone and when.tzinfo else when).date()


def work(entries: Sequence[Entry], first: datetime.date, last: datetime.date) -> int:
    """How many days `spans` compares with rules."""
    return sum(
        days_looked_at(entry.rule, _date(entry.begins), first - _length(entry), last)
        for entry in entries
        if entry.rule is not None
    )


def spans(
    entries: Sequence[Entry], first: datetime.date, last: datetime.date, zone: ZoneInfo | None = None
) -> Iterator[Span]:
    """The days from ``first`` to ``last`` that the entries take up, those that only reach into them included.

    Days are told apart by the clock of ``zone``; without one by the entry's own.
    """
    replaced: dict[str, list[datetime.date]] = {}
    for entry in entries:
        if entry.instead_of is not None:
            replaced.setdefault(entry.uid, []).append(entry.instead_of)
    for entry in entries:
        if entry.cancelled:
            continue
        others = replaced.get(entry.uid, []) if entry.repeats else []
        gone = {local_date(when, entry.begins) for when in others}
        for date in _held(entry, first, last):
            if date in gone:
                continue
            span = _span(entry, date, zone)
            if span.last >= first and span.first <= last:
                yield span


def _held(entry: Entry, first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """The dates on which the entry begins; a day early and late, since a zone may turn a date."""
    begins = _date(entry.begins)
    if not entry.repeats:
        return [begins]
    early, late = first - _length(entry) - DAY, last + DAY
    ruled = dates(entry.rule, begins, early, late) if entry.rule else [begins]
    held = {*ruled, *(local_date(date, entry.begins) for date in entry.more)}
    return sorted(held - {local_date(date, entry.begins) for date in entry.left_out})


def _span(entry: Entry, date: datetime.date, zone: ZoneInfo | None) -> Span:
    shift = date - _date(entry.begins)
    begins, ends = entry.begins + shift, entry.ends + shift
    if isinstance(begins, datetime.datetime) and isinstance(ends, datetime.datetime):
        if zone and begins.tzinfo and ends.tzinfo:
            begins, ends = begins.astimezone(zone), ends.astimezone(zone)
        first, last = begins.date(), (ends - _BLINK).date()
    else:
        first, last = begins, ends - DAY
    return Span(first, max(first, last), entry.name)


def _date(when: datetime.date) -> datetime.date:
    return when.date() if isinstance(when, datetime.datetime) else when


def _length(entry: Entry) -> datetime.timedelta:
    return (_date(entry.ends) - _date(entry.begins)) + DAY
