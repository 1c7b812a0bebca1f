"""A year of the reference course for one cohort, given out in two issues: what its page is made from."""

from __future__ import annotations

import dataclasses
import datetime
from functools import cache
from pathlib import Path

from coachloom.academy.identity import Identity
from coachloom.academy.people import People
from coachloom.academy.weave import woven
from coachloom.cohorts.case import Span
from coachloom.cohorts.cohort import Cohort, read_cohorts
from coachloom.cohorts.issues import Issue, IssuedDay
from coachloom.course.audience import for_everyone
from coachloom.course.clock import clocked
from coachloom.course.model import Course
from coachloom.installed import home
from coachloom.reading.files import Held
from coachloom.site.addresses import address
from coachloom.site.plain_pages import PlainPages
from coachloom.site.timetables.edition import Edition
from coachloom.site.timetables.files import Given
from coachloom.site.timetables.squares import Free
from coachloom.site.tree import load_words
from coachloom.words import Words
from tests.cohorts.issued import an_issue

ROOT = Path(__file__).parent.parent.parent.parent
DATES = (
    *("2027-01-12", "2027-01-28", "2027-02-09", "2027-02-25", "2027-03-09", "2027-03-23", "2027-04-20"),
    *("2027-05-11", "2027-05-25", "2027-06-15", "2027-07-06", "2027-07-20", "2027-08-17", "2027-09-14"),
    *("2027-10-12", "2027-11-09", "2027-12-02", "2027-12-14"),
)
PEOPLE = People(
    {"ana-reis": "Lead nurse", "rui-lopes": "Rui Lopes, surgeon"}, frozenset({"ana-reis", "rui-lopes", "zoe-quill"})
)
FREE = Free(
    {datetime.date(2027, 3, 26): "Good Friday", datetime.date(2027, 5, 3): "Early May bank holiday"},
    (Span(datetime.date(2027, 2, 15), datetime.date(2027, 2, 19), "Half-term"),),
)


@cache
def course() -> Course:
    return for_everyone(woven(ROOT).course)


@cache
def words() -> Words:
    return load_words(home(), "en")


def edition(*, of: bool = True) -> Edition:
    """The reference course as a pilot that lies at ``2027.1``; without its texts where ``of`` is false."""
    taught = course()
    return Edition(
        version="2027.1",
        title=taught.programme.title,
        root="../../2027.1/",
        numbers={day.id: taught.number_of(day) for day in taught.days},
        pages={element.id: address(taught, element).url for element in taught.elements.values()},
        course=taught if of else None,
    )


def days() -> tuple[IssuedDay, ...]:
    """Every day at 09:30, the eighth online and the last but one pencilled in."""
    taught = course()
    schedule = dataclasses.replace(taught.schedule, start=datetime.time(9, 30))
    return tuple(
        IssuedDay(
            day=day.id,
            title=day.title,
            date=datetime.date.fromisoformat(date),
            start=datetime.time(9, 30),
            end=clocked(schedule, taught.sessions_of(day))[-1].end,
            venue=None if day.id == "d08" else "hall",
            online=day.id == "d08",
            teachers=("ana-reis", "zoe-quill", "rui-lopes") if day.id == "d01" else ("ana-reis", "zoe-quill"),
            confirmed=day.id != "d17",
        )
        for day, date in zip(taught.days, DATES, strict=True)
    )


def moved(day: IssuedDay, **to: object) -> IssuedDay:
    return dataclasses.replace(day, **to)  # type: ignore[arg-type]  # whatever a test changes


def issues() -> tuple[Issue, ...]:
    """The seventh day moves, the ninth goes to another room, and the sixteenth is cancelled."""
    first = days()
    second = [
        moved(day, date=datetime.date(2027, 4, 27))
        if day.day == "d07"
        else moved(day, venue="loft")
        if day.day == "d09"
        else day
        for day in first
        if day.day != "d16"
    ]
    return (
        an_issue(1, *first, issued="2026-10-01T09:30Z"),
        an_issue(2, *second, issued="2026-11-26T09:30Z", cancelled=("d16",)),
    )


def cohort(name: str = "Spring 2027") -> Cohort:
    return read_cohorts(Held({"cohorts/2027-spring.yml": f'format: 1\nname: "{name}"\n'.encode()}))[0]


def given(**other: object) -> Given:
    whole = Given(cohort=cohort(), issues=issues(), edition=edition(), people=PEOPLE, free=FREE)
    return dataclasses.replace(whole, **other)  # type: ignore[arg-type]  # whatever a test changes


def pages(url: str | None = "https://riverside.example/") -> PlainPages:
    identity = Identity(
        id="riverside", name="Riverside Academy", url=url, contact="office@riverside.example", colour="#0b5d4f"
    )
    return PlainPages(home(), words(), identity)
