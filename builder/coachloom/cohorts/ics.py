"""The one door to iCalendar files. People's calendars come in as spans of days, or are refused whole; ours go out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from coachloom.cohorts.case import Span
from coachloom.cohorts.entries import MOST_DAYS_LOOKED_AT, Entry, spans, work
from coachloom.cohorts.entry_reading import WHEN_BROKEN, NotUnderstoodError, entry, name_of
from coachloom.cohorts.events import Event, Head, Method, Status
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.paths import MOST_BYTES
from coachloom.reading.text import control_character, decoded

MOST_EVENTS = 5_000
"""In one file, repeated ones counted each time."""

_PROGRAM = "-//coachloom//timetable//EN"
_FRESH = datetime.timedelta(hours=4)
"""So often calendars are asked to look again."""

_DEEPEST = 4
_OTHER_KINDS = ("vfreebusy", "vavailability")
_SHORTER = "export only what is needed, such as one calendar for the years of the cohort"
_EXPORT = "export the calendar again as iCalendar (.ics), or write the days into the cohort's or the leave file"
_BROKEN = "The calendar is broken, or cut off."
_TOO_MANY = f"The calendar holds more than {MOST_EVENTS:,} entries, repeated ones counted each time."


def spans_from(
    data: bytes,
    file: str,
    first: datetime.date,
    last: datetime.date,
    *,
    zone: str | None = None,
    private: bool = False,
) -> tuple[Span, ...]:
    """The days from ``first`` to ``last`` that the entries of a calendar take up, sorted.

    Days are those of the clock of ``zone``; without one, of each entry's own. Of a ``private`` calendar no word comes
    out: the spans have no names, and problems tell of an entry by its line. Entries count whether they are marked
    as busy or as free, and cancelled ones do not. Raises ProblemsFound (CALENDAR, ENCODING or CONTROL) where any entry
    cannot be understood: half of somebody's leave is never taken for the whole.
    """
    if len(data) > MOST_BYTES:
        raise ProblemsFound([_problem(file, 1, "The calendar is larger than 1 MB.", _SHORTER)])
    text = decoded(data, file, private=private)
    entries = _entries(text, file, private=private)
    if work(entries, first, last) > MOST_DAYS_LOOKED_AT:
        raise ProblemsFound([_problem(file, 1, "The calendar's entries repeat too often.", _SHORTER)])
    found: list[Span] = []
    for span in spans(entries, first, last, ZoneInfo(zone) if zone else None):
        found.append(Span(span.first, span.last) if private else span)
        if len(found) > MOST_EVENTS:
            raise ProblemsFound([_problem(file, 1, _TOO_MANY, _SHORTER)])
    return tuple(sorted(found))


def _problem(file: str, line: int, what: str, do: str = _EXPORT) -> Problem:
    because = "A plan must not rest on half a calendar."
    return Problem(code="CALENDAR", what=what, place=Place(file, line), because=because, do=do)


def _entries(text: str, file: str, *, private: bool) -> list[Entry]:
    lines = [number for number, line in enumerate(text.split("\n"), start=1) if _begins_event(line)]
    if len(lines) > MOST_EVENTS:
        raise ProblemsFound([_problem(file, 1, _TOO_MANY, _SHORTER)])
    events = _events(text, file)
    if len(events) != len(lines):
        raise ProblemsFound([_problem(file, 1, _BROKEN)])
    entries, problems = [], []
    for line, event in zip(lines, events, strict=True):
        try:
            entries.append(entry(event))
        except WHEN_BROKEN as broken:
            why = str(broken) if isinstance(broken, NotUnderstoodError) else "it is broken"
            which = f"in line {line}" if private else f'"{name_of(event)}"'
            problems.append(_problem(file, line, f"The entry {which} cannot be understood: {why}."))
    if problems:
        raise ProblemsFound(problems)
    return entries


def _begins_event(line: str) -> bool:
    return line.strip().upper() == "BEGIN:VEVENT"


def _events(text: str, file: str) -> list[Any]:
    """The events of all calendars in the file, in order. Zones of the file's own are passed over: their names and the
    clock on the wall say which day it is, and their rules can be made to take for ever.
    """
    from icalendar import Calendar

    without_zones = "\n".join(_without_zones(re.sub(r"\n[ \t]", "", text)))
    if not without_zones.lstrip().upper().startswith("BEGIN:VCALENDAR") or _depth(without_zones) > _DEEPEST:
        raise ProblemsFound([_problem(file, 1, "The file is no calendar.")])
    try:
        calendars = Calendar.from_ical(without_zones, multiple=True)
    except WHEN_BROKEN as broken:
        raise ProblemsFound([_problem(file, 1, _BROKEN)]) from broken
    parts = [part for calendar in calendars for part in calendar.walk()]
    if any(str(part.name).lower() in _OTHER_KINDS for part in parts):
        what = "The calendar says when somebody is free or busy, and holds no entries for it."
        raise ProblemsFound([_problem(file, 1, what)])
    if any(str(calendar.name).lower() != "vcalendar" for calendar in calendars):
        raise ProblemsFound([_problem(file, 1, "The file holds something beside its calendar.")])
    return [part for part in parts if str(part.name).lower() == "vevent"]


def _without_zones(text: str) -> Iterator[str]:
    inside = False
    for line in text.split("\n"):
        mark = line.strip().upper()
        if not inside and mark != "BEGIN:VTIMEZONE":
            yield line
        inside = mark == "BEGIN:VTIMEZONE" or (inside and mark != "END:VTIMEZONE")


def _depth(text: str) -> int:
    deep = deepest = 0
    for mark in re.findall(r"(?im)^(BEGIN|END):", text):
        deep += 1 if mark.lower() == "begin" else -1
        deepest = max(deep, deepest)
    return deepest


def written_calendar(head: Head, events: Sequence[Event]) -> bytes:
    """The file, with the line ends, the folding and the escapes of the standard; the same values give the same bytes."""
    from icalendar import Calendar, vDuration, vText, vUri

    calendar = Calendar()
    calendar.add("prodid", _PROGRAM)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", head.method.value)
    if head.method is Method.PUBLISH:
        calendar.add("name", vText(_plain(head.name)))
        calendar.add("x-wr-calname", vText(_plain(head.name)))
        calendar.add("x-wr-timezone", vText(head.zone))
        calendar.add("refresh-interval", vDuration(_FRESH), {"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(_FRESH))
        calendar.add("last-modified", head.changed)
        if head.source:
            calendar.add("source", vUri(head.source), {"VALUE": "URI"})
    for event in events:
        calendar.add_component(_component(event))
    return bytes(calendar.to_ical())


def _component(event: Event) -> Any:
    from icalendar import Event as Component
    from icalendar import vCalAddress, vUri

    component = Component()
    component.add("uid", event.uid)
    component.add("sequence", event.sequence)
    component.add("dtstamp", event.changed)
    component.add("last-modified", event.changed)
    component.add("dtstart", event.begins)
    component.add("dtend", event.ends)
    component.add("summary", _plain(event.summary))
    if event.location:
        component.add("location", _plain(event.location))
    component.add("description", _plain(event.description))
    component.add("categories", [_plain(event.category)])
    component.add("status", event.status.value)
    component.add("transp", "TRANSPARENT" if event.status is Status.CANCELLED else "OPAQUE")
    component.add("organizer", vCalAddress(event.organizer))
    if event.url:
        component.add("url", vUri(event.url))
    return component


def _plain(text: str) -> str:
    """Without control characters, which can end a line or turn it round."""
    readable = text.replace("\r\n", "\n").encode("utf-8", "replace").decode()
    return "".join(sign for sign in readable if sign != "\r" and not control_character(sign))
