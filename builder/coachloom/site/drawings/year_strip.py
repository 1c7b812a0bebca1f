"""The year: months downwards, their days as links, and beside them the phases of the road map.

Neighbouring phases differ in fill, and each is named beside its days, so that nothing hangs on a colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from coachloom.course import kinds
from coachloom.course.model import Course
from coachloom.site.drawings.day_numbers import days_in_words, name_of_day
from coachloom.site.drawings.figure import WIDTH, Figure, framed
from coachloom.site.drawings.lettering import BODY, SMALL, Block, label, set_text
from coachloom.site.drawings.links import Href, link
from coachloom.site.drawings.svg import Markup, box, joined, line
from coachloom.words import Words

_DAYS_LEFT = 84
_DAY_WIDTH = 36
_DAY_HEIGHT = 32
_ROW = 44
_BETWEEN = 6
_PAD = 10


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days of one month in one phase; a month without days has one without a phase."""

    month: kinds.Month
    phase: kinds.Phase | None
    days: tuple[kinds.Day, ...] = ()


def year_strip(course: Course, words: Words, href: Href) -> Figure:
    most = max((len(course.days_of(month.id)) for month in course.months), default=0)
    left = _DAYS_LEFT + most * (_DAY_WIDTH + _BETWEEN) + 4
    drawn: list[Markup] = []
    ends: dict[str, float] = {}
    y = 0.0
    for number, (phase, group) in enumerate(groupby(_stretches(course), lambda one: one.phase)):
        stretches = tuple(group)
        lettering = _lettering(course, words, stretches, WIDTH - left - 2 * _PAD, strong=number % 2 == 0)
        height = sum(block.height for block in lettering)
        rows = [float(_ROW)] * len(stretches)
        rows[-1] = max(_ROW, height + 2 * _PAD - sum(rows[:-1]))
        if phase:
            drawn.append(_band(left, y, sum(rows), height, lettering, strong=number % 2 == 0))
        for stretch, row in zip(stretches, rows, strict=True):
            drawn += [_day(course, words, day, href(day), place, y + row / 2) for place, day in enumerate(stretch.days)]
            y += row
            ends[stretch.month.id] = y
    title = words.text("drawings.year.title")
    description = words.text("drawings.year.description", months=len(course.months), days=len(course.days))
    months = _months(course, words, ends, left - _BETWEEN)
    svg = framed("year-strip", title, description, y, *months, *drawn, linked=True)
    return Figure("year-strip", title, description, svg, *_table(course, words))


def _stretches(course: Course) -> list[_Stretch]:
    found = []
    for month in course.months:
        days = course.days_of(month.id)
        cut = [(course.get(id, kinds.Phase), tuple(some)) for id, some in groupby(days, lambda day: day.phase)]
        found += [_Stretch(month, phase, some) for phase, some in cut] or [_Stretch(month, None)]
    return found


def _lettering(
    course: Course, words: Words, stretches: Sequence[_Stretch], room: float, *, strong: bool
) -> tuple[Block, ...]:
    """What stands in the band of a phase: its name and its days."""
    phase = stretches[0].phase
    if not phase:
        return ()
    ink = "d-on" if strong else "d-text"
    numbers = [course.number_of(day) for stretch in stretches for day in stretch.days]
    return (
        set_text(phase.title, room, BODY, f"{ink} d-bold"),
        set_text(days_in_words(numbers, words), room, SMALL, ink),
    )


def _band(
    left: float, top: float, height: float, lettered: float, lettering: Sequence[Block], *, strong: bool
) -> Markup:
    drawn = [box(left, top + 3, WIDTH - left - 1, height - 6, "d-fill" if strong else "d-tinted")]
    y = top + (height - lettered) / 2
    for block in lettering:
        drawn.append(block.at(left + _PAD, y))
        y += block.height
    return joined(*drawn)


def _day(course: Course, words: Words, day: kinds.Day, address: str, place: int, middle: float) -> Markup:
    """A link large enough for a thumb; its name begins with what is seen."""
    x = _DAYS_LEFT + place * (_DAY_WIDTH + _BETWEEN)
    number = course.number_of(day)
    return link(
        address,
        name_of_day(course, words, day),
        box(x, middle - _DAY_HEIGHT / 2, _DAY_WIDTH, _DAY_HEIGHT, "d-outline"),
        label(x + _DAY_WIDTH / 2, middle + 5, str(number), "d-accent d-bold", "middle", BODY),
    )


def _months(course: Course, words: Words, ends: dict[str, float], right: float) -> list[Markup]:
    drawn: list[Markup] = []
    top = 0.0
    for month in course.months:
        bottom = ends[month.id]
        if top:
            drawn.append(line(0, top, right, top, "d-grid"))
        name = words.text("count.month", n=course.number_of(month))
        drawn.append(label(0, (top + bottom) / 2 + 5, name, "d-text"))
        top = bottom
    return drawn


def _table(course: Course, words: Words) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    header = (words.text("drawings.year.month"), words.text("drawings.year.day"), words.text("drawings.year.phase"))
    rows = tuple(
        (
            words.text("count.month", n=course.number_of(course.month_of(day))),
            name_of_day(course, words, day),
            course.elements[day.phase].title,
        )
        for day in course.days
    )
    return header, rows
