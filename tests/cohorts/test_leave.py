"""Leave: everyone's days away are counted, and a file that cannot be read stops the plan."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from coachloom.cohorts.case import Span
from coachloom.cohorts.leave import Leave, read_leave
from coachloom.problems import ProblemsFound
from coachloom.reading.files import Folder, Held

YEAR = (datetime.date(2027, 1, 1), datetime.date(2028, 1, 14))
FACULTY = frozenset({"ana-reis", "rui-lopes"})
LEAVE = b"""\
format: 1
leave:
  - {who: rui-lopes, from: 2027-05-04, why: a wedding}
  - {who: ana-reis, from: 2027-04-05, to: 2027-04-16}
  - {who: ana-reis, from: 2027-02-01, to: 2027-02-01}
"""


def read(files: dict[str, bytes]) -> Leave:
    return read_leave(Held(files), FACULTY, *YEAR, zone="Europe/London")


def told(files: dict[str, bytes]) -> list[tuple[str, str, int, str]]:
    with pytest.raises(ProblemsFound) as refused:
        read(files)
    return [(one.code, one.place.file, one.place.line, one.what) for one in refused.value.problems]


def test_without_any_file_nobody_is_away() -> None:
    assert read({"private/people.yml": b"format: 1\n"}) == {}


def test_days_away_are_told_by_person_and_date_without_their_reason() -> None:
    assert read({"private/leave.yml": LEAVE}) == {
        "ana-reis": (
            Span(datetime.date(2027, 2, 1), datetime.date(2027, 2, 1)),
            Span(datetime.date(2027, 4, 5), datetime.date(2027, 4, 16)),
        ),
        "rui-lopes": (Span(datetime.date(2027, 5, 4), datetime.date(2027, 5, 4)),),
    }


def test_a_file_with_nobody_in_it_is_fine() -> None:
    assert read({"private/leave.yml": b"format: 1\nleave:\n"}) == {}


def test_all_that_is_wrong_with_any_file_is_told_at_once() -> None:
    leave = b"format: 1\nleave:\n- {who: ana-ries, from: 2027-04-05}\n- {who: rui-lopes, from: 2027-04-05, to: 2027-04-01}\n"
    files = {"private/leave.yml": leave, "private/leave/jo.ics": b"", "private/leave/ana-reis.docx": b"PK"}

    assert told(files) == [
        ("LEAVE", "private/leave.yml", 3, "`ana-ries` is in the faculty of no cohort. Did you mean ana-reis?"),
        (
            "LEAVE",
            "private/leave.yml",
            4,
            "The leave of `rui-lopes` ends on 2027-04-01, before it begins on 2027-04-05.",
        ),
        (
            "LEAVE",
            "private/leave/ana-reis.docx",
            1,
            "ana-reis.docx is no calendar, so nobody's leave can be read from it.",
        ),
        ("LEAVE", "private/leave/jo.ics", 1, "`jo` is in the faculty of no cohort."),
    ]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (b"leave: []\n", "MISSING", 1),
        (b"format: 1\nleave:\n- {who: ana-reis, from: next week}\n", "VALUE", 3),
        (b"format: 1\nleave:\n- {who: ana-reis, form: 2027-04-05}\n", "FIELD", 3),
    ],
)
def test_a_slip_in_the_file_stops_with_its_line(text: bytes, code: str, line: int) -> None:
    assert (code, "private/leave.yml", line) in [one[:3] for one in told({"private/leave.yml": text})]


@pytest.mark.parametrize("name", ["leave.yaml", "leave.yml.txt", "leave.ics", "Leave.xlsx", "leave (1).yml"])
def test_a_file_that_somebody_took_for_leave_is_never_passed_over(name: str) -> None:
    assert told({"private/leave.yml": LEAVE, f"private/{name}": LEAVE}) == [
        ("LEAVE", f"private/{name}", 1, f"{name} seems to hold leave, and is not read.")
    ]


def test_a_calendar_counts_as_leave_beside_the_file_without_its_reasons() -> None:
    calendar = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//a calendar//
BEGIN:VEVENT
UID:1
DTSTAMP:20261101T090000Z
DTSTART;VALUE=DATE:20270310
DTEND;VALUE=DATE:20270313
SUMMARY:Away
END:VEVENT
END:VCALENDAR
"""
    found = read({"private/leave.yml": LEAVE, "private/leave/ana-reis.ics": calendar.encode()})

    assert found["ana-reis"] == (
        Span(datetime.date(2027, 2, 1), datetime.date(2027, 2, 1)),
        Span(datetime.date(2027, 3, 10), datetime.date(2027, 3, 12)),
        Span(datetime.date(2027, 4, 5), datetime.date(2027, 4, 16)),
    )


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (b"SUMMARY:Surgery", ("CALENDAR", 2, "The entry in line 2 cannot be understood: it has no date.")),
        (
            "SUMMARY:Opéra".encode("cp1252"),
            ("ENCODING", 3, "The file is not UTF-8: a word was saved as ANSI (Windows-1252)."),
        ),
    ],
)
def test_a_fault_in_a_calendar_of_leave_tells_no_reason(entry: bytes, problem: tuple[str, int, str]) -> None:
    file = "private/leave/ana-reis.ics"
    code, line, what = problem

    calendar = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + entry + b"\nEND:VEVENT\nEND:VCALENDAR\n"

    assert told({file: calendar}) == [(code, file, line, what)]


def test_a_calendar_that_is_none_stops() -> None:
    assert [one[:2] for one in told({"private/leave/ana-reis.ics": b"away all summer\n"})] == [
        ("CALENDAR", "private/leave/ana-reis.ics")
    ]


def test_a_calendar_that_is_only_a_link_is_never_passed_over(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.ics").write_bytes(b"")
    (tmp_path / "home" / "private" / "leave").mkdir(parents=True)
    (tmp_path / "home" / "private" / "leave" / "ana-reis.ics").symlink_to(tmp_path / "elsewhere.ics")
    with pytest.raises(ProblemsFound) as refused:
        read_leave(Folder(tmp_path / "home"), FACULTY, *YEAR, zone="Europe/London")

    assert [one.place.file for one in refused.value.problems] == ["private/leave/ana-reis.ics"]
