"""How long things take, in words that are read at a glance."""

from __future__ import annotations

from coachloom.course.clock import clocked
from coachloom.course.kinds import Day
from coachloom.course.model import Course
from coachloom.words import Words


def duration(minutes: int, words: Words) -> str:
    """``40 min``, ``2 h``, ``2 h 5 min``, ``3 d 4 h``; from a day on, minutes no longer matter."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return words.text("time.minutes", n=rest)
    if hours < 24:
        parts = [words.text("time.hours", n=hours)]
        return " ".join([*parts, words.text("time.minutes", n=rest)] if rest else parts)
    days, hours = divmod(round(minutes / 60), 24)
    parts = [words.text("time.days", n=days)]
    return " ".join([*parts, words.text("time.hours", n=hours)] if hours else parts)


def about(minutes: int | None, words: Words) -> str:
    """``about 1 h 20 min``; nothing where no time is known."""
    return words.text("time.about", time=duration(minutes, words)) if minutes else ""


def hours_of(course: Course, day: Day, words: Words) -> str:
    """``09:00 to 16:15``; nothing for a day without sessions."""
    slots = clocked(course.schedule, course.sessions_of(day))
    return words.text("time.from_to", start=f"{slots[0].start:%H:%M}", end=f"{slots[-1].end:%H:%M}") if slots else ""
