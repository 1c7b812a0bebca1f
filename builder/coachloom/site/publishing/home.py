"""The home: the folder in which an academy's editions and cohorts stand side by side, and what it knows of itself.

2027.1/ 2027.2/    an edition each, written once
current/           a page for every address there ever was; it leads to the edition that is current
cohorts/ID/        each cohort's own page
front/             style and script of the pages outside editions
versions.json      the editions, for the switch in the header
home.json          this record
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coachloom.academy.card import FILE as CARD
from coachloom.academy.numbers import edition_order
from coachloom.course.schema import validated
from coachloom.course.values import (
    STRICT,
    Address,
    Audience,
    Date,
    EditionNumber,
    Flag,
    FormatOne,
    Id,
    Line,
    Words,
)
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.files import Folder
from coachloom.reading.text import read_text
from coachloom.reading.yaml_text import read_yaml

FILE = "home.json"
CURRENT = "current"
COHORTS = "cohorts"
FRONT = "front"
_MOST_VALUES = 100_000

OURS = frozenset({CURRENT, COHORTS, FRONT, FILE, CARD, "index.html", "404.html", "versions.json"})
"""What coachloom puts beside the editions."""
_HOSTS = frozenset({"CNAME", "robots.txt", "web.config", "favicon.ico", "desktop.ini", "Thumbs.db"})
"""Files that a web host or a system wants there; like hidden ones they are left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """An element that was taken out of an edition after it was published."""

    __pydantic_config__ = STRICT

    id: Line
    date: Date


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A published edition: ``number`` names its folder, ``version`` is it or its newest correction.

    ``digest`` is that of the edition it was made from, ``tree`` the hash over the pages as they stand.
    """

    __pydantic_config__ = STRICT

    number: EditionNumber
    version: EditionNumber
    digest: Line
    tree: Line
    pilot: Flag
    title: Line
    summary: Words
    layers: dict[str, Line]
    """The edition of each layer, the course first, this academy last."""
    redirects: dict[Address, tuple[Address, ...]] = field(default_factory=dict)
    retired: dict[Address, Words] = field(default_factory=dict)
    recalled: tuple[Recalled, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """``editions`` in their order."""

    __pydantic_config__ = STRICT

    format: FormatOne
    academy: Id
    audience: Audience
    editions: tuple[Shelved, ...] = ()

    def of(self, number: str) -> Shelved | None:
        return next((one for one in self.editions if one.number == number), None)

    def with_(self, shelved: Shelved) -> Home:
        """The home in which that edition stands, too, or as it is now."""
        others = [one for one in self.editions if one.number != shelved.number]
        editions = tuple(sorted([*others, shelved], key=lambda one: edition_order(one.number)))
        return Home(format=1, academy=self.academy, audience=self.audience, editions=editions)

    @property
    def current(self) -> Shelved:
        """The newest edition; a pilot only where there is nothing else. There is one at least."""
        whole = [one for one in self.editions if not one.pilot]
        return (whole or list(self.editions))[-1]


def read_home(folder: Path) -> Home | None:
    """What the folder knows of itself; None where it is no home. Raises ProblemsFound."""
    if not (folder / FILE).is_file():
        return None
    document = read_yaml(read_text(Folder(folder), FILE), str(folder / FILE), most=_MOST_VALUES)
    return validated(Home, document.data, document)


def written(home: Home) -> bytes:
    """`home.json`."""
    data = {
        "format": 1,
        "academy": home.academy,
        "audience": home.audience,
        "editions": [
            {
                "number": one.number,
                "version": one.version,
                "digest": one.digest,
                "tree": one.tree,
                "pilot": one.pilot,
                "title": one.title,
                "summary": one.summary,
                "layers": dict(one.layers),
                "redirects": {was: list(now) for was, now in one.redirects.items()},
                "retired": dict(one.retired),
                "recalled": [{"id": gone.id, "date": gone.date.isoformat()} for gone in one.recalled],
            }
            for one in home.editions
        ],
    }
    return as_json(data)


def as_json(data: Mapping[str, object] | list[dict[str, object]]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def versions_json(home: Home) -> bytes:
    """The list that the theme's switch reads, in mike's form: newest first."""
    found: list[dict[str, object]] = []
    for one in reversed(home.editions):
        aliases = [CURRENT] if one == home.current else []
        found.append({"version": one.number, "title": one.version, "aliases": aliases})
    return as_json(found)


def refuse_strangers(folder: Path, home: Home | None, wanted: Home) -> None:
    """Raises ProblemsFound (HOME) where the folder holds something else than this academy's home."""
    if home is None:
        if names := [path.name for path in sorted(folder.iterdir()) if not _left_alone(path.name)]:
            why = f"it holds {names[0]}, which coachloom did not publish"
            raise ProblemsFound([unfit(folder, why, "choose a new or empty folder with --to")])
        return
    if home.academy != wanted.academy:
        do = "choose another folder with --to"
        raise ProblemsFound([unfit(folder, f"it is the home of another academy, {home.academy}", do)])
    if home.audience != wanted.audience:
        there = "what faculty see" if home.audience is Audience.FACULTY else "what trainees see"
        do = "keep the two apart: name another folder with --to"
        raise ProblemsFound([unfit(folder, f"it shows {there}", do)])


def _left_alone(name: str) -> bool:
    return name in _HOSTS or name.startswith(".")


def unfit(folder: Path, why: str, do: str) -> Problem:
    return Problem(
        code="HOME", what=f"The site cannot be published in {folder}: {why}.", place=Place(str(folder)), do=do
    )
