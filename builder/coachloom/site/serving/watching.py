"""Notices that a course's or an academy's files changed.

The files are looked at ten times a second: some 300 of them take a few milliseconds, and it works on network
drives, in containers and on folders that a cloud keeps in step, where systems do not tell of changes reliably.
A file that an editor writes aside and renames is no special case.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Event

from coachloom.academy import changes, content, identity, people
from coachloom.academy.lock import HIDDEN
from coachloom.academy.weave import is_academy
from coachloom.course.load import FOLDERS
from coachloom.installed import home
from coachloom.reading.paths import passed_over
from coachloom.site.engines import CONFIGURATION

State = Mapping[str, tuple[int, int, int]]
"""Of every file what changes when it is written: time, size and number on the disk."""

_LOOK_EVERY = 0.1
_SETTLE = 0.03
_MOST_LOOKS = 20
"""A file that never comes to rest must not hold up the others."""


def watched(root: Path) -> tuple[Path, ...]:
    """Files and folders that the site of ``root`` is made from, there or not."""
    own: tuple[str, ...] = FOLDERS
    if is_academy(root):
        own = (identity.FILE, changes.FILE, content.FOLDER, content.ASSETS, people.FILE, HIDDEN)
    return (*(root / name for name in own), home() / "site", home() / CONFIGURATION)


def state(paths: tuple[Path, ...]) -> State:
    """How all files at and below ``paths`` are now; what comes and goes meanwhile is passed over."""
    found: dict[str, tuple[int, int, int]] = {}
    for path in paths:
        for file in _files(os.fspath(path)):
            try:
                status = os.stat(file, follow_symlinks=False)  # noqa: PTH116 -- ten times a second for every file
            except OSError:  # gone, or below something that is no folder
                continue
            found[file] = status.st_mtime_ns, status.st_size, status.st_ino
    return found


def _files(path: str) -> Iterator[str]:
    try:
        entries = list(os.scandir(path))
    except NotADirectoryError:
        yield path
        return
    except OSError:
        return  # not there, or not to be opened: whoever reads it says so
    for entry in entries:
        if not passed_over(entry.name):
            yield from _files(entry.path) if entry.is_dir(follow_symlinks=False) else (entry.path,)


def next_state(paths: tuple[Path, ...], known: State, stop: Event) -> State | None:
    """Waits until the files differ from ``known`` and rest; None once ``stop`` is set."""
    while not stop.wait(_LOOK_EVERY):
        if (now := state(paths)) != known:
            return _at_rest(paths, now, stop)
    return None


def _at_rest(paths: tuple[Path, ...], seen: State, stop: Event) -> State:
    for _ in range(_MOST_LOOKS):
        stop.wait(_SETTLE)
        now = state(paths)
        if now == seen:
            break
        seen = now
    return seen
