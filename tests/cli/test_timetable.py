"""A cohort from ten lines to everyone's calendar, and what becomes of it when something moves; by commands alone."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pikepdf
import pytest

from coachloom.academy.edition import of_course_folder
from coachloom.academy.starter import new_academy
from coachloom.cohorts.issues import read_issues
from coachloom.reading.files import Folder
from tests.cli.running import on
from tests.conftest import ROOT

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
FULL = f"""\
{TEN_LINES}first_delivery: true
region: north
venues:
  - {{id: seminar-room, name: Seminar room 2, places: 20, weekdays: [tue, thu]}}
  - {{id: town-hall, name: Town hall, places: 60, cost: 4, weekdays: [tue, wed]}}
faculty:
  - {{id: ana-reis, topics: [understanding-qi, coaching-skills], region: north}}
  - {{id: rui-lopes, topics: [leading-change, self-reflection, working-with-groups], region: north}}
  - {{id: jo-marsh, topics: [understanding-qi], region: south, expert: true}}
closures:
  - {{from: 2027-08-02, to: 2027-08-13, why: summer closure}}
"""
ILL = "format: 1\nleave:\n  - {who: jo-marsh, from: 2027-08-10, to: 2027-08-20}\n"
BEFORE, APRIL = ("--today", "2026-11-26"), ("--today", "2027-04-20")
SPRING = "2027-spring"
PLAN = f"cohorts/{SPRING}/plan.csv"


@pytest.fixture
def academy(tmp_path: Path) -> Path:
    root = tmp_path / "riverside"
    new_academy(root, "riverside", "Riverside Academy", of_course_folder(ROOT))
    (root / f"cohorts/{SPRING}.yml").write_text(FULL, encoding="utf-8")
    return root


def done(root: Path, *arguments: str) -> str:
    result = on(root, "timetable", *arguments)
    assert result.exit_code == 0, result.output
    return result.output


def issued(root: Path, at: str, *arguments: str) -> str:
    return done(root, "issue", SPRING, "--why", "It is settled.", "--at", at, *arguments)


def events(feed: Path) -> dict[str, tuple[int, str, str]]:
    """Sequence, status and start of every entry, by its title."""
    found = icalendar.Calendar.from_ical(feed.read_bytes()).walk("VEVENT")
    return {
        str(event["SUMMARY"]): (int(str(event["SEQUENCE"])), str(event["STATUS"]), str(event.decoded("DTSTART")))
        for event in found
    }


def test_ten_lines_give_dates_for_every_day_and_the_same_bytes_each_time(academy: Path) -> None:
    (academy / f"cohorts/{SPRING}.yml").write_text(TEN_LINES, encoding="utf-8")

    said = done(academy, "plan", SPRING, *BEFORE)
    first = (academy / PLAN).read_bytes()
    done(academy, "plan", SPRING, *BEFORE)

    assert said.startswith(f"Spring 2027: 18 days, from 2027-01-05 to 2027-12-08. They stand in {PLAN}.")
    assert (academy / PLAN).read_bytes() == first
    assert first.decode("utf-8-sig").splitlines()[:3] == [
        "day,date,weekday,starts,ends,title,room,faculty,state",
        'd01,2027-01-05,Tuesday,09:30,16:45,"Why flow, why coaching, why two",,,confirmed',
        "d02,2027-01-06,Wednesday,09:30,16:45,See the pathway and its people,,,confirmed",
    ]


def test_a_year_is_planned_given_out_repaired_taken_back_and_cancelled(academy: Path) -> None:
    feed = academy / f"build/timetables/{SPRING}/timetable.ics"
    done(academy, "plan", SPRING, *BEFORE)
    issued(academy, "2026-11-26T09:00Z")
    done(academy, "export", SPRING)
    first = events(feed)
    (academy / "private/leave.yml").write_text(ILL, encoding="utf-8")

    broken = on(academy, "timetable", "check", SPRING, *APRIL)
    repair = done(academy, "plan", SPRING, "--repair", *APRIL)
    issued(academy, "2027-04-20T09:00Z")
    done(academy, "export", SPRING)
    moved = events(feed)
    (academy / "private/leave.yml").unlink()
    issued(academy, "2027-04-21T09:00Z", "--back-to", "1")
    late = on(academy, "timetable", "issue", SPRING, "--why", "Strike.", "--cancel", "d08", "--at", "2027-04-21T10:00Z")
    issued(academy, "2027-04-21T10:00Z", "--cancel", "d08", "--agreed-by", "ana-reis")
    done(academy, "export", SPRING)
    last = events(feed)

    assert (broken.exit_code, broken.output.splitlines()[0]) == (
        1,
        "Broken: d13 is on Tue 17 August 2027, when jo-marsh is away.",
    )
    assert repair.splitlines()[:2] == [
        "1 day moves, 3 people are affected. It concerns ana-reis, jo-marsh, rui-lopes and all trainees.",
        (
            "    Driver diagrams moves from Tuesday 17 August 2027, 09:30 to 16:45 (London time)"
            " to Tuesday 24 August 2027, 09:30 to 16:45 (London time)."
        ),
    ]
    assert late.exit_code == 1
    assert "TIMETABLE  People were promised 42 days' notice, and these days change within it: d08." in late.output
    assert {title for title in first if first[title] != moved[title]} == {"Driver diagrams"}
    assert (first["Driver diagrams"][0], moved["Driver diagrams"][0], last["Driver diagrams"][0]) == (0, 1, 2)
    assert last["Driver diagrams"][2] == first["Driver diagrams"][2]
    assert last["CANCELLED: eVidence II: control charts and flow"][:2] == (1, "CANCELLED")


def test_a_year_that_has_begun_with_nothing_given_out_is_refused(academy: Path) -> None:
    result = on(academy, "timetable", "plan", SPRING, "--today", "2027-02-01")

    assert result.exit_code == 1
    assert result.output.startswith(f'cohorts/{SPRING}.yml:4: COHORT  "Spring 2027" starts in 2027-01, which is past.')


def test_where_no_year_is_possible_the_exit_says_so_and_nothing_is_written(academy: Path) -> None:
    away = "format: 1\nleave:\n  - {who: rui-lopes, from: 2027-03-01, to: 2027-12-31}\n"
    (academy / "private/leave.yml").write_text(away, encoding="utf-8")

    result = on(academy, "timetable", "plan", SPRING, *BEFORE)

    assert result.exit_code == 3
    assert "    - the time that rui-lopes is away\n" in result.output
    assert not (academy / PLAN).exists()


def test_a_workbook_is_filled_in_read_and_never_written_over(academy: Path) -> None:
    done(academy, "template", SPRING)
    workbook = academy / f"private/{SPRING}.xlsx"
    again = on(academy, "timetable", "template", SPRING)

    assert again.exit_code == 2
    assert done(academy, "plan", SPRING, *BEFORE).startswith("Spring 2027: 18 days")
    workbook.write_bytes(b"no workbook")
    broken = on(academy, "timetable", "plan", SPRING, *BEFORE)
    assert broken.exit_code == 1
    assert broken.output.startswith(f"private/{SPRING}.xlsx:1: ")


def test_what_another_cohort_was_given_is_left_to_it(academy: Path) -> None:
    other = FULL.replace("Spring 2027", "Other").replace("first_delivery: true\n", "")
    (academy / "cohorts/2027-other.yml").write_text(other, encoding="utf-8")
    done(academy, "plan", SPRING, *BEFORE)
    issued(academy, "2026-11-26T09:00Z")
    (academy / PLAN).unlink()
    done(academy, "plan", "2027-other", *BEFORE)
    (issue,) = read_issues(Folder(academy), SPRING)
    taken = {(f"{day.date}", id) for day in issue.days for id in (day.venue, *day.teachers) if id}
    rows = csv.DictReader(io.StringIO((academy / "cohorts/2027-other/plan.csv").read_text("utf-8-sig")))
    own = {(row["date"], id) for row in rows for id in (row["room"], *row["faculty"].split()) if id}

    assert (len(own) > 36, len(taken) > 36, own & taken) == (True, True, set())


def test_tables_by_hand_are_judged_whatever_they_are_made_with(academy: Path) -> None:
    rows: list[list[Any]] = [
        ["day", "date", "room", "faculty"],
        ["d01", datetime.date(2027, 1, 5), "town-hall", "ana-reis rui-lopes"],
        ["d02", datetime.date(2027, 1, 9), "town-hall", "nobody"],
    ]
    (academy / "mine.csv").write_text("\n".join(";".join(map(str, row)) for row in rows), encoding="utf-8")
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(academy / "mine.xlsx")
    table, workbook = (
        on(academy, "timetable", "check", SPRING, str(academy / name), *BEFORE) for name in ("mine.csv", "mine.xlsx")
    )

    assert (table.exit_code, table.output) == (1, workbook.output)
    assert {
        "Broken: d01, on Tue 5 January 2027, has no expert.",
        "Broken: d02 is on Sat 9 January 2027, a weekday that is not allowed.",
        "Broken: d18 has no date.",
        "Given up: d01 is on Tue 5 January 2027, not on a weekday that is preferred.",
    } <= set(table.output.splitlines())


def test_ten_lines_give_a_wallchart_of_a3_and_all_files(academy: Path) -> None:
    (academy / f"cohorts/{SPRING}.yml").write_text(TEN_LINES, encoding="utf-8")
    done(academy, "plan", SPRING, *BEFORE)
    issued(academy, "2026-11-26T09:00Z")
    done(academy, "export", SPRING)
    folder = academy / f"build/timetables/{SPRING}"

    assert sorted(path.name for path in folder.iterdir()) == [
        *("door-signs.pdf", "timetable.csv", "timetable.ics", "timetable.xlsx", "wallchart.pdf")
    ]
    with pikepdf.open(folder / "wallchart.pdf") as chart:
        assert [round(float(side)) for page in chart.pages for side in page.mediabox] == [0, 0, 1191, 842]


def test_feeds_and_notices_lie_where_it_is_said(academy: Path) -> None:
    done(academy, "plan", SPRING, *BEFORE)
    issued(academy, "2026-11-26T09:00Z")
    done(academy, "export", SPRING)
    who = ["ana-reis", "jo-marsh", "rui-lopes"]
    notices = academy / f"build/notices/{SPRING}-1"

    assert sorted(path.name for path in (academy / f"build/feeds/{SPRING}").iterdir()) == [f"{one}.ics" for one in who]
    assert sorted(path.name for path in notices.iterdir()) == [f"{one}.txt" for one in (*who, "trainees")]
