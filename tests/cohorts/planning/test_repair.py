"""The least disturbing repair."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.by_hand import diary
from coachloom.cohorts.case import DAY, Case, Pin, Teacher
from coachloom.cohorts.judging.judge import judged
from coachloom.cohorts.planning.best import best
from coachloom.cohorts.planning.repair import FROZEN, frozen, repaired
from coachloom.cohorts.timetable import Timetable
from tests.cohorts.cases import a_case, a_date, a_span, held, seeded, with_days, with_gap


def _moved(before: Timetable, after: Timetable) -> list[str]:
    return [one.day for one in before if after.by_day[one.day].date != one.date]


def _pencilled(timetable: Timetable, *days: str) -> Timetable:
    return Timetable.of(timetable.cohort, [replace(one, confirmed=one.day not in days) for one in timetable])


def _pinned(*pins: Pin) -> Case:
    return a_case((1, 1, 1), pins=pins)


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


def test_a_day_that_moves_is_pencilled_in_or_confirmed_as_it_was() -> None:
    works = (a_span("2027-02-10 works"), a_span("2027-03-09 works"))
    before = _pencilled(held("d01 2027-01-12", "d02 2027-02-10", "d03 2027-03-09"), "d02")
    plan = repaired(a_case((1, 1, 1), closures=works), before, a_date("2027-01-01"))

    assert plan
    assert plan.timetable == _pencilled(held("d01 2027-01-12", "d02 2027-02-09", "d03 2027-03-08"), "d02")


def test_a_day_is_as_firm_as_people_settled_it_and_not_as_it_was() -> None:
    before = _pencilled(held("d01 2027-01-12", "d02 2027-02-10", "d03 2027-03-09"), "d03")
    case = _pinned(
        Pin(day="d02", date=a_date("2027-02-16"), confirmed=False),
        Pin(day="d03", date=a_date("2027-03-09"), confirmed=True),
    )
    plan = repaired(case, before, a_date("2026-12-01"))

    assert plan
    assert plan.timetable == _pencilled(held("d01 2027-01-12", "d02 2027-02-16", "d03 2027-03-09"), "d02")


def test_what_people_settled_for_a_day_that_is_near_counts_and_the_rest_of_it_stays() -> None:
    before = _pencilled(held("d01 2027-01-12 @hall ana", "d02 2027-02-10 @hall ana", "d03 2027-03-09"), "d01")
    case = _pinned(
        Pin(day="d01", date=a_date("2027-01-12"), teachers=("rui",), confirmed=True),
        Pin(day="d02", date=a_date("2027-02-16"), venue="hall"),
    )
    plan = repaired(case, before, a_date("2027-01-30"))
    sooner = repaired(case, before, a_date("2027-01-10"))

    assert plan
    assert sooner
    assert plan.timetable == _pencilled(
        held("d01 2027-01-12 @hall ana", "d02 2027-02-16 @hall", "d03 2027-03-09"), "d01"
    )
    assert sooner.timetable == held("d01 2027-01-12 @hall rui", "d02 2027-02-16 @hall", "d03 2027-03-09")


def test_what_is_near_is_settled_as_firmly_as_it_was() -> None:
    before = _pencilled(held("d01 2027-01-12", "d02 2027-02-10"), "d01")

    assert frozen(_pinned(), before, a_date("2027-01-02")).pins == (
        Pin(day="d01", date=a_date("2027-01-12"), teachers=(), whole=True, confirmed=False),
    )


def test_a_repair_says_where_it_is_not_proven_to_be_the_least_disturbing(monkeypatch: pytest.MonkeyPatch) -> None:
    case = replace(a_case((2,), most_load=1), teachers=(Teacher(id="ana"), Teacher(id="rui", far=True)))
    case = with_days(case, topics=frozenset({"listening"}))
    case = replace(case, teachers=tuple(replace(one, topics=frozenset({"listening"})) for one in case.teachers))
    before = held("d01 2027-01-12 ana", "d02 2027-01-20 ana")
    proven = repaired(case, before, a_date("2026-12-01"))
    monkeypatch.setattr("coachloom.cohorts.planning.best._ENOUGH", -1)
    unproven = repaired(case, before, a_date("2026-12-01"))

    assert proven
    assert unproven
    assert (proven.proven, unproven.proven) == (True, False)


def test_a_timetable_that_holds_stays_though_a_better_one_is_known() -> None:
    for seed in range(4):
        case = seeded(seed)
        by_hand = diary(case)
        assert by_hand
        assert judged(case, by_hand).holds
        again = repaired(case, by_hand, list(by_hand)[3].date)
        assert again
        assert again.timetable == by_hand


def test_of_two_days_that_could_move_the_one_further_off_does_even_if_it_moves_further() -> None:
    case = a_case((0, 1, 1), closures=(a_span("2027-03-02..2027-03-05 works"),))
    before = held("d01 2027-02-01", "d02 2027-03-01")
    plan = repaired(with_gap(case, "d01", least=30, most=45), before, a_date("2027-01-05"))

    assert plan
    assert plan.timetable == held("d01 2027-02-01", "d02 2027-03-06")
