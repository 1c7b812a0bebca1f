"""A cohort's timetable as linked data in the terms of schema.org: a course, its instance, and an event a day."""

from __future__ import annotations

from coachloom.academy.identity import Identity
from coachloom.site.timetables.view import Cancelled, ShownDay, TimetableView

_ORG = "https://schema.org"


def course_instance(view: TimetableView, identity: Identity, address: str) -> dict[str, object]:
    """``address`` is that of the cohort's page, empty where nobody knows it; then addresses are relative to it."""
    provider = {"@type": "Organization", "name": identity.name} | ({"url": identity.url} if identity.url else {})
    modes = {"online" if day.online else "onsite" for day in view.days}
    instance: dict[str, object] = {
        "@type": "CourseInstance",
        "@id": f"{address}#timetable",
        "name": f"{view.edition.title}: {view.name}",
        "courseMode": sorted(modes),
        "inLanguage": identity.language,
        "organizer": provider,
        **(
            {"startDate": view.days[0].date.isoformat(), "endDate": view.days[-1].date.isoformat()} if view.days else {}
        ),
        "subEvent": [
            *(_event(day, provider, address) for day in view.days),
            *(_cancelled(gone, provider) for gone in view.cancelled),
        ],
    }
    return {
        "@context": _ORG,
        "@type": "Course",
        "name": view.edition.title,
        "url": view.edition.root,
        "provider": provider,
        "hasCourseInstance": instance,
    }


def _event(day: ShownDay, provider: dict[str, str], address: str) -> dict[str, object]:
    return {
        "@type": "Event",
        "@id": f"{address}#{day.id}",
        "name": day.name,
        "startDate": day.begins.isoformat(),
        "endDate": day.ends.isoformat(),
        "eventAttendanceMode": f"{_ORG}/{'Online' if day.online else 'Offline'}EventAttendanceMode",
        "eventStatus": f"{_ORG}/{'EventRescheduled' if day.was else 'EventScheduled'}",
        **({"previousStartDate": day.was.isoformat()} if day.was else {}),
        **_location(day, address),
        "organizer": provider,
        **({"url": day.href} if day.href else {}),
    }


def _location(day: ShownDay, address: str) -> dict[str, object]:
    if day.online:
        return {"location": {"@type": "VirtualLocation", "url": address}} if address else {}
    if not day.room:
        return {}
    return {"location": {"@type": "Place", "name": day.room} | ({"address": day.address} if day.address else {})}


def _cancelled(gone: Cancelled, provider: dict[str, str]) -> dict[str, object]:
    return {
        "@type": "Event",
        "name": gone.name,
        "startDate": gone.begins.isoformat(),
        "endDate": gone.ends.isoformat(),
        "eventStatus": f"{_ORG}/EventCancelled",
        "organizer": provider,
    }
