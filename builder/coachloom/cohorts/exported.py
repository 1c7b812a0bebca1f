"""Calendar feeds for single members of faculty; they say who works where and when, so no site publishes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coachloom.cohorts.calendar_file import Feed, calendar_file, faculty_scope
from coachloom.cohorts.issues import Issue
from coachloom.words import Words


def exported(feed: Feed, issues: Sequence[Issue], words: Words) -> dict[str, bytes]:
    """A file for everyone who leads, or in some issue led, a day of the cohort, by its name below `build/feeds/`.

    ``feed`` is the cohort's. Whoever leads no day any more is told so by the file.
    """
    teachers = sorted({teacher for issue in issues for day in issue.days for teacher in day.teachers})
    name = words.text("calendar.own", name=feed.name)
    return {
        f"{feed.cohort}/{teacher}.ics": calendar_file(
            replace(feed, name=name, scope=faculty_scope(teacher), source=None), issues, words
        )
        for teacher in teachers
    }
