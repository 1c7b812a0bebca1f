"""Who is away when: `private/leave.yml`, and a calendar for each who keeps one, `private/leave/WHO.ics`.

Both are private: what is read here goes into a plan, and never onto a page.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from coachloom.cohorts.case import Span
from coachloom.cohorts.ics import spans_from
from coachloom.course.schema import validated
from coachloom.course.values import STRICT, Date, FormatOne, FromDate, Id, Line
from coachloom.problems import Place, Problem, ProblemsFound, did_you_mean
from coachloom.reading.copies import meant_name
from coachloom.reading.documents import Document
from coachloom.reading.files import Files
from coachloom.reading.text import read_text
from coachloom.reading.yaml_text import read_yaml

FILE = "private/leave.yml"
FOLDER = "private/leave"

_WORSE = "A plan that passes over somebody's leave is worse than none."

Leave = Mapping[str, tuple[Span, ...]]
"""For each person the days away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    __pydantic_config__ = STRICT

    who: Id
    from_: FromDate
    to: Date | None = None
    why: Line | None = None
    """For whoever keeps the file; it goes nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveFile:
    __pydantic_config__ = STRICT

    format: FormatOne
    leave: tuple[Away, ...] = ()


def read_leave(files: Files, known: Collection[str], first: datetime.date, last: datetime.date, zone: str) -> Leave:
    """Who is away from ``first`` to ``last`` by the clock of ``zone``; ``known`` is the faculty of every cohort.

    Raises ProblemsFound with all that is wrong with any of the files: nothing that cannot be read is passed over.
    """
    found: defaultdict[str, list[Span]] = defaultdict(list)
    problems = [*_misnamed(files)]
    try:
        for who, span in _written(files, known):
            found[who].append(span)
    except ProblemsFound as refused:
        problems += refused.problems
    listed, unfit = files.listed(FOLDER)
    problems += unfit
    for file in listed:
        try:
            found[_owner(file, known)] += spans_from(files.read(file), file, first, last, zone=zone, private=True)
        except ProblemsFound as refused:
            problems += refused.problems
    if problems:
        raise ProblemsFound(problems)
    return {who: tuple(sorted(found[who])) for who in sorted(found)}


def _written(files: Files, known: Collection[str]) -> Iterator[tuple[str, Span]]:
    if not files.has(FILE):
        return
    document = read_yaml(read_text(files, FILE), FILE)
    leave = validated(LeaveFile, document.data, document).leave
    if problems := [*_unknown(leave, known, document), *_ends_before(leave, document)]:
        raise ProblemsFound(problems)
    for away in leave:
        yield away.who, Span(away.from_, away.to or away.from_)


def _unknown(leave: tuple[Away, ...], known: Collection[str], document: Document) -> Iterator[Problem]:
    for number, away in enumerate(leave):
        if away.who not in known:
            yield _nobody(away.who, known, document.place(("leave", number, "who")))


def _ends_before(leave: tuple[Away, ...], document: Document) -> Iterator[Problem]:
    for number, away in enumerate(leave):
        if away.to and away.to < away.from_:
            what = f"The leave of `{away.who}` ends on {away.to}, before it begins on {away.from_}."
            place = document.place(("leave", number))
            yield Problem(code="LEAVE", what=what, place=place, do="mend one of the two dates")


def _misnamed(files: Files) -> Iterator[Problem]:
    """Files that somebody took for leave, and that nobody would read."""
    folder, _, right = FILE.rpartition("/")
    for file in files.listed(folder)[0]:
        name = file.removeprefix(f"{folder}/")
        if file.startswith(f"{FOLDER}/") or name == right:
            continue
        alike = "/" not in name and (name.lower().startswith("leave.") or meant_name(name, (right,)))
        if alike or name.lower().endswith(".ics"):
            what = f"{name} seems to hold leave, and is not read."
            do = f"put all leave into {FILE}, or into calendars, {FOLDER}/WHO.ics, and take this file away"
            yield Problem(code="LEAVE", what=what, place=Place(file), because=_WORSE, do=do)


def _owner(file: str, known: Collection[str]) -> str:
    path = PurePosixPath(file)
    if path.suffix.lower() != ".ics":
        raise ProblemsFound(
            [
                Problem(
                    code="LEAVE",
                    what=f"{path.name} is no calendar, so nobody's leave can be read from it.",
                    place=Place(file),
                    because=_WORSE,
                    do=f"save it as a calendar, {FOLDER}/WHO.ics, or write the leave into {FILE}, and take this file away",
                )
            ]
        )
    if path.stem not in known:
        raise ProblemsFound([_nobody(path.stem, known, Place(file))])
    return path.stem


def _nobody(who: str, known: Collection[str], place: Place) -> Problem:
    return Problem(
        code="LEAVE",
        what=f"`{who}` is in the faculty of no cohort.{did_you_mean(who, known)}",
        place=place,
        do="write the id as it stands under faculty: in the cohort's file",
    )
