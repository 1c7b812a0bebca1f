"""Clock times of a day, computed from its sessions' minutes and the year's breaks; never typed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from coachloom.course.kinds import Session
from coachloom.course.model import Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Something that happens from ``start`` to ``end``; a break where ``session`` is None."""

    start: datetime.time
    end: datetime.time
    session: Session | None = None

    @property
    def minutes(self) -> int:
        return _minutes(self.end) - _minutes(self.start)


def clocked(schedule: Schedule, sessions: Sequence[Session]) -> tuple[Slot, ...]:
    """The day in order. A break falls at the first session end at or after its time, never after the last session."""
    now = _minutes(schedule.start)
    waiting = sorted(schedule.breaks, key=lambda b: b.at)
    slots: list[Slot] = []
    for number, session in enumerate(sessions):
        slots.append(_slot(now, session.minutes, session))
        now += session.minutes
        due = [b for b in waiting if _minutes(b.at) <= now]
        if due and number + 1 < len(sessions):
            pause = sum(b.minutes for b in due)
            waiting = waiting[len(due) :]
            slots.append(_slot(now, pause, None))
            now += pause
    return tuple(slots)


def _minutes(time: datetime.time) -> int:
    return time.hour * 60 + time.minute


def _slot(start: int, minutes: int, session: Session | None) -> Slot:
    return Slot(start=_time(start), end=_time(start + minutes), session=session)


def _time(minutes: int) -> datetime.time:
    hours, rest = divmod(minutes, 60)
    return datetime.time(hours % 24, rest)
