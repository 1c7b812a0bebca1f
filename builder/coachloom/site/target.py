"""Where a finished site goes: built aside, then swapped in whole, one build at a time.

A reader, or a killed run, finds the old site or the new one. Where the system can exchange two folders
in one step (Linux, macOS) that is what happens; elsewhere the old folder is moved aside first, and the next
run puts it back if the work stopped in between.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.site.data import COURSE_JSON, PROVENANCE_JSON

MARK = COURSE_JSON
"""Every site of ours holds this file; a folder without it is not ours to replace."""

_TOP = frozenset(
    [
        "accessibility",
        "adaptations",
        "assets",
        "big-room",
        "cards",
        "cohorts",
        "days",
        "forms",
        "front",
        "glossary",
        "guide",
        "handbook",
        "months",
        "privacy",
        "programme",
        "references",
        "road-map",
        "search",
        "sessions",
        "tasks",
        "topics",
        "year",
    ]
)
"""Every folder that a site may have at its top."""
_LOCK = os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)

_LONGEST_NAME = 200
"""Folders beside the target bear its name and some letters more; systems take 255 in all."""

_TOP_FILES = frozenset(
    {
        "index.html",
        "404.html",
        MARK,
        PROVENANCE_JSON,
        "sitemap.xml",
        "sitemap.xml.gz",
        "search.json",
        "search.js",
        "objects.inv",
    }
)


def refuse_unfit(target: Path, sources: tuple[Path, ...]) -> None:
    """Raises ProblemsFound (TARGET) where ``target`` holds sources, lies in them, or holds what is not a site of ours."""
    refuse_sources(target, sources)
    if target.is_dir() and any(target.iterdir()) and not _ours(target):
        raise _unfit(target, "it holds something else than a site made by coachloom")


def refuse_sources(target: Path, sources: tuple[Path, ...]) -> None:
    """Raises ProblemsFound (TARGET) where ``target`` holds sources or lies in them, or is no folder to write in."""
    if target.name == "..":
        raise _unfit(target, "it is the folder above, not one for the site")
    if "\0" in str(target) or len(os.fsencode(target.name)) > _LONGEST_NAME:
        raise _unfit(target, f"no folder can have its name, or it is longer than {_LONGEST_NAME} letters")
    resolved = target.resolve()
    for source in (path.resolve() for path in sources):
        if resolved.is_relative_to(source) or source.is_relative_to(resolved):
            raise _unfit(target, f"it would overwrite {source.name}/, which the site is made from")
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise _unfit(target, "it is not an ordinary folder")
    here = Path.cwd().resolve()
    if here.is_relative_to(resolved) or Path.home().resolve().is_relative_to(resolved):
        raise _unfit(target, "you are standing in it, or live in it")


def _ours(target: Path) -> bool:
    """Whether a folder holds a site of ours and nothing beside it."""
    if not all((target / name).is_file() for name in (MARK, PROVENANCE_JSON, "index.html")):
        return False
    return all(entry.name in (_TOP if entry.is_dir() else _TOP_FILES) for entry in target.iterdir())


def _unfit(target: Path, why: str) -> ProblemsFound:
    return ProblemsFound(
        [
            Problem(
                code="TARGET",
                what=f"The site cannot go to {target}: {why}.",
                place=Place(str(target)),
                do="choose a new or empty folder",
            )
        ]
    )


@contextmanager
def aside(target: Path, say: Callable[[str], None]) -> Iterator[Path]:
    """A private folder beside ``target`` to build in; whatever is left of it goes when the work ends.

    Waits, and says so, while another build for the same target is at work.
    """
    file = target.parent / f".{target.name}.lock"
    lock = FileLock(file)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, _LOCK))  # where nothing can be written, some systems would wait for the lock for ever
        free = _try(lock)
    except OSError as failed:
        raise _unfit(target, f"its folder cannot be made or written ({failed.strerror})") from failed
    if not free:
        say("Another build for this folder is at work; waiting for it.")
        lock.acquire()
    try:
        _recover(target)
        with tempfile.TemporaryDirectory(prefix=_prefix(target), dir=target.parent) as folder:
            yield Path(folder)
    finally:
        lock.release()


def _try(lock: FileLock) -> bool:
    try:
        lock.acquire(timeout=0)
    except TimeoutError:
        return False
    return True


def _prefix(target: Path) -> str:
    return f".{target.name}.coachloom-work-"


def _old(target: Path) -> Path:
    return target.parent / f".{target.name}.coachloom-old"


def _recover(target: Path) -> None:
    """Tidies after a run that was killed: puts a site back that was moved aside, drops half-made work."""
    old = _old(target)
    if old.is_symlink() or old.is_file():
        old.unlink()  # not ours: what stepped aside was a folder
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    for left in target.parent.iterdir():
        if left.name.startswith(_prefix(target)):
            shutil.rmtree(left, ignore_errors=True)


def swap_in(new: Path, target: Path) -> None:
    """``new`` becomes ``target`` in one step; the old site, if any, is removed. Both lie on one disk."""
    if not target.exists():
        new.rename(target)
    elif exchange(new, target):
        shutil.rmtree(new)
    else:
        replace_in_two_steps(new, target)


def replace_in_two_steps(new: Path, target: Path) -> None:
    """For systems without an exchange: a run killed between the steps is mended by the next (`_recover`)."""
    old = _old(target)
    target.rename(old)
    new.rename(target)
    shutil.rmtree(old)


def exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders atomically; False where the system or the file system cannot."""
    if sys.platform == "linux":
        call, arguments = "renameat2", (-100, os.fsencode(one), -100, os.fsencode(other), 2)
    elif sys.platform == "darwin":
        call, arguments = "renamex_np", (os.fsencode(one), os.fsencode(other), 2)
    else:
        return False
    function = getattr(ctypes.CDLL(None, use_errno=True), call, None)
    return function is not None and function(*arguments) == 0
