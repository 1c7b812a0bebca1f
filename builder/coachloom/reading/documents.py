"""A document: plain values, and for each of them the place it was written at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from coachloom.problems import Place
from coachloom.reading.markdown import Markdown

Value: TypeAlias = "str | None | list[Value] | dict[str, Value]"
"""What YAML may hold here: text, nothing, lists and mappings. Numbers and dates are text until a schema says otherwise."""

Loc: TypeAlias = "tuple[str | int, ...]"
"""The way to a value, such as ``("topics", 0, "title")``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file that was read. ``text`` is the Markdown below the front matter, where there is any."""

    file: str
    data: dict[str, Value]
    places: Mapping[Loc, Place] = field(default_factory=dict)
    text: Markdown | None = None
    edition: str = ""
    """The edition that holds the file, where it is not one of the folder at hand."""

    def place(self, loc: Loc = ()) -> Place:
        """Where the value at ``loc`` stands, or the nearest thing around it."""
        while loc and loc not in self.places:
            loc = loc[:-1]
        place = self.places.get(loc, Place(self.file))
        return place._replace(edition=self.edition) if self.edition else place

    def at(self, line: int) -> Place:
        """A line of the file."""
        return Place(self.file, line, edition=self.edition)
