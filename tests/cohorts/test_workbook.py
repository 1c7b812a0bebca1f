"""The workbook that faculty fill in: the same bytes every time, nothing in it a formula, every fault told by its cell."""

from __future__ import annotations

import dataclasses
import datetime
import io
from collections.abc import Callable
from itertools import pairwise

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.formula import ArrayFormula

from coachloom.academy.archive import packed, unpacked
from coachloom.cohorts.case import Span
from coachloom.cohorts.cohort import Closed, Cohort, Member, Room, Term, read_cohorts
from coachloom.cohorts.from_workbook import with_workbook
from coachloom.cohorts.leave import Leave
from coachloom.cohorts.ready import Around, ready
from coachloom.cohorts.template import template
from coachloom.cohorts.workbook import LARGEST, Column, Sheet, read, written
from coachloom.course.kinds import Topic
from coachloom.course.model import Course
from coachloom.problems import ProblemsFound
from coachloom.reading.files import Held

FILE = "private/spring.xlsx"
TEXT = """\
format: 1
name: Spring 2027
venues:
  - {id: hall, name: =Harbour+Hall, places: 20, weekdays: [tue, wed], closed: [{from: 2027-03-01, why: a wedding}]}
faculty:
  - {id: ana-reis, topics: [understanding-qi, coaching-skills], expert: true, joins: 2027-02-01}
closures:
  - {from: 2027-08-02, to: 2027-08-13, why: "@summer"}
school_holidays:
  - {from: 2027-02-15, name: half-term}
"""
PLAIN = written([Sheet("Leave", (Column("who"), Column("from")), (("ana-reis", datetime.date(2027, 4, 5)),))])


def the_cohort() -> Cohort:
    (cohort,) = read_cohorts(Held({"cohorts/spring.yml": TEXT.encode()}))
    return cohort


def filled_in(blank: bytes, fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    """The workbook as somebody would save it from Excel."""
    book = openpyxl.load_workbook(io.BytesIO(blank))
    fill(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def plain(value: object) -> object:
    """Excel's days are moments at midnight."""
    return value.date() if isinstance(value, datetime.datetime) else value


def joined(data: bytes) -> tuple[Cohort, Leave]:
    return with_workbook(the_cohort(), Held({FILE: data}))


def told(data: bytes) -> list[tuple[str, str, int, str]]:
    with pytest.raises(ProblemsFound) as refused:
        joined(data)
    return [(one.code, one.place.file, one.place.line, one.what) for one in refused.value.problems]


@pytest.fixture(scope="module")
def blank(reference_course: Course) -> bytes:
    """The template as it is given out."""
    return template(the_cohort(), reference_course)


def test_the_same_cohort_gives_the_same_bytes_whenever_it_is_made(blank: bytes, reference_course: Course) -> None:
    assert template(the_cohort(), reference_course) == blank
    assert b"2000-01-01T00:00:00Z</dcterms:modified>" in unpacked(blank, FILE)["docProps/core.xml"]


def test_the_template_holds_what_the_file_says_with_real_dates(blank: bytes, reference_course: Course) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank))
    sheets = {
        page.title: [[plain(value) for value in row] for row in page.iter_rows(values_only=True)]
        for page in book.worksheets[1:]
    }

    assert book.worksheets[0].title == "How to"
    assert sheets == {
        "Faculty": [
            ["id", "topics", "region", "expert", "joins", "leaves"],
            ["ana-reis", "understanding-qi, coaching-skills", None, "yes", datetime.date(2027, 2, 1), None],
        ],
        "Leave": [["who", "from", "to", "why"]],
        "Rooms": [
            ["id", "name", "address", "places", "cost", "weekdays"],
            ["hall", "=Harbour+Hall", None, 20, 0, "tue, wed"],
        ],
        "Closures": [
            ["from", "to", "why"],
            [datetime.date(2027, 8, 2), datetime.date(2027, 8, 13), "@summer"],
        ],
        "School terms": [
            ["from", "to", "name"],
            [datetime.date(2027, 2, 15), datetime.date(2027, 2, 15), "half-term"],
        ],
        "Topics": [["id", "title"], *([topic.id, topic.title] for topic in reference_course.all(Topic))],
    }


def test_nothing_in_the_template_is_a_formula(blank: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]

    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert [cell.value for cell in cells if cell.quotePrefix] == ["=Harbour+Hall", "@summer"]


def test_cells_offer_what_may_be_written(blank: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank))
    offered = {
        (page.title, str(one.sqref), one.formula1)
        for page in book.worksheets
        for one in page.data_validations.dataValidation
    }

    assert offered == {
        ("Faculty", "D2:D201", '"yes,no"'),
        ("Faculty", "B2:B201", "'Topics'!$A$2:$A$201"),
        ("Leave", "A2:A201", "'Faculty'!$A$2:$A$201"),
        ("Rooms", "F2:F201", '"mon,tue,wed,thu,fri,sat,sun"'),
    }


def test_a_large_faculty_is_offered_without_a_list_that_excel_finds_too_long(reference_course: Course) -> None:
    faculty = "".join(f"  - {{id: somebody-with-a-long-name-{number:03}}}\n" for number in range(150))
    (cohort,) = read_cohorts(Held({"cohorts/spring.yml": f"format: 1\nname: S\nfaculty:\n{faculty}".encode()}))
    book = openpyxl.load_workbook(io.BytesIO(template(cohort, reference_course)))
    offered = [one for page in book.worksheets for one in page.data_validations.dataValidation]
    reference = book["Leave"].data_validations.dataValidation[0].formula1.split("!")[1].replace("$", "")
    ids = [cell.value for (cell,) in book["Faculty"][reference]]

    assert [one.formula1 for one in offered if len(one.formula1) > 255] == []
    assert ids == [*(member.id for member in cohort.file.faculty), *([None] * 50)]


def test_a_template_that_nobody_filled_in_changes_nothing(blank: bytes) -> None:
    cohort, leave = joined(blank)

    assert (cohort.file, leave) == (the_cohort().file, {})


def test_without_a_workbook_the_file_stands_alone() -> None:
    assert with_workbook(the_cohort(), Held({}))[1] == {}


def test_what_is_filled_in_joins_the_file_and_counts_where_both_speak(blank: bytes) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book["Faculty"].append(["rui-lopes", "leading-change;self-reflection", "north", "no"])
        book["Rooms"]["D2"] = 24
        book["Leave"].append(["rui-lopes", datetime.date(2027, 5, 3), "07/05/2027", "a wedding"])
        book["Leave"].append([])
        book["Leave"].append(["ana-reis", "2027-04-05"])
        book["Closures"].append([datetime.date(2027, 12, 24), None, "moving"])
        book["School terms"].append(["1.4.2027", "9.4.2027", "Easter"])

    cohort, leave = joined(filled_in(blank, fill))
    was = the_cohort().file

    assert leave == {
        "ana-reis": (Span(datetime.date(2027, 4, 5), datetime.date(2027, 4, 5)),),
        "rui-lopes": (Span(datetime.date(2027, 5, 3), datetime.date(2027, 5, 7)),),
    }
    assert cohort.file.faculty == (
        *was.faculty,
        Member(id="rui-lopes", topics=("leading-change", "self-reflection"), region="north"),
    )
    assert cohort.file.venues == (dataclasses.replace(was.venues[0], places=24),)
    assert cohort.file.closures == (*was.closures, Closed(from_=datetime.date(2027, 12, 24), why="moving"))
    assert cohort.file.school_holidays == (
        *was.school_holidays,
        Term(from_=datetime.date(2027, 4, 1), to=datetime.date(2027, 4, 9), name="Easter"),
    )


def test_all_that_cannot_be_so_is_told_by_sheet_and_cell(blank: bytes) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book["Leave"].append(["ana-ries", datetime.date(2027, 5, 3)])
        book["Leave"].append(["ana-reis", "soon", 1.5])
        book["Leave"].append(["ana-reis", datetime.date(2027, 5, 3), datetime.date(2027, 5, 2)])
        book["Leave"].append([None, datetime.date(2027, 5, 3)])
        book["Rooms"].append(["loft", "Loft", None, "many", None, "tue, someday"])

    assert told(filled_in(blank, fill)) == [
        ("WORKBOOK", FILE, 2, "Sheet Leave, cell A2: `ana-ries` is not in the faculty. Did you mean ana-reis?"),
        ("WORKBOOK", FILE, 3, 'Sheet Leave, cell B3: `from` is not right: "soon".'),
        ("WORKBOOK", FILE, 3, 'Sheet Leave, cell C3: `to` is not right: "1.5".'),
        ("WORKBOOK", FILE, 3, 'Sheet Rooms, cell D3: `places` is not right: "many".'),
        ("WORKBOOK", FILE, 3, 'Sheet Rooms, cell F3: `weekdays, entry 2` is not right: "someday".'),
        ("WORKBOOK", FILE, 4, "Sheet Leave, cell A4: It ends on 2027-05-02, before it begins on 2027-05-03."),
        ("WORKBOOK", FILE, 5, "Sheet Leave, cell B5: `who` is missing."),
    ]


def test_what_a_sheet_has_no_column_for_stays_as_the_file_says(blank: bytes) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book["Faculty"].delete_cols(4)
        book["Faculty"]["C2"] = "north"

    cohort, _ = joined(filled_in(blank, fill))

    assert cohort.file.faculty == (dataclasses.replace(the_cohort().file.faculty[0], region="north"),)


def test_nobody_and_no_room_stands_on_a_sheet_twice(blank: bytes) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book["Faculty"].append(["ana-reis", "leading-change"])
        book["Rooms"].append(["loft", "Loft", None, 20])
        book["Rooms"].append(["loft", "Attic", None, 20])

    assert told(filled_in(blank, fill)) == [
        ("WORKBOOK", FILE, 3, "Sheet Faculty, cell A3: `ana-reis` stands in Faculty, cell A2 already."),
        ("WORKBOOK", FILE, 4, "Sheet Rooms, cell A4: `loft` stands in Rooms, cell A3 already."),
    ]


def test_what_file_and_workbook_say_together_keeps_the_rules_of_cohorts(blank: bytes) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book["Faculty"]["F2"] = datetime.date(2027, 1, 31)
        book["Closures"].append([datetime.date(2027, 8, 13), datetime.date(2027, 8, 20), "moving"])
        book["Closures"].append([datetime.date(2027, 8, 16), None, "paint"])
        book["School terms"].append([datetime.date(2027, 4, 9), datetime.date(2027, 4, 1)])

    assert told(filled_in(blank, fill)) == [
        (
            "WORKBOOK",
            FILE,
            2,
            "Sheet Faculty, cell A2: `ana-reis` leaves on 2027-01-31, before joining on 2027-02-01.",
        ),
        (
            "WORKBOOK",
            FILE,
            3,
            "Sheet Closures, cell A3: The closure from 2027-08-13 (moving) overlaps with the one from 2027-08-02 (@summer, cohorts/spring.yml:8).",
        ),
        (
            "WORKBOOK",
            FILE,
            3,
            "Sheet School terms, cell A3: It ends on 2027-04-01, before it begins on 2027-04-09.",
        ),
        (
            "WORKBOOK",
            FILE,
            4,
            "Sheet Closures, cell A4: The closure from 2027-08-16 (paint) overlaps with the one from 2027-08-13 (moving).",
        ),
    ]


def test_a_fault_in_what_the_file_says_is_told_in_the_file(blank: bytes) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book["Closures"].append([datetime.date(2027, 8, 1), datetime.date(2027, 8, 2), "moving"])

    assert told(filled_in(blank, fill)) == [
        (
            "COHORT",
            "cohorts/spring.yml",
            8,
            "The closure from 2027-08-02 (@summer) overlaps with the one from 2027-08-01 (moving, private/spring.xlsx, sheet Closures, cell A3).",
        )
    ]


def test_what_the_course_does_not_know_is_told_where_it_was_written(blank: bytes, reference_course: Course) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book["Faculty"].append(["rui-lopes", "leading-change, leading-chance"])

    told = TEXT.replace("expert", "region: north, expert").replace("understanding-qi", "understanding")
    (cohort,) = read_cohorts(Held({"cohorts/spring.yml": f"{told}nation: GB-ENG\nstart: 2027-01\n".encode()}))
    blank_rows = filled_in(blank, lambda book: book["Faculty"].delete_rows(2))
    joined, _ = with_workbook(cohort, Held({FILE: filled_in(blank_rows, fill)}))
    with pytest.raises(ProblemsFound) as refused:
        ready(reference_course, joined, Around())

    assert [(one.code, str(one.place), one.what) for one in refused.value.problems] == [
        ("COHORT", "cohorts/spring.yml:6", "`understanding` is no topic of the course. Did you mean understanding-qi?"),
        (
            "COHORT",
            "private/spring.xlsx, sheet Faculty, cell B2",
            "`leading-chance` is no topic of the course. Did you mean leading-change?",
        ),
    ]


def test_whole_numbers_are_whole_however_a_spreadsheet_holds_them(blank: bytes) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book["Rooms"].append(["loft", "Loft", None, 24.0, "3,0"])
        book["Rooms"].append(["attic", "Attic", None, "1.5"])

    parts = unpacked(filled_in(blank, fill), FILE)
    page = "xl/worksheets/sheet4.xml"
    assert parts[page].count(b"<v>24</v>") == 1
    data = packed({**parts, page: parts[page].replace(b"<v>24</v>", b"<v>2.4E1</v>")})
    mended = filled_in(data, lambda book: book["Rooms"].delete_rows(4))

    assert told(data) == [("WORKBOOK", FILE, 4, 'Sheet Rooms, cell D4: `places` is not right: "1.5".')]
    assert joined(mended)[0].file.venues[1:] == (Room(id="loft", name="Loft", places=24, cost=3),)


def test_what_excel_adds_and_nobody_needs_is_passed_over_in_silence() -> None:
    page = "xl/worksheets/sheet1.xml"
    parts = unpacked(PLAIN, FILE)
    added = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'

    data = packed({**parts, page: parts[page].replace(b"</worksheet>", added)})

    assert data != PLAIN
    assert read(data, FILE) == read(PLAIN, FILE)


def test_formulas_are_refused_by_cell(blank: bytes) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book["Leave"]["B7"] = "=TODAY()"
        book["Rooms"]["D2"] = ArrayFormula("D2", "=10+10")

    assert told(filled_in(blank, fill)) == [
        ("WORKBOOK", FILE, 2, "Sheet Rooms, cell D2: a formula stands there."),
        ("WORKBOOK", FILE, 7, "Sheet Leave, cell B7: a formula stands there."),
    ]


def test_a_sheet_that_is_gone_is_missed(blank: bytes) -> None:
    def rename(book: openpyxl.Workbook) -> None:
        book["Leave"].title = "Leaves"

    assert told(filled_in(blank, rename)) == [
        ("WORKBOOK", FILE, 1, "The workbook has no sheet Leave. Did you mean Leaves?")
    ]


def test_no_row_is_too_far_down_to_be_told(blank: bytes) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book["Leave"]["A2001"] = "ana-reis"
        book["Rooms"]["AO2002"] = "far away"

    assert told(filled_in(blank, fill)) == [
        ("WORKBOOK", FILE, 1, "Sheet Leave reaches to row 2,001; 2,000 are read."),
        ("WORKBOOK", FILE, 1, "Sheet Rooms reaches to column 41; 40 are read."),
        ("WORKBOOK", FILE, 1, "Sheet Rooms reaches to row 2,002; 2,000 are read."),
    ]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "This cannot be read as an Excel workbook. The file is not a zip, or only the beginning of one."),
        (
            b"who,from\r\nana-reis,2027-04-05\r\n",
            "This cannot be read as an Excel workbook. The file is not a zip, or only the beginning of one.",
        ),
        (PLAIN[:-400], "This cannot be read as an Excel workbook. The zip is cut off, or damaged at its end."),
        (packed({"word/document.xml": b"<document/>"}), "This cannot be read as an Excel workbook."),
        (b"PK" + b" " * LARGEST, "The workbook is larger than 1 MB."),
    ],
)
def test_what_is_no_workbook_is_told(data: bytes, what: str) -> None:
    assert told(data) == [("WORKBOOK", FILE, 1, what)]


def test_a_bomb_of_entities_is_no_workbook() -> None:
    page = "xl/worksheets/sheet1.xml"
    parts = unpacked(PLAIN, FILE)
    names = "abcdefghij"
    grows = "".join(f'<!ENTITY {after} "{f"&{name};" * 10}">' for name, after in pairwise(names))
    bomb = f'<!DOCTYPE z [<!ENTITY a "aaaaaaaaaa">{grows}]>'.encode()
    assert parts[page].count(b">ana-reis<") == 1

    data = packed({**parts, page: bomb + parts[page].replace(b">ana-reis<", b">&j;<")})

    assert told(data) == [("WORKBOOK", FILE, 1, "This cannot be read as an Excel workbook.")]


def told_of(data: bytes) -> set[tuple[str, str]]:
    """Code and file of what is told of a workbook; nothing where it is read."""
    try:
        read(data, FILE)
    except ProblemsFound as refused:
        return {(problem.code, problem.place.file) for problem in refused.problems}
    return set()


@settings(max_examples=60)
@given(st.data())
def test_a_spoilt_workbook_is_read_or_told(data: st.DataObject) -> None:
    parts = unpacked(PLAIN, FILE)
    name = data.draw(st.sampled_from(sorted(parts)))
    spoilt = bytearray(parts[name])
    for at in data.draw(st.lists(st.integers(0, len(spoilt) - 1), min_size=1, max_size=5)):
        spoilt[at] = data.draw(st.sampled_from(b'<>"/&= 019aZ'))

    assert told_of(packed({**parts, name: bytes(spoilt)})) <= {("WORKBOOK", FILE)}


@pytest.mark.parametrize("name", sorted(unpacked(PLAIN, FILE)))
def test_a_workbook_of_which_a_part_is_gone_is_read_or_told(name: str) -> None:
    parts = unpacked(PLAIN, FILE)
    del parts[name]

    assert told_of(packed(parts)) <= {("WORKBOOK", FILE)}


def test_a_settled_day_may_name_a_room_and_a_person_of_the_workbook_alone(reference_course: Course) -> None:
    text = (
        "format: 1\nname: Spring 2027\npeople: 30\nvenues: [{id: den, name: Den, places: 8}]\n"
        "days: [{day: d01, date: 2027-01-12, venue: hall, faculty: [zoe]}]\n"
    )
    files = Held({"cohorts/spring.yml": text.encode()})
    (cohort,) = read_cohorts(files)

    def fill(book: openpyxl.Workbook) -> None:
        book["Rooms"].append(["hall", "Hall", None, 40])
        book["Faculty"].append(["zoe"])

    data = filled_in(template(cohort, reference_course), fill)
    together, _ = with_workbook(cohort, Held({"private/spring.xlsx": data}))

    with pytest.raises(ProblemsFound) as refused:
        with_workbook(cohort, files)
    assert len(refused.value.problems) == 3
    assert ([room.id for room in together.file.venues], [one.id for one in together.file.faculty]) == (
        ["den", "hall"],
        ["zoe"],
    )
