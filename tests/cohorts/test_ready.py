"""A cohort made ready: what its file and its course say becomes a case, and what does not fit is told at once."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.cohorts.case import DAY, Case, DayNeed, GapNeed, Pin, Span, Teacher, Venue
from coachloom.cohorts.cohort import Cohort, read_cohorts
from coachloom.cohorts.ready import Around, day_times, ready, years_of
from coachloom.cohorts.timetable import Held, Timetable
from coachloom.course.kinds import Gap
from coachloom.course.load import read_course
from coachloom.course.model import Course
from coachloom.course.values import LOCAL_TOPIC, Range
from coachloom.problems import ProblemsFound
from coachloom.reading.files import Held as HeldFiles
from tests.files import rewrite

FOUR_TOPICS = frozenset({"coaching-skills", "leading-change", "self-reflection", "working-with-groups"})
ALL_TOPICS = FOUR_TOPICS | {"understanding-qi"}


def cohort_of(lines: str = "", start: str = "2027-01") -> Cohort:
    text = f"format: 1\nname: Spring 2027\nnation: GB-ENG\nstart: {start}\n{lines}\n"
    (cohort,) = read_cohorts(HeldFiles({"cohorts/spring.yml": text.encode()}))
    return cohort


def date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def span(text: str, name: str = "") -> Span:
    first, _, last = text.partition("..")
    return Span(date(first), date(last or first), name)


def case_of(course: Course, lines: str = "", start: str = "2027-01", around: Around | None = None) -> Case:
    return ready(course, cohort_of(lines, start), around or Around())


def told(course: Course, lines: str, start: str = "2027-01") -> list[tuple[str, int, str]]:
    with pytest.raises(ProblemsFound) as refused:
        case_of(course, lines, start)
    return [(problem.code, problem.place.line, problem.what) for problem in refused.value.problems]


def test_the_days_of_the_course_become_needs_in_order(reference_course: Course) -> None:
    case = case_of(reference_course, "online: [d10]")

    assert [need.id for need in case.days] == [day.id for day in reference_course.days]
    assert case.need["d01"] == DayNeed(
        id="d01", month=span("2027-01-01..2027-01-31"), window=span("2027-01-01..2027-02-14"), topics=ALL_TOPICS
    )
    assert case.need["d10"] == DayNeed(
        id="d10",
        month=span("2027-06-01..2027-06-30"),
        window=span("2027-05-18..2027-07-14"),
        topics=ALL_TOPICS,
        online=True,
    )


def test_the_day_of_opening_stays_before_the_rooms_open(reference_course: Course) -> None:
    assert case_of(reference_course).need["d07"] == DayNeed(
        id="d07", month=span("2027-04-01..2027-04-30"), window=span("2027-03-18..2027-04-30"), topics=FOUR_TOPICS
    )


def test_a_day_may_stray_as_far_as_the_cohort_lets_it_and_never_before_the_start(reference_course: Course) -> None:
    case = case_of(reference_course, "stray: 45")

    assert [case.need[day].window for day in ("d01", "d03", "d18")] == [
        span("2027-01-01..2027-03-17"),
        span("2027-01-01..2027-04-14"),
        span("2027-10-17..2028-02-14"),
    ]


def test_gaps_are_those_of_the_course_and_days_together_follow_each_other(reference_course: Course) -> None:
    gaps = {gap.id: gap for gap in case_of(reference_course, "together: [m01]").gaps}

    assert len(gaps) == len(reference_course.days) - 1
    assert [gaps[id] for id in ("gap-d01-d02", "gap-d02-d03", "gap-d03-d04")] == [
        GapNeed(id="gap-d01-d02", after="d01", before="d02", least=1, most=1, calm_least=1, calm_most=1, together=True),
        GapNeed(id="gap-d02-d03", after="d02", before="d03", least=14, most=45, calm_least=21, calm_most=35),
        GapNeed(id="gap-d03-d04", after="d03", before="d04", least=1, most=28, calm_least=7, calm_most=21),
    ]


def test_days_together_follow_each_other_even_where_the_course_sets_them_apart(reference_course: Course) -> None:
    gap = reference_course.get("gap-d01-d02", Gap)
    assert gap is not None
    apart = dataclasses.replace(gap, bounds={"days": Range(min=3, max=28)})
    course = dataclasses.replace(reference_course, elements={**reference_course.elements, gap.id: apart})

    assert [(one.least, one.most) for one in case_of(course, "together: [m01]").gaps[:1]] == [(1, 1)]
    assert [(one.least, one.most) for one in case_of(course).gaps[:1]] == [(3, 28)]


def test_nobody_need_lead_a_topic_of_the_academy_alone(reference_course: Course) -> None:
    first = reference_course.sessions_of(reference_course.days[0])[0]
    local = dataclasses.replace(first, topic=LOCAL_TOPIC)
    course = dataclasses.replace(reference_course, elements={**reference_course.elements, first.id: local})

    assert case_of(course).need["d01"].topics == {
        session.topic for session in reference_course.sessions_of(reference_course.days[0])[1:]
    }


def test_only_a_first_delivery_needs_an_expert(reference_course: Course) -> None:
    first, later = case_of(reference_course, "first_delivery: true"), case_of(reference_course)

    assert [need.id for need in first.days if need.expert] == ["d01", "d02", "d07", "d13", "d14", "d17", "d18"]
    assert first.expert_days == 12
    assert ([need.id for need in later.days if need.expert], later.expert_days) == ([], 0)


def test_rules_and_gaps_of_a_course_that_was_changed_hold_and_not_ours(small: Path) -> None:
    schedule = "curriculum/schedule.yml"
    was = read_course(small).course
    assert was is not None
    gap = case_of(was).gaps[0]
    rewrite(small, schedule, f"min: {gap.least}, max: {gap.most}", f"min: {gap.least}, max: {gap.most + 3}")
    changed = read_course(small).course
    assert changed is not None

    assert case_of(changed).gaps[0].most == gap.most + 3


def test_the_rest_of_the_file_becomes_plain_values(reference_course: Course) -> None:
    lines = """\
people: 12
weekdays: [tue, thu]
preferred: [thu]
first_delivery: false
region: north
closures: [{from: 2027-08-02, to: 2027-08-13, why: summer}]
school_holidays: [{from: 2027-02-15, name: half-term}]
venues:
  - {id: hall, name: Hall, places: 20, cost: 4, weekdays: [tue], closed: [{from: 2027-03-02, why: painting}]}
  - {id: loft, name: Loft, places: 12}
faculty:
  - {id: rui-lopes, topics: [leading-change], region: north}
  - {id: ana-reis, topics: [understanding-qi], region: south, expert: true, joins: 2027-02-01, leaves: 2027-11-30}
  - {id: jo, joins: 1900-01-01}
days:
  - {day: d01, date: 2027-01-12, venue: hall, faculty: [rui-lopes, ana-reis]}
  - {day: d02, date: 2027-01-14}
bank_holidays: {add: [{date: 2027-06-01, name: A jubilee}]}"""
    away = span("2027-04-05..2027-04-16")
    half_term = span("2027-05-31..2027-06-04", "half-term")
    other = Timetable(
        "autumn",
        (
            Held(day="d04", date=date("2027-03-09"), venue="hall", teachers=("ana-reis", "jo")),
            Held(day="d05", date=date("2027-03-11")),
        ),
    )
    gone = Pin(day="d01", date=date("2027-01-05"), whole=True)
    case = case_of(
        reference_course,
        lines,
        around=Around(
            leave={"ana-reis": (away,)},
            school_holidays=(half_term,),
            others=(other,),
            settled=(gone,),
            not_before=date("2027-01-06"),
        ),
    )
    bare = case_of(reference_course)

    assert case == Case(
        cohort="spring",
        days=bare.days,
        gaps=bare.gaps,
        weekdays=frozenset({1, 3}),
        preferred=frozenset({3}),
        bank_holidays={**bare.bank_holidays, date("2027-06-01"): "A jubilee"},
        closures=(span("2027-08-02..2027-08-13", "summer"),),
        school_holidays=(span("2027-02-15", "half-term"), half_term),
        people=12,
        venues=(
            Venue(id="hall", places=20, cost=4, weekdays=frozenset({1}), closed=(span("2027-03-02", "painting"),)),
            Venue(id="loft", places=12),
        ),
        teachers=(
            Teacher(id="rui-lopes", topics=frozenset({"leading-change"})),
            Teacher(
                id="ana-reis",
                topics=frozenset({"understanding-qi"}),
                far=True,
                expert=True,
                away=(span("1900-01-01..2027-01-31"), away, span("2027-12-01..2999-12-31")),
            ),
            Teacher(id="jo"),
        ),
        least_months=11,
        most_months=13,
        taken_venues=frozenset({(date("2027-03-09"), "hall")}),
        taken_teachers=frozenset({(date("2027-03-09"), "ana-reis"), (date("2027-03-09"), "jo")}),
        pins=(gone, Pin(day="d02", date=date("2027-01-14"))),
        not_before=date("2027-01-06"),
    )


def test_faculty_of_a_settled_day_may_be_nobody_or_open_and_is_sorted(reference_course: Course) -> None:
    lines = """\
faculty: [{id: ana}, {id: rui}]
days:
- {day: d01, date: 2027-01-12, faculty: []}
- {day: d02, date: 2027-01-14}
- {day: d03, date: 2027-02-16, faculty: [rui, ana]}"""

    assert [pin.teachers for pin in case_of(reference_course, lines).pins] == [(), None, ("ana", "rui")]


def test_bank_holidays_are_known_for_every_year_that_a_day_can_reach(reference_course: Course) -> None:
    years = {day.year for day in case_of(reference_course, start="2027-11").bank_holidays}

    assert years == {2027, 2028}
    assert years_of(cohort_of(start="2027-11"), reference_course) == (date("2027-11-01"), date("2028-11-15"))


def test_a_cohort_with_a_page_alone_is_told_what_a_plan_needs(reference_course: Course) -> None:
    (cohort,) = read_cohorts(HeldFiles({"cohorts/spring.yml": b"format: 1\nname: Spring 2027\n"}))
    with pytest.raises(ProblemsFound) as refused:
        ready(reference_course, cohort, Around())

    assert [problem.what for problem in refused.value.problems] == [
        '"Spring 2027" does not say in which month the cohort starts, so no timetable can be made.',
        '"Spring 2027" does not say whose bank holidays count, so no timetable can be made.',
    ]


def test_what_does_not_fit_the_course_is_told_at_once(reference_course: Course) -> None:
    lines = """\
online: [d01, d99]
together: [m04, m13]
faculty: [{id: ana-reis, topics: [understanding-q]}]
days: [{day: d00, date: 2027-01-12}]
stray: 91
day_starts: "18:00\""""

    late = ", ".join(day.id for day in reference_course.days)
    assert told(reference_course, lines, start="2127-01") == [
        ("COHORT", 4, "The year 2127 is out of reach."),
        (
            "COHORT",
            5,
            'Day d01 is to be online. The course says otherwise: "The days kept in person" (days-in-person).',
        ),
        ("COHORT", 5, "`d99` is no day of the course."),
        ("COHORT", 6, "Month m04 has only one day, so there is nothing to join."),
        ("COHORT", 6, "`m13` is no month of the course."),
        ("COHORT", 7, "`understanding-q` is no topic of the course. Did you mean understanding-qi?"),
        ("COHORT", 8, "`d00` is no day of the course."),
        ("COHORT", 9, "A day may lie 91 days outside of its month."),
        ("COHORT", 10, f"Days would end after midnight: {late}."),
    ]


def test_more_days_online_than_the_course_allows_are_refused_with_its_reason(reference_course: Course) -> None:
    with pytest.raises(ProblemsFound) as refused:
        case_of(reference_course, "online: [d03, d04, d05, d06, d08, d09, d10]")

    (problem,) = refused.value.problems
    assert problem.what == (
        '7 days are to be online; allowed are 6. The course says otherwise: "The number of days online" (days-online).'
    )
    assert problem.because == "Coaching is practised face to face before it can be carried on a screen."
    assert problem.rule is not None
    assert problem.rule.file == "curriculum/schedule.yml"


def test_a_day_begins_when_the_cohort_says_and_lasts_as_long_as_ever(reference_course: Course) -> None:
    day = reference_course.days[0]

    assert day_times(reference_course, cohort_of(), day) == (datetime.time(9, 0), datetime.time(16, 15))
    assert day_times(reference_course, cohort_of('day_starts: "09:30"'), day) == (
        datetime.time(9, 30),
        datetime.time(16, 45),
    )


@given(start=st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)), stray=st.integers(0, 90))
def test_every_day_of_any_year_may_fall_in_its_month_and_within_reach(
    reference_course: Course, start: datetime.date, stray: int
) -> None:
    lines, month = f"stray: {stray}", f"{start:%Y-%m}"
    first, last = years_of(cohort_of(lines, month), reference_course)
    case = case_of(reference_course, lines, month)

    assert first == start.replace(day=1)
    assert [
        need.id for need in case.days if need.month.first not in need.window or need.month.last not in need.window
    ] == []
    assert [need.id for need in case.days if not first <= need.window.first <= need.window.last < last + DAY] == []
    assert {date.year for date in case.bank_holidays} == set(range(first.year, last.year + 1))
