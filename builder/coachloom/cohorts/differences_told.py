"""Differences between two issues in words: one sentence first, then a line for each thing that is otherwise.

Nobody is named: these words stand on pages and in letters to everyone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coachloom.cohorts.dates import long_in_words
from coachloom.cohorts.differences import Differences, Differing, What, concerned
from coachloom.cohorts.in_words import when_in_words
from coachloom.cohorts.issues import IssuedDay, IssuedVenue
from coachloom.words import Words

_WORDS = "timetable.differs"


def sentence(differ: Differences, words: Words, *, people: bool = True) -> str:
    """«3 days move, 2 people are affected.» Each day counts once, by what weighs most; ``people`` are faculty."""
    counts = Counter(one.what[0] for one in differ.days)
    parts = [_counted(what.value, counts[what], words) for what in What if counts[what]]
    if not parts:
        return words.text(f"{_WORDS}.nothing")
    if people and (affected := len(concerned(differ))):
        parts.append(_counted("people", affected, words))
    return f"{', '.join(parts)}."


def lines(differ: Differences, words: Words) -> tuple[str, ...]:
    """A sentence for each thing that is otherwise, by date."""
    zone_before = differ.before.zone if differ.before else differ.after.zone
    return tuple(
        line
        for one in differ.days
        for what in one.what
        for line in _line(one, what, zone_before, differ.after.zone, words)
    )


def place_in_words(day: IssuedDay, venue: IssuedVenue | None, words: Words) -> str:
    """``Harbour Hall``, ``Online`` or ``no room yet``."""
    if day.online:
        return words.text("calendar.online")
    return venue.name if venue else words.text(f"{_WORDS}.no_room")


def _places(one: Differing, before: IssuedDay, words: Words) -> tuple[str, str]:
    """Where it is held now and was before; the addresses where the name of the place stays."""
    names = place_in_words(one.shown, one.venue, words), place_in_words(before, one.venue_before, words)
    return names if names[0] != names[1] else (_address(one.venue, words), _address(one.venue_before, words))


def _address(venue: IssuedVenue | None, words: Words) -> str:
    return (venue and venue.address) or words.text(f"{_WORDS}.no_address")


def _counted(what: str, n: int, words: Words) -> str:
    return words.text(f"{_WORDS}.{what}_one") if n == 1 else words.text(f"{_WORDS}.{what}_many", n=n)


def _line(one: Differing, what: What, zone_before: str, zone: str, words: Words) -> Iterator[str]:
    def when(day: IssuedDay, zone: str) -> str:
        return when_in_words(day.date, day.start, day.end, zone, words)

    name, title = f"{_WORDS}.day_{what.value}", one.shown.title
    place = place_in_words(one.shown, one.venue, words)
    date = long_in_words(one.shown.date, words)
    match what:
        case What.NEW | What.AGAIN:
            yield words.text(name, title=title, when=when(one.shown, zone), place=place)
        case What.CANCELLED | What.PASSED_ON:
            yield words.text(name, title=title, when=when(one.shown, zone_before))
        case What.SETTLED | What.PENCILLED | What.FACULTY:
            yield words.text(name, title=title, date=date)
    if not one.before:
        return
    match what:
        case What.MOVED:
            yield words.text(name, title=title, before=when(one.before, zone_before), when=when(one.shown, zone))
        case What.TIMES if What.MOVED not in one.what:
            yield words.text(
                name,
                title=title,
                date=date,
                start=f"{one.shown.start:%H:%M}",
                end=f"{one.shown.end:%H:%M}",
                start_before=f"{one.before.start:%H:%M}",
                end_before=f"{one.before.end:%H:%M}",
            )
        case What.PLACE:
            place, place_before = _places(one, one.before, words)
            yield words.text(name, title=title, date=date, place=place, place_before=place_before)
        case What.TITLE:
            yield words.text(name, title=title, title_before=one.before.title)
