"""The five Vs on one thread, each with its question."""

from __future__ import annotations

from coachloom.course import kinds
from coachloom.course.model import Course
from coachloom.site.drawings.figure import WIDTH, Figure, framed
from coachloom.site.drawings.lettering import BODY, label, set_text
from coachloom.site.drawings.svg import Markup, dot, joined, line
from coachloom.words import Words

_CIRCLE = 17
_LEFT = 2 * _CIRCLE + 16
_GAP = 20
_V = "V"


def five_vs(course: Course, words: Words) -> Figure:
    vs = course.all(kinds.V)
    drawn: list[Markup] = []
    middles: list[float] = []
    y = 0.0
    for v in vs:
        name = set_text(v.title, WIDTH - _LEFT, BODY + 2, "d-accent d-bold")
        question = set_text(v.question, WIDTH - _LEFT, BODY)
        drawn += [name.at(_LEFT, y + 2), question.at(_LEFT, y + 2 + name.height + 2)]
        middles.append(y + _CIRCLE + 1)
        y += max(name.height + question.height + 4, 2 * _CIRCLE + 2) + _GAP
    thread = line(_CIRCLE + 1, middles[0], _CIRCLE + 1, middles[-1], "d-branch")
    beads = [joined(dot(_CIRCLE + 1, at, _CIRCLE, "d-fill"), _letter(at)) for at in middles]
    title = words.text("drawings.five_vs.title")
    description = " ".join(words.text("drawings.five_vs.one", name=v.title, question=v.question) for v in vs)
    svg = framed("five-vs", title, description, y - _GAP + 2, thread, *beads, *drawn)
    header = (words.text("drawings.five_vs.name"), words.text("drawings.five_vs.question"))
    return Figure("five-vs", title, description, svg, header, tuple((v.title, v.question) for v in vs))


def _letter(middle: float) -> Markup:
    return label(_CIRCLE + 1, middle + 6, _V, "d-on d-bold", "middle", BODY + 3)
