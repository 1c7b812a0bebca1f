"""Plans take up a difference in one row, and clock times follow from minutes and breaks."""

from __future__ import annotations

import dataclasses
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachloom.course.clock import Slot, clocked
from coachloom.course.kinds import Day, Section, Session
from coachloom.course.load import read_course
from coachloom.course.model import Break, Course, Schedule
from coachloom.course.plan import BadRow, PlanRow, plan_rows, plan_section, written_rows
from coachloom.course.values import Rule, SessionPart
from tests.conftest import SMALL
from tests.files import rewrite

QUESTIONS = "modules/first/one/questions.md"


@pytest.fixture(scope="module")
def small_course() -> Course:
    course = read_course(SMALL).course
    assert course is not None
    return course


def session_of(course: Course, id: str, minutes: int | None = None) -> Session:
    found = course.get(id, Session)
    assert found is not None
    return found if minutes is None else dataclasses.replace(found, minutes=minutes)


def plan_of(course: Course, id: str) -> Section:
    section = plan_section(course, session_of(course, id))
    assert section is not None
    return section


def test_rows_are_read_as_they_stand(small_course: Course) -> None:
    assert written_rows(plan_of(small_course, "first-questions")) == (
        PlanRow(minutes=15, elastic=False, what="The case.", leads="Faculty", line=24),
        PlanRow(minutes=45, elastic=True, what="Pairs [ask openly](ask-openly).", leads="Pairs", line=25),
        PlanRow(
            minutes=15, elastic=False, what="Everyone plans [a small test](test-small).", leads="Everyone", line=26
        ),
    )


@pytest.mark.parametrize(("minutes", "rows"), [(75, [15, 45, 15]), (90, [15, 60, 15]), (60, [15, 30, 15])])
def test_the_elastic_row_takes_up_the_difference(small_course: Course, minutes: int, rows: list[int]) -> None:
    planned = plan_rows(small_course, session_of(small_course, "first-questions", minutes))

    assert [row.minutes for row in planned] == rows
    assert [row.elastic for row in planned] == [False, True, False]


def test_rows_stay_as_written_where_none_is_elastic(small_course: Course) -> None:
    planned = plan_rows(small_course, session_of(small_course, "d01-closing", 90))

    assert [row.minutes for row in planned] == [10, 20]


@pytest.mark.parametrize("minutes", ["0", "015", "1000", "15 min", "15 +", "+15", "-15", "1.5", "", "45++"])
def test_minutes_that_are_no_whole_number_make_a_bad_row(small: Path, minutes: str) -> None:
    line = rewrite(small, QUESTIONS, "| 45+ | Pairs", f"| {minutes} | Pairs")
    course = read_course(small).course

    assert course is not None
    assert [row for row in written_rows(plan_of(course, "first-questions")) if isinstance(row, BadRow)] == [
        BadRow(f"{minutes} | Pairs [ask openly](ask-openly). | Pairs", line)
    ]


def test_a_plan_without_a_table_is_one_bad_row(small: Path) -> None:
    line = rewrite(small, "modules/first/one/opening.md", "| --- | --- | --- |\n", "") - 1
    course = read_course(small).course

    assert course is not None
    assert written_rows(plan_of(course, "d01-opening")) == (BadRow("no table", line),)


def test_the_first_day_of_the_reference_course_has_these_clock_times(reference_course: Course) -> None:
    slots = clocked(reference_course.schedule, reference_course.sessions_of(reference_course.days[0]))

    assert [
        (f"{slot.start:%H:%M}-{slot.end:%H:%M}", slot.session.id if slot.session else "break") for slot in slots
    ] == [
        ("09:00-09:40", "d01-opening"),
        ("09:40-10:55", "systems-and-flow"),
        ("10:55-11:10", "break"),
        ("11:10-12:25", "coaching-stance"),
        ("12:25-13:10", "break"),
        ("13:10-14:20", "three-way-agreement"),
        ("14:20-14:35", "break"),
        ("14:35-15:45", "learning-contract"),
        ("15:45-16:15", "d01-closing"),
    ]


def test_every_day_of_the_reference_course_keeps_one_frame(reference_course: Course) -> None:
    frames = {
        day.id: [
            f"{slot.start:%H:%M}"
            for slot in clocked(reference_course.schedule, reference_course.sessions_of(day))
            if slot.session is None
        ]
        for day in reference_course.all(Day)
    }
    ends = {
        day.id: clocked(reference_course.schedule, reference_course.sessions_of(day))[-1].end
        for day in reference_course.all(Day)
    }

    assert frames == {day: ["10:55", "12:25", "14:20"] for day in frames}
    assert ends == dict.fromkeys(ends, time(16, 15))


def a_session(minutes: int, number: int = 0) -> Session:
    return Session(
        id=f"session-{number}", title="A", rule=Rule.FLEXIBLE, topic="t", part=SessionPart.CORE, minutes=minutes
    )


def a_day(start: time, breaks: dict[time, int], *minutes: int) -> list[tuple[time, time, str]]:
    """The clocked day as (start, end, id or "break")."""
    schedule = Schedule(months=(), start=start, breaks=tuple(Break(at=at, minutes=m) for at, m in breaks.items()))
    sessions = [a_session(m, number) for number, m in enumerate(minutes)]
    return [(s.start, s.end, s.session.id if s.session else "break") for s in clocked(schedule, sessions)]


def test_a_break_falls_at_the_end_of_a_session_at_its_time() -> None:
    assert a_day(time(9), {time(10): 10}, 60, 30) == [
        (time(9), time(10), "session-0"),
        (time(10), time(10, 10), "break"),
        (time(10, 10), time(10, 40), "session-1"),
    ]


def test_a_break_waits_for_the_first_session_end_after_its_time() -> None:
    assert a_day(time(9), {time(10, 1): 10}, 60, 30, 30) == [
        (time(9), time(10), "session-0"),
        (time(10), time(10, 30), "session-1"),
        (time(10, 30), time(10, 40), "break"),
        (time(10, 40), time(11, 10), "session-2"),
    ]


def test_a_break_that_no_session_follows_is_left_out() -> None:
    assert a_day(time(9), {time(10): 10}, 60) == [(time(9), time(10), "session-0")]


def test_breaks_that_fall_together_are_one_pause_whatever_their_order() -> None:
    together = [
        (time(9), time(11), "session-0"),
        (time(11), time(11, 25), "break"),
        (time(11, 25), time(11, 35), "session-1"),
    ]

    assert a_day(time(9), {time(10): 10, time(10, 30): 15}, 120, 10) == together
    assert a_day(time(9), {time(10, 30): 15, time(10): 10}, 120, 10) == together


def test_a_day_without_sessions_has_no_slots() -> None:
    assert a_day(time(9), {time(10): 10}) == []


@st.composite
def _days(draw: st.DrawFn) -> tuple[Schedule, list[Session]]:
    """A schedule and sessions that end before midnight."""
    times = st.builds(time, st.integers(6, 17), st.integers(0, 59))
    start = time(draw(st.integers(6, 10)), draw(st.integers(0, 59)))
    breaks = draw(st.lists(st.builds(lambda at, m: Break(at=at, minutes=m), times, st.integers(1, 60)), max_size=4))
    minutes = draw(st.lists(st.integers(1, 90), max_size=6))
    return Schedule(months=(), start=start, breaks=tuple(breaks)), [a_session(m, n) for n, m in enumerate(minutes)]


def _clock(moment: time) -> int:
    return moment.hour * 60 + moment.minute


@given(_days())
@settings(max_examples=200, deadline=None, derandomize=True)
def test_slots_follow_each_other_and_their_minutes_add_up(day: tuple[Schedule, list[Session]]) -> None:
    schedule, sessions = day
    slots = clocked(schedule, sessions)
    pauses = [slot for slot in slots if slot.session is None]

    assert [slot.session for slot in slots if slot.session] == sessions
    assert [slot.start for slot in slots] == [schedule.start, *(slot.end for slot in slots)][: len(slots)]
    assert [slot.minutes for slot in slots if slot.session] == [session.minutes for session in sessions]
    assert sum(slot.minutes for slot in slots) == sum(s.minutes for s in sessions) + sum(p.minutes for p in pauses)
    if slots:
        assert _clock(slots[-1].end) - _clock(schedule.start) == sum(slot.minutes for slot in slots)


@given(_days())
@settings(max_examples=200, deadline=None, derandomize=True)
def test_breaks_fall_at_the_first_session_end_after_their_time(day: tuple[Schedule, list[Session]]) -> None:
    schedule, sessions = day
    slots = clocked(schedule, sessions)

    expected = [0] * len(slots)
    for each in schedule.breaks:
        after = [n for n, slot in enumerate(slots[:-1]) if slot.session and _clock(slot.end) >= _clock(each.at)]
        if after:
            expected[after[0] + 1] += each.minutes

    assert [slot.minutes if slot.session is None else 0 for slot in slots] == expected
    assert [slot for slot in slots[-1:] if slot.session is None] == []


def test_a_slot_knows_its_minutes() -> None:
    assert Slot(start=time(9, 40), end=time(10, 55)).minutes == 75
