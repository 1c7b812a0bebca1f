"""A calendar file as values, before it is written: its head, and the events in it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class Method(StrEnum):
    """What whoever gets the file is to do with it."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Status(StrEnum):
    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    method: Method
    name: str
    zone: str
    changed: datetime.datetime
    source: str | None = None
    """Where the file is found again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Moments are in UTC, so that no calendar needs to know a zone."""

    uid: str
    sequence: int
    changed: datetime.datetime
    begins: datetime.datetime
    ends: datetime.datetime
    summary: str
    location: str
    description: str
    category: str
    status: Status
    organizer: str
    """An address with its scheme."""

    url: str | None = None
