"""What each reader gets: faculty's sections leave the course before anything is made for everyone."""

from __future__ import annotations

import dataclasses

from coachloom.course.model import Course, Section
from coachloom.course.values import Audience


def for_everyone(course: Course) -> Course:
    """``course`` without the sections that only faculty see."""
    kept = {
        id: element
        for id, element in course.elements.items()
        if not (isinstance(element, Section) and element.audience is Audience.FACULTY)
    }
    return dataclasses.replace(course, elements=kept, sources={id: course.sources[id] for id in kept})
