"""People, as pages may show them: by role, unless they chose their name or nothing.

Everywhere else a person is an id. `private/people.yml` is the one private file that a build opens, and what
leaves this module is what the person agreed to show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from coachloom.academy.changes import Entry
from coachloom.course.schema import validated
from coachloom.course.values import STRICT, Date, FormatOne, Id, Line
from coachloom.problems import Problem, ProblemsFound, Severity
from coachloom.reading.documents import Document
from coachloom.reading.files import Files
from coachloom.reading.text import read_text
from coachloom.reading.yaml_text import read_yaml

FILE = "private/people.yml"


class Show(StrEnum):
    """What a person lets pages say."""

    NAME = "name"
    ROLE = "role"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    __pydantic_config__ = STRICT

    id: Id
    name: Line
    role: Line | None = None
    show: Show = Show.ROLE
    agreed: Date | None = None
    """The day on which the person agreed to be shown by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFile:
    __pydantic_config__ = STRICT

    format: FormatOne
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class People:
    """What may be shown of each person, by id; of someone unknown, or who chose so, nothing."""

    shown: Mapping[str, str]
    known: frozenset[str] | None = None
    """Every id in the file; None where there is no file, as in a pack."""

    def of(self, id: str) -> str:
        """Words for a page, or nothing."""
        return self.shown.get(id, "")


NOBODY = People({})


def read_people(files: Files) -> People:
    """Raises ProblemsFound with all that is wrong with `private/people.yml`; without the file nobody is shown."""
    if not files.has(FILE):
        return NOBODY
    document = read_yaml(read_text(files, FILE), FILE)
    people = validated(PeopleFile, document.data, document).people
    problems = [*_twice(people, document), *_names_without_consent(people, document)]
    if problems:
        raise ProblemsFound(problems)
    shown = {person.id: words for person in people if (words := _words(person))}
    return People(shown, frozenset(person.id for person in people))


def _words(person: Person) -> str:
    if person.show is Show.NAME:
        return person.name
    return person.role or "" if person.show is Show.ROLE else ""


def _twice(people: tuple[Person, ...], document: Document) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, person in enumerate(people):
        if person.id in seen:
            yield Problem(
                code="ID",
                what=f"`{person.id}` stands in the list twice.",
                place=document.place(("people", number, "id")),
                do="keep one entry for a person",
            )
        seen.add(person.id)


def _names_without_consent(people: tuple[Person, ...], document: Document) -> Iterator[Problem]:
    for number, person in enumerate(people):
        if person.show is Show.NAME and person.agreed is None:
            yield Problem(
                code="PEOPLE",
                what=f"`{person.id}` is to be shown by name, and no day is given on which this was agreed.",
                place=document.place(("people", number, "show")),
                because="A name on a public page is the person's own decision.",
                do="add `agreed: 2027-01-31`, the day they agreed, or write `show: role`",
            )


def unknown_people(people: People, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """A note for each id in entries that the file does not know, if there is a file."""
    if not people.known:  # no file, as in a pack, or one in which nobody stands yet
        return
    told = set(people.known)
    for entry in entries:
        deviation = entry.change.deviation
        for id in (entry.change.by, *(deviation.agreed_by if deviation else ())):
            if id not in told:
                told.add(id)
                yield Problem(
                    code="PEOPLE",
                    severity=Severity.NOTES,
                    what=f"`{id}` is not in {FILE}, so pages say nothing about who decided this.",
                    place=entry.field("by"),
                    do=f"add the person to {FILE}, or mend the id",
                )
