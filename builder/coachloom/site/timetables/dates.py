"""Times of day, and dates where the year is plain, in the words of a page."""

from __future__ import annotations

import datetime

from coachloom.cohorts.dates import month_name, short_weekday
from coachloom.words import Words


def in_short(words: Words, date: datetime.date) -> str:
    """``Tue 20 April``."""
    weekday, month = short_weekday(date, words), month_name(date, words)
    return words.text("cohort_page.short_date", weekday=weekday, day=date.day, month=month)


def from_to(words: Words, start: datetime.time, end: datetime.time) -> str:
    """``09:30 to 17:15``."""
    return words.text("time.from_to", start=f"{start:%H:%M}", end=f"{end:%H:%M}")


def weekdays(words: Words) -> list[str]:
    """From Monday."""
    return words.text("dates.weekdays").split()
