"""What comes before what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from coachloom.course.kinds import Gap, TimetableRule
from coachloom.course.model import Course
from coachloom.course.values import Mode, SessionPart
from coachloom.problems import Problem

IN_PERSON = "days-in-person"
"""The timetable rule that names the days held in one room."""


def sessions_open_and_close_a_day(course: Course) -> Iterator[Problem]:
    for day in course.days:
        sessions = course.sessions_of(day)
        for position, session in enumerate(sessions):
            first, last = position == 0, position == len(sessions) - 1
            right = SessionPart.OPENING if first else SessionPart.CLOSING if last else SessionPart.CORE
            if session.part is not right and not course.broken:
                yield Problem(
                    code="DAY-ORDER",
                    what=f'"{session.title}" stands where the {right} session of {day.id} belongs, and is {session.part}.',
                    place=course.sources[day.id].field("sessions", day.sessions.index(session.id)),
                    id=session.id,
                    do="a day begins with its opening and ends with its closing; reorder `sessions`, or mend `part`",
                )


def days_in_person_hold_sessions_in_person(course: Course) -> Iterator[Problem]:
    rule = course.get(IN_PERSON, TimetableRule)
    for day in course.days:
        for session in course.sessions_of(day):
            if rule and day.id in rule.days and session.mode is not Mode.IN_PERSON:
                yield Problem(
                    code="MODE",
                    what=f'"{session.title}" is {session.mode}, and {day.id} is held in person.',
                    place=course.sources[session.id].field("mode"),
                    id=session.id,
                    rule=course.sources[rule.id].place,
                    because=rule.because or "",
                    do="write `mode: in-person`",
                )


def gaps_join_neighbours(course: Course) -> Iterator[Problem]:
    neighbours = {(one.id, other.id) for one, other in pairwise(course.days)}
    joined: set[tuple[str, str]] = set()
    for gap in course.all(Gap):
        pair = (gap.after, gap.before)
        if pair not in neighbours or pair in joined:
            yield Problem(
                code="GAP",
                what=f"The gap `{gap.id}` joins {gap.after} and {gap.before}, which are no neighbours, or are joined already.",
                place=course.sources[gap.id].place,
                id=gap.id,
                do="one gap stands between each day and the next",
            )
        joined.add(pair)
    for after, before in sorted(neighbours - joined):
        yield Problem(
            code="GAP",
            what=f"There is no gap between {after} and {before}.",
            place=course.sources[before].place,
            id=before,
            do="add one to `gaps` in curriculum/schedule.yml",
        )


def required_sessions_come_first(course: Course) -> Iterator[Problem]:
    taught: set[str] = set()
    for session in course.sessions:
        for number, required in enumerate(session.requires):
            if required not in taught:
                yield Problem(
                    code="REQUIRES",
                    what=f'"{session.title}" requires `{required}`, which is not taught before it.',
                    place=course.sources[session.id].field("requires", number),
                    id=session.id,
                    do="move one of the two, or take the requirement out",
                )
        taught.add(session.id)
