"""All that people see of a timetable agrees, is the same each time, and tells nothing that is private."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from zoneinfo import ZoneInfo

from icalendar import Calendar
from openpyxl import load_workbook

from coachloom.problems import Severity
from coachloom.site.timetables.files import CohortFiles, cohort_files
from tests.cohorts.issued import an_issue
from tests.paper.prints import structure, texts
from tests.site.timetables.given import cohort, days, given, moved, pages

FOLDER = "cohorts/2027-spring"
WITHOUT_PRINTS = ("index.html", "timetable.csv", "timetable.ics", "timetable.xlsx")
PRIVATE = ("ana-reis", "rui-lopes", "zoe-quill")


def made(**other: object) -> CohortFiles:
    return cohort_files(given(**other), pages(), FOLDER)


def page(files: CohortFiles) -> str:
    return files.files[f"{FOLDER}/index.html"].decode()


def test_the_same_issues_give_the_same_bytes() -> None:
    assert made() == made()


def test_page_table_workbook_and_prints_name_the_same_dates() -> None:
    files = made()
    table = [*csv.DictReader(io.StringIO(files.files[f"{FOLDER}/timetable.csv"].decode("utf-8-sig")))]
    dates = [row["date"] for row in table]
    sheet = load_workbook(io.BytesIO(files.files[f"{FOLDER}/timetable.xlsx"])).active
    assert sheet is not None
    rows = [*sheet.iter_rows(values_only=True)]

    assert re.findall(r'data-date="([0-9-]+)"', page(files)) == dates
    assert [row[1].date().isoformat() if isinstance(row[1], datetime.datetime) else row[1] for row in rows[1:]] == dates
    feed = Calendar.from_ical(files.files[f"{FOLDER}/timetable.ics"])
    starts = sorted(event.decoded("DTSTART") for event in feed.events if event["STATUS"] != "CANCELLED")
    assert [start.astimezone(ZoneInfo("Europe/London")).date().isoformat() for start in starts] == dates
    signs = texts(files.files[f"{FOLDER}/door-signs.pdf"])
    in_rooms = [row["date"] for row in table if row["room"] != "Online"]
    assert [
        f"{datetime.date.fromisoformat(date):%d}".lstrip("0") in sign
        for date, sign in zip(in_rooms, signs, strict=True)
    ] == [True] * 16
    (chart,) = texts(files.files[f"{FOLDER}/wallchart.pdf"])
    assert "Tue 27 April, 09:30–16:45" in chart
    assert "Issue 2, given out on Thursday 26 November 2026" in chart


def test_a_table_tells_rooms_and_people_as_pages_do() -> None:
    table = csv.DictReader(io.StringIO(made().files[f"{FOLDER}/timetable.csv"].decode("utf-8-sig")))
    told = {row["day"]: (row["room"], row["faculty"], row["state"]) for row in table}

    assert [told[id] for id in ("d01", "d08", "d17")] == [
        ("Harbour Hall", "Lead nurse, Rui Lopes, surgeon", "confirmed"),
        ("Online", "Lead nurse", "confirmed"),
        ("Harbour Hall", "Lead nurse", "pencilled"),
    ]


def test_nothing_private_is_in_any_file() -> None:
    files = made()
    readable = {
        name: " ".join(texts(data)) if name.endswith(".pdf") else data.decode("utf-8", "replace")
        for name, data in files.files.items()
    }

    assert [
        (name, id) for name, text in sorted(readable.items()) for id in PRIVATE if re.search(rf"\b{id}\b", text)
    ] == []
    assert [name for name, text in readable.items() if "A reason" in text] == []


def test_prints_can_be_read_aloud() -> None:
    files = made().files

    assert {name: structure(data)["standard"] for name, data in files.items() if name.endswith(".pdf")} == {
        f"{FOLDER}/door-signs.pdf": "1",
        f"{FOLDER}/wallchart.pdf": "1",
    }


def test_linked_data_on_the_page_is_data_and_closes_no_script() -> None:
    hostile = moved(days()[0], title='</script><script>alert("1")</script>')
    text = page(made(issues=(an_issue(1, hostile),)))
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)

    assert json.loads(data)["hasCourseInstance"]["subEvent"][0]["name"] == f"Day 1: {hostile.title}"
    assert "<script>alert" not in text


def test_what_cannot_be_printed_is_a_note_and_the_page_goes_out_without_it() -> None:
    files = made(cohort=cohort("Spring 🎉"))

    assert sorted(files.files) == [f"{FOLDER}/{name}" for name in WITHOUT_PRINTS]
    assert {(note.code, note.severity) for note in files.notes} == {("PRINT", Severity.NOTES)}
    assert "wallchart.pdf" not in page(files)


def test_an_issue_in_which_every_day_is_cancelled_has_a_page_and_no_prints() -> None:
    files = made(issues=(an_issue(1, *days()[:2]), an_issue(2, cancelled=["d01", "d02"])))

    assert sorted(files.files) == [f"{FOLDER}/{name}" for name in WITHOUT_PRINTS]
    assert page(files).count("Cancelled; it was to be on") == 4


def test_without_an_address_of_the_site_there_is_no_way_to_subscribe_but_all_files() -> None:
    text = cohort_files(given(), pages(url=None), FOLDER).files[f"{FOLDER}/index.html"].decode()

    assert ("webcal:" in text, "timetable.csv" in text) == (False, True)
