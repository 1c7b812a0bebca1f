"""`.coachloom/history/`: a numbered folder for whatever a command takes away, so that no byte is ever lost."""

from __future__ import annotations

import re

from coachloom.academy.lock import HIDDEN
from coachloom.reading.files import Files

HISTORY = f"{HIDDEN}/history"


def numbers(files: Files) -> tuple[int, ...]:
    """The numbers that are taken, in order."""
    names = {file.removeprefix(f"{HISTORY}/").partition("/")[0] for file in files.listed(HISTORY)[0]}
    return tuple(sorted(int(name) for name in names if re.fullmatch(r"[0-9]{1,9}", name)))


def folder_of(number: int) -> str:
    """The folder of that number, relative to the academy's."""
    return f"{HISTORY}/{number:04d}"


def next_folder(files: Files) -> str:
    """One after the highest there is, so that nothing kept is ever written over."""
    return folder_of(1 + max(numbers(files), default=0))
