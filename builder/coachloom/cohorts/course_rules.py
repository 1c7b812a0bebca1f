"""What a cohort's file must say to be planned, held against its course; a small rule each.

Which days stay in person, how many may be online and when the room opens stands in the course, as timetable rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coachloom.cohorts.cohort import Cohort
from coachloom.course.kinds import TimetableRule, Topic
from coachloom.course.model import Course
from coachloom.problems import Place, Problem, did_you_mean

IN_PERSON = "days-in-person"
ONLINE = "days-online"
EXPERT = "expert-on-site-days"


def what_a_plan_needs_is_told(cohort: Cohort, _course: Course) -> Iterator[Problem]:
    for name, what, example in (
        ("nation", "whose bank holidays count", "nation: GB-ENG"),
        ("start", "in which month the cohort starts", "start: 2027-01"),
    ):
        if getattr(cohort.file, name) is None:
            yield _problem(
                f'"{cohort.name}" does not say {what}, so no timetable can be made.',
                cohort.place(),
                f"add a line such as `{example}`",
            )


def days_are_days_of_the_course(cohort: Cohort, course: Course) -> Iterator[Problem]:
    days = [day.id for day in course.days]
    for number, id in enumerate(cohort.file.online):
        if id not in days:
            yield _unknown(id, "day", days, cohort.place("online", number))
    for number, settled in enumerate(cohort.file.days):
        if settled.day not in days:
            yield _unknown(settled.day, "day", days, cohort.place("days", number, "day"))


def months_together_have_days_to_join(cohort: Cohort, course: Course) -> Iterator[Problem]:
    months = [month.id for month in course.months]
    for number, id in enumerate(cohort.file.together):
        place = cohort.place("together", number)
        if id not in months:
            yield _unknown(id, "month", months, place)
        elif len(course.days_of(id)) < 2:
            yield _problem(f"Month {id} has only one day, so there is nothing to join.", place, "take it out here")


def topics_are_topics_of_the_course(cohort: Cohort, course: Course) -> Iterator[Problem]:
    topics = [topic.id for topic in course.all(Topic)]
    for number, member in enumerate(cohort.file.faculty):
        for at, id in enumerate(member.topics):
            if id not in topics:
                yield _unknown(id, "topic", topics, cohort.place("faculty", number, "topics", at))


def the_course_lets_days_be_online(cohort: Cohort, course: Course) -> Iterator[Problem]:
    kept = course.get(IN_PERSON, TimetableRule)
    for number, id in enumerate(cohort.file.online):
        if kept and id in kept.days:
            yield _held(kept, course, f"Day {id} is to be online.", cohort.place("online", number))
    most = course.get(ONLINE, TimetableRule)
    if most and "days" in most.numbers and len(cohort.file.online) > most.numbers["days"]:
        what = f"{len(cohort.file.online)} days are to be online; allowed are {most.numbers['days']}."
        yield _held(most, course, what, cohort.place("online"))


def experts_are_on_site(cohort: Cohort, course: Course) -> Iterator[Problem]:
    """Where a first delivery needs an expert on site on a day, that day cannot be online."""
    asked = course.get(EXPERT, TimetableRule)
    for number, id in enumerate(cohort.file.online):
        if cohort.file.first_delivery and asked and id in asked.days:
            yield _held(asked, course, f"Day {id} is to be online.", cohort.place("online", number))


def _held(rule: TimetableRule, course: Course, what: str, place: Place) -> Problem:
    return Problem(
        code="COHORT",
        what=f'{what} The course says otherwise: "{rule.title}" ({rule.id}).',
        place=place,
        rule=course.sources[rule.id].place,
        because=rule.because or "",
        do="take days out of the line",
    )


def _unknown(id: str, kind: str, known: list[str], place: Place) -> Problem:
    what = f"`{id}` is no {kind} of the course.{did_you_mean(id, known)}"
    return _problem(what, place, f"write one of: {', '.join(known)}")


def _problem(what: str, place: Place, do: str) -> Problem:
    return Problem(code="COHORT", what=what, place=place, do=do)


RULES: tuple[Callable[[Cohort, Course], Iterator[Problem]], ...] = (
    what_a_plan_needs_is_told,
    days_are_days_of_the_course,
    months_together_have_days_to_join,
    topics_are_topics_of_the_course,
    the_course_lets_days_be_online,
    experts_are_on_site,
)
