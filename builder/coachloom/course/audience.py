"""What each reader gets: faculty's sections leave the course before anything is made for everyone."""

from __future__ import annotations

import dataclasses

from coachloom.course.kinds import Asset, Section
from coachloom.course.model import Course
from coachloom.course.texts import texts
from coachloom.course.values import Audience


def for_audience(course: Course, audience: Audience) -> Course:
    """``course`` as that reader sees it; faculty see all of it."""
    return course if audience is Audience.FACULTY else for_everyone(course)


def for_everyone(course: Course) -> Course:
    """``course`` without the sections that only faculty see, and without pictures that nothing else shows."""
    shown: dict[Audience, set[str]] = {audience: set() for audience in Audience}
    for text in texts(course):
        shown[text.audience] |= {picture.source for picture in text.markdown.pictures}
    kept = {
        id: element
        for id, element in course.elements.items()
        if not (isinstance(element, Section) and element.audience is Audience.FACULTY)
        and not (isinstance(element, Asset) and id not in shown[Audience.EVERYONE])
    }
    return dataclasses.replace(course, elements=kept, sources={id: course.sources[id] for id in kept})
