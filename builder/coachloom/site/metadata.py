"""The course as linked data in the terms of schema.org, for search engines and catalogues of courses."""

from __future__ import annotations

from coachloom.academy.weave import Woven
from coachloom.course import kinds
from coachloom.course.model import Course
from coachloom.site.addresses import address

_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def course_json_ld(course: Course, woven: Woven) -> dict[str, object]:
    """``course`` as a `Course` with its months and days as parts; addresses are relative to the home page."""
    programme, identity = course.programme, woven.identity
    provider = {"@type": "Organization", "name": identity.name} | ({"url": identity.url} if identity.url else {})
    return {
        "@context": "https://schema.org",
        "@type": "Course",
        "@id": "./#course",
        "name": programme.title,
        "description": " ".join(programme.summary.split()),
        "courseCode": programme.id,
        "version": woven.number,
        "inLanguage": identity.language,
        "license": _LICENCE,
        "isAccessibleForFree": True,
        "timeRequired": _duration(sum(course.minutes_of(day) for day in course.days)),
        "provider": provider,
        "teaches": [_outcome(course, outcome) for outcome in course.all(kinds.Outcome)],
        "hasPart": [_month(course, month) for month in course.months],
    }


def _outcome(course: Course, outcome: kinds.Outcome) -> dict[str, object]:
    return {
        "@type": "DefinedTerm",
        "name": outcome.title,
        "termCode": outcome.id,
        "url": address(course, outcome).url,
    }


def _month(course: Course, month: kinds.Month) -> dict[str, object]:
    return {
        "@type": "Course",
        "name": month.title,
        "courseCode": month.id,
        "url": address(course, month).url,
        "position": course.number_of(month),
        "hasPart": [_day(course, day) for day in course.days_of(month.id)],
    }


def _day(course: Course, day: kinds.Day) -> dict[str, object]:
    return {
        "@type": "LearningResource",
        "name": day.title,
        "identifier": day.id,
        "url": address(course, day).url,
        "position": course.number_of(day),
        "timeRequired": _duration(course.minutes_of(day)),
    }


def _duration(minutes: int) -> str:
    """As in ISO 8601."""
    hours, rest = divmod(minutes, 60)
    return f"PT{hours}H{rest}M" if rest else f"PT{hours}H"
