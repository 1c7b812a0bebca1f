"""What the judge found, in words."""

from __future__ import annotations

import datetime

from coachloom.cohorts.dates import in_words
from coachloom.cohorts.judging.fault import Fault
from coachloom.words import Words


def told(fault: Fault, words: Words) -> str:
    """One sentence on a broken rule, or, for a fault that costs points, on a wish that is given up."""
    kind = "given_up" if fault.points else "broken"
    values = {"day": fault.day, "date": fault.date, **fault.values}
    shown = {name: _shown(value, words) for name, value in values.items()}
    return words.text(f"timetable.{kind}.{fault.rule}", **shown)


def _shown(value: object, words: Words) -> str:
    if isinstance(value, datetime.date):
        return in_words(value, words)
    if isinstance(value, tuple):
        return ", ".join(value) or "–"
    return str(value) or "–"
