"""Timetables outside of a home: on a site that is just built, and as files to be handed out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from coachloom.academy.weave import Woven, is_academy
from coachloom.cohorts.cohort import FOLDER, Cohort, read_cohorts
from coachloom.cohorts.ground import COURSE_COHORTS, Ground, ground_of
from coachloom.cohorts.issues import Issue
from coachloom.course.audience import for_audience
from coachloom.course.model import Course
from coachloom.course.values import Audience
from coachloom.installed import home
from coachloom.problems import Problem
from coachloom.reading.files import Folder
from coachloom.site.addresses import address
from coachloom.site.plain_pages import PlainPages
from coachloom.site.publishing.issued import timetables_of
from coachloom.site.timetables.edition import Edition
from coachloom.site.timetables.files import INDEX, CohortFiles, Given, cohort_files
from coachloom.site.tree import load_words
from coachloom.words import Words


def given_in(root: Path, site: Woven, audience: Audience) -> tuple[Given, ...]:
    """The cohorts to which a timetable was given out, with the course as ``site`` shows it to ``audience``.

    Raises ProblemsFound with all that is wrong with any of their files.
    """
    files = Folder(root if is_academy(root) else root / COURSE_COHORTS)
    cohorts = read_cohorts(files)
    timetables = timetables_of(cohorts, files)
    return tuple(
        Given(
            cohort=cohort,
            issues=one.issues,
            edition=_edition(root, site, audience, cohort),
            people=site.people,
            free=one.free,
        )
        for cohort in cohorts
        if (one := timetables.get(cohort.id))
    )


def _edition(root: Path, site: Woven, audience: Audience, cohort: Cohort) -> Edition:
    """The course that the cohort goes through; its links lead to the pages of this site, which are all that is here."""
    here = edition_of(for_audience(site.course, audience), site.number, "../../")
    if cohort.edition in {None, site.own} or not is_academy(root):
        return here
    own = for_audience(ground_of(root).courses(cohort), audience)
    return replace(edition_of(own, cohort.edition or "", "../../"), pages=here.pages)


def folder_of(given: Given) -> str:
    """Where a cohort's files lie below the site."""
    return f"{FOLDER}/{given.cohort.id}"


def add_cohorts(cohorts: Sequence[Given], site: Woven, built: Path) -> list[Problem]:
    """Puts what belongs to the cohorts beside the finished pages; returns what could not be made."""
    if not cohorts:
        return []
    pages = PlainPages(home(), load_words(home(), site.identity.language), site.identity, site.logo, course="")
    made = [cohort_files(given, pages, folder_of(given)) for given in cohorts]
    for file, data in {**pages.files, **{file: data for one in made for file, data in one.files.items()}}.items():
        (built / file).parent.mkdir(parents=True, exist_ok=True)
        (built / file).write_bytes(data)
    return [note for one in made for note in one.notes]


def handed_out(ground: Ground, cohort: Cohort, issues: Sequence[Issue], words: Words) -> CohortFiles:
    """What belongs to the newest issue, below a folder of the cohort's id; its page is for sites alone."""
    course = for_audience(ground.courses(cohort), Audience.EVERYONE)
    edition = edition_of(course, cohort.edition or course.programme.edition, "")
    given = Given(
        cohort=cohort,
        issues=tuple(issues),
        edition=edition,
        people=ground.people,
        free=timetables_of([cohort], ground.files)[cohort.id].free,
    )
    made = cohort_files(given, PlainPages(home(), words, ground.identity), f"{FOLDER}/{cohort.id}")
    kept = {file: data for file, data in made.files.items() if PurePosixPath(file).name != INDEX}
    return replace(made, files={file.removeprefix(f"{FOLDER}/"): data for file, data in kept.items()})


def edition_of(course: Course, version: str, root: str) -> Edition:
    """A course as a site shows it whose pages begin at ``root``, seen from a cohort's page."""
    return Edition(
        version=version,
        title=course.programme.title,
        root=root,
        numbers={day.id: course.number_of(day) for day in course.days},
        pages={id: address(course, element).url for id, element in course.elements.items()},
        course=course,
    )
