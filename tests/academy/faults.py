"""A system that refuses to write, or ends, at a moment of a test's choice."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch


class Killed(BaseException):
    """The end of a process, as far as one can be had inside it."""


@contextmanager
def failing(number: int, code: int, *, always: bool, killed: int = 0) -> Iterator[list[int]]:
    """The n-th time a file is put in place or taken away the system refuses; and each time after, if ``always``."""
    count = [0]
    put, take = Path.replace, Path.unlink

    def refuse() -> None:
        count[0] += 1
        if count[0] == killed:
            raise Killed
        if count[0] == number or (always and count[0] > number):
            raise OSError(code, os.strerror(code))

    def replace(self: Path, target: Path) -> Path:
        refuse()
        return put(self, target)

    def unlink(self: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002 -- the library's own signature
        if self.exists() and not self.name.startswith("."):
            refuse()
        take(self, missing_ok)

    with patch.object(Path, "replace", replace), patch.object(Path, "unlink", unlink):
        yield count
