"""Ids name what exists, once, and for ever."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from coachloom.course import kinds
from coachloom.course.kinds import Element
from coachloom.course.model import Course
from coachloom.course.values import LOCAL_TOPIC
from coachloom.problems import Place, Problem, did_you_mean

SCHEDULE = "curriculum/schedule.yml"
REDIRECTS = "curriculum/redirects.yml"

NAMES: tuple[tuple[type[Element], str, type[Element]], ...] = (
    (kinds.Programme, "pages", kinds.Page),
    (kinds.Outcome, "topic", kinds.Topic),
    (kinds.Phase, "next", kinds.Phase),
    (kinds.Day, "phase", kinds.Phase),
    (kinds.Day, "sessions", kinds.Session),
    (kinds.Day, "task", kinds.Task),
    (kinds.Gap, "after", kinds.Day),
    (kinds.Gap, "before", kinds.Day),
    (kinds.Session, "topic", kinds.Topic),
    (kinds.Session, "outcomes", kinds.Outcome),
    (kinds.Session, "requires", kinds.Session),
    (kinds.Prompt, "outcomes", kinds.Outcome),
    (kinds.TimetableRule, "days", kinds.Day),
)
"""Which field of which kind holds ids, and of what kind."""


def named_elements_exist(course: Course) -> Iterator[Problem]:
    for kind, field, wanted in NAMES:
        for element in course.all(kind):
            value = getattr(element, field)
            ids = value if isinstance(value, tuple) else (value,)
            for number, id in enumerate(ids):
                if id == LOCAL_TOPIC and wanted is kinds.Topic and element.id in course.local:
                    continue
                place = course.sources[element.id].field(field, *([number] if isinstance(value, tuple) else []))
                yield from _unknown(course, id, wanted, place, element.id)
    for number, month in enumerate(course.schedule.months):
        here = ("months", number)
        yield from _unknown(course, month.id, kinds.Month, course.place(SCHEDULE, *here, "id"), month.id)
        for position, day in enumerate(month.days):
            yield from _unknown(course, day, kinds.Day, course.place(SCHEDULE, *here, "days", position), month.id)


def _unknown(course: Course, id: str, wanted: type[Element], place: Place, where: str) -> Iterator[Problem]:
    if course.get(id, wanted) or id in course.broken or wanted.kind in course.unread:
        return
    other = course.elements.get(id)
    known = [element.id for element in course.all(wanted)]
    if other:
        what = f"`{id}` is of the kind {other.kind}; the kind {wanted.kind} is needed here.{did_you_mean(id, known)}"
    else:
        what = f"There is no {wanted.kind} `{id}`.{did_you_mean(id, known)}"
    yield Problem(
        code="UNKNOWN", what=what, place=place, id=where, do=f"write an id of the kind {wanted.kind}, or add it"
    )


def redirects_lead_to_elements(course: Course) -> Iterator[Problem]:
    for number, redirect in enumerate(course.redirects):
        place = course.place(REDIRECTS, "redirects", number)
        if not redirect.now and not redirect.retired:
            yield Problem(
                code="REDIRECT",
                what=f"The redirect of `{redirect.was}` says neither where it went (`now`) nor why it is gone (`retired`).",
                place=place,
                id=redirect.was,
                do="add `now: [id]` or `retired: why`",
            )
        for id in redirect.now:
            if id not in course.elements and id not in course.broken and id not in course.left_out:
                yield Problem(
                    code="REDIRECT",
                    what=f"The redirect of `{redirect.was}` leads to `{id}`, which does not exist.{did_you_mean(id, course.elements)}",
                    place=place,
                    id=redirect.was,
                    do="name an element that exists; a redirect leads straight to its end",
                )


def ids_in_use_are_not_retired(course: Course) -> Iterator[Problem]:
    for redirect in course.redirects:
        if redirect.was in course.local and course.get(redirect.was, kinds.Asset):
            continue  # the course took an academy's picture over; the academy's file may lie where it lay
        if redirect.was in course.elements:
            yield Problem(
                code="REDIRECT",
                what=f"`{redirect.was}` was renamed or retired, and an id is never used again.",
                place=course.sources[redirect.was].field("id"),
                id=redirect.was,
                do=f"take the redirect of `{redirect.was}` out, or leave the section away"
                if "/" in redirect.was
                else "give the new element another id",
            )


def schedule_names_every_day_once(course: Course) -> Iterator[Problem]:
    listed: defaultdict[str, list[str]] = defaultdict(list)
    for month in course.schedule.months:
        listed[month.id].append("the schedule")
        for day in month.days:
            listed[day].append(month.id)
    for element in (*course.all(kinds.Month), *course.all(kinds.Day)):
        yield from _listed_once(course, element, listed[element.id], SCHEDULE)


def days_name_every_session_and_task_once(course: Course) -> Iterator[Problem]:
    listed: defaultdict[str, list[str]] = defaultdict(list)
    for day in course.all(kinds.Day):
        for id in (*day.sessions, day.task):
            listed[id].append(day.id)
    for element in (*course.all(kinds.Session), *course.all(kinds.Task)):
        yield from _listed_once(course, element, listed[element.id], "a day's index.md")


def _listed_once(course: Course, element: Element, where: list[str], file: str) -> Iterator[Problem]:
    if len(where) != 1 and not course.broken:
        times = f"is listed {len(where)} times ({', '.join(where)})" if where else "is listed nowhere"
        yield Problem(
            code="LISTED",
            what=f"The {element.kind} `{element.id}` {times}.",
            place=course.sources[element.id].field("id"),
            id=element.id,
            do=f"list it exactly once, in {file}",
        )
