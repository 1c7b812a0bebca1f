"""What is to be published, found out before anything is written: which editions, for whom, and what stands against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from coachloom.academy.identity import FILE, Academy, read_academy
from coachloom.academy.numbers import edition_order
from coachloom.academy.people import People, read_people
from coachloom.academy.recalls import Listed, all_recalls
from coachloom.academy.released import Own, own_editions
from coachloom.academy.statements import placeholders
from coachloom.academy.unreleased import unreleased
from coachloom.cohorts.cohort import Cohort, read_cohorts
from coachloom.course.values import Audience
from coachloom.installed import home as house
from coachloom.problems import Place, Problem, ProblemsFound, Severity
from coachloom.reading.files import Folder
from coachloom.site.publishing.home import Home
from coachloom.site.publishing.issued import Timetabled, timetables_of
from coachloom.site.tree import load_words
from coachloom.words import Words


@dataclass(frozen=True)
class Plan:
    """What the academy in a folder has to publish; ``newest`` holds each of its editions, in its last correction."""

    academy: Academy
    people: People
    newest: tuple[Own, ...]
    cohorts: tuple[Cohort, ...]
    recalls: tuple[Listed, ...]
    """What the academy withdrew, and those whose course it builds on."""

    timetables: Mapping[str, Timetabled] = field(default_factory=dict)
    """What was given out, by cohort; a cohort without an issue is not in it."""

    unreleased: tuple[str, ...] = ()
    """The files in which the folder says something else than its newest edition."""

    @cached_property
    def words(self) -> Words:
        return load_words(house(), self.academy.identity.language)

    def home(self, audience: Audience) -> Home:
        """An empty home of this academy."""
        return Home(format=1, academy=self.academy.identity.id, audience=audience)


def planned(root: Path) -> Plan:
    """Raises ProblemsFound with everything in the academy's folder that stands against publishing."""
    files = Folder(root)
    academy = read_academy(files)
    people = read_people(files)
    own = own_editions(root, files, academy)
    newest = {one.plain: one for one in own}
    found = [*_statements_are_whole(academy), *_something_is_released(academy, own)]
    cohorts: tuple[Cohort, ...] = ()
    timetables: Mapping[str, Timetabled] = {}
    try:
        cohorts = read_cohorts(files)
        timetables = timetables_of(cohorts, files)
    except ProblemsFound as refused:
        found += refused.problems
    if found:
        raise ProblemsFound(found)
    return Plan(
        academy,
        people,
        tuple(newest.values()),
        cohorts,
        all_recalls(root, files, academy),
        timetables,
        unreleased(files, academy, own[-1]),
    )


def _statements_are_whole(academy: Academy) -> Iterator[Problem]:
    if missing := placeholders(academy.identity):
        yield Problem(
            code="STATEMENTS",
            what=f"The statements of accessibility and privacy still lack: {', '.join(missing)}.",
            place=academy.document.place(("academy",)),
            because="Readers must be told to whom they may turn, and what becomes of their data; law asks for it, too.",
            do=f"write them in {FILE}, under statements:; the guide, Before you publish, says what each means",
        )


def _something_is_released(academy: Academy, own: tuple[Own, ...]) -> Iterator[Problem]:
    if not own:
        yield Problem(
            code="UNRELEASED",
            what=f"{academy.identity.name} has no edition yet, and only editions are published.",
            place=Place(FILE),
            because="What was published stays as it is, so that a group can finish what it began.",
            do="make one: coachloom release",
        )


def wanted(plan: Plan, home: Home, *, correct: bool) -> tuple[list[Own], list[Problem]]:
    """Which editions are to go into ``home``, and what a person should know. Raises ProblemsFound (PUBLISHED)."""
    going: list[Own] = []
    found: list[Problem] = []
    for own in plan.newest:
        there = home.of(own.plain)
        if there is None:
            going.append(own)
        elif there.version == own.number:
            found += [_other_contents(own)] if there.digest != own.digest else []
        elif edition_order(own.number) < edition_order(there.version):
            found.append(_unknown_here(own, there.version))
        elif correct:
            going.append(own)
        else:
            found.append(_to_be_corrected(own, there.version))
    found += _cohorts_have_their_edition(plan, home)
    if any(problem.stops for problem in found):
        raise ProblemsFound(found)
    return going, [*found, *_work_is_not_published(plan)]


def _other_contents(own: Own) -> Problem:
    return Problem(
        code="PUBLISHED",
        what=f"Edition {own.number} is published, and the one here holds something else.",
        place=Place(f"editions/{own.number}.yml"),
        because="Published pages stay as they are; others rely on them.",
        do="release what has changed as the next edition, or as a correction: coachloom release --correct --why ...",
    )


def _unknown_here(own: Own, version: str) -> Problem:
    return Problem(
        code="PUBLISHED",
        severity=Severity.NOTES,
        what=f"Edition {version} is published, and this folder knows only {own.number}.",
        place=Place(f"editions/{own.number}.yml"),
        do="work in the newest copy of the academy's folder; what is published stays",
    )


def _to_be_corrected(own: Own, version: str) -> Problem:
    return Problem(
        code="PUBLISHED",
        severity=Severity.NOTES,
        what=f"Edition {own.number} corrects {version}, which is published and stays as it is.",
        place=Place(f"editions/{own.number}.yml"),
        do="put the correction in its place: add --correct",
    )


def _work_is_not_published(plan: Plan) -> Iterator[Problem]:
    if plan.unreleased:
        yield Problem(
            code="UNRELEASED",
            severity=Severity.NOTES,
            what=f"What you changed since edition {plan.newest[-1].number} is not released, so it is not published:"
            f" {', '.join(plan.unreleased)}.",
            place=Place(plan.unreleased[0]),
            do="if readers should see it, release it, then publish again: coachloom release",
        )


def _cohorts_have_their_edition(plan: Plan, home: Home) -> Iterator[Problem]:
    there = {*(one.number for one in home.editions), *(own.plain for own in plan.newest)}
    for cohort in plan.cohorts:
        if cohort.edition and cohort.edition not in there:
            yield Problem(
                code="COHORT",
                what=f'"{cohort.name}" goes through edition {cohort.edition}, and there is no such edition.',
                place=cohort.document.place(("edition",)),
                do=f"write one of: {', '.join(sorted(there, key=edition_order))}; or leave the line out for the newest",
            )
