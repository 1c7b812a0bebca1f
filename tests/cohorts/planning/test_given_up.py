"""Why a wish was given up."""

from __future__ import annotations

from dataclasses import replace

from coachloom.cohorts.case import Pin, Venue
from coachloom.cohorts.judging.judge import judged
from coachloom.cohorts.planning.best import best
from coachloom.cohorts.planning.given_up import GivenUp, Other, Wish, given_up
from coachloom.cohorts.planning.ways import Cause
from tests.cohorts.cases import a_case, a_span, held, seeded


def test_half_term_is_taken_where_every_other_date_lacks_a_room() -> None:
    hall = Venue(
        id="hall", places=20, closed=(a_span("2027-01-01..2027-02-14 works"), a_span("2027-02-20..2027-03-31 works"))
    )
    case = a_case(
        (1,), "2027-02-01", stray=0, venues=(hall,), school_holidays=(a_span("2027-02-15..2027-02-19 half-term"),)
    )
    plan = best(case)

    assert plan
    assert plan.timetable == held("d01 2027-02-15 @hall")
    assert given_up(case, plan.timetable) == (
        GivenUp(day="d01", wish=Wish.TERM, dates=23, causes=((Cause.ROOM_CLOSED, 23),)),
    )


def test_neighbours_and_other_wishes_are_reasons_too() -> None:
    case = a_case((1, 1), stray=0, preferred=frozenset({1}))
    planned = held("d01 2027-01-31", "d02 2027-02-23")

    assert given_up(case, planned) == (
        GivenUp(day="d01", wish=Wish.PREFERRED, dates=4, causes=((Other.DEARER, 3), (Other.NEIGHBOURS, 1))),
    )


def test_what_is_told_as_given_up_is_what_the_judge_calls_so() -> None:
    for seed in range(4):
        case = seeded(seed)
        plan = best(case)
        assert plan
        wishes = {wish.value for wish in Wish}
        by_judge = {(one.day, one.rule) for one in judged(case, plan.timetable).given_up if one.rule in wishes}
        assert {(one.day, one.wish.value) for one in given_up(case, plan.timetable)} == by_judge
        assert by_judge


def test_of_settled_days_nothing_is_said() -> None:
    case = seeded(3)
    plan = best(case)
    assert plan
    pins = tuple(Pin(day=one.day, date=one.date, venue=one.venue, teachers=one.teachers) for one in plan.timetable)
    assert given_up(replace(case, pins=pins), plan.timetable) == ()
