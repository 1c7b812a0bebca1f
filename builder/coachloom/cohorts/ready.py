"""A cohort made ready for planner and judge: its file, its course and what is known of people become a case."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coachloom.cohorts.bank_holidays import bank_holidays
from coachloom.cohorts.case import DAY, Case, DayNeed, GapNeed, Pin, Span, Teacher, Venue, months_after
from coachloom.cohorts.cohort import Closed, Cohort, Member, Room, Term
from coachloom.cohorts.course_rules import EXPERT, RULES
from coachloom.cohorts.leave import Leave
from coachloom.cohorts.timetable import Timetable
from coachloom.course.clock import clocked
from coachloom.course.kinds import Condition, Day, Gap, TimetableRule
from coachloom.course.model import Course
from coachloom.course.values import LOCAL_TOPIC
from coachloom.problems import Problem, ProblemsFound

YEAR_LENGTH = "year-length"
OPENING = "opening-by-opening-month"
PRE_PHASE = "pre-phase-length"

CALM_WITHIN = (7, 21)
CALM_BETWEEN = (21, 35)
"""From one day to the next within a month, and between months, a gap should be so long; starting values."""

_EVER = (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))
_YEARS = range(2000, 2100)
_MOST_STRAY = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is known besides the cohort's file and its course."""

    leave: Leave = dataclasses.field(default_factory=dict)
    school_holidays: tuple[Span, ...] = ()
    """From a calendar of terms."""

    others: tuple[Timetable, ...] = ()
    """What the academy's other cohorts have booked."""

    settled: tuple[Pin, ...] = ()
    """Days that lie behind, or stay for another reason; they come before those of the file."""

    not_before: datetime.date | None = None


def years_of(cohort: Cohort, course: Course) -> tuple[datetime.date, datetime.date]:
    """The first and the last day on which anything of the cohort can fall. Raises ProblemsFound (COHORT)."""
    _refuse_unfit(cohort, course)
    start = cohort.file.start or _EVER[0]
    return start, months_after(start, len(course.months)) + cohort.file.stray * DAY


def ready(course: Course, cohort: Cohort, around: Around) -> Case:
    """The case of a cohort. Raises ProblemsFound (COHORT) with all in its file that does not fit the course."""
    first, last = years_of(cohort, course)
    told = cohort.file
    expert = course.get(EXPERT, TimetableRule) if told.first_delivery else None
    length = _numbers(course, YEAR_LENGTH)
    return Case(
        cohort=cohort.id,
        days=tuple(_needs(course, cohort, first, frozenset(expert.days if expert else ()))),
        gaps=tuple(_gaps(course, cohort)),
        weekdays=frozenset(told.weekdays),
        preferred=frozenset(told.preferred),
        bank_holidays=bank_holidays(cohort, range(first.year, last.year + 1)),
        closures=tuple(_span(closed) for closed in told.closures),
        school_holidays=(*(_span(term) for term in told.school_holidays), *around.school_holidays),
        people=told.people,
        venues=tuple(map(_venue, told.venues)),
        teachers=tuple(_teacher(member, told.region, around.leave) for member in told.faculty),
        expert_days=expert.numbers.get("days", 0) if expert else 0,
        least_months=length.get("least-months", 0),
        most_months=length.get("most-months", 99),
        taken_venues=frozenset((held.date, held.venue) for other in around.others for held in other if held.venue),
        taken_teachers=frozenset(
            (held.date, who) for other in around.others for held in other for who in held.teachers
        ),
        pins=tuple(_pins(cohort, around.settled)),
        not_before=around.not_before,
    )


def day_times(course: Course, cohort: Cohort, day: Day) -> tuple[datetime.time, datetime.time]:
    """When a day begins and ends by the cohort's own clock; all sessions and breaks counted."""
    schedule = dataclasses.replace(course.schedule, start=cohort.file.day_starts or course.schedule.start)
    slots = clocked(schedule, course.sessions_of(day))
    return (slots[0].start, slots[-1].end) if slots else (schedule.start, schedule.start)


def _refuse_unfit(cohort: Cohort, course: Course) -> None:
    problems = [problem for rule in RULES for problem in rule(cohort, course)]
    if problems := [*problems, *_beyond_reach(cohort), *_past_midnight(cohort, course)]:
        raise ProblemsFound(problems)


def _beyond_reach(cohort: Cohort) -> Iterator[Problem]:
    start = cohort.file.start
    if start and start.year not in _YEARS:
        do = f"write a year from {_YEARS[0]} to {_YEARS[-1]}"
        yield Problem(code="COHORT", what=f"The year {start.year} is out of reach.", place=cohort.place("start"), do=do)
    if cohort.file.stray > _MOST_STRAY:
        what = f"A day may lie {cohort.file.stray} days outside of its month."
        do = f"write at most {_MOST_STRAY}; a starting value is 14"
        yield Problem(code="COHORT", what=what, place=cohort.place("stray"), do=do)


def _past_midnight(cohort: Cohort, course: Course) -> Iterator[Problem]:
    if cohort.file.day_starts is None:
        return
    late = [day.id for day in course.days for start, end in [day_times(course, cohort, day)] if end < start]
    if late:
        what = f"Days would end after midnight: {', '.join(late)}."
        yield Problem(code="COHORT", what=what, place=cohort.place("day_starts"), do="write an earlier time of day")


def _numbers(course: Course, rule: str) -> Mapping[str, int]:
    found = course.get(rule, TimetableRule)
    return found.numbers if found else {}


def _needs(course: Course, cohort: Cohort, start: datetime.date, expert: frozenset[str]) -> Iterator[DayNeed]:
    opening = course.get(OPENING, TimetableRule)
    phase = course.get(PRE_PHASE, Condition)
    opened = months_after(start, phase.numbers["months"]) - DAY if phase and "months" in phase.numbers else _EVER[1]
    stray = cohort.file.stray * DAY
    for day in course.days:
        number = course.number_of(course.month_of(day))
        month = Span(months_after(start, number - 1), months_after(start, number) - DAY)
        last = month.last + stray
        yield DayNeed(
            id=day.id,
            month=month,
            window=Span(
                max(month.first - stray, start), min(last, opened) if opening and day.id in opening.days else last
            ),
            topics=frozenset(session.topic for session in course.sessions_of(day)) - {LOCAL_TOPIC},
            online=day.id in cohort.file.online,
            expert=day.id in expert,
        )


def _gaps(course: Course, cohort: Cohort) -> Iterator[GapNeed]:
    month_of = {day.id: course.month_of(day).id for day in course.days}
    for gap in course.all(Gap):
        within = month_of[gap.after] == month_of[gap.before]
        together = within and month_of[gap.after] in cohort.file.together
        days = gap.bounds["days"]
        calm = (1, 1) if together else CALM_WITHIN if within else CALM_BETWEEN
        yield GapNeed(
            id=gap.id,
            after=gap.after,
            before=gap.before,
            least=1 if together else days.min,
            most=1 if together else days.max,
            calm_least=calm[0],
            calm_most=calm[1],
            together=together,
        )


def _span(written: Closed | Term) -> Span:
    return Span(
        written.from_, written.to or written.from_, written.why if isinstance(written, Closed) else written.name
    )


def _venue(room: Room) -> Venue:
    return Venue(
        id=room.id,
        places=room.places,
        cost=room.cost,
        weekdays=frozenset(room.weekdays or range(7)),
        closed=tuple(_span(closed) for closed in room.closed),
    )


def _teacher(member: Member, region: str | None, leave: Leave) -> Teacher:
    away = list(leave.get(member.id, ()))
    if member.joins and member.joins > _EVER[0]:
        away.append(Span(_EVER[0], member.joins - DAY))
    if member.leaves:
        away.append(Span(member.leaves + DAY, _EVER[1]))
    return Teacher(
        id=member.id,
        topics=frozenset(member.topics),
        far=bool(region and member.region and member.region != region),
        expert=member.expert,
        away=tuple(sorted(away)),
    )


def _pins(cohort: Cohort, settled: Iterable[Pin]) -> Iterator[Pin]:
    yield from settled
    before = {pin.day for pin in settled}
    for day in cohort.file.days:
        if day.day not in before:
            teachers = None if day.faculty is None else tuple(sorted(day.faculty))
            yield Pin(day=day.day, date=day.date, venue=day.venue, teachers=teachers, confirmed=day.confirmed)
