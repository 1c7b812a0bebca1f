"""Minutes in words that are read at a glance."""

from __future__ import annotations

from coachloom.words import Words


def duration(minutes: int, words: Words) -> str:
    """``40 min``, ``2 h``, ``2 h 5 min``, ``3 d 4 h``; from a day on, minutes no longer matter."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return words.text("drawings.time.minutes", n=rest)
    if hours < 24:
        parts = [words.text("drawings.time.hours", n=hours)]
        return " ".join([*parts, words.text("drawings.time.minutes", n=rest)] if rest else parts)
    days, hours = divmod(round(minutes / 60), 24)
    parts = [words.text("drawings.time.days", n=days)]
    return " ".join([*parts, words.text("drawings.time.hours", n=hours)] if hours else parts)
