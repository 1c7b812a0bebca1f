"""Rules on rooms: a day has one unless it is online, and it can be had, is large enough and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator

from coachloom.cohorts.case import Case, Venue
from coachloom.cohorts.judging.fault import Fault
from coachloom.cohorts.judging.seen import Seen, seen
from coachloom.cohorts.timetable import Timetable


def days_have_a_venue_where_they_need_one(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day in _open(case, timetable):
        if day.need.online and day.held.venue:
            yield day.fault("venue-needless", venue=day.held.venue)
        if not day.need.online and case.venues and not day.held.venue:
            yield day.fault("venue-missing")


def venues_are_known(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day in _open(case, timetable):
        if not day.need.online and day.held.venue and day.held.venue not in case.venue:
            yield day.fault("venue-unknown", venue=day.held.venue)


def venues_are_large_enough(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day, venue in _rooms(case, timetable):
        if venue.places < case.people:
            yield day.fault("venue-small", venue=venue.id, places=venue.places, people=case.people)


def venues_can_be_had_on_the_date(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day, venue in _rooms(case, timetable):
        if day.date.weekday() not in venue.weekdays:
            yield day.fault("venue-weekday", venue=venue.id)
        names = [span.name for span in venue.closed if day.date in span]
        if names:
            yield day.fault("venue-closed", venue=venue.id, name=names[0])


def no_other_cohort_has_the_venue(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for day, venue in _rooms(case, timetable):
        if (day.date, venue.id) in case.taken_venues:
            yield day.fault("venue-taken", venue=venue.id)


def _open(case: Case, timetable: Timetable) -> Iterator[Seen]:
    """The days whose room is not settled."""
    yield from (day for day in seen(case, timetable) if not day.settled_venue)


def _rooms(case: Case, timetable: Timetable) -> Iterator[tuple[Seen, Venue]]:
    """Each of those in a room that is known, with the room."""
    for day in _open(case, timetable):
        venue = case.venue.get(day.held.venue or "")
        if venue and not day.need.online:
            yield day, venue
