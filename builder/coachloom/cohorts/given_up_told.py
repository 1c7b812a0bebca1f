"""What was given up, in few words: a line for each wish, with its days and what stood in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from coachloom.cohorts.planning.given_up import GivenUp, Wish
from coachloom.words import Words

MOST_CAUSES = 3
"""More say less."""


def briefly(found: Sequence[GivenUp], words: Words) -> Iterator[str]:
    """Such as «In the school holidays: d07. Of 12 other dates above all 9 without a room.»"""
    for wish in Wish:
        days = [one for one in found if one.wish is wish]
        if days:
            yield _line(wish, days, words)


def _line(wish: Wish, days: Sequence[GivenUp], words: Words) -> str:
    text = words.text
    named = text("timetable.wish.days", wish=text(f"timetable.wish.{wish}"), days=", ".join(one.day for one in days))
    counts: Counter[str] = Counter()
    for one in days:
        counts.update(dict(one.causes))
    if not counts:
        return f"{named} {text('timetable.wish.no_other')}"
    causes = ", ".join(
        f"{count} {text(f'timetable.cause.{cause}')}" for cause, count in counts.most_common(MOST_CAUSES)
    )
    return f"{named} {text('timetable.wish.others', n=sum(counts.values()), causes=causes)}"
