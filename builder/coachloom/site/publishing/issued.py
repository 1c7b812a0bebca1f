"""What was given out to an academy's cohorts, read from its folder before anything is published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coachloom.cohorts.bank_holidays import bank_holidays
from coachloom.cohorts.case import DAY, Span, months_after
from coachloom.cohorts.cohort import Cohort
from coachloom.cohorts.issues import Issue, read_issues
from coachloom.cohorts.terms import read_terms
from coachloom.problems import Problem, ProblemsFound
from coachloom.reading.files import Files
from coachloom.site.timetables.squares import Free


@dataclass(frozen=True, slots=True)
class Timetabled:
    """A cohort's issues, of which there is one at least, and the holidays around its days."""

    issues: tuple[Issue, ...]
    free: Free


def timetables_of(cohorts: Sequence[Cohort], files: Files) -> Mapping[str, Timetabled]:
    """By cohort, for those to whom a timetable was given out. Raises ProblemsFound with all that is wrong with any."""
    found: dict[str, Timetabled] = {}
    problems: list[Problem] = []
    for cohort in cohorts:
        try:
            if issues := read_issues(files, cohort.id):
                found[cohort.id] = Timetabled(issues, _free(cohort, issues[-1], files))
        except ProblemsFound as refused:
            problems += refused.problems
    if problems:
        raise ProblemsFound(problems)
    return found


def _free(cohort: Cohort, issue: Issue, files: Files) -> Free:
    dates = [day.date for day in issue.days]
    if not dates:
        return Free()
    first, last = min(dates).replace(day=1), months_after(max(dates).replace(day=1), 1) - DAY
    told = cohort.file
    terms = read_terms(cohort, files, first, last)
    return Free(
        bank_holidays(cohort, range(first.year, last.year + 1)) if told.nation else {},
        (*(Span(term.from_, term.to or term.from_, term.name) for term in told.school_holidays), *terms),
    )
