"""Every file below a cohort's address in the home: its page, its calendar, its tables and its prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from coachloom.academy.people import People
from coachloom.cohorts.calendar_file import FILE as CALENDAR
from coachloom.cohorts.calendar_file import calendar_file, feed_of
from coachloom.cohorts.cohort import Cohort
from coachloom.cohorts.issues import Issue
from coachloom.problems import Problem, ProblemsFound, Severity
from coachloom.site.plain_pages import PlainPages
from coachloom.site.timetables.edition import Edition
from coachloom.site.timetables.page import File, timetable_page
from coachloom.site.timetables.prints import door_signs, wallchart
from coachloom.site.timetables.squares import Free, months_of
from coachloom.site.timetables.tables import csv_file, workbook
from coachloom.site.timetables.view import timetable_view
from coachloom.words import Words

INDEX = "index.html"
TABLE = "timetable.csv"
WORKBOOK = "timetable.xlsx"
WALLCHART = "wallchart.pdf"
DOOR_SIGNS = "door-signs.pdf"


@dataclass(frozen=True, kw_only=True)
class Given:
    """A cohort whose timetable was given out: ``issues`` holds one at least."""

    cohort: Cohort
    issues: tuple[Issue, ...]
    edition: Edition
    people: People
    free: Free = field(default_factory=Free)


@dataclass(frozen=True, slots=True)
class CohortFiles:
    """``files`` by path below the home; ``notes`` tell what could not be made."""

    files: Mapping[str, bytes]
    notes: tuple[Problem, ...] = ()


def cohort_files(given: Given, pages: PlainPages, folder: str) -> CohortFiles:
    """All that people see of a timetable, below ``folder``, such as `cohorts/2027-spring`."""
    view = timetable_view(given.cohort, given.issues, given.edition, given.people, pages.words)
    url = pages.identity.url
    address = f"{url.rstrip('/')}/{folder}/" if url else ""
    months = months_of(view.days, given.free)
    found: dict[str, bytes] = {
        CALENDAR: calendar_file(feed_of(pages.identity, given.cohort), given.issues, pages.words),
        TABLE: csv_file(view, pages.words),
        WORKBOOK: workbook(view, pages.words),
    }
    notes: list[Problem] = []
    prints: dict[str, Callable[[], bytes]] = {
        WALLCHART: lambda: wallchart(view, months, pages.identity, pages.words, address),
        DOOR_SIGNS: lambda: door_signs(view, pages.identity, pages.words, address),
    }
    in_rooms = any(not day.online for day in view.days)
    for name, make in prints.items():
        if not (in_rooms if name == DOOR_SIGNS else view.days):
            continue
        try:
            found[name] = make()
        except ProblemsFound as refused:
            notes += [replace(problem, severity=Severity.NOTES) for problem in refused.problems]
    offered = tuple(file for file in _offered(pages.words) if file.href in found)
    found[INDEX] = timetable_page(pages, view, months, offered, path=f"{folder}/{INDEX}", address=address)
    return CohortFiles({f"{folder}/{name}": data for name, data in sorted(found.items())}, tuple(notes))


def _offered(words: Words) -> tuple[File, ...]:
    text = words.text
    return (
        File(WALLCHART, text("cohort_page.files.wallchart"), text("cohort_page.files.wallchart_about")),
        File(DOOR_SIGNS, text("cohort_page.files.door"), text("cohort_page.files.door_about")),
        File(CALENDAR, text("cohort_page.files.calendar"), text("cohort_page.files.calendar_about")),
        File(WORKBOOK, text("cohort_page.files.workbook"), text("cohort_page.files.workbook_about")),
        File(TABLE, text("cohort_page.files.table"), text("cohort_page.files.table_about")),
    )
