"""The course as values: every element, and the Course that holds them.

The dataclasses are at once the model and the schema of the course files (`schema.py` turns documents
into them). Containers name their children by id; an element never holds another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, ClassVar, TypeVar

from pydantic import Field

from coachloom.course.values import (
    NOTHING_ALLOWED,
    STRICT,
    Answer,
    Audience,
    Children,
    Clock,
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
from coachloom.problems import Place
from coachloom.reading.documents import Document, Loc
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Element):
    """The course itself; its children are the months."""

    kind = "course"

    edition: EditionNumber
    language: Line
    summary: Words
    role: Words
    prerequisites: tuple[Words, ...]
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
    kind = "month"

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
    """A page of a handbook."""

    kind = "page"

    text: Markdown
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
    """A log, self-assessment or sheet: prompts in order."""

    kind = "form"

    text: Words
    moment: Moment
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
    """A picture; ``digest`` is the SHA-256 of its bytes."""

    kind = "asset"

    file: Line
    digest: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A pause that falls at the first session end at or after ``at``."""

    __pydantic_config__ = STRICT

    at: Clock
    minutes: Minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDays:
    __pydantic_config__ = STRICT

    id: Id
    days: tuple[Id, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The order of months and days, and the frame of a day."""

    __pydantic_config__ = STRICT

    months: tuple[MonthDays, ...]
    start: Clock
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """Where a renamed id went, or why a retired one is no more."""

    __pydantic_config__ = STRICT

    was: Id
    now: tuple[Id, ...] = ()
    retired: Words | None = None
    edition: EditionNumber | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where an element was written: its document, the way to it, and the line of its text."""

    document: Document
    loc: Loc = ()
    line: int | None = None

    @property
    def place(self) -> Place:
        return Place(self.document.file, self.line) if self.line else self.document.place(self.loc)

    def field(self, *names: str | int) -> Place:
        """The place of one field, or of the element where the field was not written out."""
        loc = (*self.loc, *names)
        return self.document.place(loc) if loc in self.document.places else self.place


E = TypeVar("E", bound=Element)


@dataclass(frozen=True, kw_only=True, eq=False)
class Course:
    """A whole course, in order; equal to itself alone, so that what is worked out from it can be kept.

    ``broken`` are ids that could not be read; problems about them are known.
    """

    elements: Mapping[str, Element]
    sources: Mapping[str, Source]
    schedule: Schedule
    redirects: tuple[Redirect, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    """The YAML files that hold more than elements, by their path."""
    broken: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    """Kinds whose file is missing, so that nothing can be said about their ids."""

    def place(self, file: str, *loc: str | int) -> Place:
        """Where something stands in one of ``documents``."""
        return self.documents[file].place(loc) if file in self.documents else Place(file)

    def all(self, kind: type[E]) -> tuple[E, ...]:
        """Every element of one kind, in the order of the course."""
        return tuple(e for e in self.elements.values() if isinstance(e, kind))

    def get(self, id: str, kind: type[E]) -> E | None:
        element = self.elements.get(id)
        return element if isinstance(element, kind) else None

    def find(self, ids: tuple[str, ...], kind: type[E]) -> tuple[E, ...]:
        """Those of ``ids`` that are elements of that kind, in the order given."""
        return tuple(e for id in ids if (e := self.get(id, kind)))

    @cached_property
    def programme(self) -> Programme:
        return self.all(Programme)[0]

    @cached_property
    def months(self) -> tuple[Month, ...]:
        return self.find(tuple(m.id for m in self.schedule.months), Month)

    def days_of(self, month: str) -> tuple[Day, ...]:
        return next((self.find(m.days, Day) for m in self.schedule.months if m.id == month), ())

    @cached_property
    def days(self) -> tuple[Day, ...]:
        return tuple(day for month in self.months for day in self.days_of(month.id))

    def sessions_of(self, day: Day) -> tuple[Session, ...]:
        return self.find(day.sessions, Session)

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """Those taught, in the order in which they are taught."""
        return tuple(session for day in self.days for session in self.sessions_of(day))

    def children_of(self, element: Element) -> tuple[str, ...]:
        """Ids of what stands directly in ``element``, in order: its own list first, then its sections."""
        own: tuple[str, ...] = ()
        match element:
            case Programme():
                own = tuple(month.id for month in self.schedule.months)
            case Month():
                own = tuple(day.id for day in self.days_of(element.id))
            case Day():
                own = element.sessions
            case Topic():
                own = tuple(outcome.id for outcome in self.outcomes_of(element.id))
            case Form():
                own = element.prompts
        return own + tuple(section.id for section in self.sections_of(element.id))

    @cached_property
    def _month_of(self) -> dict[str, Month]:
        return {day.id: month for month in self.months for day in self.days_of(month.id)}

    def month_of(self, day: Day) -> Month:
        return self._month_of[day.id]

    @cached_property
    def _day_of(self) -> dict[str, Day]:
        return {id: day for day in self.days for id in (*day.sessions, day.task)}

    def day_of(self, element: Session | Task) -> Day:
        """The day on which a session is taught, or that a task follows."""
        return self._day_of[element.id]

    def number_of(self, element: Month | Day) -> int:
        """Counted from 1, through the year."""
        return 1 + (self.months.index(element) if isinstance(element, Month) else self.days.index(element))

    def minutes_of(self, day: Day) -> int:
        """Learning time; breaks are not counted."""
        return sum(session.minutes for session in self.sessions_of(day))

    def outcomes_of(self, topic: str) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.all(Outcome) if outcome.topic == topic)

    @cached_property
    def minutes_of_topics(self) -> Mapping[str, int]:
        """Minutes of the year by topic; a topic that is never taught has 0."""
        minutes = {topic.id: 0 for topic in self.all(Topic)}
        for session in self.sessions:
            minutes[session.topic] = minutes.get(session.topic, 0) + session.minutes
        return minutes

    def sections_of(self, id: str) -> tuple[Section, ...]:
        return self._sections.get(id, ())

    def section(self, id: str, name: str) -> Section | None:
        return self.get(f"{id}/{name}", Section)

    @cached_property
    def _sections(self) -> dict[str, tuple[Section, ...]]:
        found: dict[str, tuple[Section, ...]] = {}
        for section in self.all(Section):
            found[section.of] = (*found.get(section.of, ()), section)
        return found
