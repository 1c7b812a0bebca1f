"""People's calendars come in as spans of days, or are refused whole."""

from __future__ import annotations

import contextlib
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.cohorts.case import Span
from coachloom.cohorts.ics import spans_from
from coachloom.problems import ProblemsFound

FILE = "private/leave/ana-reis.ics"
FIRST, LAST = datetime.date(2027, 1, 1), datetime.date(2027, 12, 31)


def a_calendar(*events: str, more: str = "") -> bytes:
    """Each event's lines stand between ``|``; line ends are those of the standard."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", *more.split("|")]
    for number, event in enumerate(events):
        uid = [] if "UID:" in event else [f"UID:{number}"]
        lines += ["BEGIN:VEVENT", *uid, *event.split("|"), "END:VEVENT"]
    return "".join(f"{line}\r\n" for line in [*lines, "END:VCALENDAR"] if line).encode()


def found(data: bytes, zone: str | None = None) -> list[str]:
    """Spans as text: dates, and the name."""
    return [f"{span.first}..{span.last} {span.name}".strip() for span in spans_from(data, FILE, FIRST, LAST, zone=zone)]


def refused(data: bytes) -> list[tuple[str, int, str]]:
    with pytest.raises(ProblemsFound) as problems:
        spans_from(data, FILE, FIRST, LAST)
    return [(problem.code, problem.place.line, problem.what) for problem in problems.value.problems]


def test_whole_days_end_the_day_before_the_end_that_is_written() -> None:
    data = a_calendar("DTSTART;VALUE=DATE:20270201|DTEND;VALUE=DATE:20270206|SUMMARY:Half-term\\, all schools")

    assert spans_from(data, FILE, FIRST, LAST) == (
        Span(datetime.date(2027, 2, 1), datetime.date(2027, 2, 5), "Half-term, all schools"),
    )


@pytest.mark.parametrize(
    ("event", "spans"),
    [
        ("DTSTART;VALUE=DATE:20270201", ["2027-02-01..2027-02-01"]),
        ("DTSTART;VALUE=DATE:20270201|DTEND;VALUE=DATE:20270201", ["2027-02-01..2027-02-01"]),
        ("DTSTART;VALUE=DATE:20270201|DURATION:P3D", ["2027-02-01..2027-02-03"]),
        ("DTSTART:20270201T090000Z|DTEND:20270203T120000Z", ["2027-02-01..2027-02-03"]),
        ("DTSTART:20270201T090000Z|DTEND:20270203T000000Z", ["2027-02-01..2027-02-02"]),
        ("DTSTART:20270201T090000", ["2027-02-01..2027-02-01"]),
        ("DTSTART;TZID=Own Zone:20270201T230000|DURATION:PT2H", ["2027-02-01..2027-02-02"]),
        ("DTSTART;TZID=GMT Standard Time:20270201T090000|DTEND;TZID=Own:20270201T100000", ["2027-02-01..2027-02-01"]),
        ("DTSTART;VALUE=DATE:20261220|DTEND;VALUE=DATE:20270104", ["2026-12-20..2027-01-03"]),
        ("DTSTART;VALUE=DATE:20261201|DTEND;VALUE=DATE:20261205", []),
        ("DTSTART;VALUE=DATE:20270201|STATUS:CANCELLED", []),
        ("DTSTART;VALUE=DATE:20270201|TRANSP:TRANSPARENT", ["2027-02-01..2027-02-01"]),
        ("DTSTART;VALUE=DATE:20280229", []),
    ],
)
def test_an_entry_takes_up_its_days(event: str, spans: list[str]) -> None:
    assert found(a_calendar(event)) == spans


@pytest.mark.parametrize(
    ("events", "spans"),
    [
        (["DTSTART;VALUE=DATE:20271103|RRULE:FREQ=WEEKLY;BYDAY=WE;INTERVAL=4"], ["11-03", "12-01", "12-29"]),
        (["DTSTART;VALUE=DATE:20200101|RRULE:FREQ=YEARLY"], ["01-01"]),
        (["DTSTART;VALUE=DATE:20270101|RRULE:FREQ=DAILY;COUNT=2"], ["01-01", "01-02"]),
        (["DTSTART:20270104T090000Z|RRULE:FREQ=DAILY;UNTIL=20270106T085959Z"], ["01-04", "01-05"]),
        (["DTSTART:20270104T090000Z|RRULE:FREQ=DAILY;UNTIL=20270106T090000Z"], ["01-04", "01-05", "01-06"]),
        (
            ["DTSTART;VALUE=DATE:20270104|RRULE:FREQ=DAILY;COUNT=4|EXDATE;VALUE=DATE:20270105|RDATE;VALUE=DATE:20270301"],
            ["01-04", "01-06", "01-07", "03-01"],
        ),
        (
            [
                "UID:a|DTSTART:20270104T090000Z|RRULE:FREQ=DAILY;COUNT=3",
                "UID:a|RECURRENCE-ID:20270105T090000Z|DTSTART:20270110T090000Z",
                "UID:a|RECURRENCE-ID:20270106T090000Z|DTSTART:20270106T090000Z|STATUS:CANCELLED",
            ],
            ["01-04", "01-10"],
        ),
    ],
)  # fmt: skip
def test_repeated_entries_are_held_each_time(events: list[str], spans: list[str]) -> None:
    assert found(a_calendar(*events)) == [f"2027-{day}..2027-{day}" for day in spans]


def test_days_are_those_of_the_zone_that_is_asked_for() -> None:
    data = a_calendar("DTSTART:20270701T230000Z|DTEND:20270702T225959Z|RRULE:FREQ=WEEKLY;COUNT=2")

    assert found(data) == ["2027-07-01..2027-07-02", "2027-07-08..2027-07-09"]
    assert found(data, "Europe/London") == ["2027-07-02..2027-07-02", "2027-07-09..2027-07-09"]


@pytest.mark.parametrize(
    ("event", "spans"),
    [
        ("DTSTART;VALUE=DATE:20261128|DTEND;VALUE=DATE:20270108|RRULE:FREQ=YEARLY", ["2026-11-28..2027-01-07", "2027-11-28..2028-01-07"]),
        ("DTSTART;TZID=America/New_York:20271129T220000|RRULE:FREQ=DAILY;COUNT=3|EXDATE:20271201T030000Z", ["2027-11-29..2027-11-29", "2027-12-01..2027-12-01"]),
        ("DTSTART;TZID=Pacific/Auckland:20271229T080000|RRULE:FREQ=DAILY;UNTIL=20271229T190000Z", ["2027-12-29..2027-12-29", "2027-12-30..2027-12-30"]),
    ],
)  # fmt: skip
def test_repeated_entries_reach_over_the_ends_of_years_and_of_days(event: str, spans: list[str]) -> None:
    assert found(a_calendar(event)) == spans


def test_a_repeated_entry_counts_where_the_zone_brings_it_into_the_days_asked_for() -> None:
    data = a_calendar("DTSTART:20261201T120000Z|DTEND:20261201T130000Z|RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1,31")

    assert found(data, "Pacific/Auckland") == ["2027-01-01..2027-01-01", "2027-12-02..2027-12-02"]


def test_an_empty_calendar_takes_up_no_day() -> None:
    assert found(a_calendar()) == []


def test_several_calendars_in_one_file_are_read_together() -> None:
    assert found(a_calendar("DTSTART;VALUE=DATE:20270301") + a_calendar("DTSTART;VALUE=DATE:20270201")) == [
        "2027-02-01..2027-02-01",
        "2027-03-01..2027-03-01",
    ]


def test_zones_of_the_file_s_own_are_passed_over_however_long_they_take() -> None:
    zone = "BEGIN:VTIMEZONE|TZID:Own|BEGIN:STANDARD|DTSTART:16010101T000000|TZOFFSETFROM:+0100|TZOFFSETTO:+0200|"
    data = a_calendar("DTSTART;TZID=Own:20270201T090000", more=f"{zone}RRULE:FREQ=SECONDLY|END:STANDARD|END:VTIMEZONE")

    assert found(data) == ["2027-02-01..2027-02-01"]


IS_BROKEN = "The calendar is broken, or cut off."


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", ("CALENDAR", 1, "The file is no calendar.")),
        (b"who,from,to\nana,2027-01-01,2027-01-02\n", ("CALENDAR", 1, "The file is no calendar.")),
        (a_calendar("DTSTART;VALUE=DATE:20270201")[:-20], ("CALENDAR", 1, IS_BROKEN)),
        (b"BEGIN:VCALENDAR\r\nnonsense\r\nEND:VCALENDAR\r\n", ("CALENDAR", 1, IS_BROKEN)),
        (a_calendar("DTSTART:20270201\x07"), ("CONTROL", 6, "The line holds an invisible control character (U+0007).")),
        (a_calendar("SUMMARY:Caf\u00e9").decode().encode("cp1252"), ("ENCODING", 6, 'The file is not UTF-8: it reads like "SUMMARY:Café" saved as ANSI (Windows-1252).')),
        (b" " * 1_000_001, ("CALENDAR", 1, "The calendar is larger than 1 MB.")),
        (a_calendar(*["DTSTART;VALUE=DATE:20270201"] * 5_001), ("CALENDAR", 1, "The calendar holds more than 5,000 entries, repeated ones counted each time.")),
        (a_calendar(*["DTSTART;VALUE=DATE:20270101|RRULE:FREQ=DAILY"] * 14), ("CALENDAR", 1, "The calendar holds more than 5,000 entries, repeated ones counted each time.")),
        (a_calendar(*["DTSTART;VALUE=DATE:19000101|RRULE:FREQ=DAILY;COUNT=9;BYMONTH=2;BYMONTHDAY=30"] * 30), ("CALENDAR", 1, "The calendar's entries repeat too often.")),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 4_000, ("CALENDAR", 1, "The file is no calendar.")),
        (a_calendar(more="BEGIN:VFREEBUSY|FREEBUSY:20270101T000000Z/P1D|END:VFREEBUSY"), ("CALENDAR", 1, "The calendar says when somebody is free or busy, and holds no entries for it.")),
        (a_calendar("DTSTART;VALUE=DATE:20270201", more="BEGIN:VTIMEZONE"), ("CALENDAR", 1, IS_BROKEN)),
        (a_calendar("DTSTART;TZID=Europe:20270201T090000"), ("CALENDAR", 1, IS_BROKEN)),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", ("CALENDAR", 1, "The file is no calendar.")),
    ],
)  # fmt: skip
def test_what_is_no_calendar_or_a_bomb_is_refused(data: bytes, problem: tuple[str, int, str]) -> None:
    assert refused(data) == [problem]


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ("TRANSP:OPAQUE", "it has no date"),
        ("DTSTART:2027XX", "its DTSTART is broken"),
        ("DTSTART:20270230", "its DTSTART is broken"),
        ("DTSTART:00010101", "the year 1 is none for a course"),
        ("DTSTART;VALUE=DATE:20270201|DTEND;VALUE=DATE:20270131", "it ends before it begins"),
        ("DTSTART;VALUE=DATE:20270201|DTEND:20270202T000000Z", "one end is a date, the other a time of day"),
        ("DTSTART;VALUE=DATE:20270201|DTSTART;VALUE=DATE:20270202", "it has DTSTART twice"),
        ("DTSTART;VALUE=DATE:20270201|nonsense", "its text is broken"),
        ("DTSTART;VALUE=DATE:20270201|RRULE:FREQ=SECONDLY", "it repeats secondly"),
        ("DTSTART;VALUE=DATE:20270201|RRULE:FREQ=NEVER", "its RRULE is broken"),
        ("DTSTART;VALUE=DATE:20270201|RRULE:COUNT=3", "it repeats without saying how often"),
        ("DTSTART;VALUE=DATE:20270201|RRULE:FREQ=DAILY;INTERVAL=0", "how it repeats makes no sense"),
        ("DTSTART;VALUE=DATE:20270201|RRULE:FREQ=DAILY;BYDAY=2MO", "how it repeats makes no sense"),
        ("DTSTART;VALUE=DATE:20270201|RRULE:FREQ=YEARLY;BYWEEKNO=3", "how it repeats is not known here (BYWEEKNO)"),
        ("DTSTART;VALUE=DATE:20270201|RRULE:FREQ=YEARLY|RRULE:FREQ=DAILY", "it has RRULE twice"),
        ("DTSTART;VALUE=DATE:20270201|EXRULE:FREQ=YEARLY", "how it repeats is not known here (EXRULE)"),
        ("DTSTART;VALUE=DATE:20270201|DURATION:P400D|RRULE:FREQ=YEARLY", "it is repeated, and longer than a year"),
        ("DTSTART;VALUE=DATE:20270201|EXDATE:nonsense", "its EXDATE is broken"),
        ("DTSTART:20270201T000000Z|RECURRENCE-ID;RANGE=THISANDFUTURE:20270201T000000Z", "it changes all entries that follow"),
    ],
)  # fmt: skip
def test_one_entry_that_cannot_be_understood_refuses_the_whole(event: str, why: str) -> None:
    data = a_calendar("DTSTART;VALUE=DATE:20270301|SUMMARY:Fine", f"SUMMARY:Leave|{event}")

    assert refused(data) == [("CALENDAR", 9, f'The entry "Leave" cannot be understood: {why}.')]


LINES = st.sampled_from(
    [
        *("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "UID:1", "DTSTART:20270201T090000Z"),
        *("DTSTART;TZID=Europe/London:20270201T090000", "DURATION:P1DT2H", "DTEND;VALUE=DATE:20270301", "nonsense"),
        *("RRULE:FREQ=WEEKLY;BYDAY=MO,-1TU;UNTIL=20280101T000000Z", "RRULE:FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO,TU"),
        *("EXDATE;VALUE=DATE:20270101,20270202", "RDATE;VALUE=PERIOD:20270101T000000Z/P3D", "DTSTART;TZID=Europe:1"),
        *("RECURRENCE-ID:20270201T090000Z", "DTSTART;TZID=a;TZID=b:20270201T090000", "DURATION:P", "SUMMARY:\\,\\n;"),
    ]
)


@given(
    lines=st.lists(LINES | st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), max_size=30), max_size=12)
)
def test_any_lines_give_spans_or_problems(lines: list[str]) -> None:
    data = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"]).encode()

    with contextlib.suppress(ProblemsFound):
        assert [span for span in spans_from(data, FILE, FIRST, LAST) if span.last < FIRST or span.first > LAST] == []
