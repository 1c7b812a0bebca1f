"""From a course's folder to a finished site, in visible steps."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path

from coachloom.academy.starter import ACADEMY_FOLDERS
from coachloom.academy.weave import Woven, is_academy, woven
from coachloom.course.load import FOLDERS
from coachloom.course.model import Course
from coachloom.installed import home
from coachloom.problems import ProblemsFound, in_order
from coachloom.site.engine import run_engine
from coachloom.site.engines import Engine
from coachloom.site.finished import faults
from coachloom.site.footer import settle_footers
from coachloom.site.target import aside, refuse_unfit, swap_in
from coachloom.site.tree import write_tree


def build(root: Path, out: Path, engine: Engine, say: Callable[[str], None]) -> Woven:
    """Builds the course or academy in ``root`` into ``out``; the site there changes only once the new one is whole.

    Raises ProblemsFound: what stops a course, TARGET, ENGINE, SITE.
    """
    out = out.absolute()
    refuse_unfit(out, _sources(root))
    site = woven(root)
    with aside(out, say) as work:
        tree = write_tree(site, home(), work)
        run_engine(engine, tree, epoch=_epoch(site.course))
        settle_footers(tree.built)
        wrong = in_order(faults(tree))
        if wrong:
            raise ProblemsFound(wrong)
        swap_in(tree.built, out)
    return site


def _sources(root: Path) -> tuple[Path, ...]:
    own = ACADEMY_FOLDERS if is_academy(root) else FOLDERS
    return (*(root / folder for folder in own), home() / "site", Path(__file__).parent.parent)


def _epoch(course: Course) -> int:
    """Seconds since 1970 for every date in the site: as asked by SOURCE_DATE_EPOCH, else the edition's New Year."""
    asked = os.environ.get("SOURCE_DATE_EPOCH", "")
    if asked.isdigit():
        return int(asked)
    return int(datetime.datetime(int(course.programme.edition[:4]), 1, 1, tzinfo=datetime.UTC).timestamp())
