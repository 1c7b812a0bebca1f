"""The files of a home: what they hold, in one hash, and how the same file lies there only once."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


def files_in(folder: Path) -> Iterator[str]:
    """Every file below ``folder``, by its path with ``/``, sorted; none where there is no such folder."""
    yield from sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def remove_empty(folder: Path) -> None:
    """Every folder below in which nothing stands."""
    for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()


def tree_hash_of(folder: Path) -> str:
    """``sha256:`` and the hash over every file's path and contents."""
    total = hashlib.sha256()
    for file in files_in(folder):
        total.update(f"{file}\n".encode() + _digest(folder / file))
    return f"sha256:{total.hexdigest()}"


def _digest(file: Path) -> bytes:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()


@dataclass(slots=True)
class Shared:
    """Files that lie in the home already, by what they hold; ``saved`` counts the bytes that need no second place."""

    known: dict[bytes, Path] = field(default_factory=dict)
    saved: int = 0

    @classmethod
    def of(cls, folders: Iterable[Path]) -> Shared:
        """What those editions hold."""
        shared = cls()
        for folder in folders:
            shared.add(folder)
        return shared

    def add(self, folder: Path) -> None:
        """What an edition holds beside its pages, which are hardly ever the same."""
        for file in files_in(folder):
            if not file.endswith(".html"):
                self.known.setdefault(_digest(folder / file), folder / file)

    def lay(self, source: Path, target: Path) -> None:
        """``source`` stands at ``target`` too: as another name of the same file in the home, or as a copy."""
        target.parent.mkdir(parents=True, exist_ok=True)
        holds = _digest(source)
        there = self.known.get(holds)
        if (
            there is None or not there.is_file() or _digest(there) != holds
        ):  # another edition may have come in its place
            shutil.copyfile(source, target)
        elif self.link_or_copy(there, target):
            self.saved += target.stat().st_size

    @staticmethod
    def link_or_copy(source: Path, target: Path) -> bool:
        """Whether a link was possible."""
        with contextlib.suppress(OSError):
            os.link(source, target)
            return True
        shutil.copyfile(source, target)
        return False


def size_of(folder: Path) -> int:
    """Bytes on the disk below ``folder``; a file with several names counts once."""
    found = {(stat.st_dev, stat.st_ino): stat.st_size for file in files_in(folder) for stat in [(folder / file).stat()]}
    return sum(found.values())
