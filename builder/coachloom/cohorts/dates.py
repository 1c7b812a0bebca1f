"""Dates in words, the same on every system whatever its language."""

from __future__ import annotations

import datetime

from coachloom.cohorts.case import Span
from coachloom.words import Words


def in_words(date: datetime.date, words: Words) -> str:
    """Such as «Tue 5 January 2027»."""
    return words.text(
        "dates.date", weekday=short_weekday(date, words), day=date.day, month=month_name(date, words), year=date.year
    )


def long_in_words(date: datetime.date, words: Words) -> str:
    """Such as «Tuesday 5 January 2027»."""
    weekday = weekday_name(date, words)
    return words.text("dates.date", weekday=weekday, day=date.day, month=month_name(date, words), year=date.year)


def span_in_words(span: Span, words: Words) -> str:
    """Both ends in words, or the single date."""
    first, last = span.first, span.last
    if first == last:
        return in_words(first, words)
    return words.text("dates.span", first=in_words(first, words), last=in_words(last, words))


def weekday_name(date: datetime.date, words: Words) -> str:
    return words.text("dates.weekdays").split()[date.weekday()]


def short_weekday(date: datetime.date, words: Words) -> str:
    return words.text("dates.short_weekdays").split()[date.weekday()]


def month_name(date: datetime.date, words: Words) -> str:
    return words.text("dates.months").split()[date.month - 1]
