"""The card of an academy: who it is, what it builds on, and where it departs from it, in one file for all to read.

`academy.json` lies beside an academy's site where `academy.yml` says `listed: true`. It tells nothing that the site
does not tell: no names of people, nothing of what only faculty see. Cards are collected by whoever keeps a network or
the course; a card that comes from elsewhere is data of strangers.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from coachloom.academy.changes import VERBS
from coachloom.academy.identity import BaseName
from coachloom.academy.origins import Step
from coachloom.academy.weave import Woven
from coachloom.course.audience import for_everyone
from coachloom.course.kinds import Element, Section
from coachloom.course.model import Course
from coachloom.course.schema import validated
from coachloom.course.values import (
    STRICT,
    Address,
    EditionName,
    EditionNumber,
    Email,
    FormatOne,
    Id,
    Language,
    Line,
    WebAddress,
    Whole,
    Words,
)
from coachloom.problems import Problem, ProblemsFound
from coachloom.reading.documents import Document
from coachloom.reading.files import Files
from coachloom.reading.json_text import read_json
from coachloom.reading.text import read_text

FILE = "academy.json"
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """The academy as it calls itself."""

    __pydantic_config__ = STRICT

    id: Id
    name: Line
    language: Language
    url: WebAddress | None = None
    contact: Email | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """An academy between the course and this one, such as a region."""

    __pydantic_config__ = STRICT

    id: Id
    edition: EditionName


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """An agreed exception; ``until`` is an edition of what the academy builds on directly."""

    __pydantic_config__ = STRICT

    element: Address
    title: Line
    why: Words
    until: EditionNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many changes of each kind there are, agreed exceptions among them."""

    __pydantic_config__ = STRICT

    set: Whole = 0
    replace: Whole = 0
    add: Whole = 0
    leave_out: Whole = 0
    move: Whole = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """``base`` is the course itself; ``through`` the layers between it and the academy, from the course down."""

    __pydantic_config__ = STRICT

    format: FormatOne
    academy: Who
    base: BaseName
    through: tuple[Between, ...]
    edition: EditionNumber
    editions: tuple[EditionNumber, ...]
    exceptions: tuple[Agreed, ...]
    changes: Counted


def card_of(site: Woven, edition: str, editions: Sequence[str]) -> Card:
    """The card of an academy whose ``editions`` are published; ``site`` is the one of them that is current, ``edition``.

    Only what the academy decided itself is told of, and only what trainees see. Whether it wants a card at all,
    ``site.identity.listed``, is the caller's to heed.
    """
    identity = site.identity
    course, *through, own = site.composition.layers
    public = for_everyone(site.course)
    steps = {step.entry: step for step in site.composition.steps_shown(public) if step.layer == own}.values()
    return Card(
        format=FORMAT,
        academy=Who(
            id=identity.id,
            name=identity.name,
            language=identity.language,
            url=identity.url,
            contact=identity.contact,
        ),
        base=BaseName(course=course.id, edition=course.edition),
        through=tuple(Between(id=layer.id, edition=layer.edition) for layer in through),
        edition=edition,
        editions=tuple(editions),
        exceptions=tuple(sorted(chain.from_iterable(_agreed(step, public) for step in steps), key=_by_element)),
        changes=Counted(**Counter(step.change.verb for step in steps)),
    )


def _agreed(step: Step, course: Course) -> Iterator[Agreed]:
    deviation = step.change.deviation
    if step.departs and deviation:
        yield Agreed(
            element=step.element.id,
            title=_title(course.elements.get(step.element.id, step.element), course),
            why=_on_one_line(step.change.why),
            until=deviation.until,
        )


def _by_element(agreed: Agreed) -> tuple[str, str, str]:
    return agreed.element, agreed.until, agreed.why


def _title(element: Element, course: Course) -> str:
    """A section is named with what it is a part of."""
    owner = course.elements.get(element.of) if isinstance(element, Section) else None
    return _on_one_line(f"{owner.title}: {element.title}" if owner else element.title)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def written(card: Card) -> str:
    """`academy.json`: the same card gives the same text."""
    who = card.academy
    optional = {name: value for name, value in (("url", who.url), ("contact", who.contact)) if value is not None}
    data = {
        "format": card.format,
        "academy": {"id": who.id, "name": who.name, "language": who.language, **optional},
        "base": {"course": card.base.course, "edition": card.base.edition},
        "through": [{"id": layer.id, "edition": layer.edition} for layer in card.through],
        "edition": card.edition,
        "editions": list(card.editions),
        "exceptions": [
            {"element": one.element, "title": one.title, "why": one.why, "until": one.until} for one in card.exceptions
        ],
        "changes": {verb: getattr(card.changes, verb) for verb in VERBS},
    }
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def read_card(files: Files, path: str) -> Card:
    """A card that others wrote. Raises ProblemsFound with everything that is wrong with it; CARD where it is too new."""
    document = read_json(read_text(files, path), path)
    _refuse_newer(document)
    card = validated(Card, document.data, document)
    if card.edition not in card.editions:
        what = f"The card is of edition {card.edition}, which is not among the editions that it names."
        raise ProblemsFound([_problem(what, document, "edition", _AGAIN)])
    return card


_AGAIN = "ask the academy to publish again, and take the card that lies beside its site then"


def _refuse_newer(document: Document) -> None:
    format = document.data.get("format")
    if isinstance(format, str) and format.isdecimal() and format.isascii() and int(format[:9]) > FORMAT:
        what = f"The card is written in format {format[:9]}, and this coachloom reads only format {FORMAT}."
        raise ProblemsFound([_problem(what, document, "format", "install a newer coachloom, and try again")])


def _problem(what: str, document: Document, field: str, do: str) -> Problem:
    return Problem(code="CARD", what=what, place=document.place((field,)), do=do)
