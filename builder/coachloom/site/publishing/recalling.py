"""What was withdrawn leaves every edition of the home, the one exception to pages that never change."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from coachloom.academy.identity import read_academy
from coachloom.academy.recalls import Listed, all_recalls, is_covered
from coachloom.installed import home as house
from coachloom.problems import ProblemsFound
from coachloom.reading.files import Folder
from coachloom.site.data import COURSE_JSON, PROVENANCE_JSON
from coachloom.site.finishing.notice import Notice, in_words
from coachloom.site.finishing.page import read_pages
from coachloom.site.finishing.withdrawal import withdraw
from coachloom.site.publishing.files import Shared
from coachloom.site.publishing.home import Home, Recalled, Shelved, read_home, unfit
from coachloom.site.publishing.opened import opened
from coachloom.site.publishing.shelf import put_in, staged, told
from coachloom.site.tree import load_words
from coachloom.words import Words


def recall_in(root: Path, folder: Path, say: Callable[[str], None]) -> tuple[str, ...]:
    """Takes out of the home ``folder`` what the academy in ``root`` has withdrawn; returns the editions that changed.

    Raises ProblemsFound (HOME) where the folder is no home of this academy.
    """
    files = Folder(root)
    academy = read_academy(files)
    there = read_home(folder)
    if there is None:
        do = "name the folder that coachloom publish was given"
        raise ProblemsFound([unfit(folder, "nothing was published there yet", do)])
    wanted = Home(format=1, academy=academy.identity.id, audience=there.audience)
    with opened(folder, wanted, say) as home:
        shared = Shared.of(folder / one.number for one in home.editions)
        words = load_words(house(), academy.identity.language)
        now = without_recalled(folder, home, all_recalls(root, files, academy), words, shared)
    return tuple(one.number for one in now.editions if one != home.of(one.number))


def without_recalled(folder: Path, home: Home, recalls: Sequence[Listed], words: Words, shared: Shared) -> Home:
    """The home once every edition in it is without what concerns it of ``recalls``. Raises ProblemsFound (HOME)."""
    for one in home.editions:
        if new := _concerning(folder / one.number, one, recalls):
            home = _withdrawn(folder, home, one, new, words, shared)
    return home


def _concerning(place: Path, one: Shelved, recalls: Iterable[Listed]) -> list[Listed]:
    """Those that an edition does not heed yet. What an academy put in the place of a text is not that text."""
    elements = json.loads((place / COURSE_JSON).read_text(encoding="utf-8"))["elements"]
    provenance = json.loads((place / PROVENANCE_JSON).read_text(encoding="utf-8"))["elements"]
    layers = list(one.layers)
    heeded = {gone.id for gone in one.recalled}
    found: dict[str, Listed] = {}
    for listed in recalls:
        id = listed.recall.id
        if id in heeded or id not in elements or listed.layer not in one.layers:
            continue
        below = layers[layers.index(listed.layer) + 1 :]
        changes = provenance[id].get("changes", ())
        replaced = any(change["does"] == "replace" and change["layer"] in below for change in changes)
        if is_covered(one.layers[listed.layer], listed.recall) and not replaced:
            found.setdefault(id, listed)
    return list(found.values())


def _withdrawn(folder: Path, home: Home, one: Shelved, recalls: Sequence[Listed], words: Words, shared: Shared) -> Home:
    place = folder / one.number
    elements = json.loads((place / COURSE_JSON).read_text(encoding="utf-8"))["elements"]
    notices = [
        Notice(
            listed.recall.id, elements[listed.recall.id]["url"], in_words(listed.recall.date, listed.recall.why, words)
        )
        for listed in recalls
    ]
    with told(folder), TemporaryDirectory(prefix="coachloom-") as work:
        pages = Path(shutil.copytree(place, Path(work) / one.number))
        for file, data in withdraw(read_pages(pages), pages, notices).items():
            if data is None:
                (pages / file).unlink()
            else:
                (pages / file).write_bytes(data)
        tree = staged(folder, one.number, pages, shared)
    heeded = (*one.recalled, *(Recalled(id=listed.recall.id, date=listed.recall.date) for listed in recalls))
    home = home.with_(dataclasses.replace(one, tree=tree, recalled=heeded))
    put_in(folder, home)
    return home
