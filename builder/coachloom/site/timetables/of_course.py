"""What the course says of a day that a cohort holds: what to prepare, and its plan by the clock."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from coachloom.cohorts.issues import IssuedDay
from coachloom.course.clock import clocked
from coachloom.course.kinds import Day, Task
from coachloom.site.timetables.edition import Edition
from coachloom.words import Words


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What happens on a day from ``start`` to ``end``; a break where ``pause`` is true. ``href`` may be empty."""

    start: str
    end: str
    title: str
    href: str = ""
    pause: bool = False


def prepare(edition: Edition, words: Words, id: str) -> Iterator[Link]:
    """What the month asks for before its first day, and the task since the day before."""
    course = edition.course
    day = course.get(id, Day) if course else None
    if course is None or day is None:
        return
    of_month = course.month_of(day)
    if course.days_of(of_month.id)[0] == day and (href := edition.href(f"{of_month.id}/prepare")):
        yield Link(words.text("cohort_page.prepare_month", n=course.number_of(of_month)), href)
    at = course.days.index(day)
    task = course.get(course.days[at - 1].task, Task) if at else None
    if task and (href := edition.href(task.id)):
        yield Link(words.text("cohort_page.prepare_task", title=task.title), href)


def plan(edition: Edition, words: Words, held: IssuedDay) -> Iterator[PlanLine]:
    """The day by the clock, from the time at which it was given out to begin."""
    course = edition.course
    day = course.get(held.day, Day) if course else None
    if course is None or day is None:
        return
    schedule = dataclasses.replace(course.schedule, start=held.start)
    for slot in clocked(schedule, course.sessions_of(day)):
        title = slot.session.title if slot.session else words.text("day.break")
        href = edition.href(slot.session.id) if slot.session else ""
        yield PlanLine(f"{slot.start:%H:%M}", f"{slot.end:%H:%M}", title, href, pause=slot.session is None)
