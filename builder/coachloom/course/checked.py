"""A course that may be built: read, checked, and with the name of its edition."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from coachloom.course.checks import check
from coachloom.course.load import course_folder, read_course
from coachloom.course.model import Course
from coachloom.course.values import DRAFT, is_edition
from coachloom.problems import Problem, ProblemsFound, in_order
from coachloom.reading.files import Files

RECORDS = "curriculum/editions"
"""Where the records of released editions lie."""


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
    return Checked(reading.course, edition_of(course_folder(root), reading.course), found)


def edition_of(files: Files, course: Course) -> str:
    """``2027.1`` once its record exists, ``2027.1.1`` once it was corrected, ``2027.1-draft`` until then."""
    number = course.programme.edition
    records = recorded(files, RECORDS)
    corrections = [int(name.rpartition(".")[2]) for name in records if name.startswith(f"{number}.")]
    if corrections:
        return f"{number}.{max(corrections)}"
    return number if number in records else f"{number}{DRAFT}"


def recorded(files: Files, folder: str) -> dict[str, str]:
    """The editions that have a record in ``folder``, each with its file; a copy or anything else there is none."""
    paths = [PurePosixPath(file) for file in files.listed(folder)[0]]
    return {
        path.stem: str(path)
        for path in paths
        if path.suffix == ".yml" and path.parent == PurePosixPath(folder) and is_edition(path.stem)
    }
