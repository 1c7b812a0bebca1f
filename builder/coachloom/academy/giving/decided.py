"""`curriculum/contributions.yml`: what came from academies, and what the keepers decided about it.

It is part of the course and travels in its editions: whoever uses the course sees what others taught it. Entries are
added at the end; of several about the same item, the last one holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from coachloom.academy.entry_text import Plain, entry_text
from coachloom.academy.giving.contribution import Modified, Verb
from coachloom.course.schema import validated
from coachloom.course.values import STRICT, Address, EditionName, EditionNumber, FormatOne, Id, Line, Words
from coachloom.reading.files import Files
from coachloom.reading.text import read_text
from coachloom.reading.yaml_text import read_yaml

FILE = "curriculum/contributions.yml"


class Decision(StrEnum):
    """What the keepers of a course do with a contribution."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    WAIT = "wait"
    DECLINE = "decline"

    @property
    def takes(self) -> bool:
        """Whether it becomes part of the course."""
        return self in (Decision.ADOPT, Decision.ADAPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One contribution and its decision; ``element`` as the course calls it now, ``was`` as the academy does."""

    __pydantic_config__ = STRICT

    item: Line
    element: Address
    was: Address | None = None
    kind: Line
    title: Line
    academy: Id
    name: Line
    credit: Line
    verb: Verb
    modified: tuple[Modified, ...]
    base: EditionName
    why: Words
    expect: Words | None = None
    found: Words | None = None
    decision: Decision
    words: Words | None = None
    edition: EditionNumber | None = None
    """From which edition on it is in the course, if it is; none while that edition has no number yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedFile:
    """What stands in the file."""

    __pydantic_config__ = STRICT

    format: FormatOne
    contributions: tuple[Decided, ...] = ()


def read_decided(files: Files) -> tuple[Decided, ...]:
    """The last decision about each item, in the order of the file. Raises ProblemsFound."""
    if not files.has(FILE):
        return ()
    document = read_yaml(read_text(files, FILE), FILE)
    every = validated(DecidedFile, document.data, document).contributions
    last = {one.item: one for one in every}
    return tuple(one for one in every if last[one.item] is one)


_BEGINS = """\
# What academies gave back to this course, and what was decided; written by coachloom receive --finish.
format: 1
contributions:
"""


def with_decided(data: bytes | None, more: Iterable[Decided]) -> bytes:
    """The file with more entries at its end, all else as it was."""
    text = _BEGINS if data is None else f"{data.decode('utf-8-sig').rstrip()}\n"
    return (text + "".join(f"{_written(one)}\n" for one in more)).encode()


def _written(one: Decided) -> str:
    words: dict[str, Plain | None] = {
        "item": one.item,
        "element": one.element,
        "was": one.was,
        "kind": one.kind,
        "title": one.title,
        "academy": one.academy,
        "name": one.name,
        "credit": one.credit,
        "verb": one.verb.value,
        "modified": [modified.value for modified in one.modified],
        "base": one.base,
        "why": one.why,
        "expect": one.expect,
        "found": one.found,
        "decision": one.decision.value,
        "words": one.words,
        "edition": one.edition,
    }
    entry = entry_text({name: value for name, value in words.items() if value is not None})
    return "\n".join(f"  {line}" for line in entry.split("\n"))
