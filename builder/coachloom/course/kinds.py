"""The kinds of elements, as frozen dataclasses; each is the schema of its place in the course files too.

Containers name their children by id; an element never holds another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import Field

from coachloom.course.values import (
    NOTHING_ALLOWED,
    STRICT,
    Answer,
    Audience,
    Children,
    Date,
    EditionNumber,
    Flag,
    Id,
    Level,
    Line,
    Minutes,
    Mode,
    Moment,
    Range,
    Rule,
    SessionPart,
    Status,
    WebAddress,
    Whole,
    Words,
)
from coachloom.reading.markdown import Markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """The smallest thing with a permanent id."""

    __pydantic_config__ = STRICT
    kind: ClassVar[str]

    id: Id
    title: Line
    rule: Rule
    because: Words | None = None
    bounds: dict[Id, Range] = field(default_factory=dict)


def policy_of(container: Element | None) -> Children:
    """What a container lets an academy do with its children; nothing, where the kind has none."""
    policy: Children = getattr(container, "children", NOTHING_ALLOWED)
    return policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Element):
    """The course itself; its children are the months. ``pages`` has them in the order in which readers meet them."""

    kind = "course"

    edition: EditionNumber
    language: Line
    summary: Words
    role: Words
    prerequisites: tuple[Words, ...]
    pages: tuple[Id, ...] = ()
    children: Children = NOTHING_ALLOWED


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Element):
    """Something that must hold around the course, such as the pair or the weekly hour."""

    kind = "condition"

    text: Words
    numbers: dict[Id, Whole] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Element):
    kind = "topic"

    summary: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Element):
    """What a coach can do, seen by someone else; ``text`` completes "A coach can …"."""

    kind = "outcome"

    topic: Id
    level: Level
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(Element):
    """One of the seven steps of the road map; after the last, ``next`` leads back."""

    kind = "phase"

    text: Words
    entry: tuple[Words, ...]
    exit: tuple[Words, ...]
    next: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class V(Element):
    """One of the five Vs through which a pathway is assessed."""

    kind = "v"

    question: Words
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Month(Element):
    """``prepare_minutes`` is about how long its section `prepare` takes."""

    kind = "month"

    prepare_minutes: Minutes | None = None
    children: Children = NOTHING_ALLOWED
    status: Status = Status.FULL


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Element):
    kind = "day"

    phase: Id
    sessions: tuple[Id, ...]
    task: Id
    children: Children = NOTHING_ALLOWED
    status: Status = Status.FULL


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap(Element):
    """The time between two neighbouring days, in days."""

    kind = "gap"

    after: Id
    before: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Element):
    kind = "session"

    topic: Id
    part: SessionPart
    minutes: Minutes
    outcomes: tuple[Id, ...] = ()
    requires: tuple[Id, ...] = ()
    mode: Mode = Mode.EITHER
    flexible: tuple[Id, ...] = ()
    status: Status = Status.FULL


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Element):
    """What a pair does in its Big Room until the next day; ``done`` is the definition of done."""

    kind = "task"

    minutes: Minutes
    done: tuple[Words, ...]
    flexible: tuple[Id, ...] = ()
    status: Status = Status.FULL


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Element):
    """A ``##`` part of a session, day, month or task; its id is its address, ``three-questions/case``."""

    kind = "section"

    of: Id
    audience: Audience
    text: Markdown

    @property
    def name(self) -> str:
        """The part of the address behind the slash."""
        return self.id.partition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Element):
    """A method on one card."""

    kind = "card"

    text: Markdown
    status: Status = Status.FULL


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Element):
    """A page of a handbook; one with a ``door`` receives one kind of reader, such as "I am a sponsor"."""

    kind = "page"

    text: Markdown
    door: Line | None = None
    status: Status = Status.FULL


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Element):
    kind = "term"

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person (``family``, ``given``) or a body (``literal``), as in CSL."""

    __pydantic_config__ = STRICT

    family: Line | None = None
    given: Line | None = None
    literal: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Element):
    """A source; the fields are those of CSL, so that reference managers know them."""

    kind = "reference"

    type: Line
    author: tuple[Name, ...] = ()
    issued: Line | None = None
    container_title: Annotated[Line | None, Field(alias="container-title")] = None
    edition: Line | None = None
    volume: Line | None = None
    issue: Line | None = None
    page: Line | None = None
    publisher: Line | None = None
    doi: Annotated[Line | None, Field(alias="DOI")] = None
    url: Annotated[WebAddress | None, Field(alias="URL")] = None
    checked: Date | None = None
    note: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Element):
    """A log, self-assessment or sheet: prompts in order; ``minutes`` is about how long it takes."""

    kind = "form"

    text: Words
    moment: Moment
    minutes: Minutes | None = None
    prompts: tuple[Id, ...] = ()
    children: Children = NOTHING_ALLOWED


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    __pydantic_config__ = STRICT

    id: Id
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt(Element):
    kind = "prompt"

    form: Id
    text: Words
    help: Words | None = None
    answer: Answer = Answer.TEXT
    choices: tuple[Choice, ...] = ()
    required: Flag = False
    outcomes: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableRule(Element):
    """A rule that every cohort's timetable keeps."""

    kind = "timetable-rule"

    text: Words
    days: tuple[Id, ...] = ()
    numbers: dict[Id, Whole] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset(Element):
    """A picture, or the data of one; ``digest`` is the SHA-256 of its bytes, or of what its data say."""

    kind = "asset"

    file: Line
    digest: Line
