"""Days named by their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from coachloom.course.kinds import Day
from coachloom.course.model import Course
from coachloom.words import Words


def name_of_day(course: Course, words: Words, day: Day) -> str:
    """``Day 3: Value``"""
    return words.text("drawings.named_day", day=words.text("count.day", n=course.number_of(day)), title=day.title)


def days_in_words(numbers: Sequence[int], words: Words) -> str:
    """``Day 7``, ``Days 1 to 6``; days that do not follow one another are told apart by commas."""
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    return ", ".join(
        words.text("count.day", n=run[0]) if len(run) == 1 else words.text("drawings.days", first=run[0], last=run[-1])
        for run in runs
    )
