"""Every day has a date on which it can be held, and what is settled stays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from coachloom.cohorts.case import Pin
from coachloom.cohorts.timetable import Timetable
from tests.cohorts.cases import a_date, a_span, held
from tests.cohorts.judging.notation import ANA, CALM, HALL, IN_ROOMS, IN_THE_HALL, SPRING, broken, but, fault, without


def test_a_calm_timetable_breaks_nothing() -> None:
    assert broken(SPRING, CALM) == []


def test_a_day_without_a_date_is_missed_and_so_is_each_in_an_empty_timetable() -> None:
    assert broken(SPRING, without(CALM, "d02")) == [fault("day-missing", "d02")]
    assert broken(SPRING, held()) == [fault("day-missing", day) for day in ("d01", "d02", "d03")]


def test_a_day_that_the_course_does_not_have_is_told() -> None:
    assert broken(SPRING, Timetable.of("spring", [*CALM, *held("d19 2027-03-16")])) == [
        fault("day-unknown", "d19 2027-03-16")
    ]


def test_a_day_that_stands_twice_is_told_with_its_last_date() -> None:
    assert broken(SPRING, Timetable.of("spring", [*CALM, *held("d02 2027-03-10")])) == [
        fault("day-twice", "d02 2027-03-10", n=2)
    ]


def test_a_day_must_fall_in_its_window() -> None:
    window: dict[str, Any] = {"first": a_date("2027-03-01"), "last": a_date("2027-04-14")}

    assert broken(SPRING, but(CALM, "d01 2027-02-28"))[0] == fault("window", "d01 2027-02-28", **window)
    assert broken(SPRING, but(CALM, "d01 2027-03-01", "d02 2027-03-16")) == []
    assert broken(SPRING, held("d01 2027-03-31", "d02 2027-04-14", "d03 2027-05-14")) == []
    assert broken(SPRING, held("d01 2027-03-31", "d02 2027-04-15", "d03 2027-05-14")) == [
        fault("window", "d02 2027-04-15", **window)
    ]


def test_no_day_falls_before_the_first_date_that_is_open() -> None:
    assert broken(replace(SPRING, not_before=a_date("2027-03-02")), CALM) == []
    assert broken(replace(SPRING, not_before=a_date("2027-03-03")), CALM) == [
        fault("too-early", "d01 2027-03-02", first=a_date("2027-03-03"))
    ]


def test_a_day_must_fall_on_a_weekday_that_is_allowed() -> None:
    assert broken(replace(SPRING, weekdays=frozenset({1})), but(CALM, "d02 2027-03-10")) == [
        fault("weekday", "d02 2027-03-10")
    ]


def test_no_day_falls_on_a_bank_holiday() -> None:
    case = replace(SPRING, bank_holidays={a_date("2027-03-09"): "Town day", a_date("2027-03-10"): "Fair"})

    assert broken(case, CALM) == [fault("bank-holiday", "d02 2027-03-09", name="Town day")]


def test_no_day_falls_in_a_closure_its_first_and_last_date_included() -> None:
    case = replace(SPRING, closures=(a_span("2027-03-09..2027-04-06 works"),))

    assert broken(case, CALM) == [
        fault("closure", "d02 2027-03-09", name="works"),
        fault("closure", "d03 2027-04-06", name="works"),
    ]
    assert broken(replace(SPRING, closures=(a_span("2027-03-10..2027-04-05 works"),)), CALM) == []


def test_a_day_with_a_settled_date_need_not_keep_the_rules_on_dates() -> None:
    case = replace(
        SPRING,
        weekdays=frozenset({1}),
        not_before=a_date("2027-03-01"),
        bank_holidays={a_date("2027-02-27"): "Town day"},
        closures=(a_span("2027-02-27 works"),),
    )
    early = but(CALM, "d01 2027-02-27")

    assert [one.rule for one in broken(case, early)] == ["window", "too-early", "weekday", "bank-holiday", "closure"]
    assert broken(replace(case, pins=(Pin(day="d01", date=a_date("2027-02-27")),)), early) == []


def test_a_settled_date_stays() -> None:
    case = replace(SPRING, pins=(Pin(day="d02", date=a_date("2027-03-10")),))

    assert broken(case, CALM) == [fault("settled-date", "d02 2027-03-09", settled=a_date("2027-03-10"))]
    assert broken(case, without(CALM, "d02")) == [fault("day-missing", "d02")]


def test_a_settled_room_and_settled_faculty_stay_and_what_is_not_settled_is_open() -> None:
    date = a_date("2027-03-02")
    case = replace(IN_ROOMS, teachers=(ANA,))

    assert broken(replace(case, pins=(Pin(day="d01", date=date),)), IN_THE_HALL) == []
    assert broken(replace(case, pins=(Pin(day="d01", date=date, venue="hotel"),)), IN_THE_HALL) == [
        fault("settled-venue", "d01 2027-03-02", settled="hotel", venue="hall")
    ]
    assert broken(replace(case, pins=(Pin(day="d01", date=date, teachers=("rui", "ana")),)), IN_THE_HALL) == [
        fault("settled-teachers", "d01 2027-03-02", settled=("ana", "rui"), teachers=())
    ]


def test_of_a_day_settled_as_a_whole_nothing_is_open() -> None:
    case = replace(IN_ROOMS, pins=(Pin(day="d01", date=a_date("2027-03-02"), whole=True),))

    assert broken(case, but(IN_THE_HALL, "d01 2027-03-02")) == []
    assert broken(case, but(IN_THE_HALL, f"d01 2027-03-02 @{HALL.id} ana")) == [
        fault("settled-venue", "d01 2027-03-02", settled="–", venue="hall"),
        fault("settled-teachers", "d01 2027-03-02", settled=(), teachers=("ana",)),
    ]
