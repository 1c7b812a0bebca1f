"""Dates and times as people read them; the words stand under `calendar` in `site/words/`."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from coachloom.cohorts.dates import long_in_words
from coachloom.words import Words


def when_in_words(date: datetime.date, start: datetime.time, end: datetime.time, zone: str, words: Words) -> str:
    """``Tuesday 12 January 2027, 09:30 to 16:30 (London time)``."""
    place = zone.rpartition("/")[2].replace("_", " ")
    return words.text(
        "calendar.when", date=long_in_words(date, words), start=f"{start:%H:%M}", end=f"{end:%H:%M}", place=place
    )


def listed_in_words(things: Sequence[str], words: Words) -> str:
    """``a, b and c``."""
    if len(things) < 2:
        return "".join(things)
    return words.text("calendar.and", first=", ".join(things[:-1]), last=things[-1])
