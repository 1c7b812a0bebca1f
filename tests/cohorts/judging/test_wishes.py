"""Wishes that are given up are told with their points, and all points together are what a timetable costs."""

from __future__ import annotations

from dataclasses import replace

from coachloom.cohorts.case import Pin, Weights
from coachloom.cohorts.judging.fault import Verdict
from coachloom.cohorts.judging.judge import judged
from tests.cohorts.cases import a_date, a_span, held, together
from tests.cohorts.judging.notation import (
    ANA,
    CALM,
    EVA,
    HALL,
    HOTEL,
    IN_ROOMS,
    IN_THE_HALL,
    LED,
    LED_BY_ANA,
    SPRING,
    but,
    fault,
)


def test_a_calm_timetable_gives_nothing_up_and_costs_nothing() -> None:
    assert judged(SPRING, CALM) == Verdict()


def test_a_weekday_that_is_not_preferred_costs_where_some_are_preferred() -> None:
    mondays = replace(SPRING, preferred=frozenset({0}))

    assert judged(mondays, but(CALM, "d01 2027-03-01", "d03 2027-04-05")) == Verdict(
        given_up=(fault("weekday", "d02 2027-03-09", 2),), cost=2
    )


def test_a_date_in_several_school_holidays_costs_once() -> None:
    case = replace(SPRING, school_holidays=(a_span("2027-03-09..2027-03-12 spring"), a_span("2027-03-09 inset day")))

    assert judged(case, CALM) == Verdict(
        given_up=(fault("school-holiday", "d02 2027-03-09", 5, name="spring"),), cost=5
    )


def test_each_date_outside_of_the_month_costs_before_it_and_after_it() -> None:
    march = {"first": a_date("2027-03-01"), "last": a_date("2027-03-31")}
    april = {"first": a_date("2027-04-01"), "last": a_date("2027-04-30")}

    assert judged(SPRING, held("d01 2027-03-23", "d02 2027-04-02", "d03 2027-04-30")) == Verdict(
        given_up=(fault("month", "d02 2027-04-02", 2, days=2, **march),), cost=2
    )
    assert judged(SPRING, but(CALM, "d03 2027-03-30")) == Verdict(
        given_up=(fault("month", "d03 2027-03-30", 2, days=2, **april),), cost=2
    )


def test_each_day_off_the_pace_costs_but_not_where_days_are_together_or_both_settled() -> None:
    hurried = but(CALM, "d02 2027-03-07")
    slow = but(CALM, "d03 2027-04-15")
    pins = (Pin(day="d01", date=a_date("2027-03-02")), Pin(day="d02", date=a_date("2027-03-07")))

    assert judged(SPRING, hurried) == Verdict(
        given_up=(fault("pace-short", "d02 2027-03-07", 2, other="d01", days=5, least=7, most=21),), cost=2
    )
    assert judged(SPRING, slow) == Verdict(
        given_up=(fault("pace-long", "d03 2027-04-15", 2, other="d02", days=37, least=21, most=35),), cost=2
    )
    assert judged(together(SPRING, "d01"), but(CALM, "d02 2027-03-03")) == Verdict()
    assert judged(replace(SPRING, pins=pins[:1]), hurried).cost == 2
    assert judged(replace(SPRING, pins=pins), hurried) == Verdict()


def test_a_room_that_costs_is_given_up_and_a_free_one_is_not() -> None:
    assert judged(IN_ROOMS, IN_THE_HALL) == Verdict()
    assert judged(IN_ROOMS, but(IN_THE_HALL, "d02 2027-03-09 @hotel")) == Verdict(
        given_up=(fault("hired", "d02 2027-03-09", 4, venue="hotel"),), cost=4
    )


def test_each_of_faculty_costs_and_only_one_from_far_is_given_up() -> None:
    assert judged(LED, LED_BY_ANA) == Verdict(cost=3)
    assert judged(LED, but(LED_BY_ANA, "d02 2027-03-09 ana eva")) == Verdict(
        given_up=(fault("far", "d02 2027-03-09", 2, teacher="eva"),), cost=6
    )


def test_a_wish_that_weighs_nothing_is_no_wish() -> None:
    free = Weights(off_preferred=0, school_holiday=0, outside_month=0, off_pace=0, teacher=0, far=0)
    case = replace(LED, weights=free, preferred=frozenset({0}), school_holidays=(a_span("2027-03-01..2027-04-30"),))

    assert judged(case, held("d01 2027-03-02 ana", "d02 2027-03-03 ana", "d03 2027-04-06 ana eva")) == Verdict()


def test_the_cost_is_the_sum_of_all_points_of_settled_days_too() -> None:
    case = replace(
        SPRING,
        preferred=frozenset({0}),
        school_holidays=(a_span("2027-04-06 Easter"),),
        venues=(HALL, HOTEL),
        teachers=(ANA, EVA),
        pins=(Pin(day="d03", date=a_date("2027-04-06"), whole=True, venue="hotel", teachers=("eva",)),),
    )
    verdict = judged(case, held("d01 2027-03-02 @hall ana", "d02 2027-03-05 @hall ana", "d03 2027-04-06 @hotel eva"))

    assert [(one.day, one.rule, one.points) for one in verdict.given_up] == [
        ("d01", "weekday", 2),
        ("d02", "weekday", 2),
        ("d02", "pace-short", 4),
        ("d03", "weekday", 2),
        ("d03", "school-holiday", 5),
        ("d03", "hired", 4),
        ("d03", "far", 2),
    ]
    assert (verdict.cost, verdict.holds) == (21 + 3, True)
