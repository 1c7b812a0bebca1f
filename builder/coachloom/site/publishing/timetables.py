"""The files that people see of the timetables of a home's cohorts."""

from __future__ import annotations

from coachloom.academy.released import woven_edition
from coachloom.course.audience import for_audience
from coachloom.course.model import Course
from coachloom.problems import Problem
from coachloom.site.plain_pages import PlainPages
from coachloom.site.publishing.front import Follows
from coachloom.site.publishing.home import COHORTS, Home
from coachloom.site.publishing.plan import Plan
from coachloom.site.publishing.standing import Standing
from coachloom.site.timetables.edition import Edition
from coachloom.site.timetables.files import Given, cohort_files


def timetable_files(
    plan: Plan, home: Home, pages: PlainPages, follows: Follows
) -> tuple[dict[str, bytes], list[Problem]]:
    """What people see of the timetables that were given out; their pages take the place of the plain ones."""
    found: dict[str, bytes] = {}
    notes: list[Problem] = []
    for cohort, one in follows:
        if timetabled := plan.timetables.get(cohort.id):
            edition = _edition(one, _course(plan, home, one.number), f"../../{one.at('')}")
            given = Given(
                cohort=cohort,
                issues=timetabled.issues,
                edition=edition,
                people=plan.people,
                free=timetabled.free,
            )
            made = cohort_files(given, pages, f"{COHORTS}/{cohort.id}")
            found |= made.files
            notes += made.notes
    return found, notes


def _course(plan: Plan, home: Home, number: str) -> Course | None:
    """The course of an edition as readers of the home see it; None where the academy's folder has it no more."""
    own = next((own for own in plan.newest if own.plain == number), None)
    if own is None:
        return None
    return for_audience(woven_edition(own.read(), plan.academy, plan.people, plan.recalls).course, home.audience)


def _edition(one: Standing, course: Course | None, root: str) -> Edition:
    """An edition as it stands in the home, at ``root`` from the cohort's page."""
    return Edition(
        version=one.shelved.version,
        title=one.shelved.title,
        root=root,
        numbers={day.id: day.number for month in one.months for day in month.days},
        pages=one.elements,
        course=course,
    )
