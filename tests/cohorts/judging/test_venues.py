"""Days have a room that can be had, unless they are online."""

from __future__ import annotations

from dataclasses import replace

from coachloom.cohorts.case import Pin
from tests.cohorts.cases import a_date, a_span, with_days
from tests.cohorts.judging.notation import CALM, HALL, HOTEL, IN_ROOMS, IN_THE_HALL, SPRING, broken, but, fault


def test_a_day_in_a_room_of_the_cohort_breaks_nothing() -> None:
    assert broken(IN_ROOMS, IN_THE_HALL) == []


def test_a_day_needs_a_room_unless_rooms_are_not_planned_or_it_is_online() -> None:
    assert broken(IN_ROOMS, but(IN_THE_HALL, "d02 2027-03-09")) == [fault("venue-missing", "d02 2027-03-09")]
    assert broken(with_days(IN_ROOMS, "d02", online=True), but(IN_THE_HALL, "d02 2027-03-09")) == []
    assert broken(SPRING, CALM) == []


def test_a_day_online_has_no_room() -> None:
    assert broken(with_days(IN_ROOMS, "d02", online=True), IN_THE_HALL) == [
        fault("venue-needless", "d02 2027-03-09", venue="hall")
    ]


def test_a_room_that_the_cohort_does_not_have_is_told_also_where_rooms_are_not_planned() -> None:
    unknown = fault("venue-unknown", "d02 2027-03-09", venue="barn")

    assert broken(IN_ROOMS, but(IN_THE_HALL, "d02 2027-03-09 @barn")) == [unknown]
    assert broken(SPRING, but(CALM, "d02 2027-03-09 @barn")) == [unknown]


def test_a_room_must_be_large_enough() -> None:
    assert broken(replace(IN_ROOMS, people=21), but(IN_THE_HALL, "d01 2027-03-02 @hotel", "d03 2027-04-06 @hotel")) == [
        fault("venue-small", "d02 2027-03-09", venue="hall", places=20, people=21)
    ]


def test_a_room_must_be_open_on_the_date() -> None:
    closed = replace(HALL, closed=(a_span("2027-03-09..2027-03-12 dance"),))
    not_on_tuesdays = replace(HALL, weekdays=frozenset({0, 2}))

    assert broken(replace(IN_ROOMS, venues=(closed,)), IN_THE_HALL) == [
        fault("venue-closed", "d02 2027-03-09", venue="hall", name="dance")
    ]
    assert broken(replace(IN_ROOMS, venues=(not_on_tuesdays,)), but(IN_THE_HALL, "d02 2027-03-10 @hall")) == [
        fault("venue-weekday", "d01 2027-03-02", venue="hall"),
        fault("venue-weekday", "d03 2027-04-06", venue="hall"),
    ]


def test_a_room_must_not_be_another_cohorts() -> None:
    taken = frozenset({(a_date("2027-03-09"), "hall"), (a_date("2027-03-02"), "hotel"), (a_date("2027-03-03"), "hall")})

    assert broken(replace(IN_ROOMS, taken_venues=taken), IN_THE_HALL) == [
        fault("venue-taken", "d02 2027-03-09", venue="hall")
    ]


def test_a_settled_room_need_not_keep_the_rules_on_rooms_and_a_settled_date_alone_must() -> None:
    case = replace(IN_ROOMS, people=30, venues=(HALL, HOTEL), taken_venues=frozenset({(a_date("2027-03-02"), "hall")}))
    timetable = but(IN_THE_HALL, "d02 2027-03-09 @hotel", "d03 2027-04-06 @hotel")
    date_alone = Pin(day="d01", date=a_date("2027-03-02"))

    assert [one.rule for one in broken(replace(case, pins=(date_alone,)), timetable)] == ["venue-small", "venue-taken"]
    assert broken(replace(case, pins=(replace(date_alone, venue="hall"),)), timetable) == []
