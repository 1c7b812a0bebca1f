"""Which page an element is on: the one place that decides addresses.

An address depends on an element's kind and id alone, never on its place in the course or on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from posixpath import basename, dirname, relpath

from coachloom.course import kinds
from coachloom.course.kinds import Element
from coachloom.course.model import Course


@dataclass(frozen=True, slots=True)
class Address:
    """A page's source path and, where the element is a part of the page, its anchor."""

    page: str
    anchor: str = ""

    @property
    def url(self) -> str:
        """Relative to the site's root, as a browser sees it."""
        if not self.page.endswith(".md"):
            return self.page
        path = self.page.removesuffix(".md")
        path = "" if path == "index" else path.removesuffix("/index") + "/"
        return path + self._fragment

    def from_page(self, page: str) -> str:
        """As a link in the Markdown of ``page``."""
        if page == self.page:
            return self._fragment or basename(self.page)
        return _way(self.page, dirname(page)) + self._fragment

    @property
    def _fragment(self) -> str:
        return f"#{self.anchor}" if self.anchor else ""


@lru_cache(maxsize=8192)  # a preview makes the same links at every edit
def _way(page: str, folder: str) -> str:
    return relpath(page, folder or ".")


def _own(folder: str) -> Callable[[Element], Address]:
    return lambda element: Address(f"{folder}/{element.id}.md")


def _index(folder: str) -> Callable[[Element], Address]:
    """For a page that others stand below: engines want such a page called index."""
    return lambda element: Address(f"{folder}/{element.id}/index.md")


def _on(page: str) -> Callable[[Element], Address]:
    return lambda element: Address(page, element.id)


def _shown_as(asset: kinds.Asset) -> str:
    """A picture's own ending; one that is data is drawn."""
    ending = asset.file.rpartition(".")[2]
    return "svg" if ending == "yml" else ending


PLACES: Mapping[type[Element], Callable[..., Address]] = {
    kinds.Programme: lambda _: Address("programme/index.md"),
    kinds.Condition: _on("programme/index.md"),
    kinds.Topic: _own("topics"),
    kinds.Outcome: lambda outcome: Address(f"topics/{outcome.topic}.md", outcome.id),
    kinds.Phase: _on("road-map.md"),
    kinds.V: _on("road-map.md"),
    kinds.Month: _index("months"),
    kinds.Day: _index("days"),
    kinds.Gap: _on("year/index.md"),
    kinds.Session: _own("sessions"),
    kinds.Task: _own("tasks"),
    kinds.Card: _own("cards"),
    kinds.Page: _own("handbook"),
    kinds.Form: _own("forms"),
    kinds.Prompt: lambda prompt: Address(f"forms/{prompt.form}.md", prompt.id),
    kinds.Term: _on("glossary.md"),
    kinds.Reference: _on("references.md"),
    kinds.TimetableRule: _on("year/index.md"),
    kinds.Asset: lambda asset: Address(f"assets/course/{asset.id}.{_shown_as(asset)}"),
}


def address(course: Course, element: Element) -> Address:
    """Where ``element`` is shown; a section is an anchor on the page of the element it belongs to."""
    if isinstance(element, kinds.Section):
        owner = course.elements[element.of]
        return Address(address(course, owner).page, element.name)
    return PLACES[type(element)](element)
