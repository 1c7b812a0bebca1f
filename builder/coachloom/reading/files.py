"""Where files come from: a folder on disk, or contents held in memory, such as those of a zip.

Whoever reads a course or an academy asks one of these and need not know which.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.paths import list_files, passed_over, printable, read_bytes


class Files(Protocol):
    """Files by their path with ``/``, relative to where they lie."""

    def listed(self, folder: str) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
        """All files below ``folder``, sorted, and the problems of those left out."""

    def top(self) -> tuple[str, ...]:
        """The names of the files that lie in no folder below, sorted; hidden ones are passed over."""

    def has(self, relative: str) -> bool:
        """Whether a file of that name is there; for names of our own, since nothing is refused."""

    def read(self, relative: str) -> bytes:
        """The bytes of one file; raises ProblemsFound where it cannot be read."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on disk. ``hard_links`` lets a file be known by a name elsewhere, as installers like it."""

    root: Path
    hard_links: bool = False

    def listed(self, folder: str) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
        return list_files(self.root, folder, hard_links=self.hard_links)

    def top(self) -> tuple[str, ...]:
        names = (entry.name for entry in self.root.iterdir() if entry.is_file())
        return tuple(sorted(name for name in names if not passed_over(name)))

    def has(self, relative: str) -> bool:
        return (self.root / relative).is_file()

    def read(self, relative: str) -> bytes:
        return read_bytes(self.root, relative)


@dataclass(frozen=True, slots=True)
class Held:
    """Files in memory, whose names and sizes somebody has looked at already."""

    contents: Mapping[str, bytes]

    def listed(self, folder: str) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
        inside = (file for file in self.contents if file.startswith(f"{folder}/"))
        return tuple(sorted(file for file in inside if not any(map(passed_over, file.split("/"))))), ()

    def top(self) -> tuple[str, ...]:
        return tuple(sorted(file for file in self.contents if "/" not in file and not passed_over(file)))

    def has(self, relative: str) -> bool:
        return relative in self.contents

    def read(self, relative: str) -> bytes:
        if relative not in self.contents:
            raise ProblemsFound([missing_file(relative)])
        return self.contents[relative]


@dataclass(frozen=True, slots=True)
class Over:
    """``below`` with some files as they would be after a change."""

    below: Files
    changed: Mapping[str, bytes | None]
    """New contents; None for a file that would be gone."""

    def listed(self, folder: str) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
        files, problems = self.below.listed(folder)
        added = {file for file in self.changed if file.startswith(f"{folder}/")}
        return tuple(sorted(file for file in {*files, *added} if self.changed.get(file, b"") is not None)), problems

    def top(self) -> tuple[str, ...]:
        names = {*self.below.top(), *(file for file in self.changed if "/" not in file)}
        return tuple(sorted(name for name in names if self.changed.get(name, b"") is not None))

    def has(self, relative: str) -> bool:
        return self.changed[relative] is not None if relative in self.changed else self.below.has(relative)

    def read(self, relative: str) -> bytes:
        if relative not in self.changed:
            return self.below.read(relative)
        data = self.changed[relative]
        if data is None:
            raise ProblemsFound([missing_file(relative)])
        return data


def free_name(stem: str, files: Files, taken: Container[str] = ()) -> str:
    """The name of a new Markdown file: ``stem.md``, ``stem-2.md`` and so on, the first that nothing bears."""
    name, number = f"{stem}.md", 1
    while files.has(name) or name in taken:
        number += 1
        name = f"{stem}-{number}.md"
    return name


def missing_file(relative: str) -> Problem:
    """There is no such file."""
    return Problem(
        code="FILE",
        what=f'"{printable(relative)}" is not there.',
        place=Place(printable(relative)),
        do="put it there, or mend the name where it is used; names are told apart by every letter",
    )
