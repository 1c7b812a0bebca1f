"""Whether a case has a timetable at all, or is proven to have none, and where in the year it breaks if not."""

from __future__ import annotations

from coachloom.cohorts.case import Case, DayNeed
from coachloom.cohorts.planning.best import Search, search
from coachloom.cohorts.planning.options import Options
from coachloom.cohorts.planning.prices import Ordinary
from coachloom.cohorts.planning.reach import broken_run, ends


def possible(case: Case) -> bool:
    """As `best` would find out; mostly quicker."""
    return _searched(case).plan is not None


def proven_impossible(case: Case) -> bool:
    """Neither this nor `possible` holds where the search was given up."""
    return _searched(case) == Search(None)


def _searched(case: Case) -> Search:
    options = Options(case, Ordinary(case))
    if broken_run(options.units, options.tables()):
        return Search(None)
    both_settled = case.days[0].id in case.pin and case.days[-1].id in case.pin
    if not both_settled and not all(ends(options)):
        return Search(None)
    return search(case, options=options)


def first_break(case: Case) -> tuple[DayNeed, ...]:
    """A shortest run of days that cannot be held one after the other; none where only the year as a whole breaks."""
    options = Options(case, Ordinary(case))
    run = broken_run(options.units, options.tables())
    return tuple(need for unit in options.units[run[0] : run[1] + 1] for need in unit.days) if run else ()
