"""What was withdrawn leaves every edition of the home, the one exception to pages that never change."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from coachloom.academy.identity import read_academy
from coachloom.academy.recalls import Listed, all_recalls, is_covered
from coachloom.installed import home as house
from coachloom.problems import Place, Problem, ProblemsFound, Severity
from coachloom.reading.files import Folder
from coachloom.site.data import COURSE_JSON, PROVENANCE_JSON
from coachloom.site.finishing.notice import Notice, in_words
from coachloom.site.finishing.page import read_pages
from coachloom.site.finishing.withdrawal import withdraw
from coachloom.site.publishing.files import Shared
from coachloom.site.publishing.home import Home, Recalled, Shelved, read_home, refuse_strangers, unfit
from coachloom.site.publishing.opened import opened
from coachloom.site.publishing.shelf import put_in, staged, told, under_way
from coachloom.site.tree import load_words
from coachloom.words import Words


@dataclass(frozen=True, slots=True)
class Without:
    """A home without what was withdrawn: the editions that changed, and what a person should know."""

    home: Home
    changed: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()


def refuse_no_home(root: Path, folder: Path) -> Home:
    """What the home in ``folder`` was opened for, if it is one of the academy in ``root``. Raises ProblemsFound (HOME)."""
    there = read_home(folder)
    if there is None:
        do = "name the folder that coachloom publish was given"
        raise ProblemsFound([unfit(folder, "nothing was published there yet", do)])
    wanted = Home(format=1, academy=read_academy(Folder(root)).identity.id, audience=there.audience)
    refuse_strangers(folder, there, wanted)
    return wanted


def recall_in(root: Path, folder: Path, say: Callable[[str], None]) -> Without:
    """Takes out of the home ``folder`` what the academy in ``root`` has withdrawn.

    Raises ProblemsFound (HOME) where the folder is no home of this academy.
    """
    files = Folder(root)
    with opened(folder, refuse_no_home(root, folder), say) as home:
        academy = read_academy(files)
        shared = Shared.of(folder / one.number for one in home.editions)
        words = load_words(house(), academy.identity.language)
        with under_way():
            return without_recalled(folder, home, all_recalls(root, files, academy), words, shared)


def without_recalled(folder: Path, home: Home, recalls: Sequence[Listed], words: Words, shared: Shared) -> Without:
    """The home once every edition in it is without what concerns it of ``recalls``. Raises ProblemsFound (HOME)."""
    done = Without(home)
    for one in home.editions:
        if new := _concerning(folder / one.number, one, recalls):
            done = _withdrawn(folder, done, one, new, words, shared)
    return done


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


def _withdrawn(
    folder: Path, before: Without, one: Shelved, recalls: Sequence[Listed], words: Words, shared: Shared
) -> Without:
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
        done = withdraw(read_pages(pages), pages, notices)
        done.carried_out(pages)
        tree = staged(folder, one.number, pages, shared)
    heeded = (*one.recalled, *(Recalled(id=listed.recall.id, date=listed.recall.date) for listed in recalls))
    home = before.home.with_(dataclasses.replace(one, tree=tree, recalled=heeded))
    put_in(folder, home)
    notes = (_still_said(one.number, page) for page in done.elsewhere)
    return Without(home, (*before.changed, one.number), (*before.notes, *notes))


def _still_said(number: str, page: str) -> Problem:
    return Problem(
        code="RECALL",
        severity=Severity.NOTES,
        what="A passage of what was withdrawn stands on this page, too.",
        place=Place(f"{number}/{page}"),
        do="read that page; if the passage must go there as well, withdraw the part that holds it: coachloom recall",
    )
