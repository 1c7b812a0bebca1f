"""One month: prepare, its days with the weeks in the Big Room after each, and looking back."""

from __future__ import annotations

from dataclasses import dataclass

from coachloom.course import kinds
from coachloom.course.model import Course
from coachloom.site.drawings.day_numbers import name_of_day
from coachloom.site.drawings.figure import WIDTH, Figure, framed
from coachloom.site.drawings.lettering import BODY, SMALL, set_text
from coachloom.site.drawings.links import Href, link
from coachloom.site.drawings.svg import Markup, box, dot, joined, line
from coachloom.site.durations import about, hours_of
from coachloom.words import Words

_LEFT = 34
_PAD = 10
_GAP = 10
_X = 12


@dataclass(frozen=True, slots=True)
class _Stop:
    """A stop on the way through the month; a training day is drawn strongly."""

    name: str
    more: str
    to: kinds.Element
    strong: bool = False


def month_strip(course: Course, month: kinds.Month, words: Words, href: Href) -> Figure:
    stops = _stops(course, month, words)
    drawn: list[Markup] = []
    middles: list[float] = []
    y = 1.0
    for stop in stops:
        piece, height = _drawn(stop, href(stop.to), y)
        drawn.append(piece)
        middles.append(y + height / 2)
        y += height + _GAP
    thread = line(_X, middles[0], _X, middles[-1], "d-branch")
    beads = [
        dot(_X, middle, 7 if stop.strong else 5, "d-fill" if stop.strong else "d-ring")
        for stop, middle in zip(stops, middles, strict=True)
    ]
    title = words.text("drawings.month.title", month=words.text("count.month", n=course.number_of(month)))
    description = words.text("drawings.month.description", names="; ".join(stop.name for stop in stops))
    id = f"month-strip-{month.id}"
    svg = framed(id, title, description, y - _GAP + 1, thread, *beads, *drawn, linked=True)
    header = (words.text("drawings.month.what"), words.text("drawings.month.about"))
    return Figure(id, title, description, svg, header, tuple((stop.name, stop.more) for stop in stops))


def _stops(course: Course, month: kinds.Month, words: Words) -> list[_Stop]:
    stops = [_Stop(words.text("drawings.month.prepare"), about(month.prepare_minutes, words), month)]
    for day in course.days_of(month.id):
        stops.append(_Stop(name_of_day(course, words, day), hours_of(course, day, words), day, strong=True))
        task = course.get(day.task, kinds.Task)
        if task:
            stops.append(
                _Stop(words.text("drawings.month.big_room"), f"{task.title}: {about(task.minutes, words)}", task)
            )
    return [*stops, _Stop(words.text("drawings.month.reflect"), words.text("drawings.month.reflect_more"), month)]


def _drawn(stop: _Stop, address: str, top: float) -> tuple[Markup, float]:
    room = WIDTH - _LEFT - 2 * _PAD
    inks = ("d-on d-bold", "d-on") if stop.strong else ("d-text d-bold", "d-text")
    blocks = [set_text(stop.name, room, BODY, inks[0]), set_text(stop.more, room, SMALL, inks[1])]
    height = sum(block.height for block in blocks) + 2 * _PAD - 4
    drawn = [box(_LEFT, top, WIDTH - _LEFT - 1, height, "d-fill" if stop.strong else "d-tinted")]
    y = top + _PAD - 2
    for block in blocks:
        if block.lines:
            drawn.append(block.at(_LEFT + _PAD, y))
        y += block.height
    name = f"{stop.name}. {stop.more}" if stop.more else stop.name
    return link(address, name, joined(*drawn)), height
