"""The kinds of pages that a site has, an example of each, and the ways in which people see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from coachloom.course.values import Audience

KINDS = {
    "home": "",
    "programme": "programme/",
    "year": "year/",
    "month": "months/m01/",
    "day": "days/d01/",
    "session": "sessions/systems-and-flow/",
    "outline": "sessions/variation-and-run-charts/",
    "task": "tasks/agree-and-book/",
    "topics": "topics/",
    "topic": "topics/coaching-skills/",
    "big-room": "big-room/",
    "handbook": "handbook/the-big-room/",
    "road-map": "road-map/",
    "cards": "cards/",
    "card": "cards/card-process-mapping/",
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

EVERY_KIND = [
    *((Audience.EVERYONE, kind, address) for kind, address in KINDS.items()),
    *((Audience.FACULTY, kind, address) for kind, address in FACULTY_KINDS.items()),
]
"""The audience whose site holds it, the name of the kind, and the address of the example."""


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
