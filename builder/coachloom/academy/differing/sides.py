"""The two courses that are held beside each other: an edition's zip, a course's folder, an academy's, or a base.

They are read and composed, and not checked: whoever looks for what went wrong wants to see what was changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coachloom.academy.compose import LayerFiles, compose
from coachloom.academy.composition import Composition, of_course
from coachloom.academy.edition import read_edition
from coachloom.academy.identity import read_academy
from coachloom.academy.lock import read_base
from coachloom.academy.weave import is_academy, misnamed
from coachloom.course.checked import edition_of
from coachloom.course.load import course_folder, read_course
from coachloom.course.model import Course
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.files import Folder


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two; ``edition`` is empty for an academy's folder, which has none until it is released."""

    composition: Composition
    sources: Mapping[str, bytes] = field(default_factory=dict)
    """Those of an edition, whose records tell why things changed."""

    @property
    def course(self) -> Course:
        return self.composition.course

    @property
    def id(self) -> str:
        return self.composition.layer.id

    @property
    def edition(self) -> str:
        return self.composition.layer.edition

    @property
    def name(self) -> str:
        """As a person calls it: `Quality Coach 2027.1`."""
        return f"{self.composition.layer.name} {self.edition}".strip()


def side(path: Path) -> Side:
    """The edition in a zip, or the course or academy in a folder. Raises ProblemsFound where it cannot be read."""
    if not path.is_dir():
        edition = read_edition(path)
        return Side(edition.composition, edition.sources)
    return academy_side(path) if is_academy(path) else _course_side(path)


def academy_side(root: Path) -> Side:
    """The academy in ``root``, composed on its base."""
    files = Folder(root)
    if copies := tuple(misnamed(files)):
        raise ProblemsFound(copies)
    academy = read_academy(files)
    return Side(compose(read_base(root, academy).composition, LayerFiles(academy, files)))


def base_side_of(one: Side) -> Side:
    """What an academy's own side stands on, without reading it again."""
    composition = one.composition
    if composition.above is None:
        return one
    above = Composition(course=composition.above, layers=composition.layers[:-1], origins={})
    return Side(above)


def base_side(root: Path) -> Side:
    """The base of the academy in ``root``."""
    return Side(read_base(root, read_academy(Folder(root))).composition)


def _course_side(root: Path) -> Side:
    reading = read_course(root)
    if reading.course is None or any(problem.stops for problem in reading.problems):
        raise ProblemsFound(reading.problems)
    return Side(of_course(reading.course, edition_of(course_folder(root), reading.course)))


def refuse_strangers(old: Side, new: Side) -> None:
    """Raises ProblemsFound (EDITION) where the two do not stand on the same course: everything would differ."""
    here, there = old.composition.layers[0], new.composition.layers[0]
    if here.id != there.id:
        what = f"{old.name} is made of the course `{here.id}`, and {new.name} of `{there.id}`."
        do = "name two editions of one course, or academies that build on it"
        raise ProblemsFound([Problem(code="EDITION", what=what, place=Place(there.id), do=do)])
