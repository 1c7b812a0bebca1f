"""A course that may be built: read, checked, and with the name of its edition."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coachloom.course.checks import check
from coachloom.course.load import read_course
from coachloom.course.model import Course
from coachloom.course.values import DRAFT
from coachloom.problems import Problem, ProblemsFound, in_order


@dataclass(frozen=True, slots=True)
class Checked:
    """A course that may be built, and the notes that go with it."""

    course: Course
    edition: str
    notes: tuple[Problem, ...]


def checked_course(root: Path) -> Checked:
    """Reads and checks the course in ``root``; raises ProblemsFound with notes too where anything stops."""
    reading = read_course(root)
    found = in_order([*reading.problems, *(check(reading.course) if reading.course else ())])
    if reading.course is None or any(problem.stops for problem in found):
        raise ProblemsFound(found)
    return Checked(reading.course, edition_of(root, reading.course), found)


def edition_of(root: Path, course: Course) -> str:
    """``2027.1`` once its seals exist, ``2027.1-draft`` until then."""
    number = course.programme.edition
    return number if (root / "curriculum" / "editions" / f"{number}.yml").is_file() else f"{number}{DRAFT}"
