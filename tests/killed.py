"""Runs a command that is killed at the n-th time a file is put in place or taken away: `python -m tests.killed N …`.

The process ends at once, as by a power cut: nothing that waits to be tidied up is.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from coachloom.cli import main

KILLED = 86


def run(at: int, arguments: list[str]) -> None:
    count = 0
    put, take = Path.replace, Path.unlink

    def counted() -> None:
        nonlocal count
        count += 1
        if count == at:
            os._exit(KILLED)

    def replace(self: Path, target: Path) -> Path:
        counted()
        return put(self, target)

    def unlink(self: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002 -- the library's own signature
        if self.exists():
            counted()
        take(self, missing_ok)

    Path.replace, Path.unlink = replace, unlink  # type: ignore[method-assign, assignment]
    main(arguments, prog_name="coachloom")


if __name__ == "__main__":
    run(int(sys.argv[1]), sys.argv[2:])
