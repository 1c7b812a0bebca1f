"""Those who lead are there and free, cover every topic, and do not lead too often; experts come where asked."""

from __future__ import annotations

import datetime
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from coachloom.cohorts.case import DAY, Pin
from coachloom.cohorts.judging.load import crowds
from tests.cohorts.cases import a_case, a_date, a_span, held, with_days
from tests.cohorts.judging.notation import ANA, CALM, EVA, LED, LED_BY_ANA, RUI, SPRING, broken, but, fault

FIRST = a_date("2027-01-01")
SOME_DATES = st.integers(0, 70).map(lambda days: FIRST + days * DAY)


def test_days_led_by_somebody_with_their_topics_break_nothing() -> None:
    assert broken(LED, LED_BY_ANA) == []


def test_somebody_who_is_not_in_the_faculty_is_told_also_where_faculty_is_not_planned() -> None:
    unknown = fault("teacher-unknown", "d02 2027-03-09", teacher="zoe")

    assert broken(LED, but(LED_BY_ANA, "d02 2027-03-09 ana zoe")) == [unknown]
    assert broken(SPRING, but(CALM, "d02 2027-03-09 zoe")) == [unknown]


def test_nobody_leads_who_is_away() -> None:
    away = replace(ANA, away=(a_span("2027-03-10..2027-04-05"), a_span("2027-03-01..2027-03-02")))

    assert broken(replace(LED, teachers=(away,)), LED_BY_ANA) == [
        fault("teacher-away", "d01 2027-03-02", teacher="ana")
    ]


def test_nobody_leads_two_cohorts_on_one_date() -> None:
    taken = frozenset({(a_date("2027-03-09"), "ana"), (a_date("2027-03-02"), "rui")})

    assert broken(replace(LED, taken_teachers=taken), LED_BY_ANA) == [
        fault("teacher-taken", "d02 2027-03-09", teacher="ana")
    ]


def test_every_topic_has_somebody_and_two_may_share_a_day() -> None:
    case = with_days(LED, "d02", topics=frozenset({"coaching-skills", "leading-change", "self-reflection"}))

    assert broken(case, but(LED_BY_ANA, "d02 2027-03-09 rui")) == [
        fault("topic-missing", "d02 2027-03-09", topic="coaching-skills"),
        fault("topic-missing", "d02 2027-03-09", topic="self-reflection"),
    ]
    assert broken(case, but(LED_BY_ANA, "d02 2027-03-09 ana rui")) == [
        fault("topic-missing", "d02 2027-03-09", topic="self-reflection")
    ]
    assert broken(replace(case, teachers=()), CALM) == []


def test_an_expert_is_there_where_the_course_asks_for_one() -> None:
    case = with_days(LED, "d02", expert=True)

    assert broken(case, LED_BY_ANA) == [fault("expert-missing", "d02 2027-03-09")]
    assert broken(case, but(LED_BY_ANA, "d02 2027-03-09 ana eva")) == []


def test_an_expert_is_on_site_so_often_and_a_day_online_does_not_count() -> None:
    case = replace(LED, expert_days=2)
    twice = but(LED_BY_ANA, "d01 2027-03-02 ana eva", "d02 2027-03-09 ana eva")

    assert broken(case, twice) == []
    assert broken(with_days(case, "d02", online=True), twice) == [fault("expert-days", n=1, least=2)]
    assert broken(replace(SPRING, expert_days=2), CALM) == []


def test_settled_faculty_need_not_keep_the_rules_and_still_count_as_experts() -> None:
    case = with_days(
        replace(
            LED,
            teachers=(ANA, RUI, replace(EVA, away=(a_span("2027-03-02"),))),
            taken_teachers=frozenset({(a_date("2027-03-02"), "eva")}),
            expert_days=1,
        ),
        "d01",
        expert=True,
    )
    timetable = but(LED_BY_ANA, "d01 2027-03-02 eva zoe")
    date_alone = Pin(day="d01", date=a_date("2027-03-02"))

    assert [one.rule for one in broken(replace(case, pins=(date_alone,)), timetable)] == [
        "teacher-unknown",
        "teacher-away",
        "teacher-taken",
        "topic-missing",
    ]
    assert broken(replace(case, pins=(replace(date_alone, teachers=("eva", "zoe")),)), timetable) == []


def test_nobody_leads_more_days_within_four_weeks_than_may_be_asked_in_all_cohorts_together() -> None:
    case = replace(LED, most_load=2)
    taken = frozenset({(a_date("2027-03-10"), "ana"), (a_date("2027-03-11"), "rui"), (a_date("2027-06-01"), "ana")})

    assert broken(case, LED_BY_ANA) == []
    assert broken(replace(case, taken_teachers=taken), LED_BY_ANA) == [
        fault("load", teacher="ana", most=2, n=3, first=a_date("2027-03-02"), last=a_date("2027-03-10"))
    ]


def test_four_weeks_are_twenty_eight_dates() -> None:
    case = a_case((2, 1), "2027-03-01", teachers=(ANA,), most_load=2)

    assert broken(case, held("d01 2027-03-02 ana", "d02 2027-03-09 ana", "d03 2027-03-30 ana")) == []
    assert broken(case, held("d01 2027-03-02 ana", "d02 2027-03-09 ana", "d03 2027-03-29 ana")) == [
        fault("load", teacher="ana", most=2, n=3, first=a_date("2027-03-02"), last=a_date("2027-03-29"))
    ]


def test_load_that_is_wholly_settled_is_no_fault() -> None:
    case = a_case((2, 1), "2027-03-01", teachers=(ANA,), most_load=2)
    timetable = held("d01 2027-03-02 ana", "d02 2027-03-09 ana", "d03 2027-03-29 ana")
    pins = tuple(Pin(day=one.day, date=one.date, teachers=one.teachers) for one in timetable)

    assert [one.rule for one in broken(replace(case, pins=pins[:2]), timetable)] == ["load"]
    assert broken(replace(case, pins=pins), timetable) == []


@given(st.dictionaries(SOME_DATES, st.booleans(), max_size=12), st.sets(SOME_DATES, max_size=12), st.integers(1, 6))
def test_a_crowd_is_found_exactly_where_counting_every_four_weeks_finds_one(
    own: dict[datetime.date, bool], taken: set[datetime.date], most: int
) -> None:
    crowded = False
    for shift in range(-28, 71):
        weeks = {FIRST + (shift + at) * DAY for at in range(28)}
        crowded |= len(weeks & (own.keys() | taken)) > most and any(not own[date] for date in weeks & own.keys())

    found = list(crowds(own, taken, most))

    assert bool(found) == crowded
    for crowd in found:
        within = {date for date in own.keys() | taken if crowd["first"] <= date <= crowd["last"]}
        assert most < crowd["n"] == len(within)
        assert (crowd["last"] - crowd["first"]).days < 28


def test_crowds_that_share_a_single_date_are_told_as_one() -> None:
    own = {FIRST: False, FIRST + 27 * DAY: False, FIRST + 54 * DAY: False}

    assert list(crowds(own, (), 1)) == [{"n": 2, "first": FIRST, "last": FIRST + 27 * DAY}]
    assert len(list(crowds({**own, FIRST + 55 * DAY: False}, (), 1))) == 1
    assert len(list(crowds({**own, FIRST + 90 * DAY: False, FIRST + 91 * DAY: False}, (), 1))) == 2
