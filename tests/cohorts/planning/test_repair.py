"""The least disturbing repair."""

from __future__ import annotations

from dataclasses import replace

from coachloom.cohorts.case import DAY
from coachloom.cohorts.judging.judge import judged
from coachloom.cohorts.planning.best import best
from coachloom.cohorts.planning.repair import FROZEN, frozen, repaired
from coachloom.cohorts.timetable import Timetable
from tests.cohorts.cases import a_case, a_date, a_span, held, seeded


def _moved(before: Timetable, after: Timetable) -> list[str]:
    return [one.day for one in before if after.by_day[one.day].date != one.date]


def test_what_nothing_disturbs_stays_as_it_is() -> None:
    for seed in range(4):
        case = seeded(seed)
        plan = best(case)
        assert plan
        for today in (plan.timetable.days[0].date - 40 * DAY, plan.timetable.days[7].date):
            again = repaired(case, plan.timetable, today)
            assert again
            assert again.timetable == plan.timetable


def test_a_repaired_timetable_needs_no_repair_and_what_is_near_stays() -> None:
    for seed in range(6):
        case = seeded(seed)
        plan = best(case)
        assert plan
        today = plan.timetable.days[5].date
        hit = plan.timetable.days[9].date
        flu = a_span(f"{hit - 3 * DAY}..{hit + 3 * DAY} flu")
        worse = replace(case, teachers=tuple(replace(one, away=(*one.away, flu)) for one in case.teachers))
        once = repaired(worse, plan.timetable, today)
        assert once
        twice = repaired(worse, once.timetable, today)
        assert twice

        assert twice.timetable == once.timetable
        assert judged(frozen(worse, plan.timetable, today), once.timetable).broken == ()
        near = today + FROZEN * DAY
        assert [one for one in once.timetable if one.date <= near] == [
            one for one in plan.timetable if one.date <= near
        ]
        assert _moved(plan.timetable, once.timetable) == [plan.timetable.days[9].day]


def test_a_closed_date_moves_that_day_alone_and_not_far() -> None:
    case = a_case((1, 1, 1), closures=(a_span("2027-02-10 works"),))
    before = held("d01 2027-01-12", "d02 2027-02-10", "d03 2027-03-09")
    plan = repaired(case, before, a_date("2027-01-01"))

    assert plan
    assert plan.timetable == held("d01 2027-01-12", "d02 2027-02-09", "d03 2027-03-09")


def test_what_is_pencilled_in_stays_so() -> None:
    before = Timetable("spring", tuple(replace(one, confirmed=False) for one in held("d01 2027-01-12")))
    plan = repaired(a_case((1,)), before, a_date("2026-11-26"))

    assert plan
    assert plan.timetable == before
