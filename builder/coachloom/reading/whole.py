"""A file replaced in one step: whoever opens it finds the old one or the new one, never half of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from coachloom.problems import Place, Problem, ProblemsFound


def write_whole(path: Path, data: bytes) -> None:
    """Writes ``data``; raises ProblemsFound (TARGET) where nothing can be written."""
    _written(path, data, lambda aside: aside.replace(path))


def write_new(path: Path, data: bytes) -> None:
    """Writes a file that is not there yet.

    Raises ProblemsFound: COPY where somebody else made it meanwhile, TARGET where nothing can be written.
    """
    _written(path, data, lambda aside: _linked(aside, path))


def _linked(aside: Path, path: Path) -> None:
    try:
        path.hardlink_to(aside)
    except FileExistsError as there:
        raise ProblemsFound([changed_meanwhile(str(path))]) from there
    except OSError:  # a file system that knows no links
        with path.open("xb") as file:
            file.write(aside.read_bytes())


def _written(path: Path, data: bytes, into_place: Callable[[Path], object]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, aside = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            Path(aside).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            into_place(Path(aside))
        finally:
            Path(aside).unlink(missing_ok=True)
    except OSError as failed:
        raise ProblemsFound(
            [
                Problem(
                    code="TARGET",
                    what=f"{path} cannot be written ({failed.strerror}).",
                    place=Place(str(path)),
                    do="close it if it is open in another program, or choose another place",
                )
            ]
        ) from failed


def changed_meanwhile(file: str) -> Problem:
    """For a file that is not what it was when the work began, so that it is not written over."""
    return Problem(
        code="COPY",
        what=f"{file} was changed by somebody else just now.",
        place=Place(file),
        do="look at it, and give the command again",
    )
