"""What the command says that plans: of several cohorts, of a year half held, and where a search finds nothing."""

from __future__ import annotations

import csv
import datetime
import re
from pathlib import Path

import pytest

from coachloom.academy.edition import of_course_folder
from coachloom.academy.starter import new_academy
from coachloom.cohorts.given_up_told import briefly
from coachloom.cohorts.ground import ground_of, known, plan_file
from coachloom.cohorts.planning.given_up import given_up
from coachloom.cohorts.tables import from_csv
from coachloom.site.tree import load_words
from tests.cli.running import on
from tests.cli.test_timetable import APRIL, BEFORE, FULL, PLAN, SPRING, done, issued
from tests.conftest import ROOT

AUTUMN = "2027-autumn"
LATER = FULL.replace("Spring 2027", "Autumn 2027").replace("start: 2027-01", "start: 2027-04")
ONE_DATE_IN_SPRING = """\
  - {from: 2027-03-28, to: 2027-04-19, why: building works}
  - {from: 2027-04-21, to: 2027-05-31, why: building works}
"""

Row = dict[str, str]


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """An academy with two cohorts, a quarter apart, which share rooms and faculty."""
    root = tmp_path / "riverside"
    new_academy(root, "riverside", "Riverside Academy", of_course_folder(ROOT))
    (root / f"cohorts/{SPRING}.yml").write_text(FULL, encoding="utf-8")
    (root / f"cohorts/{AUTUMN}.yml").write_text(LATER, encoding="utf-8")
    return root


def rows(root: Path, cohort: str) -> list[Row]:
    return list(csv.DictReader((root / plan_file(cohort)).read_text(encoding="utf-8-sig").splitlines()))


def uses(planned: list[Row]) -> list[tuple[str, str]]:
    """Each room and each of faculty, with the date."""
    return [(row["date"], one) for row in planned for one in (row["room"], *row["faculty"].split()) if one]


def as_given_up(root: Path, cohort: str) -> list[str]:
    """What its plan gives up, beside all that the other cohorts have."""
    one = known(ground_of(root), cohort)
    planned = from_csv((root / plan_file(cohort)).read_bytes(), "plan.csv", cohort)
    found = given_up(one.case(datetime.date(2026, 11, 26), ahead=True), planned)
    return [f"    {line}" for line in briefly(found, load_words(ROOT, "en"))]


def named(said: str) -> list[str]:
    """The days of the course that are told of."""
    return sorted(set(re.findall(r"\bd\d\d\b", said)))


def test_cohorts_planned_together_share_nothing_and_each_is_told_what_it_gave_up_for_the_other(shared: Path) -> None:
    said = done(shared, "plan", SPRING, AUTUMN, *BEFORE).splitlines()
    both = [*uses(rows(shared, SPRING)), *uses(rows(shared, AUTUMN))]

    assert len(both) == len(set(both))
    assert [line for line in said if line.startswith("    ")] == [
        *as_given_up(shared, SPRING),
        *as_given_up(shared, AUTUMN),
    ]
    assert [line.partition(",")[0] for line in said[:-1] if not line.startswith("    ")] == [
        "Spring 2027: 18 days",
        "Autumn 2027: 18 days",
    ]
    cost, bound = map(int, re.findall(r"\d+", said[-1]))
    assert said[-1] == f"All together cost {cost} points; no plans for all of them can cost less than {bound}."
    assert bound <= cost


def test_a_cohort_that_is_named_twice_is_planned_once(shared: Path) -> None:
    once = done(shared, "plan", SPRING, *BEFORE)

    assert done(shared, "plan", SPRING, SPRING, *BEFORE) == once
    issued(shared, "2026-11-26T09:00Z")
    assert done(shared, "plan", SPRING, SPRING, "--repair", *BEFORE).startswith("Nothing changes.\n")


def test_a_cohort_without_a_place_beside_the_others_is_named_and_nothing_is_written(shared: Path) -> None:
    for id in (SPRING, AUTUMN):
        (shared / f"cohorts/{id}.yml").write_text(FULL + ONE_DATE_IN_SPRING, encoding="utf-8")

    result = on(shared, "timetable", "plan", SPRING, AUTUMN, *BEFORE)

    assert result.exit_code == 3
    assert result.output.splitlines()[:2] == [
        f"{SPRING} finds no place beside the others.",
        "No timetable is possible. These rules cannot be kept together; without any one of them, the others can:",
    ]
    assert "    - what other cohorts have booked" in result.output.splitlines()
    assert not (shared / PLAN).exists()


def test_a_year_half_held_is_planned_from_today_and_nothing_is_said_of_what_lies_behind(shared: Path) -> None:
    done(shared, "plan", SPRING, *BEFORE)
    issued(shared, "2026-11-26T09:00Z")
    first = rows(shared, SPRING)
    today = APRIL[1]
    behind = [row for row in first if row["date"] < today]

    said = done(shared, "plan", SPRING, *APRIL)
    again = rows(shared, SPRING)

    assert again[: len(behind)] == behind
    assert [row["day"] for row in again if row["date"] < today] == [row["day"] for row in behind]
    assert [day for day in named(said) if day in {row["day"] for row in behind}] == []


def test_a_repair_says_nothing_of_days_that_are_too_near_to_be_moved(shared: Path) -> None:
    done(shared, "plan", SPRING, *BEFORE)
    issued(shared, "2026-11-26T09:00Z")

    said = done(shared, "plan", SPRING, "--repair", *APRIL)
    ahead = [row["day"] for row in rows(shared, SPRING) if row["date"] > "2027-05-04"]

    assert [day for day in named(said) if day not in ahead] == []


def test_a_repair_whose_search_was_given_up_is_not_told_as_impossible(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(shared, "plan", SPRING, *BEFORE)
    issued(shared, "2026-11-26T09:00Z")
    monkeypatch.setattr("coachloom.cohorts.planning.repair.best", lambda *_: None)

    result = on(shared, "timetable", "plan", SPRING, "--repair", *APRIL)

    assert (result.exit_code, result.output) == (
        3,
        "The search was given up before it found a timetable; one may be possible all the same.\n",
    )
