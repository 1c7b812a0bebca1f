"""`course.json` and `provenance.json`: the composed course as data, in the shape that design.md promises."""

from __future__ import annotations

import json
from collections.abc import Mapping

from coachloom.academy.origins import Origin, Step, fields_of
from coachloom.academy.weave import Woven
from coachloom.course import kinds
from coachloom.course.model import Course
from coachloom.site.addresses import address

FORMAT = 1
COURSE_JSON = "course.json"
PROVENANCE_JSON = "provenance.json"


def course_json(course: Course, woven: Woven, hashed: Mapping[str, str]) -> str:
    """What ``course``, the part of ``woven`` that is published, holds and where it is shown.

    Urls are relative to the site's root.
    """
    identity, origins = woven.identity, woven.composition.origins
    data = {
        "format": FORMAT,
        "edition": woven.number,
        "academy": {"id": identity.id, "name": identity.name},
        "topics": [
            {
                "id": topic.id,
                "title": topic.title,
                "outcomes": [
                    {"id": outcome.id, "text": outcome.text, "level": outcome.level}
                    for outcome in course.outcomes_of(topic.id)
                ],
            }
            for topic in course.all(kinds.Topic)
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
                "origin": origins[element.id].layer.id,
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


def provenance_json(course: Course, woven: Woven) -> str:
    """For every element of ``course`` the layer, file and line it comes from, and every entry that changed it.

    A field that no entry names has the element's own origin. People stay out.
    """
    composition = woven.composition
    elements = {id: _origin(composition.origins[id], woven.edition) for id in course.elements}
    gone = {id: _origin(origin, woven.edition) for id, origin in composition.left_out.items() if "/" not in id}
    return _json({"format": FORMAT, "elements": elements, **({"left_out": gone} if gone else {})})


def _origin(origin: Origin, edition: str) -> dict[str, object]:
    place = origin.place
    found: dict[str, object] = {
        "layer": origin.layer.id,
        "edition": origin.layer.edition or edition,
        "file": place.file,
        "line": place.line,
    }
    if origin.steps:
        found["changes"] = [_step(step) for step in origin.steps]
    return found


def _step(step: Step) -> dict[str, object]:
    place = step.entry.place
    return {
        "layer": step.layer.id,
        "file": place.file,
        "line": place.line,
        "does": step.change.verb,
        "fields": list(fields_of(step.change)),
        "why": step.change.why,
        "departs": step.departs,
    }


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
