"""Cohorts that share rooms and faculty."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from coachloom.cohorts.case import Case
from coachloom.cohorts.cohort import read_cohorts
from coachloom.cohorts.judging.between import several as judged_together
from coachloom.cohorts.judging.judge import judged
from coachloom.cohorts.planning.best import best
from coachloom.cohorts.planning.bound import shared_bound
from coachloom.cohorts.planning.planner import LineByLine, Planner
from coachloom.cohorts.planning.several import Several, beside, several
from coachloom.cohorts.planning.why_not import why_not
from coachloom.cohorts.ready import Around, ready
from coachloom.course.model import Course
from coachloom.reading.files import Held
from tests.cohorts.cases import a_case, a_date, a_span, seeded_academy, with_days
from tests.cohorts.planning.brute import cheapest_of_two_by_trying, two_tiny_cases
from tests.conftest import ROOT


def _faults(cases: tuple[Case, ...], found: Several) -> list[object]:
    """What the judge says of each, with what the others have."""
    faults: list[object] = []
    for case in cases:
        own = [plan for plan in found.plans if plan.timetable.cohort == case.cohort]
        others = [plan for plan in found.plans if plan.timetable.cohort != case.cohort]
        for plan in own:
            verdict = judged(beside(case, others), plan.timetable)
            faults += verdict.broken
            if verdict.cost != plan.cost:
                faults.append((verdict.cost, plan.cost))
    return faults


@pytest.mark.parametrize("tight", [False, True])
@pytest.mark.parametrize("cohorts", [1, 2, 4, 6])
def test_the_judge_finds_no_fault_in_any_plan_of_several(cohorts: int, tight: bool) -> None:  # noqa: FBT001
    for seed in range(2):
        cases = seeded_academy(seed, cohorts=cohorts, tight=tight)
        assert _faults(cases, several(cases, rounds=1)) == []


def test_the_bound_is_no_higher_than_what_any_plans_cost() -> None:
    for seed in range(3):
        cases = seeded_academy(seed, cohorts=3, tight=True)
        found = several(cases, rounds=3)
        bounds = list(shared_bound(cases, found.cost, 4))
        alone = sum(plan.cost for case in cases if (plan := best(case)))
        assert alone <= found.bound <= found.cost
        assert max(bounds) <= found.cost


def test_no_bound_is_made_of_plans_that_are_not_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    case = with_days(a_case((1, 1), stray=0, most_months=1), "d02", month=a_span("2027-03-05"))
    proven = list(shared_bound([case], 5, 1))
    monkeypatch.setattr("coachloom.cohorts.planning.best._ENOUGH", -1)

    assert (proven, list(shared_bound([case], 5, 1))) == ([5], [])


def test_no_bound_of_two_tiny_cohorts_is_above_what_trying_everything_finds() -> None:
    shared = raised = 0
    for seed in range(10):
        cases = two_tiny_cases(seed)
        least, found = cheapest_of_two_by_trying(*cases), several(cases, rounds=20)
        if least is not None and not found.left_out:
            alone = sum(plan.cost for case in cases if (plan := best(case)))
            bounds = list(shared_bound(cases, found.cost, 20))
            assert alone <= found.bound <= least <= found.cost, seed
            assert max(bounds) <= least, seed
            shared += alone < least
            raised += alone < found.bound
    assert (shared, raised) == (4, 4)


def test_one_cohort_alone_has_its_best_plan_and_no_gap() -> None:
    (case,) = seeded_academy(0, cohorts=1)
    found = several([case])

    assert (found.plans, found.gap) == ((best(case),), 0.0)


def test_the_same_cases_give_the_same_plans() -> None:
    cases = seeded_academy(2, cohorts=3, tight=True)

    assert several(cases, rounds=4) == several(cases, rounds=4)


def test_who_stops_the_improvement_keeps_the_best_so_far() -> None:
    cases = seeded_academy(0, cohorts=4, tight=True)

    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    found = several(cases, progress=stop)

    assert found.stopped
    assert _faults(cases, found) == []


def test_a_cohort_for_which_there_is_no_room_is_left_out_and_can_be_explained() -> None:
    def tight(id: str) -> Case:
        from coachloom.cohorts.case import Span, Venue
        from tests.cohorts.cases import a_date, with_days

        day = a_date("2027-01-05")
        return with_days(a_case((1,), cohort=id, venues=(Venue(id="hall", places=9),)), window=Span(day, day))

    found = several([tight("autumn"), tight("spring")])

    assert ([plan.timetable.cohort for plan in found.plans], found.left_out) == (["autumn"], ("spring",))
    assert why_not(tight("spring")) is None
    assert why_not(beside(tight("spring"), found.plans))


def test_ours_is_a_planner() -> None:
    planner: Planner = LineByLine()
    (case,) = seeded_academy(1, cohorts=1)

    assert planner.plans([case]) == several([case])


@pytest.mark.parametrize("cohorts", [2, 4])
def test_the_judge_of_several_finds_nobody_booked_twice(cohorts: int) -> None:
    cases = seeded_academy(3, cohorts=cohorts, tight=True)
    found, of = several(cases, rounds=1), {case.cohort: case for case in cases}

    assert judged_together([(of[plan.timetable.cohort], plan.timetable) for plan in found.plans]).broken == ()


def test_the_same_cases_give_the_same_plans_in_any_process() -> None:
    code = (
        "from tests.cohorts.cases import seeded_academy\nfrom coachloom.cohorts.planning.several import several\n"
        "print(several(seeded_academy(2, cohorts=3, tight=True), rounds=4))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(said) == 1


def test_cohorts_of_three_nations_share_faculty_and_each_keeps_its_own_bank_holidays(reference_course: Course) -> None:
    topics = "[understanding-qi, coaching-skills, leading-change, self-reflection, working-with-groups]"
    shared = (
        "people: 16\nweekdays: [mon, tue]\n"
        "venues: [{id: hall, name: Hall, places: 20}, {id: hotel, name: Hotel, places: 20, cost: 4}]\n"
        f"faculty: [{{id: ana-reis, topics: {topics}}}, {{id: rui-lopes, topics: {topics}}}]\n"
    )
    nations = {"belfast": "GB-NIR", "glasgow": "GB-SCT", "leeds": "GB-ENG"}
    files = {
        f"cohorts/{id}.yml": f"format: 1\nname: {id}\nnation: {nation}\nstart: 2027-01\n{shared}".encode()
        for id, nation in nations.items()
    }
    cases = [ready(reference_course, cohort, Around()) for cohort in read_cohorts(Held(files))]
    found, of = several(cases, rounds=2), {case.cohort: case for case in cases}
    easter, july, august = a_date("2027-03-29"), a_date("2027-07-12"), a_date("2027-08-02")
    plans = [(of[plan.timetable.cohort], plan.timetable) for plan in found.plans]

    assert {id: [day in case.bank_holidays for day in (easter, july, august)] for id, case in of.items()} == {
        "belfast": [True, True, False],
        "glasgow": [False, False, True],
        "leeds": [True, False, False],
    }
    assert (found.left_out, judged_together(plans).broken) == ((), ())
    assert [held for case, plan in plans for held in plan if held.date in case.bank_holidays] == []
