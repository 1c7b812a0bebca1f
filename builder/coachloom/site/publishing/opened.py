"""The home opened for one who publishes: alone, in order, and in the state that its record tells."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from coachloom.problems import Problem, ProblemsFound
from coachloom.reading.whole import write_whole
from coachloom.site.publishing.files import tree_hash_of
from coachloom.site.publishing.home import FILE, Home, read_home, refuse_strangers, unfit, written
from coachloom.site.publishing.ours import refuse_links
from coachloom.site.publishing.shelf import WORK, carried_on, told

LOCK = ".coachloom.lock"
_NO_LINKS = os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def opened(folder: Path, wanted: Home, say: Callable[[str], None]) -> Iterator[Home]:
    """The home in ``folder``, or ``wanted`` where there is none yet. Waits, and says so, while another is at work.

    Raises ProblemsFound (HOME) where it is another's, or where an edition in it is not as it was published.
    """
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        refuse_strangers(folder, read_home(folder), wanted)
        os.close(os.open(folder / LOCK, _NO_LINKS))
        lock = FileLock(folder / LOCK)
        try:
            lock.acquire(timeout=0)
        except TimeoutError:
            say("Somebody else is just publishing there; waiting for that to end.")
            lock.acquire()
    try:
        with told(folder):
            refuse_links(folder, WORK)
        carried_on(folder)
        home = read_home(folder)
        refuse_strangers(folder, home, wanted)
        if home is None:
            home = wanted
            write_whole(folder / FILE, written(home))
        with told(folder):
            there = _as_it_stands(folder, home)
        yield there
    finally:
        lock.release()


def _as_it_stands(folder: Path, home: Home) -> Home:
    """Without editions whose folder somebody took away, so that they are made anew."""
    found = [
        _changed(folder, one.number)
        for one in home.editions
        if (folder / one.number).is_dir() and tree_hash_of(folder / one.number) != one.tree
    ]
    if found:
        raise ProblemsFound(found)
    there = tuple(one for one in home.editions if (folder / one.number).is_dir())
    return Home(format=1, academy=home.academy, audience=home.audience, editions=there)


def _changed(folder: Path, number: str) -> Problem:
    why = f"edition {number} in it is not as it was published; somebody changed its files"
    do = f"put {folder / number} back as it was; or delete that folder, and publish again: the edition is made anew"
    return unfit(folder, why, do)
