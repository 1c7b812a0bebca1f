"""Rules on who leads: they are there and free, cover what the day is about, and an expert is on site where asked."""

from __future__ import annotations

from collections.abc import Iterator

from coachloom.cohorts.case import Case
from coachloom.cohorts.judging.fault import Fault
from coachloom.cohorts.judging.load import crowds
from coachloom.cohorts.judging.seen import Seen, seen
from coachloom.cohorts.timetable import Timetable


def faculty_are_known(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day in _open(case, timetable):
        for id in day.teachers:
            if id not in case.teacher:
                yield day.fault("teacher-unknown", teacher=id)


def faculty_are_not_away(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day in _open(case, timetable):
        for id in day.teachers:
            if id in case.teacher and any(day.date in span for span in case.teacher[id].away):
                yield day.fault("teacher-away", teacher=id)


def no_other_cohort_has_the_faculty(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day in _open(case, timetable):
        for id in day.teachers:
            if (day.date, id) in case.taken_teachers:
                yield day.fault("teacher-taken", teacher=id)


def every_topic_has_somebody(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day in _open(case, timetable):
        covered = {topic for id in day.teachers if id in case.teacher for topic in case.teacher[id].topics}
        if case.teachers:
            yield from (day.fault("topic-missing", topic=topic) for topic in sorted(day.need.topics - covered))


def an_expert_is_there_where_asked(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day in _open(case, timetable):
        if case.teachers and day.need.expert and not _has_expert(case, day):
            yield day.fault("expert-missing")


def an_expert_is_on_site_often_enough(case: Case, timetable: Timetable) -> Iterator[Fault]:
    on_site = sum(_has_expert(case, day) and not day.need.online for day in seen(case, timetable))
    if case.teachers and on_site < case.expert_days:
        yield Fault(rule="expert-days", values={"n": on_site, "least": case.expert_days})


def nobody_leads_too_often(case: Case, timetable: Timetable) -> Iterator[Fault]:
    days = seen(case, timetable)
    for id in sorted({id for day in days for id in day.teachers}):
        own = {day.date: day.settled_teachers for day in days if id in day.teachers}
        taken = {date for date, who in case.taken_teachers if who == id}
        for crowd in crowds(own, taken, case.most_load):
            yield Fault(rule="load", values={"teacher": id, "most": case.most_load, **crowd})


def _open(case: Case, timetable: Timetable) -> Iterator[Seen]:
    """The days whose faculty is not settled."""
    yield from (day for day in seen(case, timetable) if not day.settled_teachers)


def _has_expert(case: Case, day: Seen) -> bool:
    return any(id in case.teacher and case.teacher[id].expert for id in day.teachers)
