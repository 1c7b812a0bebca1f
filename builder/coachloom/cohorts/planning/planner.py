"""What anything that plans cohorts must be able to do, so that another way of planning can take the place of ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from coachloom.cohorts.case import Case
from coachloom.cohorts.planning.several import Progress, Several, several


class Planner(Protocol):
    """One is enough for one cohort and for many."""

    def plans(self, cases: Sequence[Case], progress: Progress | None = None) -> Several:
        """Plans that keep every rule; whoever cannot have one is left out. The same cases give the same plans."""


class LineByLine:
    """Ours: each cohort by dynamic programming, improved by taking some out and putting them in again."""

    def plans(self, cases: Sequence[Case], progress: Progress | None = None) -> Several:
        return several(cases, progress=progress)
