"""The rules of a case by the names that people know them by, and the case without some of them."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from coachloom.cohorts.case import DAY, Case, DayNeed, GapNeed, Span, Teacher, Venue

WIDER = 28
"""By so many days on both sides a window grows whose rule is given up."""

ANY_LENGTH = 9999


class Kind(StrEnum):
    """What a rule is about; those that academies can least do anything about come first."""

    BANK_HOLIDAYS = "bank-holidays"
    PAST = "past"
    YEAR_LENGTH = "year-length"
    LOAD = "load"
    GAP = "gap"
    EXPERT = "expert"
    TOPIC = "topic"
    PLACES = "places"
    PIN = "pin"
    WINDOW = "window"
    WEEKDAYS = "weekdays"
    OTHERS = "others"
    CLOSURE = "closure"
    ROOM_CLOSED = "room-closed"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """``about`` is the id of the gap, topic, venue, day or member of faculty, or the name of a closure."""

    kind: Kind
    about: str = ""
    span: Span | None = None
    """That of a closure."""


def rules_of(case: Case) -> tuple[Rule, ...]:
    """All that can stand in the way of this case, in the order of their kinds."""
    return tuple(_rules_of(case))


def _rules_of(case: Case) -> Iterator[Rule]:
    if case.bank_holidays:
        yield Rule(Kind.BANK_HOLIDAYS)
    if case.not_before:
        yield Rule(Kind.PAST)
    yield Rule(Kind.YEAR_LENGTH)
    if case.teachers:
        yield Rule(Kind.LOAD)
    yield from (Rule(Kind.GAP, gap.id) for gap in case.gaps)
    if case.teachers:
        yield Rule(Kind.EXPERT)
        yield from (Rule(Kind.TOPIC, topic) for topic in sorted({t for day in case.days for t in day.topics}))
    yield from (Rule(Kind.PLACES, venue.id) for venue in case.venues if venue.places < case.people)
    yield from (Rule(Kind.PIN, pin.day) for pin in case.pins)
    yield from (Rule(Kind.WINDOW, day.id) for day in case.days)
    yield Rule(Kind.WEEKDAYS)
    if case.taken_venues or case.taken_teachers:
        yield Rule(Kind.OTHERS)
    yield from (Rule(Kind.CLOSURE, span.name, span) for span in sorted(set(case.closures)))
    yield from (Rule(Kind.ROOM_CLOSED, venue.id) for venue in case.venues)
    yield from (Rule(Kind.LEAVE, teacher.id) for teacher in case.teachers if teacher.away)


def without(case: Case, rules: Collection[Rule]) -> Case:
    """The case as it would be if these rules did not count."""
    gone = frozenset(rules)

    def stays(kind: Kind, about: str = "") -> bool:
        return Rule(kind, about) not in gone

    length, others, expert = stays(Kind.YEAR_LENGTH), stays(Kind.OTHERS), stays(Kind.EXPERT)
    return replace(
        case,
        days=tuple(_day(day, gone, expert=expert) for day in case.days),
        gaps=tuple(gap if stays(Kind.GAP, gap.id) else _open(gap) for gap in case.gaps),
        weekdays=case.weekdays if stays(Kind.WEEKDAYS) else frozenset(range(7)),
        bank_holidays=case.bank_holidays if stays(Kind.BANK_HOLIDAYS) else {},
        closures=tuple(span for span in case.closures if Rule(Kind.CLOSURE, span.name, span) not in gone),
        venues=tuple(_venue(venue, gone, case.people) for venue in case.venues),
        teachers=tuple(_teacher(teacher, gone) for teacher in case.teachers),
        expert_days=case.expert_days if expert else 0,
        most_load=case.most_load if stays(Kind.LOAD) else ANY_LENGTH,
        least_months=case.least_months if length else 0,
        most_months=case.most_months if length else ANY_LENGTH,
        taken_venues=case.taken_venues if others else frozenset(),
        taken_teachers=case.taken_teachers if others else frozenset(),
        pins=tuple(pin for pin in case.pins if stays(Kind.PIN, pin.day)),
        not_before=case.not_before if stays(Kind.PAST) else None,
    )


def _day(day: DayNeed, gone: frozenset[Rule], *, expert: bool) -> DayNeed:
    return replace(
        day,
        window=_wider(day) if Rule(Kind.WINDOW, day.id) in gone else day.window,
        topics=frozenset(topic for topic in day.topics if Rule(Kind.TOPIC, topic) not in gone),
        expert=day.expert and expert,
    )


def _wider(day: DayNeed) -> Span:
    dates: tuple[datetime.date, ...] = (day.window.first, day.window.last, day.month.first, day.month.last)
    return Span(min(dates) - WIDER * DAY, max(dates) + WIDER * DAY, day.window.name)


def _open(gap: GapNeed) -> GapNeed:
    return replace(gap, least=1, most=ANY_LENGTH, together=False)


def _venue(venue: Venue, gone: frozenset[Rule], people: int) -> Venue:
    if Rule(Kind.PLACES, venue.id) in gone:
        venue = replace(venue, places=people)
    if Rule(Kind.ROOM_CLOSED, venue.id) in gone:
        venue = replace(venue, weekdays=frozenset(range(7)), closed=())
    return venue


def _teacher(teacher: Teacher, gone: frozenset[Rule]) -> Teacher:
    return replace(teacher, away=()) if Rule(Kind.LEAVE, teacher.id) in gone else teacher
