"""From an academy's folder into its home, in visible steps; readers see the old or the new of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from coachloom.academy.card import FILE as CARD
from coachloom.academy.card import card_of, written
from coachloom.academy.released import Own, woven_edition
from coachloom.cohorts.cohort import Cohort
from coachloom.course.values import Audience
from coachloom.installed import home as house
from coachloom.problems import Problem
from coachloom.reading.whole import write_whole
from coachloom.site.build import Choice, make, sources
from coachloom.site.data import COURSE_JSON
from coachloom.site.engines import ENGINES, Engine
from coachloom.site.finishing.page import NOT_FOUND
from coachloom.site.plain_pages import FRONT, PlainPages
from coachloom.site.publishing.files import Shared, files_in, remove_empty, size_of
from coachloom.site.publishing.front import front_pages
from coachloom.site.publishing.home import COHORTS, CURRENT, Home, Recalled, Shelved, versions_json
from coachloom.site.publishing.opened import opened
from coachloom.site.publishing.ours import is_half_written, is_made, refuse_others
from coachloom.site.publishing.plan import Plan, planned, wanted
from coachloom.site.publishing.recalling import without_recalled
from coachloom.site.publishing.shelf import put_in, staged, told, under_way
from coachloom.site.publishing.standing import standing
from coachloom.site.publishing.timetables import timetable_files
from coachloom.site.target import refuse_sources
from coachloom.site.tree import BUILT

_LAST = ("404.html", "versions.json", "index.html")
"""What leads to the rest is written last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """For whom a home is, by which engine new editions are made, and whether corrections take their place."""

    audience: Audience = Audience.EVERYONE
    engine: Engine = ENGINES["material"]
    correct: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """What became of it; ``size`` and ``saved`` are bytes on the disk, and those that linked files did not take."""

    home: Home
    added: tuple[str, ...]
    notes: tuple[Problem, ...]
    size: int
    saved: int
    cohorts: tuple[tuple[str, str], ...] = ()
    """The address of each cohort's page below the home, and the edition that it leads to."""


def publish(root: Path, folder: Path, wish: Wish, say: Callable[[str], None]) -> Published:
    """Puts what the academy in ``root`` has released into the home ``folder``. Raises ProblemsFound."""
    folder = folder.absolute()
    refuse_sources(folder, sources(root))
    plan = planned(root)
    with opened(folder, plan.home(wish.audience), say) as there:
        going, notes = wanted(plan, there, correct=wish.correct)
        refuse_others(folder, there, (own.plain for own in going))
        shared = Shared.of(folder / one.number for one in there.editions)
        with under_way():
            without = without_recalled(folder, there, plan.recalls, plan.words, shared)
            home = without.home
            for own in going:
                home = _put(own, plan, folder, home, wish, shared)
            around, not_made = _around(plan, folder, home)
            _write(around, folder)
            _take_away_all_but(around, folder)
        return Published(
            home,
            tuple(own.number for own in going),
            (*notes, *without.notes, *not_made),
            size_of(folder),
            shared.saved,
            tuple((f"{COHORTS}/{one.id}/", _followed(home, one).version) for one in plan.cohorts),
        )


def _followed(home: Home, cohort: Cohort) -> Shelved:
    return (home.of(cohort.edition) if cohort.edition else None) or home.current


def _put(own: Own, plan: Plan, folder: Path, home: Home, wish: Wish, shared: Shared) -> Home:
    """The edition is made, and becomes a part of the home."""
    site = woven_edition(own.read(), plan.academy, plan.people, plan.recalls)
    with told(folder), TemporaryDirectory(prefix="coachloom-") as work:
        make(site, Path(work), Choice(audience=wish.audience, engine=wish.engine, shelf=own.plain))
        built = Path(work) / BUILT
        (built / NOT_FOUND).unlink()  # the home has one for all
        tree = staged(folder, own.plain, built, shared)
    shelved = Shelved(
        number=own.plain,
        version=own.number,
        digest=own.digest,
        tree=tree,
        pilot=own.is_pilot,
        title=site.course.programme.title,
        layers={layer.id: layer.edition for layer in site.composition.layers},
        summary=" ".join(site.course.programme.summary.split()),
        redirects={redirect.was: redirect.now for redirect in site.course.redirects},
        retired={redirect.was: redirect.retired for redirect in site.course.redirects if redirect.retired},
        recalled=tuple(Recalled(id=one.recall.id, date=one.recall.date) for one in site.withdrawn),
    )
    home = home.with_(shelved)
    put_in(folder, home)
    shared.add(folder / own.plain)
    return home


def _around(plan: Plan, folder: Path, home: Home) -> tuple[dict[str, bytes], list[Problem]]:
    """Everything in the home but its editions, by path; and what could not be made."""
    identity = plan.academy.identity
    editions = standing(folder, home)
    by_number = {one.number: one for one in editions}
    current = by_number[home.current.number]
    pages = PlainPages(house(), plan.words, identity, plan.academy.logo)
    follows = [(cohort, by_number[_followed(home, cohort).number]) for cohort in plan.cohorts]
    timetables, notes = timetable_files(plan, home, pages, follows)
    return {
        **pages.files,
        **front_pages(pages, editions, current, follows),
        **timetables,
        f"{CURRENT}/{COURSE_JSON}": (folder / current.at(COURSE_JSON)).read_bytes(),
        "versions.json": versions_json(home),
        **_card(plan, folder, home),
    }, notes


def _card(plan: Plan, folder: Path, home: Home) -> dict[str, bytes]:
    """What the academy lets lists of academies know, as long as it wishes."""
    if not plan.academy.identity.listed:
        return {}
    for own in plan.newest:
        if own.number == home.current.version:
            site = woven_edition(own.read(), plan.academy, plan.people, plan.recalls)
            return {CARD: written(card_of(site, own.number, [one.version for one in home.editions])).encode()}
    there = folder / CARD
    return {CARD: there.read_bytes()} if there.is_file() else {}


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    """Each file that is not so already, as one."""
    for file in sorted(files, key=lambda file: (file in _LAST, file)):
        path = folder / file
        if not path.is_file() or path.read_bytes() != files[file]:
            write_whole(path, files[file])


def _take_away_all_but(files: Mapping[str, bytes], folder: Path) -> None:
    """What is no more around the editions, and what a run that was killed left half written."""
    with told(folder):
        for part in (CURRENT, COHORTS, FRONT):
            for file in files_in(folder / part):
                if f"{part}/{file}" not in files and is_made(PurePosixPath(file).name):
                    (folder / part / file).unlink()
            remove_empty(folder / part)
        if CARD not in files:
            (folder / CARD).unlink(missing_ok=True)
        for left in [path for path in folder.iterdir() if is_half_written(path.name)]:
            left.unlink()
