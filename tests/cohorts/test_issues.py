"""Issues: what was given out reads back as it was, and nobody changes it unseen."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.cohorts.issue_text import written
from coachloom.cohorts.issues import Issue, instants, read_issues, timetable_of
from coachloom.cohorts.timetable import Held, Timetable
from coachloom.problems import Place, ProblemsFound
from coachloom.reading.files import Held as HeldFiles
from tests.cohorts.issued import a_day, an_issue, files_of

COHORT = "2027-spring"
FILE = "cohorts/2027-spring/issue-1.yml"
FIRST = an_issue(1, a_day("d01", "2027-01-12"), a_day("d02", "2027-02-09", online=True, confirmed=False))
SECOND = an_issue(2, a_day("d01", "2027-01-19", venue="loft"), cancelled=["d02"], agreed_by=["ana-reis"])


def found(files: HeldFiles) -> list[tuple[str, Place, str]]:
    with pytest.raises(ProblemsFound) as refused:
        read_issues(files, COHORT)
    return [(problem.code, problem.place, problem.what) for problem in refused.value.problems]


def with_text(old: str, new: str, issue: Issue = FIRST) -> HeldFiles:
    text = written(issue)
    assert text.count(old) == 1
    return HeldFiles({FILE: text.replace(old, new).encode()})


def test_an_issue_is_a_file_that_a_person_can_read() -> None:
    assert written(SECOND) == (
        "# Issue 2 of a timetable, as it was given out. Leave this file as it is; changes are issued anew.\n"
        "format: 1\n"
        "academy: riverside\n"
        'cohort: "2027-spring"\n'
        "number: 2\n"
        "issued: 2026-01-02T09:30Z\n"
        'edition: "2027.1"\n'
        "zone: Europe/London\n"
        "why: A reason\n"
        "agreed_by: [ana-reis]\n"
        f'before: "sha256:{2:064}"\n'
        "cancelled: [d02]\n"
        "venues:\n"
        "  - id: hall\n"
        "    name: Harbour Hall\n"
        '    address: "1 Quay Street, Riverside"\n'
        "  - id: loft\n"
        "    name: The Loft\n"
        "days:\n"
        "  - day: d01\n"
        "    title: Title of d01\n"
        "    date: 2027-01-19\n"
        '    start: "09:30"\n'
        '    end: "16:30"\n'
        "    venue: loft\n"
        "    teachers: [ana-reis]\n"
    )


def test_issues_read_back_as_they_were_given_out() -> None:
    first, second = read_issues(files_of(FIRST, SECOND), COHORT)

    assert first == FIRST
    assert dataclasses.replace(second, before=SECOND.before) == SECOND


@given(why=st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]) | st.just("\n"), min_size=1))
def test_any_words_read_back(why: str) -> None:
    issue = an_issue(1, a_day("d01", "2027-01-12"), why=f"Because {why} so")

    assert read_issues(files_of(issue), COHORT) == (issue,)


def test_a_cohort_without_issues_has_none() -> None:
    assert read_issues(HeldFiles({"cohorts/2027-spring/notes.txt": b"x"}), COHORT) == ()


def test_an_issue_that_was_changed_afterwards_is_told() -> None:
    files = files_of(FIRST, SECOND, an_issue(3))
    changed = {**files.contents, FILE: files.contents[FILE].replace(b"2027-01-12", b"2027-01-13")}

    assert found(HeldFiles(changed)) == [("ISSUE", Place(FILE), "issue-1.yml was changed after it was given out.")]


def test_line_ends_of_windows_are_no_change() -> None:
    files = files_of(FIRST, SECOND)
    windows = HeldFiles({file: data.replace(b"\n", b"\r\n") for file, data in files.contents.items()})

    assert read_issues(windows, COHORT) == read_issues(files, COHORT)


def test_an_issue_that_is_not_there_is_told() -> None:
    files = files_of(FIRST, SECOND, an_issue(3), an_issue(4))
    second = "cohorts/2027-spring/issue-2.yml"
    left = HeldFiles({file: data for file, data in files.contents.items() if file != second})

    assert found(left) == [("ISSUE", Place(second), f"{second} was given out, and is not there.")]


def test_a_file_that_only_looks_like_an_issue_is_told() -> None:
    files = files_of(FIRST)
    copy = "cohorts/2027-spring/issue-2.yaml"

    assert found(HeldFiles({**files.contents, copy: b"x: y"})) == [
        ("ISSUE", Place(copy), f"{copy} looks like an issue of the timetable, and its name is none.")
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("number: 1", "number: 2", 2, "The file is issue 2 of 2027-spring; by its name it is 1 of 2027-spring."),
        ("why:", "before: sha256:0\nwhy:", 9, "Every issue but the first bears the digest of the one before."),
        ("Europe/London", "Europe/Londin", 8, "`Europe/Londin` is no time zone. Did you mean Europe/London?"),
        ("    venue: hall", "    venue: barn", 22, "`barn` is not among the venues."),
        ("day: d02", "day: d01", 24, "`d01` stands in the issue twice."),
        ("why: A reason", "why: A reason\ncancelled: [d02]", 25, "`d02` stands in the issue twice."),
    ],
)
def test_what_does_not_hold_together_is_told_with_its_line(old: str, new: str, line: int, what: str) -> None:
    problems = [(code, place.line, said) for code, place, said in found(with_text(old, new))]

    assert ("ISSUE", line, what) in problems


def test_a_day_that_ends_before_it_begins_is_told() -> None:
    issue = an_issue(1, a_day("d01", "2027-01-12", times="16:30-09:30"))

    assert [what for _, _, what in found(files_of(issue))] == ["`d01` ends before it begins."]


def test_a_moment_that_is_none_is_told() -> None:
    assert found(with_text("2026-01-01T09:30Z", "2026-02-30T09:30Z")) == [
        ("VALUE", Place(FILE, 6, 1), '`issued` is not right: "2026-02-30T09:30Z".')
    ]


def test_the_timetable_of_an_issue_is_what_planner_and_judge_need() -> None:
    assert timetable_of(FIRST) == Timetable(
        COHORT,
        (
            Held(day="d01", date=datetime.date(2027, 1, 12), venue="hall", teachers=("ana-reis",)),
            Held(day="d02", date=datetime.date(2027, 2, 9), teachers=("ana-reis",), confirmed=False),
        ),
    )


@pytest.mark.parametrize(
    ("zone", "date", "utc"),
    [
        ("Europe/London", "2026-10-23", "2026-10-23T08:30Z"),
        ("Europe/London", "2026-10-26", "2026-10-26T09:30Z"),
        ("Europe/London", "2027-03-27", "2027-03-27T09:30Z"),
        ("Europe/London", "2027-03-28", "2027-03-28T08:30Z"),
        ("Europe/London", "2028-02-29", "2028-02-29T09:30Z"),
        ("Europe/Lisbon", "2027-03-29", "2027-03-29T08:30Z"),
        ("Europe/Madrid", "2027-03-29", "2027-03-29T07:30Z"),
    ],
)
def test_a_clock_is_that_of_the_zone_on_the_day(zone: str, date: str, utc: str) -> None:
    issue = an_issue(1, a_day("d01", date), zone=zone)
    begins = datetime.datetime.fromisoformat(utc)

    assert instants(issue, issue.days[0]) == (begins, begins + datetime.timedelta(hours=7))


def test_an_issue_is_given_out_on_the_date_where_its_cohort_is() -> None:
    far = an_issue(1, a_day("d01", "2026-03-10"), issued="2026-01-20T20:00Z", zone="Pacific/Auckland")

    assert (far.given_out_on, dataclasses.replace(far, zone="Europe/London").given_out_on) == (
        datetime.date(2026, 1, 21),
        datetime.date(2026, 1, 20),
    )


@pytest.mark.parametrize("name", ["Issue-1.yml", "ISSUE-1.YML", "issue-01.yml"])
def test_a_file_that_looks_like_an_issue_is_never_passed_over(name: str) -> None:
    (data,) = files_of(FIRST).contents.values()

    assert [what for _, _, what in found(HeldFiles({f"cohorts/{COHORT}/{name}": data}))] == [
        f"cohorts/{COHORT}/{name} looks like an issue of the timetable, and its name is none."
    ]
