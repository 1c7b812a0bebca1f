"""What may become of an element from one course to another, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from coachloom.academy.merging.texts import Difference

Value: TypeAlias = "str | int | tuple[str, ...] | None"
"""A field's value as a person and a program read it; None where there was none."""


class Did(StrEnum):
    """What became of an element; one that only moved, or whose rule alone is another, is changed too."""

    CHANGED = "changed"
    ADDED = "added"
    GONE = "gone"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with another value; `bounds/minutes` names the bounds of a number, `numbers/coaches` a number."""

    name: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text with other sentences.

    Without any difference the words are the same, and stand on other lines or in other paragraphs.
    """

    name: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a container: behind the neighbour ``after``, or at its beginning."""

    container: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """From a place in the old course, in its ids, to one in the new."""

    old: Spot
    new: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One element that differs; ``id``, ``kind`` and ``title`` are those of the new course, or of the old where it is gone."""

    id: str
    kind: str
    title: str
    did: Did
    meaning: bool
    """Whether its hash is another, or it is new or gone."""
    was: str = ""
    """The id that it had, if it was renamed."""
    now: tuple[str, ...] = ()
    """For what is gone: the ids that stand in its place."""
    retired: str = ""
    """For what is gone: why, in the words of the course."""
    fields: tuple[FieldChange, ...] = ()
    """`children` are those that every academy keeps."""
    rules: tuple[FieldChange, ...] = ()
    """What may be done with it: rule, because, bounds, what its container allows, audience."""
    texts: tuple[TextChange, ...] = ()
    moved: Moved | None = None

    @property
    def differs(self) -> bool:
        """Whether anything in it differs, besides its id."""
        return bool(self.fields or self.rules or self.texts or self.moved)
