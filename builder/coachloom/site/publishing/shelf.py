"""Editions go into the home, each as one: laid beside it first, with the record of how the home will be then.

    .coachloom-work/2027.1/     the edition, whole
    .coachloom-work/home.json   from the moment this stands, the edition goes in, whatever happens

Whoever opens a home ends what was cut off. Files that another edition holds already are linked to where the disk can
do that, so that the theme lies there once. No file of an edition is ever written in place, so a link can never change
what it was linked to.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coachloom.problems import ProblemsFound
from coachloom.reading.whole import write_whole
from coachloom.site.publishing.files import Shared, files_in, remove_empty, tree_hash_of
from coachloom.site.publishing.home import FILE, Home, read_home, unfit, written
from coachloom.site.target import exchange

WORK = ".coachloom-work"


def staged(folder: Path, number: str, built: Path, shared: Shared) -> str:
    """Lays the finished pages ``built`` beside the editions of the home ``folder``; returns their hash.

    Raises ProblemsFound (HOME) where the disk is full or nothing can be written; no edition has changed then.
    """
    with told(folder):
        shutil.rmtree(folder / WORK, ignore_errors=True)
        aside = folder / WORK / number
        for file in files_in(built):
            shared.lay(built / file, aside / file)
        return tree_hash_of(aside)


def put_in(folder: Path, home: Home) -> None:
    """What was staged becomes a part of the home, which is ``home`` then. Raises ProblemsFound (HOME, TARGET)."""
    write_whole(folder / WORK / FILE, written(home))
    carried_on(folder)


def carried_on(folder: Path) -> None:
    """Ends what was cut off, so that the home is as its record says."""
    work = folder / WORK
    home = read_home(work)
    with told(folder):
        for one in home.editions if home else ():
            aside, place = work / one.number, folder / one.number
            if aside.is_dir() and tree_hash_of(place) != one.tree:
                _takes_the_place(aside, place)
        if home:
            (work / FILE).replace(folder / FILE)
        shutil.rmtree(work, ignore_errors=True)


def _takes_the_place(new: Path, old: Path) -> None:
    """In one step where the system can; else file by file, each old or new, so that no address is ever empty."""
    if not old.exists():
        new.rename(old)
    elif not exchange(new, old):
        files_take_the_place(new, old)


def files_take_the_place(new: Path, old: Path) -> None:
    """For systems without an exchange; a run that was killed is carried on by the next."""
    files = list(files_in(new))
    for file in files:
        target = old / file
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f".{target.name}-new")
        aside.unlink(missing_ok=True)
        Shared.link_or_copy(new / file, aside)
        aside.replace(target)
    for file in set(files_in(old)) - set(files):
        (old / file).unlink()
    remove_empty(old)


class UnderWay(ProblemsFound):
    """Stopped between two steps, each of which is whole."""

    outcome = "What was done before stays; the same command goes on from there."


@contextmanager
def under_way() -> Iterator[None]:
    """What stops here stops between two steps."""
    try:
        yield
    except ProblemsFound as found:
        raise UnderWay(found.problems) from found


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """What the system refuses, as a problem."""
    try:
        yield
    except OSError as failed:
        why = f"its files cannot be read or written ({os.strerror(failed.errno) if failed.errno else failed})"
        do = "make room, or close what holds its files open, and give the command again; nothing is lost"
        raise ProblemsFound([unfit(folder, why, do)]) from failed
