"""The small types of the course files: what may stand after a colon, and how a refusal is worded.

Values arrive as text. A refusal is a ValueError whose message completes "… is not right: ".
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field, PlainValidator, WithJsonSchema

STRICT = ConfigDict(extra="forbid", frozen=True)

_ID = r"[a-z0-9]+(-[a-z0-9]+)*"
_LONGEST_ID = 80
LONGEST_WORDS = 5_000

DRAFT = "-draft"
"""Ends the name of an edition that is not yet released."""


def is_id(value: object) -> bool:
    """Whether ``value`` may be an element's id."""
    return isinstance(value, str) and len(value) <= _LONGEST_ID and bool(re.fullmatch(_ID, value))


def _id(value: object) -> str:
    if not isinstance(value, str) or not is_id(value):
        raise ValueError(f"an id is lower-case words joined by hyphens, at most {_LONGEST_ID} characters")
    return value


def _words(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("write some text")
    if len(value) > LONGEST_WORDS:
        raise ValueError(f"write at most {LONGEST_WORDS:,} characters")
    return value.strip()


def _line(value: object) -> str:
    words = _words(value)
    if "\n" in words or "\r" in words:
        raise ValueError("write it on one line")
    return words


def _whole(value: object) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,6}", value):
        raise ValueError("write a whole number, such as 75")
    return int(value)


def _number(value: object) -> Decimal:
    if not isinstance(value, str) or not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,6})?", value):
        raise ValueError("write a number, such as 12 or 12.5")
    return Decimal(value)


def _clock(value: object) -> datetime.time:
    if not isinstance(value, str) or not re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]", value):
        raise ValueError("write a time of day, such as 10:30")
    hours, minutes = value.split(":")
    return datetime.time(int(hours), int(minutes))


YEARS = range(1900, 2200)
"""Nobody means another year; and near the ends of the calendar sums of days go wrong."""


def _date(value: object) -> datetime.date:
    try:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return _within_reach(datetime.date.fromisoformat(value))
    except ValueError as wrong:
        raise ValueError(f"there is no such day ({wrong})") from wrong
    raise ValueError("write a date, such as 2027-02-28")


D = TypeVar("D", bound=datetime.date)


def _within_reach(date: D) -> D:
    if date.year not in YEARS:
        raise ValueError(f"write a year from {YEARS[0]} to {YEARS[-1]}")
    return date


def _month(value: object) -> datetime.date:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", value):
        raise ValueError("write a year and a month, such as 2027-01")
    return datetime.date(int(value[:4]), int(value[5:]), 1)


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS = tuple(name[:3] for name in _WEEKDAYS)


def _weekday(value: object) -> int:
    """By its name, or the first three letters of it or more."""
    written = value.lower() if isinstance(value, str) else ""
    if len(written) < 3 or not any(name.startswith(written) for name in _WEEKDAYS):
        raise ValueError(f"write weekdays one by one, as {', '.join(WEEKDAYS)}")
    return WEEKDAYS.index(written[:3])


def _nation(value: object) -> str:
    if value == "GB":
        raise ValueError(
            "the nations of the United Kingdom have different bank holidays; write GB-ENG, GB-WLS, GB-SCT or GB-NIR"
        )
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", value):
        raise ValueError("write a nation by its code, with its part where bank holidays differ, such as GB-ENG or PT")
    return value


def _instant(value: object) -> datetime.datetime:
    try:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z", value):
            return _within_reach(datetime.datetime.fromisoformat(value))
    except ValueError as wrong:
        raise ValueError(f"there is no such moment ({wrong})") from wrong
    raise ValueError("write a date and a time in UTC, such as 2027-01-15T09:30Z")


def _sealed(value: object) -> str:
    rules = "|".join(Rule)
    if not isinstance(value, str) or not re.fullmatch(rf"({rules}) s1:[0-9a-f]+ [0-9a-f]+", value):
        raise ValueError("leave it as coachloom release wrote it")
    return value


def _edition_or_draft(value: object) -> str:
    if isinstance(value, str) and value.endswith(DRAFT):
        return _edition(value.removesuffix(DRAFT)) + DRAFT
    return _edition(value)


def _address(value: object) -> str:
    if not isinstance(value, str) or not all(map(is_id, value.split("/"))) or value.count("/") > 1:
        raise ValueError("write an id, such as three-questions, or an id and a section, such as three-questions/case")
    return value


def _email(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[^\s@<>\"'\[\]()]+@[^\s@<>\"'\[\]()]+\.[a-z]+", value):
        raise ValueError("write an e-mail address, such as academy@riverside.example")
    return value


def _colour(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValueError('write a colour in quotes, as # and six digits, such as "#0b5d4f"')
    return value.lower()


def _language(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", value):
        raise ValueError("write a language as its code, such as en or pt")
    return value


def _file(value: object) -> str:
    words = _line(value)
    if "\\" in words:
        raise ValueError("write folders with /, such as content/our-case.md")
    return words


def _flag(value: object) -> bool:
    if value not in ("true", "false"):
        raise ValueError("write true or false")
    return value == "true"


def _edition(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"20[0-9]{2}\.[1-9][0-9]?(\.[1-9][0-9]?)?", value):
        raise ValueError('an edition is a year and a number, in quotes, such as "2027.1"')
    return value


def is_edition(value: str) -> bool:
    """Whether ``value`` is the number of an edition."""
    try:
        return bool(_edition(value))
    except ValueError:
        return False


def can_be_read(address: str) -> bool:
    """Whether a web address holds together: a host with brackets, or with signs that only look like others, does not."""
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def _web(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"https?://[^\s<>\"'\[\]]+", value) or not can_be_read(value):
        raise ValueError("write a web address that begins with https://")
    return value


def _schema(**shape: object) -> WithJsonSchema:
    return WithJsonSchema(dict(shape))


_TEXT = {"type": "string", "minLength": 1}

Id = Annotated[str, PlainValidator(_id), _schema(type="string", pattern=f"^{_ID}$", maxLength=_LONGEST_ID)]
Words = Annotated[str, PlainValidator(_words), _schema(**_TEXT)]
"""Text of any length, inline Markdown welcome."""
Line = Annotated[str, PlainValidator(_line), _schema(**_TEXT)]
Whole = Annotated[int, PlainValidator(_whole), _schema(type="integer", minimum=0, maximum=999999)]
Minutes = Whole
Number = Annotated[Decimal, PlainValidator(_number), _schema(type="number")]
"""A measured value, with as many decimals as were written."""
FromPoint = Annotated[Line | None, Field(alias="from")]
"""Where something begins; ``from`` belongs to Python, so fields are called ``from_``."""
Clock = Annotated[
    datetime.time, PlainValidator(_clock), _schema(type="string", pattern="^([01]?[0-9]|2[0-3]):[0-5][0-9]$")
]
Date = Annotated[datetime.date, PlainValidator(_date), _schema(type="string", format="date")]
FromDate = Annotated[datetime.date, PlainValidator(_date), Field(alias="from"), _schema(type="string", format="date")]
"""The first day of something; ``from`` belongs to Python, so fields are called ``from_``."""
CalendarMonth = Annotated[
    datetime.date, PlainValidator(_month), _schema(type="string", pattern="^[0-9]{4}-(0[1-9]|1[0-2])$")
]
"""A month of a year, as its first day."""
Weekday = Annotated[int, PlainValidator(_weekday), _schema(enum=list(WEEKDAYS))]
"""Monday is 0."""
Nation = Annotated[str, PlainValidator(_nation), _schema(type="string", pattern="^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
"""A nation, or a part of one, as in ISO 3166."""
Instant = Annotated[datetime.datetime, PlainValidator(_instant), _schema(type="string", format="date-time")]
"""A moment, to the minute; it knows that it is in UTC."""
Flag = Annotated[bool, PlainValidator(_flag), _schema(type="boolean")]
EditionNumber = Annotated[
    str, PlainValidator(_edition), _schema(type="string", pattern=r"^20[0-9]{2}\.[1-9][0-9]?(\.[1-9][0-9]?)?$")
]
WebAddress = Annotated[str, PlainValidator(_web), _schema(type="string", pattern="^https?://[^\\s<>\"'\\[\\]]+$")]
EditionName = Annotated[
    str,
    PlainValidator(_edition_or_draft),
    _schema(type="string", pattern=r"^20[0-9]{2}\.[1-9][0-9]?(\.[1-9][0-9]?)?(-draft)?$"),
]
"""An edition's number, or one that is not yet released: ``2027.1-draft``."""
Address = Annotated[
    str, PlainValidator(_address), _schema(type="string", pattern=f"^{_ID}(/{_ID})?$", maxLength=2 * _LONGEST_ID)
]
"""An element's id, or a section's: ``three-questions/case``."""
Sealed = Annotated[str, PlainValidator(_sealed), _schema(**_TEXT)]
"""An element as the record of an edition names it: its rule, its hash, and a short hash of all but its words."""
Email = Annotated[str, PlainValidator(_email), _schema(type="string", format="email")]
Colour = Annotated[str, PlainValidator(_colour), _schema(type="string", pattern="^#[0-9a-fA-F]{6}$")]
Language = Annotated[str, PlainValidator(_language), _schema(type="string", pattern="^[a-z]{2,3}(-[A-Z]{2})?$")]
FileName = Annotated[str, PlainValidator(_file), _schema(**_TEXT)]
"""A file's path with ``/``, relative to the academy's folder."""
WithFile = Annotated[str, PlainValidator(_file), Field(alias="with"), _schema(**_TEXT)]
"""The file that an entry is written ``with``; that word belongs to Python, so fields are called ``with_``."""
FormatOne = Annotated[int, PlainValidator(_whole), Field(ge=1, le=1), _schema(const=1)]


class Rule(StrEnum):
    """What an academy may do with an element."""

    FIXED = "fixed"
    BOUNDED = "bounded"
    FLEXIBLE = "flexible"

    @property
    def strictness(self) -> int:
        """The stricter, the higher."""
        return (Rule.FLEXIBLE, Rule.BOUNDED, Rule.FIXED).index(self)


class Audience(StrEnum):
    EVERYONE = "everyone"
    FACULTY = "faculty"


class Level(StrEnum):
    """By when a coach shows an outcome."""

    PRE_PHASE = "pre-phase"
    MIDPOINT = "midpoint"
    END = "end"


class Mode(StrEnum):
    IN_PERSON = "in-person"
    ONLINE = "online"
    EITHER = "either"


class SessionPart(StrEnum):
    """Where in its day a session stands."""

    OPENING = "opening"
    CORE = "core"
    CLOSING = "closing"


class Status(StrEnum):
    """How far a text has come; not part of its meaning."""

    OUTLINE = "outline"
    FULL = "full"


class Answer(StrEnum):
    """How a prompt is answered."""

    TEXT = "text"
    LINE = "line"
    CHOICE = "choice"
    CHOICES = "choices"
    """Any of them."""

    LEVEL = "level"
    DATE = "date"
    NUMBER = "number"
    TICK = "tick"


class Moment(StrEnum):
    """When a form is filled in."""

    DAY = "day"
    BIG_ROOM = "big-room"
    MONTHLY = "monthly"
    TERM = "term"
    MILESTONES = "milestones"
    START = "start"
    WHEN_NEEDED = "when-needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Both ends included."""

    __pydantic_config__ = STRICT

    min: Whole
    max: Whole

    def holds(self, number: int) -> bool:
        return self.min <= number <= self.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Children:
    """What a container lets an academy do with what stands in it; by default nothing."""

    __pydantic_config__ = STRICT

    add: Whole = 0
    leave_out: tuple[Id, ...] = ()
    move: Flag = False


NOTHING_ALLOWED = Children()

LOCAL_TOPIC = "local"
"""The topic of an academy's own session that serves none of the five."""
