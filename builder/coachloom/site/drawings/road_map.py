"""The road map: its phases in order, the days on which each is taught, and the way back into it."""

from __future__ import annotations

from coachloom.course import kinds
from coachloom.course.model import Course
from coachloom.site.drawings.day_numbers import days_in_words
from coachloom.site.drawings.figure import WIDTH, Figure, framed
from coachloom.site.drawings.lettering import BODY, SMALL, label, set_text
from coachloom.site.drawings.svg import Markup, box, dot, joined, line, path
from coachloom.words import Words

_LEFT = 34
_PAD = 12
_CIRCLE = 13
_GAP = 20
_LOOP = 10


def road_map(course: Course, words: Words) -> Figure:
    phases = course.all(kinds.Phase)
    drawn: list[Markup] = []
    middles: dict[str, float] = {}
    y = 1.0
    for number, phase in enumerate(phases, start=1):
        if number > 1:
            drawn.append(_arrow_down(y - _GAP, y))
        piece, height = _phase(number, phase.title, _days(course, phase, words), y)
        drawn.append(piece)
        middles[phase.id] = y + height / 2
        y += height + _GAP
    last = phases[-1]
    back = course.elements[last.next].title
    again = set_text(words.text("drawings.road_map.again", phase=back), WIDTH - _LEFT, SMALL, "d-soft")
    drawn += [_loop(middles[last.id], middles[last.next]), again.at(_LEFT, y - _GAP + 8)]
    title = words.text("drawings.road_map.title")
    description = words.text(
        "drawings.road_map.description", n=len(phases), names=", ".join(phase.title for phase in phases), back=back
    )
    svg = framed("road-map", title, description, y - _GAP + 14 + again.height, *drawn)
    header = (
        words.text("drawings.road_map.phase"),
        words.text("drawings.road_map.days"),
        words.text("drawings.road_map.next"),
    )
    rows = tuple((phase.title, _days(course, phase, words), course.elements[phase.next].title) for phase in phases)
    return Figure("road-map", title, description, svg, header, rows)


def _days(course: Course, phase: kinds.Phase, words: Words) -> str:
    return days_in_words([course.number_of(day) for day in course.days if day.phase == phase.id], words)


def _phase(number: int, title: str, days: str, top: float) -> tuple[Markup, float]:
    left = _LEFT + 2 * _PAD + 2 * _CIRCLE
    room = WIDTH - left - _PAD
    blocks = [set_text(title, room, BODY, "d-text d-bold"), set_text(days, room, SMALL, "d-soft")]
    height = sum(block.height for block in blocks) + 2 * _PAD - 4
    middle = top + height / 2
    drawn = [
        box(_LEFT, top, WIDTH - _LEFT - 1, height, "d-tinted"),
        dot(_LEFT + _PAD + _CIRCLE, middle, _CIRCLE, "d-fill"),
        label(_LEFT + _PAD + _CIRCLE, middle + 5, str(number), "d-on d-bold", "middle", BODY),
    ]
    y = top + _PAD - 2
    for block in blocks:
        drawn.append(block.at(left, y))
        y += block.height
    return joined(*drawn), height


def _arrow_down(top: float, bottom: float) -> Markup:
    x = _LEFT + _PAD + _CIRCLE
    tip = bottom - 3
    return joined(line(x, top + 3, x, tip, "d-way"), path("d-way", (x - 4, tip - 5), (x, tip), (x + 4, tip - 5)))


def _loop(start: float, end: float) -> Markup:
    tip = _LEFT - 3
    return joined(
        path("d-way", (_LEFT, start), (_LOOP, start), (_LOOP, end), (tip, end)),
        path("d-way", (tip - 5, end - 4), (tip, end), (tip - 5, end + 4)),
    )
