"""Cohorts of one academy share rooms and faculty, a date at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from coachloom.cohorts.case import Case, Pin
from coachloom.cohorts.judging.between import several
from coachloom.cohorts.judging.fault import Fault, Verdict
from coachloom.cohorts.timetable import Timetable
from tests.cohorts.cases import a_date, held
from tests.cohorts.judging.notation import CALM, SPRING, fault

AUTUMN = replace(SPRING, cohort="autumn")
MINE = held("d01 2027-03-02 @hall ana rui", "d02 2027-03-09 @hall ana", "d03 2027-04-06 @hall ana")
THEIRS = held("d01 2027-03-02 @hotel eva", "d02 2027-03-09 @hall rui", "d03 2027-04-06 @hotel ana")


def both(mine: Case, theirs: Case, my_days: Timetable = MINE, their_days: Timetable = THEIRS) -> list[Fault]:
    verdict = several([(mine, my_days), (theirs, their_days)])
    assert several([(theirs, their_days), (mine, my_days)]) == verdict
    return list(verdict.broken)


def test_a_room_or_one_of_faculty_cannot_be_had_by_two_cohorts_on_one_date() -> None:
    assert both(SPRING, AUTUMN) == [
        fault_on("2027-03-09", "venue-shared", shared="hall"),
        fault_on("2027-04-06", "teacher-shared", shared="ana"),
    ]


def test_cohorts_without_rooms_and_faculty_get_on() -> None:
    assert several([(SPRING, CALM), (AUTUMN, CALM)]) == Verdict()
    assert several([]) == Verdict()


def test_what_is_settled_in_both_cohorts_is_no_fault() -> None:
    hall = Pin(day="d02", date=a_date("2027-03-09"), venue="hall")
    ana = Pin(day="d03", date=a_date("2027-04-06"), teachers=("ana",))

    assert len(both(replace(SPRING, pins=(hall, ana)), AUTUMN)) == 2
    assert both(replace(SPRING, pins=(hall, ana)), replace(AUTUMN, pins=(hall, ana))) == []


def test_nobody_leads_too_often_in_all_cohorts_together() -> None:
    later = held("d01 2027-03-03 @hotel ana", "d02 2027-03-10 @hotel rui", "d03 2027-04-07 @hotel rui")
    three = replace(SPRING, most_load=3)

    assert both(three, replace(AUTUMN, most_load=3), their_days=later) == []
    assert both(replace(SPRING, most_load=2), replace(AUTUMN, most_load=3), their_days=later) == [
        fault("load", teacher="ana", most=2, n=3, first=a_date("2027-03-02"), last=a_date("2027-03-09"))
    ]
    elsewhere = replace(three, taken_teachers=frozenset({(a_date("2027-03-29"), "ana")}))
    assert both(elsewhere, AUTUMN, their_days=later) == [
        fault("load", teacher="ana", most=3, n=4, first=a_date("2027-03-02"), last=a_date("2027-03-29"))
    ]


def fault_on(date: str, rule: str, **values: Any) -> Fault:
    """Between the two cohorts; it is about no single day of the course."""
    return replace(fault(rule, cohorts=("autumn", "spring"), **values), date=a_date(date))
