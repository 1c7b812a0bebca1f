"""`current/`: every address that ever led to a page leads to it in the edition that is current, or says what became of it.

Pages that are still there keep their address; what was renamed or merged is found through the redirects of the
current edition; what is no more is shown in the last edition that had it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coachloom.site.publishing.standing import Standing


@dataclass(frozen=True, slots=True)
class Way:
    """Where an address leads, relative to the home: to the page ``title``.

    ``gone`` is None where that is in the current edition, else why it is not, empty where nobody said. ``anchors``
    are places on the page that are found elsewhere now.
    """

    to: str
    title: str = ""
    gone: str | None = None
    anchors: Mapping[str, str] = field(default_factory=dict)


def ways(editions: Sequence[Standing], current: Standing) -> dict[str, Way]:
    """For every address below `current/`, where it leads. ``editions`` are all there are, in their order."""
    anchors = _moved_anchors(editions, current)
    titles = {url: current.titles[id] for id, url in current.elements.items()}
    found = {page: Way(current.at(page), titles.get(page, ""), anchors=anchors.get(page, {})) for page in current.pages}
    for one in reversed(editions):
        shows = {url: id for id, url in one.elements.items()}
        for page in sorted(one.pages - found.keys()):
            found[page] = _way(page, shows.get(page, ""), one, current)
    for page, now in _of_ids_that_no_edition_had(current):
        found.setdefault(page, Way(current.at(now), titles.get(now, "")))
    return found


def _way(page: str, id: str, last: Standing, current: Standing) -> Way:
    """Where a page leads that the current edition has not; ``id`` is the element that it showed, if it was one."""
    if now := _successor(id, current):
        return Way(current.at(current.elements[now]), current.titles[now])
    return Way(last.at(page), last.titles.get(id, ""), gone=current.shelved.retired.get(id, ""))


def _successor(id: str, current: Standing) -> str:
    """The element that stands in the place of ``id``; empty where none does. A circle leads nowhere."""
    seen: set[str] = set()
    waiting = [id]
    while waiting:
        here = waiting.pop(0)
        if here in current.elements:
            return here
        if here not in seen:
            seen.add(here)
            waiting += current.shelved.redirects.get(here, ())
    return ""


def _moved_anchors(editions: Sequence[Standing], current: Standing) -> dict[str, dict[str, str]]:
    """For each page, the places on it in any edition that are on another page now, or under another name."""
    found: dict[str, dict[str, str]] = {}
    for one in editions:
        for id, url in one.elements.items():
            page, _, anchor = url.partition("#")
            if anchor and current.elements.get(id) != url and (now := _successor(id, current)):
                found.setdefault(page, {})[anchor] = current.at(current.elements[now])
    return found


def _of_ids_that_no_edition_had(current: Standing) -> Iterator[tuple[str, str]]:
    """Ids that were renamed before anything was published here: their pages stood where those of their kind stand."""
    for was in current.shelved.redirects:
        now = current.elements.get(_successor(was, current), "")
        folder, _, name = now.removesuffix("/").rpartition("/")
        if name and "#" not in now and "/" not in was:
            yield f"{folder}/{was}/", now
