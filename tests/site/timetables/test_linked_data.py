"""The timetable in the terms of schema.org."""

from __future__ import annotations

from typing import Any

from coachloom.site.timetables.linked_data import course_instance
from coachloom.site.timetables.view import timetable_view
from tests.site.timetables.given import PEOPLE, cohort, course, edition, issues, pages, words

ADDRESS = "https://riverside.example/cohorts/2027-spring/"


def told() -> dict[str, Any]:
    view = timetable_view(cohort(), issues(), edition(), PEOPLE, words())
    data: Any = course_instance(view, pages().identity, ADDRESS)
    instance: dict[str, Any] = data["hasCourseInstance"]
    return instance


def test_the_cohort_is_an_instance_of_the_course() -> None:
    instance = told()

    assert {name: value for name, value in instance.items() if name not in {"subEvent", "organizer"}} == {
        "@type": "CourseInstance",
        "@id": f"{ADDRESS}#timetable",
        "name": f"{edition().title}: Spring 2027",
        "courseMode": ["online", "onsite"],
        "inLanguage": "en",
        "startDate": "2027-01-12",
        "endDate": "2027-12-14",
    }


def test_a_day_that_moved_says_from_when_and_a_cancelled_one_that_it_is() -> None:
    events = {event.get("@id", event["name"]): event for event in told()["subEvent"]}
    moved, cancelled = events[f"{ADDRESS}#d07"], events[f"Day 16: {course().days[15].title}"]

    assert (moved["eventStatus"], moved["previousStartDate"], moved["startDate"]) == (
        "https://schema.org/EventRescheduled",
        "2027-04-20T09:30:00+01:00",
        "2027-04-27T09:30:00+01:00",
    )
    assert (cancelled["eventStatus"], cancelled["startDate"]) == (
        "https://schema.org/EventCancelled",
        "2027-11-09T09:30:00+00:00",
    )
    assert events[f"{ADDRESS}#d01"]["eventStatus"] == "https://schema.org/EventScheduled"


def test_a_day_is_somewhere_or_online() -> None:
    events = {event.get("@id", ""): event for event in told()["subEvent"]}

    assert events[f"{ADDRESS}#d01"]["location"] == {
        "@type": "Place",
        "name": "Harbour Hall",
        "address": "1 Quay Street, Riverside",
    }
    assert events[f"{ADDRESS}#d08"]["location"] == {"@type": "VirtualLocation", "url": ADDRESS}
    assert events[f"{ADDRESS}#d08"]["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
