"""School terms as councils give them: a table, or a calendar."""

from __future__ import annotations

import datetime

import pytest

from coachloom.cohorts.case import Span
from coachloom.cohorts.cohort import read_cohorts
from coachloom.cohorts.terms import read_terms
from coachloom.problems import ProblemsFound
from coachloom.reading.files import Held

YEAR = (datetime.date(2027, 1, 1), datetime.date(2027, 12, 31))
FEBRUARY = Span(datetime.date(2027, 2, 15), datetime.date(2027, 2, 19), "half-term")
ICS = b"""\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//council//terms//EN\r
BEGIN:VEVENT\r
UID:1\r
DTSTAMP:20260101T000000Z\r
SUMMARY:half-term\r
DTSTART;VALUE=DATE:20270215\r
DTEND;VALUE=DATE:20270220\r
END:VEVENT\r
END:VCALENDAR\r
"""


def terms(name: str, data: bytes) -> tuple[Span, ...]:
    told = f"format: 1\nname: Spring\nschool_terms: cohorts/{name}\n".encode()
    (one,) = read_cohorts(Held({"cohorts/a.yml": told}))
    return read_terms(one, Held({f"cohorts/{name}": data}), *YEAR, zone="Europe/London")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("terms.csv", b"from,to,name\n2027-02-15,2027-02-19,half-term\n2028-02-14,2028-02-18,half-term\n"),
        ("terms.csv", b"\xef\xbb\xbfFrom;To;Name\r\n15/02/2027;19/02/2027;half-term\r\n;;\r\n"),
        ("terms.ics", ICS),
    ],
)
def test_a_table_and_a_calendar_say_the_same(name: str, data: bytes) -> None:
    assert [(span.first, span.last) for span in terms(name, data)] == [(FEBRUARY.first, FEBRUARY.last)]


def test_a_table_gives_holidays_their_names() -> None:
    assert terms("terms.csv", b"from,to,name\n2027-02-15,2027-02-19,half-term\n") == (FEBRUARY,)


def test_every_row_that_cannot_be_read_is_told() -> None:
    table = b"from,to,name\nsoon,2027-02-19,half-term\n2027-04-09,2027-04-05,Easter\n"

    with pytest.raises(ProblemsFound) as found:
        terms("terms.csv", table)

    assert [(problem.place.line, problem.code, problem.what) for problem in found.value.problems] == [
        (2, "TABLE", '"soon" and "2027-02-19" are not both dates.'),
        (3, "TABLE", "The row ends on 2027-04-05, before it begins on 2027-04-09."),
    ]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"begins,ends\n", "The table has no column from and no column to."),
        (b"", "The table has no column from and no column to."),
        (b'from,to\n2027-02-15,"2027-02-19\n', "The table cannot be read from here on (unexpected end of data)."),
    ],
)
def test_a_table_that_is_none_is_told(data: bytes, what: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        terms("terms.csv", data)

    assert [problem.what for problem in found.value.problems] == [what]
