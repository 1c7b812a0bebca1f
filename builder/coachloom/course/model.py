"""The course as one value: every element, where it was written, and how they hang together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from coachloom.course.drawings import Drawing
from coachloom.course.kinds import (
    Day,
    Element,
    Form,
    Month,
    Outcome,
    Programme,
    Prompt,
    Section,
    Session,
    Task,
    Topic,
)
from coachloom.course.values import LOCAL_TOPIC, STRICT, Address, Clock, EditionNumber, Id, Minutes, Words
from coachloom.problems import Place
from coachloom.reading.documents import Document, Loc


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

    was: Address
    now: tuple[Address, ...] = ()
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
        return self.document.at(self.line) if self.line else self.document.place(self.loc)

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
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The bytes of every asset that is a file to be shown as it is."""
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    """The data of every asset that the site draws; an asset is in one of the two."""
    local: frozenset[str] = frozenset()
    """Ids of what academies added."""
    left_out: frozenset[str] = frozenset()
    """Ids of what academies left out; a text of the course may still link to them."""
    plan_minutes: Mapping[str, int] = field(default_factory=dict)
    """For a session whose minutes an academy set: the minutes for which its plan was written."""
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

    def container_of(self, element: Element) -> Element | None:
        """What holds ``element`` in its list: a session's day, a prompt's form, an outcome's topic, a day's month."""
        match element:
            case Session():
                return self._day_of.get(element.id)
            case Prompt():
                return self.get(element.form, Form)
            case Day():
                return self._month_of.get(element.id)
            case Month():
                return self.programme
            case Outcome():
                return self.get(element.topic, Topic)
        return None

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
        """Minutes of the year by topic; a topic that is never taught has 0. An academy's own topic is no topic."""
        minutes = {topic.id: 0 for topic in self.all(Topic)}
        for session in self.sessions:
            if session.topic != LOCAL_TOPIC:
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
