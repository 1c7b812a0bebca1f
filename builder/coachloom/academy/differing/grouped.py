"""Under which heading an element is told: its day, its month, its form, or the part of the course it belongs to."""

from __future__ import annotations

from coachloom.course.kinds import Day, Element, Form, Month, Prompt, Section, Session, Task
from coachloom.course.model import Course

_PARTS = {
    "course": "The course as a whole",
    "condition": "Conditions",
    "topic": "Topics",
    "outcome": "Outcomes",
    "phase": "The road map",
    "v": "The five Vs",
    "gap": "The time between days",
    "card": "Method cards",
    "page": "Pages",
    "term": "The glossary",
    "reference": "References",
    "timetable-rule": "Rules of timetables",
    "asset": "Pictures",
}


def heading_of(course: Course, element: Element) -> str:
    """The heading for an element of ``course``."""
    at = _holder(course, element)
    match at:
        case Month():
            return f"Month {course.number_of(at)}: {at.title}" if at in course.months else at.title
        case Day():
            return f"Day {course.number_of(at)}: {at.title}" if at in course.days else at.title
        case Form():
            return at.title
    return _PARTS.get(at.kind, "What stands in no day")


def _holder(course: Course, element: Element) -> Element:
    """The day, month or form that an element stands in, else itself."""
    match element:
        case Section():
            owner = course.elements.get(element.of)
            return _holder(course, owner) if owner else element
        case Session() | Task():
            days = (day for day in course.days if element.id in (*day.sessions, day.task))
            return next(days, element)
        case Prompt():
            return course.get(element.form, Form) or element
    return element
