"""A release from beginning to end: weighed first, then made; nothing is written before everything is known."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coachloom.academy.compose import LayerFiles
from coachloom.academy.edition import Edition, of_course_files, with_layer
from coachloom.academy.identity import read_academy
from coachloom.academy.lock import EDITIONS, read_base
from coachloom.academy.numbers import edition_order
from coachloom.academy.recalls import Listed
from coachloom.academy.releasing import notes as notes_of
from coachloom.academy.releasing.candidate import Candidate, candidate_log
from coachloom.academy.releasing.notes import emptied, read_notes
from coachloom.academy.releasing.record import (
    ACADEMY_FOLDER,
    COURSE_FOLDER,
    LogEntry,
    Record,
    State,
    beneath,
    editions_in,
    read_record,
    written,
)
from coachloom.academy.releasing.rules import against
from coachloom.academy.releasing.sealed import elements_of
from coachloom.academy.weave import Woven, is_academy, woven
from coachloom.course.load import course_folder
from coachloom.course.values import DRAFT
from coachloom.problems import Place, Problem, ProblemsFound, Severity, in_order
from coachloom.reading.files import Files, Folder, Over
from coachloom.reading.text import read_text
from coachloom.reading.whole import write_whole

_NOT_TO_BE_MISSED = frozenset({"STRAY", "COPY", "NO-EFFECT", "DEVIATION", "CONTACT", "PEOPLE"})
"""Notes that stop a release: somebody would miss a text, a reason or a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a keeper asks for; ``number`` is empty for the usual one."""

    number: str = ""
    pilot: bool = False
    correct: str = ""
    """Why a running edition is corrected; empty for a new edition."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A release that was weighed, with what stands against it and its notes."""

    root: Path
    wish: Wish
    site: Woven
    candidate: Candidate
    found: tuple[Problem, ...]

    @property
    def log(self) -> tuple[LogEntry, ...]:
        return self.candidate.log


def weighed(root: Path, wish: Wish) -> Weighed:
    """Whether the course or the academy in ``root`` may be released. Raises ProblemsFound where it cannot be woven."""
    site = woven(root)
    academy = is_academy(root)
    files = Folder(root) if academy else course_folder(root)
    folder = ACADEMY_FOLDER if academy else COURSE_FOLDER
    released = editions_in(files, folder)
    number = wish.number or _usual(site, released, wish)
    before = read_record(files, folder, released[-1]) if released else None
    notes = read_notes(files, notes_of.ACADEMY_FILE if academy else notes_of.COURSE_FILE)
    base = site.composition.above
    candidate = Candidate(
        course=site.course,
        number=number,
        before=before,
        notes=notes,
        log=candidate_log(before, site.course, notes),
        log_text=None if academy else _log_text(files),
        above=elements_of(base) if base else {},
        builds_on=site.edition if base else "",
        pilot=wish.pilot or _corrects_a_pilot(wish, before),
        correct=bool(wish.correct),
        recalled=before is not None and any(_is_news(one, site, before) for one in site.recalls),
    )
    found = [
        *(_as_stop(note) for note in site.notes),
        *against(candidate),
        *_drafts(site, number),
    ]
    return Weighed(root, wish, site, candidate, in_order(found))


def _is_news(one: Listed, site: Woven, before: Record) -> bool:
    """Whether this layer withdrew something after the edition before had gone out."""
    return one.layer == site.composition.layer.id and one.recall.edition == before.edition


def _corrects_a_pilot(wish: Wish, before: Record | None) -> bool:
    """A pilot that is corrected is one still."""
    return bool(wish.correct and before and before.status is State.PILOT)


def _usual(site: Woven, released: tuple[str, ...], wish: Wish) -> str:
    """The programme's number; for an academy its base's, or the next free one of that year. A correction is the next."""
    if wish.correct and released:
        year, number, correction, _ = edition_order(released[-1])
        return f"{year}.{number}.{correction + 1}"
    plain = site.edition.removesuffix(DRAFT)
    if not site.composition.above:
        return site.course.programme.edition
    year, number, *_ = edition_order(plain)
    taken = [edition_order(edition)[1] for edition in released if edition_order(edition)[0] == year]
    return f"{year}.{max([number, *(one + 1 for one in taken)])}"


def _log_text(files: Files) -> str:
    return read_text(files, "curriculum/CHANGES.md") if files.has("curriculum/CHANGES.md") else ""


def _as_stop(note: Problem) -> Problem:
    return dataclasses.replace(note, severity=Severity.STOPS) if note.code in _NOT_TO_BE_MISSED else note


def _drafts(site: Woven, number: str) -> Iterator[Problem]:
    """What stands on a draft cannot be kept: the draft changes under its name."""
    base = site.composition.layers[-2] if site.composition.above else None
    if base and base.edition.endswith(DRAFT):
        what = f"Edition {number} would build on {base.id} {base.edition}, which is not released yet."
        do = f"take in the released edition first: coachloom upgrade {base.id}-{base.edition.removesuffix(DRAFT)}.zip"
        yield Problem(code="EDITION", what=what, place=Place("academy.yml"), do=do)


@dataclass(frozen=True, slots=True)
class Released:
    """An edition that was made; ``zip`` is where it lies."""

    edition: Edition
    record: Record
    zip: Path


def release(weight: Weighed, day: datetime.date, folder: Path) -> Released:
    """Makes the edition, and its zip in ``folder``. Raises ProblemsFound; then nothing has changed.

    The zip is whole before the record stands: until then the course is the draft that it was. Notes that a run left
    behind, since it was cut off after the record, are known again by the record.
    """
    root, wish = weight.root, weight.wish
    if any(problem.stops for problem in weight.found):
        raise ProblemsFound(weight.found)
    record = _record(weight.candidate, wish, day)
    academy = weight.candidate.is_academy
    record_file = f"{ACADEMY_FOLDER if academy else COURSE_FOLDER}/{record.edition}.yml"
    notes_file = weight.candidate.notes.file
    files = Folder(root) if academy else course_folder(root)
    changed: dict[str, bytes] = {record_file: written(record).encode()}
    if files.has(notes_file):
        changed[notes_file] = emptied(files.read(notes_file), notes_file)
    edition = _edition(root, Over(files, changed), record.edition)
    target = folder / edition.file_name
    write_whole(target, edition.data)
    if academy:
        write_whole(root / EDITIONS / edition.file_name, edition.data)
    for file, data in changed.items():
        write_whole(root / file, data)
    return Released(edition, record, target)


def _record(candidate: Candidate, wish: Wish, day: datetime.date) -> Record:
    before = candidate.before
    return Record(
        format=1,
        edition=candidate.number,
        date=day,
        status=State.PILOT if candidate.pilot else None,
        after=before.edition if before else None,
        corrects=before.edition if before and wish.correct else None,
        notice=wish.correct or None,
        builds_on=candidate.builds_on or None,
        changes=candidate.log,
        elements=dict(elements_of(candidate.course)),
        beneath=beneath(candidate.above, elements_of(candidate.course)) if candidate.is_academy else {},
    )


def _edition(root: Path, files: Files, number: str) -> Edition:
    if not is_academy(root):
        return of_course_files(files, number)
    academy = read_academy(files)
    return with_layer(read_base(root, academy), LayerFiles(academy, files), number)
