"""What a timetable stands on: a cohort, the course that it goes through, and all that is known around the two."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coachloom.academy.identity import Identity, read_academy
from coachloom.academy.people import People, read_people
from coachloom.academy.released import own_editions
from coachloom.academy.weave import is_academy, woven
from coachloom.cohorts.bank_holidays import zone_of
from coachloom.cohorts.case import Case, Pin, months_after, without
from coachloom.cohorts.cohort import FOLDER, Cohort, read_cohorts
from coachloom.cohorts.from_workbook import misnamed_workbooks, with_workbook
from coachloom.cohorts.issues import Issue, read_issues, timetable_of
from coachloom.cohorts.leave import Leave, read_leave
from coachloom.cohorts.ready import Around, ready, years_of
from coachloom.cohorts.tables import from_csv
from coachloom.cohorts.terms import read_terms
from coachloom.cohorts.timetable import Timetable, as_pin
from coachloom.course.model import Course
from coachloom.problems import Place, Problem, ProblemsFound, did_you_mean
from coachloom.reading.files import Files, Folder

COURSE_COHORTS = "curriculum"
"""In the course itself cohorts lie one folder deeper."""


@dataclass(frozen=True, kw_only=True)
class Ground:
    """One academy, or the course itself, with its cohorts; ``files`` are relative to where `cohorts/` lies."""

    folder: Path
    files: Files
    identity: Identity
    people: People
    cohorts: Mapping[str, Cohort]
    courses: Callable[[Cohort], Course]
    """The course that a cohort goes through; composed when it is asked for."""

    def cohort(self, id: str) -> Cohort:
        """Raises ProblemsFound (COHORT) where there is no such cohort."""
        if id in self.cohorts:
            return self.cohorts[id]
        there = ", ".join(self.cohorts)
        raise ProblemsFound(
            [
                Problem(
                    code="COHORT",
                    what=f"There is no cohort {id}.{did_you_mean(id, self.cohorts)}",
                    place=Place(f"{FOLDER}/{id}.yml"),
                    do=f"name one of: {there}" if there else f"make the file {FOLDER}/{id}.yml; the guide shows how",
                )
            ]
        )


@dataclass(frozen=True, kw_only=True)
class Known:
    """All that is known of one cohort's dates."""

    cohort: Cohort
    course: Course
    leave: Leave
    around: Around
    issues: tuple[Issue, ...]

    @property
    def newest(self) -> Issue | None:
        return self.issues[-1] if self.issues else None

    @property
    def given_out(self) -> Timetable | None:
        return timetable_of(self.newest) if self.newest else None

    @property
    def zone(self) -> str:
        return zone_of(self.cohort)

    @property
    def cancelled(self) -> frozenset[str]:
        """Days that have no date, by what was given out."""
        return frozenset(self.newest.cancelled) if self.newest else frozenset()

    def case_for(self, timetable: Timetable, today: datetime.date, *, cancelled: Collection[str] = ()) -> Case:
        """The case by which a timetable is judged: days that are cancelled may have no date in it."""
        gone = {*cancelled, *self.cancelled} - timetable.by_day.keys()
        return without(self.case(today), gone)

    def case(self, today: datetime.date | None = None, *, ahead: bool = False) -> Case:
        """The case on the day ``today``: what was given out and lies behind is settled.

        With ``ahead`` nothing else may fall before that day, as for a plan; a day that was cancelled is left out once
        no date is left for it.
        """
        behind = tuple(self._behind(today)) if today else ()
        around = replace(self.around, settled=behind, not_before=today if ahead else None)
        case = ready(self.course, self.cohort, around)
        if not today or not ahead:
            return case
        return without(case, {need.id for need in case.days if need.id in self.cancelled and need.window.last < today})

    def refuse_past(self, today: datetime.date) -> None:
        """A year that has begun, with nothing given out, cannot be planned any more. Raises ProblemsFound (COHORT)."""
        start = self.cohort.file.start
        if start is None or self.issues or today < months_after(start, 1):
            return
        raise ProblemsFound(
            [
                Problem(
                    code="COHORT",
                    what=f'"{self.cohort.name}" starts in {start:%Y-%m}, which is past.',
                    place=self.cohort.place("start"),
                    because="No day can be planned before today.",
                    do="write a later month; for a year that has begun, make a table by hand, and issue it: --from FILE",
                )
            ]
        )

    def _behind(self, today: datetime.date) -> Iterator[Pin]:
        """What has happened need keep no rule any more."""
        for held in self.given_out or ():
            if held.date < today:
                yield as_pin(held)


def plan_file(cohort: str) -> str:
    """Where a timetable lies that is not given out yet."""
    return f"{FOLDER}/{cohort}/plan.csv"


def ground_of(root: Path) -> Ground:
    """Raises ProblemsFound with all that is wrong with the cohorts of the academy, or of the course, in ``root``."""
    if not is_academy(root):
        site = woven(root)
        files = Folder(root / COURSE_COHORTS)
        return Ground(
            folder=root / COURSE_COHORTS,
            files=files,
            identity=site.identity,
            people=read_people(files),
            cohorts=_by_id(files),
            courses=lambda _: site.course,
        )
    files = Folder(root)
    academy = read_academy(files)
    editions = {own.plain: own for own in own_editions(root, files, academy)}

    def course_of(cohort: Cohort) -> Course:
        if cohort.edition is None:
            return woven(root).course
        if cohort.edition not in editions:
            raise ProblemsFound([_no_edition(cohort, editions)])
        return editions[cohort.edition].read().composition.course

    return Ground(
        folder=root,
        files=files,
        identity=academy.identity,
        people=read_people(files),
        cohorts=_by_id(files),
        courses=course_of,
    )


def _by_id(files: Files) -> Mapping[str, Cohort]:
    return {cohort.id: cohort for cohort in read_cohorts(files)}


def _no_edition(cohort: Cohort, there: Mapping[str, object]) -> Problem:
    return Problem(
        code="COHORT",
        what=f'"{cohort.name}" goes through edition {cohort.edition}, and there is no such edition.',
        place=cohort.place("edition"),
        do=f"write one of: {', '.join(there)}; or leave the line out" if there else "release it, or leave the line out",
    )


def wrong_with_cohorts(root: Path) -> list[Problem]:
    """Everything that is wrong with the files of cohorts, and with what was given out to them."""
    files = Folder(root if is_academy(root) else root / COURSE_COHORTS)
    try:
        cohorts = _by_id(files)
    except ProblemsFound as refused:
        return list(refused.problems)
    _, problems = _filled_in(cohorts, files)
    for id in cohorts:
        try:
            read_issues(files, id)
        except ProblemsFound as refused:
            problems += refused.problems
    return [*problems, *_without_cohort(files, cohorts)]


def _without_cohort(files: Files, cohorts: Mapping[str, Cohort]) -> Iterator[Problem]:
    listed, _ = files.listed(FOLDER)
    folders = {file.split("/")[1] for file in listed if file.count("/") == 2 and "/issue-" in file}
    for id in sorted(folders - set(cohorts)):
        yield Problem(
            code="COHORT",
            what=f"{FOLDER}/{id} holds issues of a timetable, and there is no cohort {id}.",
            place=Place(f"{FOLDER}/{id}.yml"),
            because="People and their calendars follow what was given out.",
            do=f"put {FOLDER}/{id}.yml back, or take the folder away",
        )


def known(ground: Ground, id: str, *, apart_from: tuple[str, ...] = ()) -> Known:
    """All about one cohort; what is booked by those ``apart_from`` does not count, since they are planned with it.

    Raises ProblemsFound with all that is wrong with any file that is read for it.
    """
    ground.cohort(id)
    filled, problems = _filled_in(ground.cohorts, ground.files)
    if problems := [*misnamed_workbooks(ground.files, ground.cohorts), *problems]:
        raise ProblemsFound(problems)
    cohort, _ = filled[id]
    course = ground.courses(cohort)
    first, last = years_of(cohort, course)
    faculty = {member.id for one, _ in filled.values() for member in one.file.faculty}
    written = read_leave(ground.files, faculty, first, last, zone_of(cohort))
    leave = _together([written, *(own for _, own in filled.values())])
    others = (other for other in ground.cohorts if other != id and other not in apart_from)
    return Known(
        cohort=cohort,
        course=course,
        leave=leave,
        around=Around(
            leave=leave,
            school_holidays=read_terms(cohort, ground.files, first, last, zone_of(cohort)),
            others=tuple(booked for other in others if (booked := _booked(ground, other))),
        ),
        issues=read_issues(ground.files, id),
    )


def _filled_in(cohorts: Mapping[str, Cohort], files: Files) -> tuple[Mapping[str, tuple[Cohort, Leave]], list[Problem]]:
    """Every cohort with its workbook, and the leave in it: whoever is away is away for all of them; and what is wrong."""
    filled, problems = {}, list[Problem]()
    for id, cohort in cohorts.items():
        try:
            filled[id] = with_workbook(cohort, files)
        except ProblemsFound as refused:
            problems += refused.problems
    return filled, problems


def _together(every: Sequence[Leave]) -> Leave:
    who = sorted({id for leave in every for id in leave})
    return {id: tuple(span for leave in every for span in leave.get(id, ())) for id in who}


def _booked(ground: Ground, id: str) -> Timetable | None:
    """What a cohort has: its newest issue, else its plan."""
    if issues := read_issues(ground.files, id):
        return timetable_of(issues[-1])
    file = plan_file(id)
    return from_csv(ground.files.read(file), file, id) if ground.files.has(file) else None
