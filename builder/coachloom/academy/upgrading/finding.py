"""What an upgrade finds about one entry of `changes.yml`, what it asks, and what becomes of the entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from coachloom.academy.boxes import Answer, Question
from coachloom.academy.changes import Entry
from coachloom.academy.entry_text import Plain


class Status(StrEnum):
    """How an entry stands to the new edition."""

    WITHDRAWN = "withdrawn by the course"
    CURRENT = "stays as it is"
    MERGED = "joined, to be read once"
    CHOICE = "your choice"
    ABSORBED = "taken over by the course"
    RETIRED = "no longer in the course"
    SPLIT = "now in several parts"
    NOW_FIXED = "now kept everywhere"
    OUTSIDE_BOUNDS = "outside the limits"
    COLLIDED = "an id that is taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """An element of the academy's own, in the place of something that the course no longer has."""

    fields: Mapping[str, Plain]
    """Those of its `add` entry, without `with`."""
    text: str

    @property
    def id(self) -> str:
        return str(self.fields["add"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What becomes of an entry; by itself, nothing."""

    fields: Mapping[str, Plain | None] = field(default_factory=dict)
    """Fields with another value; None for one that goes."""
    text: str | None = None
    """The new text of the file that it names."""
    goes: bool = False
    own: Own | None = None

    def also(self, fields: Mapping[str, Plain | None]) -> Edit:
        """With more fields, where the entry stays."""
        return self if self.goes else replace(self, fields={**fields, **self.fields})


STAYS = Edit()
GOES = Edit(goes=True)

Settle = Callable[[Sequence[Answer]], Edit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``said`` is what happened, in one or two sentences; ``settle`` makes an edit of one answer to each question."""

    entry: Entry
    status: Status
    title: str
    said: str = ""
    questions: tuple[Question, ...] = ()
    settle: Settle = lambda _: STAYS


def settled(edit: Edit) -> Settle:
    """Whatever is answered."""
    return lambda _: edit


def by_key(edits: Mapping[str, Edit | Callable[[Answer], Edit]]) -> Settle:
    """One question, and what each of its options leads to."""

    def settle(answers: Sequence[Answer]) -> Edit:
        chosen = edits[answers[0].key]
        return chosen if isinstance(chosen, Edit) else chosen(answers[0])

    return settle
