"""All that people see of a timetable agrees, is the same each time, and tells nothing that is private."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import io
import json
import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from coachloom.problems import Severity
from coachloom.site.timetables.files import CohortFiles, cohort_files
from tests.cohorts.issued import HALL, an_issue
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


Told = tuple[str, str, str, str, str]
"""Date, begin, end, title and room of a day."""


def in_the_workbook(data: bytes) -> list[Told]:
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    rows: list[Any] = [*sheet.iter_rows(min_row=2, values_only=True)]
    return [(f"{row[1]:%Y-%m-%d}", f"{row[3]:%H:%M}", f"{row[4]:%H:%M}", row[5], row[6]) for row in rows]


def in_the_linked_data(html: str) -> list[Told]:
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    events = json.loads(data)["hasCourseInstance"]["subEvent"]
    return [
        (
            event["startDate"][:10],
            event["startDate"][11:16],
            event["endDate"][11:16],
            event["name"].partition(": ")[2],
            event["location"].get("name", "Online"),
        )
        for event in events
        if "Cancelled" not in event["eventStatus"]
    ]


def in_the_calendar(data: bytes) -> list[Told]:
    def clock(event: Any, name: str) -> datetime.datetime:
        moment: datetime.datetime = event.decoded(name)
        return moment.astimezone(ZoneInfo("Europe/London"))

    return sorted(
        (
            f"{clock(event, 'DTSTART'):%Y-%m-%d}",
            f"{clock(event, 'DTSTART'):%H:%M}",
            f"{clock(event, 'DTEND'):%H:%M}",
            str(event["SUMMARY"]).removeprefix("Pencilled in: "),
            str(event["LOCATION"]).partition(",")[0],
        )
        for event in Calendar.from_ical(data).walk("VEVENT")
        if event["STATUS"] != "CANCELLED"
    )


def test_all_that_comes_from_one_issue_tells_the_same_dates_times_titles_and_rooms() -> None:
    files = {name.removeprefix(f"{FOLDER}/"): data for name, data in made().files.items()}
    table = csv.DictReader(io.StringIO(files["timetable.csv"].decode("utf-8-sig")))
    told = [(row["date"], row["starts"], row["ends"], row["title"], row["room"]) for row in table]
    html = files["index.html"].decode()

    assert re.findall(r'data-date="([0-9-]+)"', html) == [day[0] for day in told]
    assert in_the_workbook(files["timetable.xlsx"]) == told
    assert in_the_linked_data(html) == told
    assert in_the_calendar(files["timetable.ics"]) == told


def test_wallchart_and_signs_tell_what_the_table_tells() -> None:
    files = made().files
    table = csv.DictReader(io.StringIO(files[f"{FOLDER}/timetable.csv"].decode("utf-8-sig")))
    told = [(row["date"], row["starts"], row["ends"], row["title"], row["room"]) for row in table]
    (chart,) = (" ".join(text.split()) for text in texts(files[f"{FOLDER}/wallchart.pdf"]))
    signs = iter(texts(files[f"{FOLDER}/door-signs.pdf"]))

    assert "Issue 2, given out on Thursday 26 November 2026" in chart
    for date, starts, ends, title, room in told:
        day = datetime.date.fromisoformat(date)
        assert f"{day:%a} {day.day} {day:%B}, {starts}–{ends} {title}" in chart
        if room != "Online":
            words = " ".join(next(signs).split())
            wanted = (f"{day:%A} {day.day} {day:%B %Y}", f"{starts} to {ends}", room)
            assert [one for one in wanted if one not in words] == []
    assert list(signs) == []


@pytest.mark.parametrize("name", ['=HYPERLINK("x")', "@SUM(1)", "+1", "-1"])
def test_37_no_title_or_room_is_a_formula_in_a_published_table(name: str) -> None:
    issue = dataclasses.replace(
        an_issue(1, moved(days()[0], title=name)), venues=(dataclasses.replace(HALL, name=name),)
    )
    files = made(issues=(issue,)).files
    (row,) = csv.DictReader(io.StringIO(files[f"{FOLDER}/timetable.csv"].decode("utf-8-sig")))
    sheet = load_workbook(io.BytesIO(files[f"{FOLDER}/timetable.xlsx"])).active

    assert sheet is not None
    assert (row["title"], row["room"]) == (f"'{name}", f"'{name}")
    assert [(cell.data_type, cell.quotePrefix) for cell in sheet[2] if cell.value == name] == [("s", True)] * 2


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
