"""The edition that a cohort goes through, as far as its page leads there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coachloom.course.model import Course


@dataclass(frozen=True, kw_only=True)
class Edition:
    """``root`` is its address from the cohort's page, and ``pages`` the address of each element below that."""

    version: str
    title: str
    root: str
    numbers: Mapping[str, int]
    """Each day's number in the year."""

    pages: Mapping[str, str]
    course: Course | None = None
    """As this edition's readers see it; None where the academy has the edition no more."""

    def href(self, id: str) -> str:
        """The address of an element from the cohort's page; empty where the edition shows none."""
        return self.root + self.pages[id] if id in self.pages else ""
