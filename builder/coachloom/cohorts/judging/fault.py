"""What the judge finds: rules that are broken, wishes that are given up, and what it all costs."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A rule that is broken, or a wish that is given up and costs ``points``."""

    rule: str
    """What it is about; its words stand under this name."""

    day: str | None = None
    """Where two days are at odds, the later one of the course; None where no single day is at fault."""

    date: datetime.date | None = None
    """On which ``day`` is held."""

    values: Mapping[str, object] = field(default_factory=dict)
    """What its words need besides day and date."""

    points: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """A timetable holds if no rule is broken; of those that hold, the one that costs least is the best."""

    broken: tuple[Fault, ...] = ()
    given_up: tuple[Fault, ...] = ()
    cost: int = 0
    """All points: of the wishes given up, and of what no timetable can do without."""

    @property
    def holds(self) -> bool:
        return not self.broken
