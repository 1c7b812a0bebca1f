"""What each file of a course holds: the one table that reading, schemas and editors share.

A `Shape` says how one kind of element is written; a `FileFormat` says what a whole file holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from coachloom.course import kinds, model
from coachloom.course.values import STRICT, Audience, FormatOne
from coachloom.reading.documents import Value

WHOLE_TEXT = (kinds.Card, kinds.Page)
"""Kinds whose text stays whole; that of others is cut into sections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a kind is written, where that differs from the model.

    ``children`` are written inside their parent, under that key; ``parent`` is the child's field that takes the
    parent's id. ``titled`` makes the title of a kind that is written without one. A shape that
    ``inherits`` may leave out ``rule`` and ``because``.
    """

    kind: type[kinds.Element]
    children: Mapping[str, Shape] = field(default_factory=dict)
    parent: str | None = None
    titled: Callable[[Mapping[str, Value]], Value] | None = None
    inherits: bool = False

    @property
    def filled_in(self) -> tuple[str, ...]:
        """Fields of the model that the reader fills in, and nobody writes."""
        whole_text = ("text",) if self.kind in WHOLE_TEXT else ()
        titled = ("title",) if self.titled else ()
        return (*([self.parent] if self.parent else []), *titled, *whole_text)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFormat:
    """A file is one element, or lists of elements, or a record, or some of these together."""

    element: Shape | None = None
    lists: Mapping[str, Shape] = field(default_factory=dict)
    record: type[object] | None = None

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of all elements that such a file holds."""
        shapes = [*self.lists.values(), *([self.element] if self.element else [])]
        inner = [child for shape in shapes for child in shape.children.values()]
        return frozenset(shape.kind.kind for shape in (*shapes, *inner))


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectsFile:
    __pydantic_config__ = STRICT

    redirects: tuple[model.Redirect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatLine:
    """The line ``format: 1`` with which every YAML file begins."""

    __pydantic_config__ = STRICT

    format: FormatOne


SECTIONS: Mapping[str, Audience] = {
    "purpose": Audience.EVERYONE,
    "prepare": Audience.EVERYONE,
    "bring": Audience.EVERYONE,
    "plan": Audience.EVERYONE,
    "steps": Audience.EVERYONE,
    "case": Audience.EVERYONE,
    "handouts": Audience.EVERYONE,
    "in-your-big-room": Audience.EVERYONE,
    "reflection": Audience.EVERYONE,
    "if-you-missed-this-day": Audience.EVERYONE,
    "sources": Audience.EVERYONE,
    "facilitator-notes": Audience.FACULTY,
    "materials": Audience.FACULTY,
    "room": Audience.FACULTY,
    "answers": Audience.FACULTY,
    "role-briefs": Audience.FACULTY,
}
"""The closed list of ``##`` headings, by id, and who sees them."""

IN_SECTIONS = (kinds.Month, kinds.Day, kinds.Session, kinds.Task)
"""Kinds whose text is cut into sections."""


def _text(entry: Mapping[str, Value]) -> Value:
    return entry.get("text")


def _between(entry: Mapping[str, Value]) -> Value:
    return f"From {entry.get('after')} to {entry.get('before')}"


FRONT_MATTER: Mapping[str, Shape] = {
    "month": Shape(kind=kinds.Month),
    "day": Shape(kind=kinds.Day),
    "session": Shape(kind=kinds.Session),
    "task": Shape(kind=kinds.Task),
    "card": Shape(kind=kinds.Card),
    "page": Shape(kind=kinds.Page),
}
"""Markdown files, by their line ``kind:``."""

YAML_FILES: Mapping[str, FileFormat] = {
    "programme": FileFormat(element=Shape(kind=kinds.Programme, children={"conditions": Shape(kind=kinds.Condition)})),
    "topics": FileFormat(
        lists={
            "topics": Shape(
                kind=kinds.Topic,
                children={"outcomes": Shape(kind=kinds.Outcome, parent="topic", inherits=True)},
            )
        }
    ),
    "roadmap": FileFormat(lists={"phases": Shape(kind=kinds.Phase), "vs": Shape(kind=kinds.V)}),
    "schedule": FileFormat(
        record=model.Schedule,
        lists={"gaps": Shape(kind=kinds.Gap, titled=_between), "timetable_rules": Shape(kind=kinds.TimetableRule)},
    ),
    "glossary": FileFormat(lists={"terms": Shape(kind=kinds.Term, inherits=True)}),
    "references": FileFormat(lists={"references": Shape(kind=kinds.Reference, inherits=True)}),
    "redirects": FileFormat(record=RedirectsFile),
    "form": FileFormat(
        element=Shape(
            kind=kinds.Form,
            children={"prompts": Shape(kind=kinds.Prompt, parent="form", titled=_text, inherits=True)},
        )
    ),
}
"""YAML files, by the name of their format; all but forms stand once, in ``curriculum/``."""
