"""The kinds of pages that a site has, an example of each, and the ways in which people see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

KINDS = {
    "home": "",
    "programme": "programme/",
    "year": "year/",
    "month": "months/m01/",
    "day": "days/d01/",
    "session": "sessions/systems-and-flow/",
    "outline": "sessions/run-chart-by-hand/",
    "task": "tasks/agree-and-book/",
    "topics": "topics/",
    "topic": "topics/coaching-skills/",
    "big-room": "big-room/",
    "handbook": "handbook/the-big-room/",
    "road-map": "road-map/",
    "forms": "forms/",
    "form": "forms/after-a-day/",
    "glossary": "glossary/",
    "references": "references/",
    "guide": "guide/",
    "guide-page": "guide/start/",
    "problems": "guide/problems/",
    "adaptations": "adaptations/",
    "not-found": "404.html",
}
"""By name, the address of an example in the reference course."""

FACULTY_KINDS = {
    "faculty-day": "days/d01/",
    "run-sheet": "days/d01/run-sheet/",
    "faculty-session": "sessions/coaching-stance/",
}
"""What only the faculty's site has, or shows otherwise."""


@dataclass(frozen=True, slots=True)
class Mode:
    """One way of seeing a page: the browser's settings, and what is done once the page stands."""

    name: str
    settings: dict[str, Any] = field(default_factory=dict)
    media: str = "screen"
    search: bool = False


def _screen(width: int, height: int, scheme: str = "light", **more: Any) -> dict[str, Any]:
    return {"viewport": {"width": width, "height": height}, "color_scheme": scheme, **more}


LIGHT = Mode("light", _screen(1280, 900))
DARK = Mode("dark", _screen(1280, 900, "dark"))
PHONE = Mode("phone", _screen(390, 844))
NARROW = Mode("narrow", _screen(320, 640))
SEARCH = Mode("search", _screen(1280, 900), search=True)
PRINT = Mode("print", _screen(794, 1123), media="print")
MODES = (LIGHT, DARK, PHONE, NARROW, SEARCH, PRINT)
