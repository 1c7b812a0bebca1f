"""`course.json` and `provenance.json`: the composed course as data, in the shape that design.md promises."""

from __future__ import annotations

import json
from collections.abc import Mapping

from coachloom.course import model
from coachloom.course.model import Course
from coachloom.site.addresses import address

FORMAT = 1
COURSE_JSON = "course.json"
PROVENANCE_JSON = "provenance.json"


def course_json(course: Course, edition: str, hashed: Mapping[str, str]) -> str:
    """What the course holds and where it is shown; urls are relative to the site's root."""
    programme = course.programme
    data = {
        "format": FORMAT,
        "edition": edition,
        "academy": {"id": programme.id, "name": programme.title},
        "topics": [
            {
                "id": topic.id,
                "title": topic.title,
                "outcomes": [
                    {"id": outcome.id, "text": outcome.text, "level": outcome.level}
                    for outcome in course.outcomes_of(topic.id)
                ],
            }
            for topic in course.all(model.Topic)
        ],
        "months": [
            {
                "id": month.id,
                "number": number,
                "title": month.title,
                "days": [day.id for day in course.days_of(month.id)],
            }
            for number, month in enumerate(course.months, start=1)
        ],
        "days": _days(course),
        "elements": {
            element.id: {
                "kind": element.kind,
                "title": element.title,
                "rule": element.rule,
                "origin": programme.id,
                "hash": hashed[element.id],
                "url": address(course, element).url,
            }
            for element in course.elements.values()
        },
    }
    return _json(data)


def _days(course: Course) -> list[dict[str, object]]:
    return [
        {
            "id": day.id,
            "number": number,
            "month": course.month_of(day).id,
            "title": day.title,
            "minutes": course.minutes_of(day),
            "sessions": [
                {
                    "id": session.id,
                    "title": session.title,
                    "topic": session.topic,
                    "minutes": session.minutes,
                    "status": session.status,
                }
                for session in course.sessions_of(day)
            ],
        }
        for number, day in enumerate(course.days, start=1)
    ]


def provenance_json(course: Course, edition: str) -> str:
    """For every element the layer, file and line it comes from."""
    layer = {"layer": course.programme.id, "edition": edition}
    elements = {
        id: {**layer, "file": source.place.file, "line": source.place.line} for id, source in course.sources.items()
    }
    return _json({"format": FORMAT, "elements": elements})


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
