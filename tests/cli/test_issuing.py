"""Giving out a timetable again: what is past stays as it was, what comes late needs somebody's word."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import openpyxl
import pytest

from coachloom.academy.edition import of_course_folder
from coachloom.academy.starter import new_academy
from coachloom.cohorts import giving_out
from coachloom.cohorts.ground import ground_of, known
from coachloom.cohorts.issues import Issue, read_issues
from coachloom.reading.files import Folder
from tests.cli.running import on
from tests.cli.test_timetable import BEFORE, FULL, PLAN, SPRING, done
from tests.conftest import ROOT

FILE = f"cohorts/{SPRING}.yml"
WHY = ("--why", "A reason")


@pytest.fixture(scope="module")
def first_issue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An academy that gave out a year."""
    root = tmp_path_factory.mktemp("given-out") / "riverside"
    new_academy(root, "riverside", "Riverside Academy", of_course_folder(ROOT))
    (root / FILE).write_text(FULL, encoding="utf-8")
    done(root, "plan", SPRING, *BEFORE)
    done(root, "issue", SPRING, *WHY, "--at", "2026-11-26T09:00Z")
    return root


@pytest.fixture
def given_out(first_issue: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first_issue, tmp_path / "riverside"))


def edited(root: Path, old: str, new: str) -> None:
    text = (root / FILE).read_text(encoding="utf-8")
    assert old in text
    (root / FILE).write_text(text.replace(old, new), encoding="utf-8")


def issues(root: Path) -> tuple[Issue, ...]:
    return read_issues(Folder(root), SPRING)


def times(issue: Issue) -> dict[str, str]:
    return {day.day: f"{day.start:%H:%M}" for day in issue.days}


def test_who_agreed_is_read_with_spaces_and_a_reason_must_be_given(given_out: Path) -> None:
    cancel = ("--cancel", "d08", "--at", "2027-04-20T09:00Z", "--agreed-by", "ana-reis, rui-lopes")
    empty = on(given_out, "timetable", "issue", SPRING, "--why", " ", *cancel)
    nobody = on(given_out, "timetable", "issue", SPRING, *WHY, *cancel[:-1], "the dean")
    done(given_out, "issue", SPRING, *WHY, *cancel)

    assert (empty.exit_code, nobody.exit_code) == (2, 1)
    assert [issue.agreed_by for issue in issues(given_out)] == [(), ("ana-reis", "rui-lopes")]


def test_days_that_lie_behind_keep_their_times_and_their_room(given_out: Path) -> None:
    edited(given_out, 'day_starts: "09:30"', 'day_starts: "10:00"')
    edited(given_out, "  - {id: town-hall, name: Town hall, places: 60, cost: 4, weekdays: [tue, wed]}\n", "")
    edited(given_out, "weekdays: [tue, thu]}", "weekdays: [tue, wed, thu]}")
    done(given_out, "plan", SPRING, "--repair", "--today", "2027-06-01")
    said = done(given_out, "issue", SPRING, *WHY, "--at", "2027-06-01T09:00Z", "--agreed-by", "ana-reis")

    before, after = issues(given_out)
    behind = {day.day for day in before.days if f"{day.date}" < "2027-06-01"}
    assert {id: time for id, time in times(after).items() if id in behind} == dict.fromkeys(behind, "09:30")
    assert {time for id, time in times(after).items() if id not in behind} == {"10:00"}
    assert [day for day in after.days if day.day in behind] == [day for day in before.days if day.day in behind]
    assert f"{len(after.days) - len(behind)} days begin or end at another time" in said


def test_an_issue_that_counts_again_gives_its_times_back(given_out: Path) -> None:
    edited(given_out, 'day_starts: "09:30"', 'day_starts: "10:00"')
    done(given_out, "issue", SPRING, *WHY, "--at", "2026-11-27T09:00Z", "--agreed-by", "ana-reis")
    done(given_out, "issue", SPRING, *WHY, "--at", "2026-11-28T09:00Z", "--back-to", "1", "--agreed-by", "ana-reis")

    first, second, third = issues(given_out)
    assert set(times(second).values()) == {"10:00"}
    assert (third.days, third.venues) == (first.days, first.venues)


def test_what_comes_back_at_short_notice_needs_somebody_s_word(given_out: Path) -> None:
    before = str(shutil.copy(given_out / PLAN, given_out / "before.csv"))
    done(given_out, "issue", SPRING, *WHY, "--cancel", "d08", "--at", "2027-01-20T09:00Z")
    again = ("--from", before, "--at", "2027-05-01T09:00Z")
    back = on(given_out, "timetable", "issue", SPRING, *WHY, *again)

    assert back.exit_code == 1
    assert "People were promised 42 days' notice, and these days change within it: d08." in back.output


def test_no_issue_is_given_out_before_the_last(given_out: Path) -> None:
    early = on(given_out, "timetable", "issue", SPRING, *WHY, "--cancel", "d08", "--at", "2026-11-25T09:00Z")

    assert early.exit_code == 1
    assert "Issue 1 was given out on 2026-11-26T09:00Z, which is later." in early.output


def test_a_cancelled_day_is_not_missed_by_check_nor_by_a_repair_when_its_time_is_past(given_out: Path) -> None:
    done(given_out, "issue", SPRING, *WHY, "--cancel", "d08", "--at", "2027-01-20T09:00Z")
    (given_out / PLAN).unlink()

    assert "Every rule is kept" in done(given_out, "check", SPRING, "--today", "2027-01-21")
    assert done(given_out, "plan", SPRING, "--repair", "--today", "2027-08-02").startswith("Nothing ")
    assert "d08" in done(given_out, "plan", SPRING, "--today", "2027-02-01") + (given_out / PLAN).read_text()


def test_a_whole_year_can_be_cancelled(given_out: Path) -> None:
    every = [part for number in range(1, 19) for part in ("--cancel", f"d{number:02}")]
    said = done(given_out, "issue", SPRING, *WHY, *every, "--at", "2026-11-27T09:00Z", "--agreed-by", "ana-reis")

    assert "18 days are cancelled" in said
    assert issues(given_out)[-1].days == ()


def test_notices_that_are_lost_are_written_again_as_they_were(given_out: Path) -> None:
    folder = given_out / f"build/notices/{SPRING}-1"
    first = {file.name: file.read_bytes() for file in folder.iterdir()}
    (folder / "trainees.txt").unlink()
    (folder / "d12-cancel.ics").write_bytes(b"of an issue that was taken back")
    done(given_out, "notices", SPRING)

    assert {file.name: file.read_bytes() for file in folder.iterdir()} == first


def test_whoever_is_away_in_one_cohort_s_workbook_is_away_for_every_cohort(given_out: Path) -> None:
    done(given_out, "template", SPRING)
    path = given_out / f"private/{SPRING}.xlsx"
    workbook = openpyxl.load_workbook(path)
    workbook["Leave"].append(["ana-reis", "2027-05-03", "2027-05-07"])
    workbook.save(path)
    (given_out / "cohorts/autumn.yml").write_text(FULL.replace("Spring", "Autumn"), encoding="utf-8")

    leave = known(ground_of(given_out), "autumn").leave

    assert [(who, f"{span.first}", f"{span.last}") for who, spans in leave.items() for span in spans] == [
        ("ana-reis", "2027-05-03", "2027-05-07")
    ]


def test_a_day_comes_back_only_on_a_date_to_come(given_out: Path) -> None:
    before = str(shutil.copy(given_out / PLAN, given_out / "before.csv"))
    done(given_out, "issue", SPRING, *WHY, "--cancel", "d07", "--at", "2027-01-20T09:00Z")
    again = ("--from", before, "--at", "2027-05-01T09:00Z", "--agreed-by", "ana-reis")
    late = on(given_out, "timetable", "issue", SPRING, *WHY, *again)

    assert late.exit_code == 1
    assert "before.csv:1: TIMETABLE  d07 would be held on 2027-04-" in late.output


def test_two_who_give_out_at_once_do_not_write_over_each_other(
    given_out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = b"what a colleague gives out at the same moment"
    reads = giving_out.as_file

    def meanwhile(issue: Issue) -> bytes:
        (given_out / f"cohorts/{SPRING}/issue-2.yml").write_bytes(other)
        return reads(issue)

    monkeypatch.setattr(giving_out, "as_file", meanwhile)
    late = on(given_out, "timetable", "issue", SPRING, *WHY, "--cancel", "d12", "--at", "2026-11-27T09:00Z")

    assert late.exit_code == 1
    assert "issue-2.yml was changed by somebody else just now." in late.output
    assert (given_out / f"cohorts/{SPRING}/issue-2.yml").read_bytes() == other
    assert not (given_out / f"build/notices/{SPRING}-2").exists()


@pytest.mark.parametrize("why", ["x" * 6_000, "a\x1b[31m\u202eb"])
def test_a_reason_that_nobody_could_read_again_gives_nothing_out(given_out: Path, why: str) -> None:
    cancel = ("--cancel", "d12", "--at", "2026-11-27T09:00Z")
    refused = on(given_out, "timetable", "issue", SPRING, "--why", why, *cancel)

    assert refused.exit_code == 1
    assert len(issues(given_out)) == 1


@pytest.mark.parametrize("at", ["0001-01-01T00:00Z", "9999-12-31T23:59Z"])
def test_a_moment_that_nobody_means_is_refused(given_out: Path, at: str) -> None:
    assert on(given_out, "timetable", "issue", SPRING, *WHY, "--cancel", "d12", "--at", at).exit_code == 2


def test_a_day_that_was_held_cannot_be_cancelled(given_out: Path) -> None:
    late = on(given_out, "timetable", "issue", SPRING, *WHY, "--cancel", "d01", "--at", "2027-06-01T09:00Z")

    assert late.exit_code == 1
    assert "d01 was held on 2027-01-05, which is past." in late.output


def test_check_looks_at_cohorts_and_at_what_was_given_out(given_out: Path) -> None:
    whole = on(given_out, "check")
    (given_out / "cohorts/autumn.yml").write_text("format: 1\nname: Autumn\nvenus: 3\n", encoding="utf-8")
    misspelt = on(given_out, "check")
    (given_out / "cohorts/autumn.yml").unlink()
    (given_out / FILE).unlink()
    orphaned = on(given_out, "check")

    assert whole.exit_code == 0
    assert (misspelt.exit_code, "cohorts/autumn.yml:3" in misspelt.output) == (1, True)
    assert (orphaned.exit_code, f"{FILE}:1: COHORT  cohorts/{SPRING} holds issues" in orphaned.output) == (1, True)


def test_a_plan_that_was_given_out_stays_in_step_and_one_that_was_not_is_left(given_out: Path) -> None:
    first = (given_out / PLAN).read_text("utf-8-sig")
    done(given_out, "issue", SPRING, *WHY, "--cancel", "d08", "--at", "2027-01-20T09:00Z")
    second = (given_out / PLAN).read_text("utf-8-sig")
    mine = second.replace("seminar-room", "town-hall", 1)
    (given_out / PLAN).write_text(mine, encoding="utf-8")
    said = done(given_out, "issue", SPRING, *WHY, "--cancel", "d09", "--at", "2027-01-21T09:00Z")

    assert [line for line in first.splitlines() if line not in second.splitlines()] == [
        line for line in first.splitlines() if line.startswith("d08,")
    ]
    assert (given_out / PLAN).read_text("utf-8-sig") == mine
    assert f"{PLAN} holds another plan, which is not given out." in said


def test_a_repair_says_which_of_the_next_days_cannot_be_held(given_out: Path) -> None:
    (day,) = (day for day in issues(given_out)[0].days if day.day == "d08")
    away = f"format: 1\nleave:\n  - {{who: ana-reis, from: {day.date}}}\n"
    (given_out / "private/leave.yml").write_text(away, encoding="utf-8")
    said = done(given_out, "plan", SPRING, "--repair", "--today", f"{day.date - datetime.timedelta(days=2)}")

    assert said.splitlines()[0].startswith("Nothing ")
    assert [line.partition(", when")[2] for line in said.splitlines() if line.startswith("Broken: d08")] == [
        " ana-reis is away."
    ]
    assert "A repair leaves the next 14 days as they are." in said


def test_a_cancelled_day_for_which_no_date_is_left_stays_cancelled(given_out: Path) -> None:
    (day,) = (day for day in issues(given_out)[0].days if day.day == "d08")
    soon = datetime.timedelta(days=1)
    late = ("--at", f"{day.date - soon}T09:00Z", "--agreed-by", "ana-reis")
    done(given_out, "issue", SPRING, *WHY, "--cancel", "d08", *late)
    said = done(given_out, "plan", SPRING, "--repair", "--today", f"{day.date + soon}")

    assert said.splitlines()[:2] == ["Nothing changes.", "No new date was found for d08."]


def test_another_plan_keeps_the_one_that_was_there(given_out: Path) -> None:
    mine = (given_out / PLAN).read_bytes().replace(b"seminar-room", b"town-hall", 1)
    (given_out / PLAN).write_bytes(mine)
    said = done(given_out, "plan", SPRING, *BEFORE)

    assert (given_out / f"cohorts/{SPRING}/plan-before.csv").read_bytes() == mine
    assert f"The plan that was there is kept as cohorts/{SPRING}/plan-before.csv." in said
    assert "Against issue 1: Nothing " in said


@pytest.mark.parametrize(
    "name",
    ["ana-reis.ics", "leaves/ana-reis.ics", f"{SPRING} (1).xlsx", f"{SPRING}.xlsm", "2027-sprng.xlsx", f"{SPRING}.xls"],
)
def test_what_seems_to_hold_leave_is_never_passed_over(given_out: Path, name: str) -> None:
    file = given_out / "private" / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"whatever it holds")
    result = on(given_out, "timetable", "plan", SPRING, *BEFORE)

    assert (result.exit_code, f"private/{name}:1: " in result.output, "is not read." in result.output) == (
        1,
        True,
        True,
    )


def test_another_table_and_one_that_excel_has_open_are_nobody_s_leave(given_out: Path) -> None:
    for name in ("budget.xlsx", f"~${SPRING}.xlsx"):
        (given_out / "private" / name).write_bytes(b"whatever it holds")

    assert done(given_out, "plan", SPRING, *BEFORE).startswith("Spring 2027: 18 days")


def test_the_newest_issue_is_missed_and_known_when_it_was_changed(given_out: Path) -> None:
    done(given_out, "issue", SPRING, *WHY, "--cancel", "d12", "--at", "2027-01-20T09:00Z")
    newest = given_out / f"cohorts/{SPRING}/issue-2.yml"
    data = newest.read_bytes()
    newest.write_bytes(data.replace(b"A reason", b"Another"))
    changed = on(given_out, "check")
    newest.unlink()
    gone = on(given_out, "timetable", "issue", SPRING, *WHY, "--cancel", "d13", "--at", "2027-01-21T09:00Z")
    newest.write_bytes(data.replace(b"\n", b"\r\n"))

    assert "issue-2.yml was changed after it was given out." in changed.output
    assert f"cohorts/{SPRING}/issue-2.yml was given out, and is not there." in gone.output
    assert (changed.exit_code, gone.exit_code, on(given_out, "check").exit_code) == (1, 1, 0)
