"""Who an academy is and which base it builds on: the file `academy.yml`."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from coachloom.course.load import PICTURES, acting
from coachloom.course.schema import validated
from coachloom.course.values import (
    STRICT,
    Colour,
    Date,
    EditionName,
    Email,
    FileName,
    Flag,
    FormatOne,
    Id,
    Language,
    Line,
    WebAddress,
)
from coachloom.installed import home
from coachloom.problems import Problem, ProblemsFound
from coachloom.reading.documents import Document
from coachloom.reading.files import Files
from coachloom.reading.paths import printable
from coachloom.reading.text import read_text
from coachloom.reading.yaml_text import read_yaml

FILE = "academy.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """What only an academy can say in its statements of accessibility and privacy; `statements.py` says what is needed.

    What depends on law or custom of a place is free text: how long, how tested, to whom one may complain.
    """

    __pydantic_config__ = STRICT

    responsible: Line | None = None
    contact: Email | None = None
    phone: Line | None = None
    address: Line | None = None
    prepared: Date | None = None
    reviewed: Date | None = None
    tested: Line | None = None
    limits: Line | None = None
    answer_within: Line | None = None
    complaints: Line | None = None
    controller: Line | None = None
    data_contact: Email | None = None
    data_complaints: Line | None = None
    web_server: Line | None = None
    log: Line | None = None
    log_kept: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Name and look of a site; only the first three are always there."""

    __pydantic_config__ = STRICT

    id: Id
    name: Line
    language: Language = "en"
    url: WebAddress | None = None
    contact: Email | None = None
    colour: Colour | None = None
    logo: FileName | None = None
    listed: Flag = False
    """Whether a card of the academy, `card.py`, lies beside its site for all to read: its own wish, never asked for."""
    statements: Statements | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseName:
    """The course and the edition that an academy builds on; always one exact edition."""

    __pydantic_config__ = STRICT

    course: Id
    edition: EditionName


@dataclass(frozen=True, slots=True, kw_only=True)
class AcademyFile:
    """What stands in `academy.yml`."""

    __pydantic_config__ = STRICT

    format: FormatOne
    academy: Identity
    base: BaseName


@dataclass(frozen=True, slots=True)
class Academy:
    """`academy.yml` as it was read, with the logo's bytes where there is one."""

    identity: Identity
    base: BaseName
    document: Document
    logo: bytes | None = None


def read_academy(files: Files) -> Academy:
    """Raises ProblemsFound with everything that is wrong with `academy.yml` and the logo."""
    document = read_yaml(read_text(files, FILE), FILE)
    read = validated(AcademyFile, document.data, document)
    problems = [
        *_language_has_words(read.academy, document),
        *_colour_can_be_read_on(read.academy, document),
        *_reviewed_once_prepared(read.academy, document),
    ]
    logo = None
    try:
        logo = _logo(read.academy, document, files)
    except ProblemsFound as found:
        problems += found.problems
    if problems:
        raise ProblemsFound(problems)
    return Academy(read.academy, read.base, document, logo)


def _language_has_words(identity: Identity, document: Document) -> Iterator[Problem]:
    known = sorted(path.stem for path in (home() / "site" / "words").glob("*.yml") if path.stem != "problems")
    if identity.language not in known:
        yield Problem(
            code="LANGUAGE",
            what=f"There are no words for pages in the language `{identity.language}` yet.",
            place=document.place(("academy", "language")),
            do=f"write one of: {', '.join(known)}",
        )


def _colour_can_be_read_on(identity: Identity, document: Document) -> Iterator[Problem]:
    if identity.colour is None:
        if ("academy", "colour") in document.places:
            yield Problem(
                code="COLOUR",
                what="Nothing stands behind `colour:`, since # begins a note.",
                place=document.place(("academy", "colour")),
                do='put the colour into straight quotes, as in colour: "#0b5d4f", or take the line out',
            )
        return
    from coachloom.academy.colour import contrast, nearest_passing

    passing = nearest_passing(identity.colour)
    if passing != identity.colour:
        yield Problem(
            code="COLOUR",
            what=f"White text on {identity.colour} is hard to read: its contrast is "
            f"{math.floor(contrast(identity.colour, '#ffffff') * 100) / 100:.2f} to 1, and 4.50 is needed.",
            place=document.place(("academy", "colour")),
            because="Some readers see less contrast, and everyone does in sunlight (WCAG 2.2, 1.4.3).",
            do=f'write colour: "{passing}", the nearest that passes',
        )


def _reviewed_once_prepared(identity: Identity, document: Document) -> Iterator[Problem]:
    told = identity.statements
    if told and told.prepared and told.reviewed and told.reviewed < told.prepared:
        yield Problem(
            code="VALUE",
            what=f"The statements were reviewed on {told.reviewed}, before they were prepared on {told.prepared}.",
            place=document.place(("academy", "statements", "reviewed")),
            do="write the day of the last review, or the same day for both while there was none",
        )


def _logo(identity: Identity, document: Document, files: Files) -> bytes | None:
    if identity.logo is None:
        return None
    place = document.place(("academy", "logo"))
    path = PurePosixPath(identity.logo)
    if path.suffix not in PICTURES or path.parts[:1] != ("assets",):
        raise ProblemsFound(
            [
                Problem(
                    code="PICTURE",
                    what=f"The logo {identity.logo} is no picture in assets/.",
                    place=place,
                    do=f"put it there, ending with one of: {', '.join(sorted(PICTURES))}",
                )
            ]
        )
    if not files.has(identity.logo):
        what = f'The logo "{printable(identity.logo)}" is not there.'
        do = "put it there, or mend the name here; names are told apart by every letter"
        raise ProblemsFound([Problem(code="FILE", what=what, place=place, do=do)])
    data = files.read(identity.logo)
    problems = acting(identity.logo, data)
    if problems:
        raise ProblemsFound(problems)
    return data
