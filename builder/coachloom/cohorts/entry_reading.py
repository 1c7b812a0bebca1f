"""One entry of a calendar file as a plain value, or the reason why it cannot be understood.

An event is icalendar's; `cohorts/ics.py` hands it over, and nothing of icalendar is needed to look into it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Any

from coachloom.cohorts.entries import Entry
from coachloom.cohorts.recurring import Every, Rule

WHEN_BROKEN = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, OSError)
"""What icalendar raises on files that are broken; the last, where a time zone bears the name of a folder."""

_READ = ("dtstart", "dtend", "duration", "rrule", "rdate", "exdate", "recurrence-id", "status", "summary", "uid")
_MORE_THAN_ONCE = ("rdate", "exdate")
_YEARS = range(1900, 2201)
_LONGEST_NAME = 200
_LONGEST_REPEATED = datetime.timedelta(days=366)
_WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_RULE_PARTS = frozenset({"freq", "interval", "count", "until", "byday", "bymonth", "bymonthday", "bysetpos", "wkst"})
_NO_SENSE = "how it repeats makes no sense"


class NotUnderstoodError(ValueError):
    """Its text ends the sentence that an entry cannot be understood."""


def name_of(event: Any) -> str:
    """One line of words, cut where it is long."""
    written = event.get("summary", "")
    name = " ".join(str(written[0] if isinstance(written, list) else written).split())
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 3] + "..."


def entry(event: Any) -> Entry:
    """Raises NotUnderstoodError where the entry says what is not known here, one of WHEN_BROKEN where it is broken."""
    _refuse_broken(event)
    begins, ends = _both_ends(event)
    rule = _rule(event["rrule"], begins) if "rrule" in event else None
    more = tuple(_dates(event, "rdate"))
    if (rule or more) and ends - begins > _LONGEST_REPEATED:
        raise NotUnderstoodError("it is repeated, and longer than a year")
    return Entry(
        uid=str(event.get("uid", "")),
        begins=begins,
        ends=ends,
        name=name_of(event),
        rule=rule,
        more=more,
        left_out=frozenset(_dates(event, "exdate")),
        instead_of=_instead_of(event),
        cancelled=str(event.get("status", "")).lower() == "cancelled",
    )


def _refuse_broken(event: Any) -> None:
    for name, _ in event.errors:
        if name is None or name.lower() in _READ:
            raise NotUnderstoodError(f"its {name or 'text'} is broken")
    for name in _READ:
        if isinstance(event.get(name), list) and name not in _MORE_THAN_ONCE:
            raise NotUnderstoodError(f"it has {name.upper()} twice")
    if "exrule" in event:
        raise NotUnderstoodError("how it repeats is not known here (EXRULE)")


def _instead_of(event: Any) -> datetime.date | None:
    if "recurrence-id" not in event:
        return None
    written = event["recurrence-id"]
    if "range" in written.params:
        raise NotUnderstoodError("it changes all entries that follow")
    return _when(written.dt)


def _both_ends(event: Any) -> tuple[datetime.date, datetime.date]:
    if "dtstart" not in event:
        raise NotUnderstoodError("it has no date")
    begins = _when(event["dtstart"].dt)
    if "dtend" in event:
        ends = _when(event["dtend"].dt)
    elif "duration" in event:
        ends = _when(begins + event["duration"].dt)
    else:
        ends = begins
    if isinstance(begins, datetime.datetime) is not isinstance(ends, datetime.datetime):
        raise NotUnderstoodError("one end is a date, the other a time of day")
    begins, ends = _alike(begins, ends)
    if ends < begins:
        raise NotUnderstoodError("it ends before it begins")
    return begins, ends


def _alike(begins: datetime.date, ends: datetime.date) -> tuple[datetime.date, datetime.date]:
    """Both with a zone, or both without where only one has one that is known."""
    if not isinstance(begins, datetime.datetime) or not isinstance(ends, datetime.datetime):
        return begins, ends
    if begins.tzinfo and ends.tzinfo:
        return begins, ends
    return begins.replace(tzinfo=None), ends.replace(tzinfo=None)


def _when(value: object) -> datetime.date:
    if not isinstance(value, datetime.date):
        raise NotUnderstoodError("a date is missing")
    if value.year not in _YEARS:
        raise NotUnderstoodError(f"the year {value.year} is none for a course")
    return value


def _dates(event: Any, name: str) -> Iterator[datetime.date]:
    written = event.get(name, [])
    for listed in written if isinstance(written, list) else [written]:
        for one in listed.dts:
            yield _when(one.dt)


def _rule(written: Any, begins: datetime.date) -> Rule:
    parts = {name.lower(): values for name, values in written.items()}
    if unknown := sorted(set(parts) - _RULE_PARTS):
        raise NotUnderstoodError(f"how it repeats is not known here ({', '.join(unknown).upper()})")
    every = str(_one(parts, "freq", "")).lower()
    if every not in {one.value for one in Every}:
        raise NotUnderstoodError(f"it repeats {every or 'without saying how often'}")
    weekdays = frozenset(_weekday(str(one)) for one in parts.get("byday", ()))
    if any(nth for nth, _ in weekdays) and every in {Every.DAY, Every.WEEK}:
        raise NotUnderstoodError(_NO_SENSE)
    until = _one(parts, "until", None)
    return Rule(
        every=Every(every),
        interval=_above_0(_one(parts, "interval", 1)),
        count=None if "count" not in parts else _above_0(_one(parts, "count", 1)),
        until=None if until is None else _last_date(_when(until), begins),
        months=_numbers(parts, "bymonth", range(1, 13)),
        month_days=_numbers(parts, "bymonthday", (*range(-31, 0), *range(1, 32))),
        weekdays=weekdays,
        places=_numbers(parts, "bysetpos", (*range(-366, 0), *range(1, 367))),
        week_starts=_weekday(str(_one(parts, "wkst", "mo")))[1],
    )


def _one(parts: dict[str, list[Any]], name: str, default: object) -> object:
    if name not in parts:
        return default
    (value,) = parts[name]
    return value


def _above_0(number: object) -> int:
    if not isinstance(number, int) or not 0 < number < 100_000:
        raise NotUnderstoodError(_NO_SENSE)
    return number


def _numbers(parts: dict[str, list[Any]], name: str, allowed: Iterable[int]) -> frozenset[int]:
    numbers = frozenset(int(number) for number in parts.get(name, ()))
    if not numbers <= set(allowed):
        raise NotUnderstoodError(_NO_SENSE)
    return numbers


def _weekday(written: str) -> tuple[int, int]:
    met = re.fullmatch(r"([+-]?[0-9]{1,2})?([a-z]{2})", written.lower())
    if not met or met[2] not in _WEEKDAYS:
        raise NotUnderstoodError(_NO_SENSE)
    return int(met[1] or 0), _WEEKDAYS.index(met[2])


def _last_date(until: datetime.date, begins: datetime.date) -> datetime.date:
    """The last date on which it may begin: ``until`` may be a moment, and the entry begins at one of its own."""
    if not isinstance(until, datetime.datetime) or not isinstance(begins, datetime.datetime):
        return until.date() if isinstance(until, datetime.datetime) else until
    if until.tzinfo and begins.tzinfo:
        until = until.astimezone(begins.tzinfo)
    early = until.time() < begins.time()
    return until.date() - datetime.timedelta(days=early)
