"""What differs between two issues of a timetable, day by day; the one after may be one that is only proposed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from coachloom.cohorts.issues import Issue, IssuedDay, IssuedVenue


class What(StrEnum):
    """How a day differs, what weighs most first."""

    CANCELLED = "cancelled"
    PASSED_ON = "passed_on"
    """To one member of faculty: it is held, and others lead it."""

    MOVED = "moved"
    AGAIN = "again"
    """It was cancelled, and has a date once more."""

    NEW = "new"
    TIMES = "times"
    PLACE = "place"
    """Another room, online instead of in a room, or the other way round."""

    SETTLED = "settled"
    PENCILLED = "pencilled"
    FACULTY = "faculty"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """One day that differs. Where it is cancelled it has no ``after``, where it is new no ``before``."""

    day: str
    what: tuple[What, ...]
    """In order of weight; at least one."""

    shown: IssuedDay
    """As it is now, or was last."""

    before: IssuedDay | None
    after: IssuedDay | None
    venue_before: IssuedVenue | None = None
    venue: IssuedVenue | None = None

    @property
    def added(self) -> tuple[str, ...]:
        """Faculty that joins the day, sorted."""
        return tuple(sorted(_teachers(self.after) - _teachers(self.before)))

    @property
    def dropped(self) -> tuple[str, ...]:
        return tuple(sorted(_teachers(self.before) - _teachers(self.after)))

    @property
    def concerned(self) -> frozenset[str]:
        """Faculty whom it concerns: of a day that has other faculty, only those who come or go."""
        if set(self.what) <= {What.FACULTY, What.TITLE}:
            return frozenset({*self.added, *self.dropped})
        return _teachers(self.before) | _teachers(self.after)


@dataclass(frozen=True, slots=True)
class Differences:
    before: Issue | None
    after: Issue
    days: tuple[Differing, ...]
    """By date, the new one where there is one."""


def differences(before: Issue | None, after: Issue) -> Differences:
    """Every day that differs; of a first issue, with nothing before it, all are new."""
    gone = [_gone(before, day) for day in before.days if day.day not in after.by_day] if before else []
    stay = [differing for day in after.days if (differing := _differing(before, after, day))]
    return Differences(before, after, tuple(sorted([*gone, *stay], key=lambda one: (one.shown.date, one.day))))


def concerned(differ: Differences) -> tuple[str, ...]:
    """Ids of the faculty whom it concerns, sorted."""
    return tuple(sorted(frozenset[str]().union(*(one.concerned for one in differ.days))))


def without_faculty(differ: Differences) -> Differences:
    """For all but those who come or go: who else leads a day is no news."""
    days = [replace(one, what=tuple(what for what in one.what if what is not What.FACULTY)) for one in differ.days]
    return replace(differ, days=tuple(one for one in days if one.what))


CHANGES_PLANS = frozenset({What.MOVED, What.CANCELLED, What.AGAIN, What.NEW, What.TIMES, What.SETTLED})
"""People must plan otherwise."""


def too_late(differ: Differences, today: datetime.date, notice: int) -> tuple[Differing, ...]:
    """Days for which people must plan otherwise with less than ``notice`` days to do so; a first issue has none."""
    soon = today + datetime.timedelta(days=notice)
    return tuple(
        one
        for one in (differ.days if differ.before else ())
        if set(one.what) & CHANGES_PLANS and any(day is not None and day.date < soon for day in (one.before, one.after))
    )


def _gone(before: Issue, day: IssuedDay) -> Differing:
    return Differing(
        day=day.day,
        what=(What.CANCELLED,),
        shown=day,
        before=day,
        after=None,
        venue_before=before.venue.get(day.venue or ""),
    )


def _differing(before: Issue | None, after: Issue, day: IssuedDay) -> Differing | None:
    old = before.by_day.get(day.day) if before else None
    venue_before = before.venue.get(old.venue or "") if before and old else None
    venue = after.venue.get(day.venue or "")
    if old is None:
        what = [What.AGAIN if before and day.day in before.cancelled else What.NEW]
    else:
        what = [*_changes(old, day), *([What.PLACE] if _is_elsewhere(old, day, venue_before, venue) else [])]
    if not what:
        return None
    return Differing(
        day=day.day,
        what=tuple(sorted(what, key=list(What).index)),
        shown=day,
        before=old,
        after=day,
        venue_before=venue_before,
        venue=venue,
    )


def _is_elsewhere(old: IssuedDay, new: IssuedDay, venue_before: IssuedVenue | None, venue: IssuedVenue | None) -> bool:
    """By what people see of a place, which is not its id; nobody looks for the place of a day online."""
    if old.online or new.online:
        return old.online != new.online
    return (venue_before and (venue_before.name, venue_before.address)) != (venue and (venue.name, venue.address))


def _changes(old: IssuedDay, new: IssuedDay) -> Iterator[What]:
    if old.date != new.date:
        yield What.MOVED
    if (old.start, old.end) != (new.start, new.end):
        yield What.TIMES
    if old.confirmed != new.confirmed:
        yield What.SETTLED if new.confirmed else What.PENCILLED
    if _teachers(old) != _teachers(new):
        yield What.FACULTY
    if old.title != new.title:
        yield What.TITLE


def _teachers(day: IssuedDay | None) -> frozenset[str]:
    return frozenset(day.teachers) if day else frozenset()
