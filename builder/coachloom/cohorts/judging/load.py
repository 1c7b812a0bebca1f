"""How much one member of faculty leads within four weeks."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from typing import TypedDict

from coachloom.cohorts.case import DAY, LOAD_WINDOW

_SPAN = (LOAD_WINDOW - 1) * DAY


class Crowd(TypedDict):
    """``n`` dates within four weeks, from ``first`` to ``last``."""

    n: int
    first: datetime.date
    last: datetime.date


def crowds(own: Mapping[datetime.date, bool], taken: Collection[datetime.date], most: int) -> Iterator[Crowd]:
    """Spans of four weeks with more than ``most`` dates; of those that overlap, the first of the fullest.

    ``own`` says for each date of the timetable whether it is settled; where all of them are, nobody can help it.
    """
    dates = sorted({*own, *taken})
    overlapping: list[list[datetime.date]] = []
    for start in dates:
        within = [date for date in dates if start <= date <= start + _SPAN]
        if len(within) <= most or all(own.get(date, True) for date in within):
            continue
        if overlapping and within[0] > overlapping[-1][-1]:
            yield _fullest(overlapping)
            overlapping = []
        overlapping.append(within)
    if overlapping:
        yield _fullest(overlapping)


def _fullest(spans: list[list[datetime.date]]) -> Crowd:
    fullest = max(spans, key=len)
    return Crowd(n=len(fullest), first=fullest[0], last=fullest[-1])
