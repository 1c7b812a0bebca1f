"""What differs between two trees of one site, and how much of the site must be made again for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from posixpath import basename

from coachloom.site.engines import CONFIGURATION
from coachloom.site.tree import PAGES

Files = Mapping[str, bytes]
"""The files of a folder by their path with ``/``."""

_FENCE = b"---\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """``pages`` (Markdown) and ``files`` (everything else) are those whose contents differ, below the tree's pages."""

    whole: bool
    """Whether pages other than those listed look different too, so that all must be made again."""
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def with_pages(self, more: Iterable[str]) -> Difference:
        """As well the pages named in ``more``."""
        return replace(self, pages=tuple(sorted({*self.pages, *more})))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder``."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def difference(before: Files, after: Files) -> Difference:
    """From the tree ``before`` to the tree ``after``.

    The navigation, titles and neighbours stand on every page; they follow from the engine's configuration, from
    which files there are, and from what pages say above their text. The text of a page stands only on that page.
    """
    if before.keys() != after.keys() or before[CONFIGURATION] != after[CONFIGURATION]:
        return Difference(whole=True)
    changed = [name for name, data in after.items() if before[name] != data]
    pages = tuple(name for name in changed if name.endswith(".md"))
    files = tuple(name for name in changed if not name.endswith(".md"))
    return Difference(
        whole=any(_facts(before[page]) != _facts(after[page]) for page in pages),
        pages=tuple(map(_below_pages, pages)),
        files=tuple(map(_below_pages, files)),
    )


def _below_pages(name: str) -> str:
    return name.removeprefix(f"{PAGES}/")


def _facts(page: bytes) -> bytes:
    """What stands above a page's text: its title, and what is hidden beside it."""
    return page.removeprefix(_FENCE).partition(_FENCE)[0]


def drawn_anew(before: Mapping[str, object], after: Mapping[str, object]) -> frozenset[str]:
    """The drawings, by their files, that are not as they were."""
    return frozenset(file for file, figure in after.items() if before.get(file) != figure)


def showing(drawings: Iterable[str], files: Files) -> Iterator[str]:
    """Pages whose text names one of the ``drawings``; finishing puts them there, so the text stays as it was."""
    names = [basename(file).encode() for file in drawings]
    for file, data in files.items():
        if file.endswith(".md") and any(name in data for name in names):
            yield _below_pages(file)
