"""Days follow each other in order, neither too soon nor too late."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coachloom.cohorts.case import Pin
from tests.cohorts.cases import a_case, a_date, held, together, with_days, with_gap
from tests.cohorts.judging.notation import CALM, HALL, HOTEL, SPRING, broken, but, fault, without

EARLY = a_date("2027-03-02")


def test_days_follow_the_order_of_the_course() -> None:
    assert broken(SPRING, held("d01 2027-03-09", "d02 2027-03-02", "d03 2027-04-06")) == [
        fault("order", "d02 2027-03-02", other="d01", other_date=a_date("2027-03-09"))
    ]


def test_no_two_days_share_a_date() -> None:
    assert broken(SPRING, but(CALM, "d02 2027-03-02")) == [fault("one-a-date", "d02 2027-03-02", other="d01")]


@pytest.mark.parametrize(
    ("date", "rule", "days"),
    [
        ("2027-03-22", None, 14),
        ("2027-04-22", None, 45),
        ("2027-03-21", "gap-short", 13),
        ("2027-04-23", "gap-long", 46),
    ],
)
def test_a_gap_has_its_least_and_its_most_days(date: str, rule: str | None, days: int) -> None:
    found = broken(SPRING, held("d01 2027-03-02", "d02 2027-03-08", f"d03 {date}"))

    assert found == [
        fault(
            rule,
            f"d03 {date}",
            other="d02",
            other_date=a_date("2027-03-08"),
            days=days,
            least=14,
            most=45,
            gap="gap-d02-d03",
        )
        for rule in [rule]
        if rule
    ]


def test_over_a_day_without_a_date_no_gap_is_judged_yet_the_order_is() -> None:
    assert broken(SPRING, without(but(CALM, "d03 2027-05-14"), "d02")) == [fault("day-missing", "d02")]
    assert [one.rule for one in broken(SPRING, without(but(CALM, "d01 2027-04-07"), "d02"))] == ["day-missing", "order"]


def test_a_gap_to_one_settled_day_is_judged_and_one_between_two_is_not() -> None:
    case = with_gap(SPRING, "d01", least=8)
    first, second = Pin(day="d01", date=EARLY), Pin(day="d02", date=a_date("2027-03-09"))

    assert [one.rule for one in broken(replace(case, pins=(first,)), CALM)] == ["gap-short"]
    assert broken(replace(case, pins=(first, second)), CALM) == []


def test_two_settled_days_may_even_be_out_of_order_or_on_one_date() -> None:
    pins = (Pin(day="d01", date=a_date("2027-03-09")), Pin(day="d02", date=EARLY))
    reversed_ = held("d01 2027-03-09", "d02 2027-03-02", "d03 2027-04-06")
    same = (Pin(day="d01", date=EARLY), Pin(day="d02", date=EARLY))

    assert broken(replace(SPRING, pins=pins), reversed_) == []
    assert broken(replace(SPRING, pins=same), but(CALM, "d02 2027-03-02")) == []


def test_days_together_are_on_consecutive_dates() -> None:
    case = together(SPRING, "d01")

    assert broken(case, but(CALM, "d02 2027-03-03")) == []
    assert broken(case, CALM) == [
        fault("together", "d02 2027-03-09", other="d01", other_date=EARLY, days=7, least=1, most=1, gap="gap-d01-d02")
    ]


def test_days_together_are_in_one_room_unless_one_is_online() -> None:
    case = together(replace(SPRING, venues=(HALL, HOTEL)), "d01")
    apart = held("d01 2027-03-02 @hall", "d02 2027-03-03 @hotel", "d03 2027-04-06 @hall")
    online = held("d01 2027-03-02 @hall", "d02 2027-03-03", "d03 2027-04-06 @hall")

    assert broken(case, apart) == [
        fault("together-venue", "d02 2027-03-03", other="d01", venue="hotel", other_venue="hall")
    ]
    assert broken(with_days(case, "d02", online=True), online) == []


def test_the_year_has_its_least_and_its_most_months() -> None:
    case = a_case((1, 1), "2027-01-01", least_months=1, most_months=1)
    first: dict[str, Any] = {"other": "d01", "other_date": a_date("2027-01-31")}

    assert broken(case, held("d01 2027-01-31", "d02 2027-02-28")) == []
    assert broken(case, held("d01 2027-01-31", "d02 2027-02-27")) == [
        fault("year-short", "d02 2027-02-27", **first, least=1)
    ]
    assert broken(case, held("d01 2027-01-31", "d02 2027-03-01")) == [
        fault("year-long", "d02 2027-03-01", **first, most=1)
    ]


def test_a_year_without_its_first_or_its_last_day_has_no_length() -> None:
    case = replace(SPRING, least_months=11)

    for day in ("d01", "d03"):
        assert broken(case, without(CALM, day)) == [fault("day-missing", day)]


def test_a_year_with_both_ends_settled_is_as_long_as_it_is() -> None:
    case = a_case((1, 1), "2027-01-01", least_months=2)
    timetable = held("d01 2027-01-31", "d02 2027-02-27")
    pins = (Pin(day="d01", date=a_date("2027-01-31")), Pin(day="d02", date=a_date("2027-02-27")))

    assert [one.rule for one in broken(replace(case, pins=pins[:1]), timetable)] == ["year-short"]
    assert broken(replace(case, pins=pins), timetable) == []
