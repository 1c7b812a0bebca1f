"""`.coachloom/lock.yml` and the base in `.coachloom/editions/`: what an academy's folder was made with.

Only the zip in the folder is ever read, so nothing that is installed later changes an academy under its feet.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coachloom.academy.edition import Edition, read_edition
from coachloom.academy.identity import FILE as ACADEMY_FILE
from coachloom.academy.identity import Academy
from coachloom.course.schema import validated
from coachloom.course.values import STRICT, EditionName, FormatOne, Id, Line
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.files import Folder
from coachloom.reading.text import read_text
from coachloom.reading.yaml_text import read_yaml

HIDDEN = ".coachloom"
FILE = f"{HIDDEN}/lock.yml"
EDITIONS = f"{HIDDEN}/editions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    __pydantic_config__ = STRICT

    course: Id
    edition: EditionName
    digest: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class LockFile:
    """What stands in the lock."""

    __pydantic_config__ = STRICT

    format: FormatOne
    base: Locked


def lock_text(base: Edition) -> str:
    """The lock of a folder made with ``base``."""
    record = base.record
    return (
        "# Written by coachloom: the base that this folder was made with. Leave this file and the zip as they are.\n"
        "format: 1\n"
        f'base: {{course: {record.course}, edition: "{record.edition}", digest: "{record.digest}"}}\n'
    )


def read_base(root: Path, academy: Academy) -> Edition:
    """The base of the academy's folder ``root``: the one that `academy.yml` names and the lock knows.

    Raises ProblemsFound (BASE) where the three disagree or one is missing; see also `read_edition`.
    """
    named = academy.base
    if not (root / FILE).is_file():
        raise ProblemsFound([_missing(FILE)])
    document = read_yaml(read_text(Folder(root), FILE), FILE)
    locked = validated(LockFile, document.data, document).base
    if (named.course, named.edition) != (locked.course, locked.edition):
        raise ProblemsFound(
            [
                Problem(
                    code="BASE",
                    what=f"{ACADEMY_FILE} names {named.course} {named.edition}, and the folder was made with"
                    f" {locked.course} {locked.edition}.",
                    place=academy.document.place(("base", "edition")),
                    do=f'write {{course: {locked.course}, edition: "{locked.edition}"}};'
                    " another edition is taken in by an upgrade, never by hand",
                )
            ]
        )
    path = root / EDITIONS / f"{locked.course}-{locked.edition}.zip"
    if not path.is_file():
        raise ProblemsFound([_missing(f"{EDITIONS}/{path.name}")])
    edition = read_edition(path)
    record = edition.record
    if (record.course, record.edition, record.digest) != (locked.course, locked.edition, locked.digest):
        raise ProblemsFound(
            [
                Problem(
                    code="BASE",
                    what=f"{path.name} is not the one that this folder was made with.",
                    place=document.place(("base", "digest")),
                    do="put the zip back that was there; a colleague's pack, or the sender of the edition, has it",
                )
            ]
        )
    return edition


def _missing(file: str) -> Problem:
    return Problem(
        code="BASE",
        what=f"{file} is missing, so it is not known what this academy builds on.",
        place=Place(file),
        because=f"The folder {HIDDEN} may be hidden, and is easily left behind when files are copied one by one.",
        do="copy the whole folder again, or use the zip that coachloom pack makes",
    )
