"""The best plan of one cohort, held against the judge and against trying everything."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from coachloom.cohorts.case import DAY, Case, Pin, Span
from coachloom.cohorts.judging.judge import judged
from coachloom.cohorts.planning.best import best
from coachloom.cohorts.planning.rules import rules_of, without
from coachloom.cohorts.planning.why_not import why_not
from tests.cohorts.cases import a_case, a_date, a_span, held, seeded, together
from tests.cohorts.planning.brute import a_small_case, cheapest_by_trying


def _cost(case: Case) -> int | None:
    plan = best(case)
    if plan is None:
        return None
    verdict = judged(case, plan.timetable)
    assert (verdict.broken, verdict.cost) == ((), plan.cost)
    return plan.cost


def test_the_best_of_a_small_case_is_what_trying_everything_finds() -> None:
    costs = [(seed, _cost(a_small_case(seed))) for seed in range(25)]

    assert costs == [(seed, cheapest_by_trying(a_small_case(seed))) for seed in range(25)]
    assert 5 < sum(cost is None for _, cost in costs) < 22


@pytest.mark.parametrize("tight", [False, True])
def test_the_judge_finds_no_fault_in_any_plan_and_the_same_cost(tight: bool) -> None:  # noqa: FBT001
    assert [_cost(seeded(seed, tight=tight)) is None for seed in range(5)] == [False] * 5


def test_giving_up_a_rule_never_costs_more() -> None:
    for seed in range(30):
        case = a_small_case(seed)
        cost = _cost(case)
        for rule in rules_of(case):
            easier = best(without(case, [rule]))
            assert cost is None or (easier and easier.cost <= cost), (seed, rule)


def test_more_leave_never_helps() -> None:
    for seed in range(60):
        case, chance = a_small_case(seed), random.Random(seed)
        first = a_date("2027-03-01") + chance.randrange(60) * DAY
        away = Span(first, first + 6 * DAY)
        fewer = replace(case, teachers=tuple(replace(one, away=(*one.away, away)) for one in case.teachers))
        before, after = best(case), best(fewer)
        assert after is None or (before and before.cost <= after.cost), seed


def test_other_names_change_no_cost() -> None:
    names = {"ana": "zoe", "rui": "abe", "jo": "mia", "hall": "room-b", "hotel": "room-a"}
    for seed in range(60):
        case = a_small_case(seed)
        renamed = replace(
            case,
            teachers=tuple(replace(one, id=names[one.id]) for one in reversed(case.teachers)),
            venues=tuple(replace(one, id=names[one.id]) for one in reversed(case.venues)),
            taken_venues=frozenset((date, names[id]) for date, id in case.taken_venues),
            taken_teachers=frozenset((date, names[id]) for date, id in case.taken_teachers),
        )
        assert _cost(case) == _cost(renamed), seed


def test_no_plan_exactly_where_it_is_explained_why() -> None:
    for seed in range(20, 32):
        case = a_small_case(seed)
        assert (best(case) is None) == (why_not(case) is not None), seed


def test_the_same_case_gives_the_same_timetable() -> None:
    assert best(seeded(1)) == best(seeded(1))


def test_of_equal_dates_the_earlier_are_taken() -> None:
    plan = best(a_case((1, 1)))

    assert plan
    assert plan.timetable == held("d01 2027-01-01", "d02 2027-02-01")


def test_days_together_are_not_held_across_a_weekend() -> None:
    case = together(a_case((2,), weekdays=frozenset({0, 4}), preferred=frozenset({4})), "d01")

    assert best(case) is None


def test_a_settled_day_stays_where_nothing_else_could_be() -> None:
    pin = Pin(day="d02", date=a_date("2027-02-07"), venue="attic", teachers=("rui",))
    plan = best(a_case((1, 1, 1), weekdays=frozenset({1}), pins=(pin,)))

    assert plan
    assert plan.timetable == held("d01 2027-01-05", "d02 2027-02-07 @attic rui", "d03 2027-03-02")


def test_a_cohort_half_delivered_is_planned_from_where_it_is() -> None:
    case = seeded(2)
    whole = best(case)
    assert whole
    days = list(whole.timetable)
    behind = tuple(
        Pin(day=one.day, date=one.date, venue=one.venue, teachers=one.teachers, whole=True) for one in days[:9]
    )
    away = a_span(f"{days[9].date}..{days[9].date + 6 * DAY} flu")
    later = replace(
        case,
        pins=behind,
        not_before=days[8].date + DAY,
        teachers=tuple(replace(one, away=(*one.away, away)) for one in case.teachers),
    )
    plan = best(later)
    assert plan

    assert judged(later, plan.timetable).broken == ()
    assert list(plan.timetable)[:9] == days[:9]
    assert plan.timetable.by_day[days[9].day].date != days[9].date
