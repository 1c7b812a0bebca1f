"""From a course's folder to a finished site, in visible steps."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coachloom.academy.starter import ACADEMY_FOLDERS
from coachloom.academy.weave import Woven, is_academy, woven
from coachloom.course.load import FOLDERS
from coachloom.course.model import Course
from coachloom.course.values import Audience
from coachloom.installed import home
from coachloom.problems import ProblemsFound, in_order
from coachloom.site.engine import run_engine
from coachloom.site.engines import ENGINES, Engine
from coachloom.site.finished import Seen, broken_links, faults_of_text, seen_of
from coachloom.site.finishing.finish import finish, finish_files
from coachloom.site.finishing.page import read_pages, write_pages
from coachloom.site.finishing.terms import Glossary, glossary_of
from coachloom.site.finishing.withdrawal import withdraw
from coachloom.site.target import aside, refuse_unfit, swap_in
from coachloom.site.timetables.built import add_cohorts, folder_of, given_in
from coachloom.site.tree import BUILT, Tree, write_tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What kind of site is wanted: for whom, made by which engine, and whether it is to open from a folder."""

    audience: Audience = Audience.EVERYONE
    engine: Engine = ENGINES["material"]
    offline: bool = False
    shelf: str = ""
    """The folder beside other editions in which it will stand, such as `2027.1`; empty for a site of its own."""


def build(root: Path, out: Path, choice: Choice, say: Callable[[str], None]) -> Woven:
    """Builds the course or academy in ``root`` into ``out``; the site there changes only once the new one is whole.

    Raises ProblemsFound: what stops a course, TARGET, ENGINE, SITE.
    """
    out = out.absolute()
    refuse_unfit(out, sources(root))
    site = woven(root)
    cohorts = given_in(root, site, choice.audience)
    with aside(out, say) as work:
        make(site, work, choice, cohorts=[(one.cohort.name, f"{folder_of(one)}/index.html") for one in cohorts])
        notes = add_cohorts(cohorts, site, work / BUILT)
        swap_in(work / BUILT, out)
    return replace(site, notes=in_order([*site.notes, *notes]))


def make(site: Woven, work: Path, choice: Choice, cohorts: Sequence[tuple[str, str]] = ()) -> None:
    """Makes the whole site in the folder ``work``, as its folder `built`. Raises ProblemsFound: ENGINE, SITE.

    ``cohorts`` are names and addresses of pages that will stand beside it.
    """
    tree = write_tree(site, home(), work, choice.audience, offline=choice.offline, shelf=choice.shelf, cohorts=cohorts)
    run_engine(choice.engine, tree, epoch=epoch_of(site.course))
    finish_tree(tree, choice.engine)


@dataclass(frozen=True, slots=True)
class Finished:
    """What is known of a finished site, so that one page of it can be finished again like the others."""

    glossary: Glossary
    seen: Mapping[str, Seen]
    """Every page."""


def finish_tree(tree: Tree, engine: Engine) -> Finished:
    """Finishes the site that ``engine`` built from ``tree``, where it lies. Raises ProblemsFound: SITE."""
    pages = read_pages(tree.built)
    glossary = glossary_of(pages.get(tree.facts.glossary))
    wrong = [*faults_of_text(tree, pages)]
    wrong += finish(pages, tree.facts, engine, glossary)
    files = {path.relative_to(tree.built).as_posix() for path in tree.built.rglob("*") if path.is_file()}
    seen = {file: seen_of(page.html) for file, page in pages.items()}
    if tree.facts.shelf:
        files.add("../index.html")  # the one way out, to the editions beside it
    files |= set(tree.facts.cohorts)
    wrong += broken_links(files, seen, seen)
    if wrong:
        raise ProblemsFound(in_order(wrong))
    write_pages(pages, tree.built)
    withdraw(pages, tree.built, tree.facts.withdrawn).carried_out(tree.built)
    finish_files(pages, tree.built, tree.facts, engine)
    return Finished(glossary, seen)


def sources(root: Path) -> tuple[Path, ...]:
    """The folders that a site is made from; none of them is ever a target."""
    own = ACADEMY_FOLDERS if is_academy(root) else FOLDERS
    return (*(root / folder for folder in own), home() / "site", Path(__file__).parent.parent)


def epoch_of(course: Course) -> int:
    """Seconds since 1970 for every date in the site: as asked by SOURCE_DATE_EPOCH, else the edition's New Year."""
    asked = os.environ.get("SOURCE_DATE_EPOCH", "")
    if re.fullmatch(r"[0-9]{1,10}", asked):
        return int(asked)
    return int(datetime.datetime(int(course.programme.edition[:4]), 1, 1, tzinfo=datetime.UTC).timestamp())
