"""An edition as it stands in the home, read back from its own `course.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coachloom.site.data import COURSE_JSON
from coachloom.site.publishing.files import files_in
from coachloom.site.publishing.home import Home, Shelved

INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Day:
    id: str
    number: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Month:
    number: int
    title: str
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The address of every page and of every element below the edition's folder, and the titles of elements."""

    shelved: Shelved
    pages: frozenset[str]
    elements: Mapping[str, str]
    titles: Mapping[str, str]
    months: tuple[Month, ...]

    @property
    def number(self) -> str:
        return self.shelved.number

    def at(self, page: str) -> str:
        """The address of one of its pages below the home."""
        return f"{self.number}/{page}"


def standing(folder: Path, home: Home) -> tuple[Standing, ...]:
    """Every edition of the home in ``folder``, in their order."""
    return tuple(_standing(folder / one.number, one) for one in home.editions)


def _standing(place: Path, shelved: Shelved) -> Standing:
    data = json.loads((place / COURSE_JSON).read_text(encoding="utf-8"))
    elements = {id: element["url"] for id, element in data["elements"].items()}
    days = {day["id"]: Day(day["id"], day["number"], day["title"], elements[day["id"]]) for day in data["days"]}
    return Standing(
        shelved=shelved,
        pages=frozenset(file.removesuffix(INDEX) for file in files_in(place) if f"/{file}".endswith(f"/{INDEX}")),
        elements=elements,
        titles={id: element["title"] for id, element in data["elements"].items()},
        months=tuple(
            Month(month["number"], month["title"], tuple(days[id] for id in month["days"])) for month in data["months"]
        ),
    )
