"""Small builders of cases and timetables for tests, and seeded cases like those of real academies.

What a test says about dates reads like a diary: ``a_span("2027-02-15..2027-02-19 half-term")``,
``held("d01 2027-01-05 @hall ana rui")``.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from coachloom.cohorts.case import DAY, Case, DayNeed, GapNeed, Span, Teacher, Venue, months_after
from coachloom.cohorts.timetable import Held, Timetable

PER_MONTH = (2, 2, 2, 1, 2, 1, 2, 1, 1, 1, 1, 2)
"""How many days each month of the course has."""

TOPICS = ("coaching-skills", "leading-change", "self-reflection", "understanding-qi", "working-with-groups")
LESS_ON = {"d05": "leading-change", "d07": "understanding-qi", "d09": "understanding-qi"}
"""Every day has all topics but these."""

TUESDAY_TO_THURSDAY = frozenset({1, 2, 3})
MONDAY_TO_FRIDAY = frozenset(range(5))
WITHIN, BETWEEN = (1, 28), (14, 45)
CALM_WITHIN, CALM_BETWEEN = (7, 21), (21, 35)
EXPERT_ON = frozenset({"d01", "d02", "d07", "d13", "d14", "d17", "d18"})
EXPERT_DAYS = 12

HOLIDAYS = """
2027-01-01 New Year's Day, 2027-03-26 Good Friday, 2027-03-29 Easter Monday, 2027-05-03 Early May bank holiday,
2027-05-31 Spring bank holiday, 2027-08-30 Summer bank holiday, 2027-12-27 Christmas Day (substitute),
2027-12-28 Boxing Day (substitute), 2028-01-03 New Year's Day (substitute), 2028-04-14 Good Friday,
2028-04-17 Easter Monday, 2028-05-01 Early May bank holiday, 2028-05-29 Spring bank holiday,
2028-08-28 Summer bank holiday, 2028-12-25 Christmas Day, 2028-12-26 Boxing Day, 2029-01-01 New Year's Day
"""
"""Those of England."""

SCHOOL_HOLIDAYS = """
2027-02-15..2027-02-19 half-term, 2027-03-29..2027-04-09 Easter, 2027-05-31..2027-06-04 half-term,
2027-07-22..2027-09-01 summer, 2027-10-25..2027-10-29 half-term, 2027-12-20..2028-01-03 Christmas,
2028-02-14..2028-02-18 half-term, 2028-04-03..2028-04-17 Easter, 2028-05-29..2028-06-02 half-term,
2028-07-24..2028-09-01 summer, 2028-10-23..2028-10-27 half-term, 2028-12-21..2029-01-02 Christmas
"""


def a_date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def a_span(text: str) -> Span:
    """``2027-02-15..2027-02-19 half-term``, or one date; the name may be missing."""
    dates, _, name = text.strip().partition(" ")
    first, _, last = dates.partition("..")
    return Span(a_date(first), a_date(last or first), name)


def spans(text: str) -> tuple[Span, ...]:
    """Those between commas."""
    return tuple(a_span(one) for one in text.split(",") if one.strip())


BANK_HOLIDAYS = {span.first: span.name for span in spans(HOLIDAYS)}


def held(*lines: str) -> Timetable:
    """``d01 2027-01-05 @hall ana rui``: day and date, then a room with @, then who leads it; of the cohort `spring`."""
    return Timetable.of("spring", [_held(line) for line in lines])


def a_case(days: int | tuple[int, ...] = 5, start: str = "2027-01-01", *, stray: int = 14, **given: Any) -> Case:
    """The cohort `spring` with its days from a month's first on, each in its month or ``stray`` days around it.

    So many ``days`` in the months of the course, or as many a month as said. No rooms, no faculty, no holidays, and
    every weekday is alike, unless ``given``.
    """
    months = tuple(_spread(days)) if isinstance(days, int) else days
    needs, gaps = _needs(months, a_date(start), stray * DAY), _gaps(months)
    return replace(
        Case(cohort="spring", days=tuple(needs), gaps=tuple(gaps), weekdays=frozenset(range(7)), most_months=99),
        **given,
    )


def with_days(case: Case, *ids: str, **given: Any) -> Case:
    """The case with these days changed, or all where none is named."""
    return replace(case, days=tuple(replace(day, **given) if day.id in ids or not ids else day for day in case.days))


def with_gap(case: Case, after: str, **given: Any) -> Case:
    """The case with the gap after this day changed."""
    return replace(case, gaps=tuple(replace(gap, **given) if gap.after == after else gap for gap in case.gaps))


def together(case: Case, *after: str) -> Case:
    """The case with these days and their next ones held together."""
    for day in after:
        case = with_gap(case, day, together=True, least=1, most=1, calm_least=1, calm_most=1)
    return case


def a_day_with_an_expert(away: str, **given: Any) -> Case:
    """One day in May 2027, on a working day; the only member of faculty is an expert, and not always there."""
    case = a_case(
        (1,),
        "2027-05-01",
        stray=0,
        weekdays=MONDAY_TO_FRIDAY,
        bank_holidays={a_date("2027-05-03"): "Early May bank holiday"},
        teachers=(Teacher(id="ana", expert=True, away=(a_span(away),)),),
        **given,
    )
    return with_days(case, expert=True)


def seeded(seed: int, *, days: int = 18, tight: bool = False) -> Case:
    """One cohort of an academy made by chance; the same seed gives the same case."""
    (case,) = seeded_academy(seed, cohorts=1, tight=tight)
    if days == len(case.days):
        return case
    return replace(
        case,
        days=case.days[:days],
        gaps=case.gaps[: days - 1],
        expert_days=case.expert_days * days // len(case.days),
        least_months=0,
    )


def seeded_academy(seed: int, *, cohorts: int, tight: bool = False) -> tuple[Case, ...]:
    """The cohorts of one academy, which share rooms and faculty by id. Tight: half the faculty, one room less."""
    chance = random.Random(f"{seed}-{cohorts}-{tight}")
    teachers = (*_faculty(chance, cohorts, tight=tight), _expert(chance))
    venues = _rooms(chance, tight=tight)
    return tuple(_cohort(chance, number, teachers, venues) for number in range(1, cohorts + 1))


def _held(line: str) -> Held:
    day, date, *rest = line.split()
    venue = next((word[1:] for word in rest if word.startswith("@")), None)
    teachers = tuple(sorted(word for word in rest if not word.startswith("@")))
    return Held(day=day, date=a_date(date), venue=venue, teachers=teachers)


def _spread(days: int) -> Iterator[int]:
    for most in PER_MONTH:
        if days > 0:
            yield min(most, days)
        days -= most


def _needs(months: Sequence[int], start: datetime.date, stray: datetime.timedelta) -> Iterator[DayNeed]:
    number = 0
    for at, count in enumerate(months):
        month = Span(months_after(start, at), months_after(start, at + 1) - DAY)
        for _ in range(count):
            number += 1
            window = Span(max(month.first - stray, start), month.last + stray)
            yield DayNeed(id=f"d{number:02}", month=month, window=window)


def _gaps(months: Sequence[int]) -> Iterator[GapNeed]:
    month_of = [at for at, count in enumerate(months) for _ in range(count)]
    for number, (month, following) in enumerate(pairwise(month_of), start=1):
        bounds, calm = (WITHIN, CALM_WITHIN) if month == following else (BETWEEN, CALM_BETWEEN)
        after, before = f"d{number:02}", f"d{number + 1:02}"
        yield GapNeed(
            id=f"gap-{after}-{before}",
            after=after,
            before=before,
            least=bounds[0],
            most=bounds[1],
            calm_least=calm[0],
            calm_most=calm[1],
        )


def _cohort(chance: random.Random, number: int, teachers: tuple[Teacher, ...], venues: tuple[Venue, ...]) -> Case:
    """The first of an academy is its first delivery; others hold two days of a month together, or have one online."""
    start = months_after(a_date("2027-01-01"), chance.randrange(12))
    first = number == 1
    case = a_case(
        18,
        start.isoformat(),
        cohort=f"cohort-{number}",
        weekdays=MONDAY_TO_FRIDAY,
        preferred=TUESDAY_TO_THURSDAY,
        bank_holidays=BANK_HOLIDAYS,
        school_holidays=spans(SCHOOL_HOLIDAYS),
        closures=_closures(chance, start),
        people=chance.choice((14, 16, 18, 20)),
        venues=venues,
        teachers=teachers,
        expert_days=EXPERT_DAYS if first else 0,
        least_months=11,
        most_months=13,
        most_load=6,
    )
    for day in case.days:
        topics = frozenset(TOPICS) - {LESS_ON.get(day.id)}
        case = with_days(case, day.id, topics=topics, expert=first and day.id in EXPERT_ON)
    if chance.random() < 0.5:
        case = together(case, chance.choice(("d01", "d03", "d05", "d08")))
    if not first and chance.random() < 0.5:
        case = with_days(case, chance.choice(("d15", "d16")), online=True)
    return case


def _closures(chance: random.Random, start: datetime.date) -> tuple[Span, ...]:
    first = start + chance.randrange(30, 330) * DAY
    return (Span(first, first + chance.randrange(5) * DAY, "inspection"),)


def _faculty(chance: random.Random, cohorts: int, *, tight: bool) -> Iterator[Teacher]:
    """So many that one can fall ill; each topic has somebody, and each has one to three topics."""
    count = 6 + cohorts
    if tight:
        count = max(4, count // 2 + 1)
    for number in range(count):
        topics = {TOPICS[(2 * number) % len(TOPICS)], TOPICS[(2 * number + 1) % len(TOPICS)]}
        topics |= set(chance.sample(TOPICS, 1))
        if number >= len(TOPICS) and chance.random() < 0.5:
            topics = set(chance.sample(TOPICS, 1))
        yield Teacher(
            id=f"teacher-{number + 1:02}",
            topics=frozenset(topics),
            far=number >= 3 and chance.random() < 0.25,
            away=tuple(_leave(chance)),
        )


def _expert(chance: random.Random) -> Teacher:
    topics = frozenset(chance.sample(TOPICS, 2))
    return Teacher(id="visiting-expert", topics=topics, far=True, expert=True, away=tuple(_leave(chance)))


def _leave(chance: random.Random) -> Iterator[Span]:
    """Two to four absences, most of a week or two, in the two years that cohorts may touch."""
    begins = sorted(chance.randrange(720) for _ in range(chance.randrange(2, 5)))
    for begin in begins:
        first = a_date("2027-01-01") + begin * DAY
        yield Span(first, first + chance.choice((0, 4, 6, 13)) * DAY, "leave")


def _rooms(chance: random.Random, *, tight: bool) -> tuple[Venue, ...]:
    """A hall of one's own that is not always free, a room that is too small for most, and one to be hired."""
    hall = Venue(
        id="hall",
        places=24,
        weekdays=frozenset({0, *chance.sample((1, 2, 3, 4), 3)}),
        closed=tuple(_leave(chance)),
    )
    hotel = Venue(id="hotel", places=40, cost=4)
    return (hall, hotel) if tight else (hall, hotel, Venue(id="loft", places=16))
