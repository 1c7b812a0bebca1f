"""A timetable as a table: Excel opens it, takes nothing in it for a formula, and what comes back is the same."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.cohorts.sheets import from_xlsx
from coachloom.cohorts.tables import CONFIRMED, PENCILLED, Row, as_csv, from_csv
from coachloom.cohorts.timetable import Held, Timetable
from coachloom.cohorts.workbook import Column, Sheet, written
from coachloom.problems import ProblemsFound

COHORT = "spring"
FILE = "cohorts/spring/plan.csv"
ROWS = (
    Row(
        day="d01",
        date="2027-01-12",
        weekday="Tuesday",
        starts="09:30",
        ends="16:45",
        title="=1+1, and what follows",
        room="hall",
        faculty="ana-reis rui-lopes",
    ),
    Row(day="d02", date="2027-02-09", state=PENCILLED),
    Row(day="d03", date=""),
)
TIMETABLE = Timetable(
    COHORT,
    (
        Held(day="d01", date=datetime.date(2027, 1, 12), venue="hall", teachers=("ana-reis", "rui-lopes")),
        Held(day="d02", date=datetime.date(2027, 2, 9), confirmed=False),
    ),
)


def read(text: str) -> Timetable:
    return from_csv(text.encode(), FILE, COHORT)


def told(text: str) -> list[tuple[str, int, str]]:
    with pytest.raises(ProblemsFound) as refused:
        read(text)
    assert {problem.place.file for problem in refused.value.problems} == {FILE}
    return [(problem.code, problem.place.line, problem.what) for problem in refused.value.problems]


def test_a_table_is_what_excel_opens() -> None:
    assert as_csv(ROWS).decode("utf-8") == (
        "\ufeffday,date,weekday,starts,ends,title,room,faculty,state\r\n"
        'd01,2027-01-12,Tuesday,09:30,16:45,"\'=1+1, and what follows",hall,ana-reis rui-lopes,confirmed\r\n'
        "d02,2027-02-09,,,,,,,pencilled\r\n"
        "d03,,,,,,,,confirmed\r\n"
    )


def test_a_table_reads_back_and_a_day_without_a_date_has_none() -> None:
    assert from_csv(as_csv(ROWS), FILE, COHORT) == TIMETABLE


def test_a_workbook_with_real_dates_and_times_is_the_same_timetable() -> None:
    columns = tuple(map(Column, ("day", "date", "starts", "title", "room", "faculty", "state")))
    first = ("d01", datetime.date(2027, 1, 12), datetime.time(9, 30), "=1+1", "hall", "ana-reis rui-lopes", None)
    second = ("d02", "09/02/2027", None, None, None, None, PENCILLED)

    assert from_xlsx(written([Sheet(COHORT, columns, (first, second, ("d03",)))]), FILE, COHORT) == TIMETABLE


def test_a_table_by_hand_needs_only_days_and_dates_in_any_order_of_columns() -> None:
    expected = Timetable(COHORT, (Held(day="d01", date=datetime.date(2027, 2, 28)),))

    for text in (
        "day,date\nd01,2027-02-28\n",
        "Date ; Day\r\n28/02/2027;d01\r\n;\r\n",
        "\ufeffday;date;notes\r\nd01;28.2.2027;bring chalk, and sponge\r\n",
    ):
        assert read(text) == expected


def test_dates_are_read_day_first() -> None:
    assert read("day,date\nd01,03/04/2027\n").days[0].date == datetime.date(2027, 4, 3)


def test_the_days_come_in_the_order_of_their_dates() -> None:
    assert [held.day for held in read("day,date\nd02,2027-01-13\nd01,2027-01-12\n")] == ["d01", "d02"]


def test_faculty_may_be_set_apart_in_any_way() -> None:
    (held,) = read('day,date,faculty\nd01,2027-01-12,"rui-lopes;  ana-reis, jo ana-reis"\n')

    assert held.teachers == ("ana-reis", "jo", "rui-lopes")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("TABLE", 1, "The table has no column day and no column date.")]),
        ("day,when\nd01,2027-01-12\n", [("TABLE", 1, "The table has no column date.")]),
        ("day,date,day\nd01,2027-01-12,d02\n", [("TABLE", 1, "Two columns are named day.")]),
        ("day,date\nd01,2027-02-29\n", [("TABLE", 2, '"2027-02-29" is no date.')]),
        ("day,date\nd01,20270228\n", [("TABLE", 2, '"20270228" is no date.')]),
        ("day,date\nd01,28/02/27\n", [("TABLE", 2, '"28/02/27" is no date.')]),
        ("date,day\n2027-01-12\n", [("TABLE", 2, "A date stands there, and no day of the course.")]),
        (
            "day,date\nd01,2027-01-12\nd02,2027-01-13\nd01,2027-01-14\n",
            [("TABLE", 4, "d01 stands in the table twice.")],
        ),
        (
            "day,date,room,faculty,state\nd01,soon,Big Hall,ana_reis,confirmd\n",
            [
                ("TABLE", 2, '"Big Hall" is no id.'),
                ("TABLE", 2, '"ana_reis" is no id.'),
                ("TABLE", 2, '"confirmd" is no state. Did you mean confirmed?'),
                ("TABLE", 2, '"soon" is no date.'),
            ],
        ),
        (
            'day,date\n"d01,2027-01-12\nd02,2027-01-13\n',
            [("TABLE", 3, "The table cannot be read from here on (unexpected end of data).")],
        ),
        (
            f"day,date\nd01,{'9' * 200_000}\n",
            [("TABLE", 2, "The table cannot be read from here on (field larger than field limit (131072)).")],
        ),
    ],
)
def test_what_cannot_be_read_is_told_by_line(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert told(text) == expected


IDS = st.from_regex(r"[a-z]{1,5}(-[a-z]{1,5})?", fullmatch=True)


@st.composite
def timetables(draw: st.DrawFn) -> Timetable:
    """With days, rooms and faculty of any name."""
    held = [
        Held(
            day=day,
            date=draw(st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))),
            venue=draw(st.none() | IDS),
            teachers=tuple(sorted(draw(st.sets(IDS, max_size=3)))),
            confirmed=draw(st.booleans()),
        )
        for day in draw(st.sets(IDS, max_size=6))
    ]
    return Timetable.of(COHORT, held)


def rows_of(timetable: Timetable, title: str) -> list[Row]:
    return [
        Row(
            day=held.day,
            date=held.date.isoformat(),
            title=title,
            room=held.venue or "",
            faculty=" ".join(held.teachers),
            state=CONFIRMED if held.confirmed else PENCILLED,
        )
        for held in timetable
    ]


@given(timetables(), st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20))
def test_every_timetable_reads_back_whatever_its_days_are_called(timetable: Timetable, title: str) -> None:
    assert from_csv(as_csv(rows_of(timetable, title)), FILE, COHORT) == timetable


@given(st.text(max_size=20))
def test_no_cell_begins_like_a_formula(title: str) -> None:
    data = as_csv([Row(day="d01", date="2027-01-12", title=title)]).decode("utf-8-sig")
    _, row = csv.reader(io.StringIO(data, newline=""))

    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def told_of(text: str) -> set[str]:
    """The file, whether it was read or its faults were told."""
    try:
        read(text)
    except ProblemsFound as refused:
        return {problem.place.file for problem in refused.problems}
    return {FILE}


@given(st.text(max_size=200) | st.text('day,;t"e\n\r012-/', max_size=80).map("day,date\n{}".format))
def test_any_text_is_a_timetable_or_told(text: str) -> None:
    assert told_of(text) == {FILE}
