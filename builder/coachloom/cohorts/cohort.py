"""A cohort: one group that goes through one edition together; a file each in `cohorts/`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from coachloom.course.schema import validated
from coachloom.course.values import STRICT, EditionNumber, FormatOne, Line, is_id
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.documents import Document
from coachloom.reading.files import Files
from coachloom.reading.text import read_text
from coachloom.reading.yaml_text import read_yaml

FOLDER = "cohorts"


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortFile:
    """What stands in `cohorts/ID.yml`; a cohort without an edition follows the one that is current."""

    __pydantic_config__ = STRICT

    format: FormatOne
    name: Line
    edition: EditionNumber | None = None


@dataclass(frozen=True, slots=True)
class Cohort:
    """A cohort by the name of its file."""

    id: str
    name: str
    edition: str | None
    document: Document


def read_cohorts(files: Files) -> tuple[Cohort, ...]:
    """Every cohort, sorted by id. Raises ProblemsFound with all that is wrong with any of them."""
    listed, found = files.listed(FOLDER)
    problems, cohorts = [*found], []
    for file in _cohort_files(listed):
        try:
            cohorts.append(_read(files, file))
        except ProblemsFound as refused:
            problems += refused.problems
    if problems:
        raise ProblemsFound(problems)
    return tuple(cohorts)


def _cohort_files(listed: tuple[str, ...]) -> Iterator[str]:
    """Those directly in the folder; what lies deeper belongs to one of them."""
    return (file for file in listed if file.count("/") == 1 and file.endswith((".yml", ".yaml")))


def _read(files: Files, file: str) -> Cohort:
    id = PurePosixPath(file).stem
    if not is_id(id) or not file.endswith(".yml"):
        what = f"{file} bears no name that a cohort can have in an address."
        do = "name the file in lower-case words joined by hyphens, with .yml, such as 2027-spring.yml"
        raise ProblemsFound([Problem(code="ID", what=what, place=Place(file), do=do)])
    document = read_yaml(read_text(files, file), file)
    read = validated(CohortFile, document.data, document)
    return Cohort(id, read.name, read.edition, document)
