"""The file of a cohort: two lines are enough for a page, ten for a timetable, and every slip is told with its line."""

from __future__ import annotations

import datetime

import pytest

from coachloom.cohorts.cohort import (
    BankHolidays,
    Closed,
    CohortFile,
    Extra,
    Member,
    Room,
    Settled,
    Term,
    read_cohorts,
)
from coachloom.cohorts.from_workbook import with_workbook
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.files import Held

FILE = "cohorts/2027-spring.yml"
TEN_LINES = """\
format: 1
name: Spring 2027
nation: GB-ENG
start: 2027-01
people: 16
weekdays: [tue, wed, thu]
preferred: [wed]
day_starts: "09:30"
together: [m01, m12]
online: [d10, d15]
"""
OVERLAPPING = """\
closures:
- {from: 2027-08-16, why: paint}
- {from: 2027-08-02, to: 2027-08-20}
- {from: 2027-08-03}
- {from: 2027-08-20, to: 2027-08-24, why: moving}
- {from: 2027-08-24, why: dust}
- {from: 2027-08-25}
"""


def read(text: str) -> CohortFile:
    """A file that stands alone, without a workbook."""
    files = Held({FILE: text.encode()})
    (cohort,) = read_cohorts(files)
    return with_workbook(cohort, files)[0].file


def told(lines: str) -> list[tuple[str, int, str]]:
    """Code, line and words of what is wrong with a file of a cohort that also says these lines, from line 3 on."""
    with pytest.raises(ProblemsFound) as refused:
        read(f"format: 1\nname: Spring 2027\n{lines}\n")
    assert {problem.place.file for problem in refused.value.problems} == {FILE}
    return [(problem.code, problem.place.line, problem.what) for problem in refused.value.problems]


def test_a_cohort_without_a_timetable_needs_only_a_name() -> None:
    (cohort,) = read_cohorts(Held({FILE: b'format: 1\nname: Spring 2027\nedition: "2027.1"\n'}))

    assert (cohort.id, cohort.name, cohort.edition) == ("2027-spring", "Spring 2027", "2027.1")
    assert cohort.file == CohortFile(format=1, name="Spring 2027", edition="2027.1")


def test_ten_lines_say_all_that_a_timetable_needs() -> None:
    assert read(TEN_LINES) == CohortFile(
        format=1,
        name="Spring 2027",
        nation="GB-ENG",
        start=datetime.date(2027, 1, 1),
        people=16,
        weekdays=(1, 2, 3),
        preferred=(2,),
        day_starts=datetime.time(9, 30),
        together=("m01", "m12"),
        online=("d10", "d15"),
    )


def test_everything_that_can_be_said_is_read() -> None:
    text = """\
format: 1
name: Spring 2027
first_delivery: true
stray: 7
notice: 28
region: north
school_terms: cohorts/terms.ics
closures: [{from: 2027-08-02, to: 2027-08-13, why: summer}, {from: 2027-05-04}]
school_holidays: [{from: 2027-02-15, to: 2027-02-19, name: half-term}]
venues:
  - {id: hall, name: Harbour Hall, address: 1 Quay Street, places: 20, cost: 4, weekdays: [tue], closed: [{from: 2027-03-01}]}
faculty:
  - {id: ana-reis, topics: [understanding-qi], region: south, expert: true, joins: 2027-01-01, leaves: 2027-12-31}
days:
  - {day: d01, date: 2027-01-12, venue: hall, faculty: [ana-reis], confirmed: false}
  - {day: d02, date: 2027-01-13, faculty: []}
bank_holidays: {add: [{date: 2027-06-01, name: A jubilee}], leave_out: [2027-05-03]}
"""
    assert read(text) == CohortFile(
        format=1,
        name="Spring 2027",
        first_delivery=True,
        stray=7,
        notice=28,
        region="north",
        school_terms="cohorts/terms.ics",
        closures=(
            Closed(from_=datetime.date(2027, 8, 2), to=datetime.date(2027, 8, 13), why="summer"),
            Closed(from_=datetime.date(2027, 5, 4)),
        ),
        school_holidays=(Term(from_=datetime.date(2027, 2, 15), to=datetime.date(2027, 2, 19), name="half-term"),),
        venues=(
            Room(
                id="hall",
                name="Harbour Hall",
                address="1 Quay Street",
                places=20,
                cost=4,
                weekdays=(1,),
                closed=(Closed(from_=datetime.date(2027, 3, 1)),),
            ),
        ),
        faculty=(
            Member(
                id="ana-reis",
                topics=("understanding-qi",),
                region="south",
                expert=True,
                joins=datetime.date(2027, 1, 1),
                leaves=datetime.date(2027, 12, 31),
            ),
        ),
        days=(
            Settled(day="d01", date=datetime.date(2027, 1, 12), venue="hall", faculty=("ana-reis",), confirmed=False),
            Settled(day="d02", date=datetime.date(2027, 1, 13), faculty=()),
        ),
        bank_holidays=BankHolidays(
            add=(Extra(date=datetime.date(2027, 6, 1), name="A jubilee"),), leave_out=(datetime.date(2027, 5, 3),)
        ),
    )


def test_the_united_kingdom_as_a_whole_is_refused_with_the_reason() -> None:
    with pytest.raises(ProblemsFound) as refused:
        read("format: 1\nname: Spring 2027\nnation: GB\n")

    (problem,) = refused.value.problems
    assert (problem.code, problem.place.line, problem.what) == ("VALUE", 3, '`nation` is not right: "GB".')
    assert problem.do == (
        "the nations of the United Kingdom have different bank holidays; write GB-ENG, GB-WLS, GB-SCT or GB-NIR"
    )


def test_norway_is_a_nation_and_not_a_no() -> None:
    assert read("format: 1\nname: Spring 2027\nnation: NO\n").nation == "NO"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("day_start: '09:00'", [("FIELD", 3, "`day_start` is not a field here. Did you mean day_starts?")]),
        ("start: 2027-13", [("VALUE", 3, '`start` is not right: "2027-13".')]),
        ("weekdays: []", [("COHORT", 3, "No weekday is allowed.")]),
        ("preferred: [sat]", [("COHORT", 3, "A weekday is preferred and not allowed.")]),
        ("online: [d10, d11, d10]", [("COHORT", 3, "`d10` stands twice under online.")]),
        (
            "closures:\n- {from: 2027-08-13, to: 2027-08-02}",
            [("COHORT", 4, "It ends on 2027-08-02, before it begins on 2027-08-13.")],
        ),
        (
            "closures:\n- {from: 2027-08-02, to: 2027-08-13}\n- {from: 2027-08-13, why: moving}",
            [
                (
                    "COHORT",
                    5,
                    "The closure from 2027-08-13 (moving) overlaps with the one from 2027-08-02 (closure).",
                )
            ],
        ),
        (
            OVERLAPPING,
            [
                ("COHORT", 4, "The closure from 2027-08-16 (paint) overlaps with the one from 2027-08-02 (closure)."),
                ("COHORT", 6, "The closure from 2027-08-03 (closure) overlaps with the one from 2027-08-02 (closure)."),
                ("COHORT", 7, "The closure from 2027-08-20 (moving) overlaps with the one from 2027-08-02 (closure)."),
                ("COHORT", 8, "The closure from 2027-08-24 (dust) overlaps with the one from 2027-08-20 (moving)."),
            ],
        ),
        (
            "people: 24\nvenues:\n- {id: hall, name: Hall, places: 20}",
            [("COHORT", 3, "The cohort has 24 people, and the largest room 20 places.")],
        ),
        (
            "venues:\n- {id: hall, name: Hall, places: 9}\n- {id: hall, name: Loft, places: 8}",
            [("ID", 5, "`hall` stands twice under venues.")],
        ),
        (
            "faculty:\n- {id: ana, joins: 2027-05-01, leaves: 2027-04-01}",
            [("COHORT", 4, "`ana` leaves on 2027-04-01, before joining on 2027-05-01.")],
        ),
    ],
)
def test_what_cannot_be_so_is_told_with_its_line(lines: str, expected: list[tuple[str, int, str]]) -> None:
    assert told(lines) == expected


@pytest.mark.parametrize("file", ["private/leave/ana-reis.ics", "Private/terms.csv"])
def test_a_private_file_never_gives_the_public_page_its_school_terms(file: str) -> None:
    with pytest.raises(ProblemsFound) as refused:
        read(f"format: 1\nname: Spring 2027\nschool_terms: {file}\n")

    assert refused.value.problems == (
        Problem(
            code="COHORT",
            what=f"`school_terms` names {file}, and what lies in private/ stays private.",
            place=Place(FILE, 3),
            because="The names of school holidays stand on the cohort's public page.",
            do="put the calendar of the schools into another folder, such as cohorts/terms.ics, and name it here",
        ),
    )


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("../terms.ics", "it steps out of the folder, or has an empty part"),
        ("cohorts/../private/leave/ana-reis.ics", "it steps out of the folder, or has an empty part"),
        ("/home/ana/terms.ics", "it does not start inside the folder"),
    ],
)
def test_school_terms_lie_inside_of_the_folder(file: str, why: str) -> None:
    assert told(f"school_terms: {file}") == [("PATH", 3, f'The path "{file}" is refused: {why}.')]


def test_settled_days_name_rooms_and_faculty_that_are_there() -> None:
    lines = """\
venues: [{id: hall, name: Hall, places: 20}]
faculty: [{id: ana-reis}]
days:
- {day: d01, date: 2027-01-12, venue: hal, faculty: [ana-reis]}
- {day: d02, date: 2027-01-13, venue: hall, faculty: [ana-ries, rui]}"""

    assert told(lines) == [
        ("COHORT", 6, "`hal` is no venue of this cohort. Did you mean hall?"),
        ("COHORT", 7, "`ana-ries` is not in the faculty of this cohort. Did you mean ana-reis?"),
        ("COHORT", 7, "`rui` is not in the faculty of this cohort."),
    ]


def test_people_that_just_fill_the_room_are_welcome() -> None:
    text = "format: 1\nname: Full\npeople: 20\nvenues: [{id: hall, name: Hall, places: 20}]\n"

    assert read(text).people == 20


def test_the_slips_of_all_cohorts_are_told_at_once() -> None:
    files = {
        "cohorts/autumn.yml": b"format: 1\nname: Autumn\npreferred: [sun]\n",
        "cohorts/spring.yml": b"format: 1\nname: Spring\nweekdays: []\nonline: [d01, d01]\n",
        "cohorts/Late Summer.yml": b"format: 1\nname: Summer\n",
    }
    with pytest.raises(ProblemsFound) as refused:
        read_cohorts(Held(files))

    assert [(problem.place.file, problem.place.line, problem.code) for problem in refused.value.problems] == [
        ("cohorts/Late Summer.yml", 1, "ID"),
        ("cohorts/autumn.yml", 3, "COHORT"),
        ("cohorts/spring.yml", 3, "COHORT"),
        ("cohorts/spring.yml", 4, "COHORT"),
    ]


def test_what_lies_in_the_folder_of_one_cohort_is_no_cohort() -> None:
    text = b"format: 1\nname: Spring\n"
    files = {"cohorts/spring.yml": text, "cohorts/spring/issue-1.yml": b"number: 1\n", "cohorts/terms.ics": b""}

    assert [cohort.id for cohort in read_cohorts(Held(files))] == ["spring"]


@pytest.mark.parametrize("weekdays", ["[money]", "[mon-fri]", "[mo]", "[weditto]"])
def test_a_weekday_is_a_whole_name_or_its_beginning(weekdays: str) -> None:
    data = f"format: 1\nname: x\nweekdays: {weekdays}\n".encode()
    with pytest.raises(ProblemsFound) as refused:
        read_cohorts(Held({"cohorts/2027.yml": data}))

    assert [(problem.place.line, "write weekdays one by one" in problem.do) for problem in refused.value.problems] == [
        (3, True)
    ]


def test_weekdays_may_be_written_out() -> None:
    data = b"format: 1\nname: x\nweekdays: [Mon, tues, Wednesday]\n"
    (cohort,) = read_cohorts(Held({"cohorts/2027.yml": data}))

    assert cohort.file.weekdays == (0, 1, 2)


@pytest.mark.parametrize("id", ["trainees", "con", "nul", "lpt1"])
def test_nobody_in_faculty_bears_the_name_of_another_file(id: str) -> None:
    assert told(f"faculty: [{{id: {id}}}]") == [
        ("ID", 3, f"`{id}` is kept for other files, so nobody in faculty can bear it.")
    ]
