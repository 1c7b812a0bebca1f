"""One edition as a zip that opens from a folder, search included: for a shared drive, a stick, or a mail to faculty."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from coachloom.academy.archive import packed
from coachloom.academy.released import Own, woven_edition
from coachloom.course.values import Audience
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.whole import write_whole
from coachloom.site.build import Choice, make
from coachloom.site.publishing.files import files_in
from coachloom.site.publishing.plan import Plan, planned
from coachloom.site.publishing.publish import Wish
from coachloom.site.publishing.shelf import told
from coachloom.site.tree import BUILT


def publish_zip(root: Path, target: Path, wish: Wish, number: str) -> str:
    """Makes the zip ``target`` of the edition ``number``, or the newest; returns which it is. Raises ProblemsFound."""
    plan = planned(root)
    own = _chosen(plan, number)
    site = woven_edition(own.read(), plan.academy, plan.people, plan.recalls)
    view = "-faculty" if wish.audience is Audience.FACULTY else ""  # unpacked beside each other, the two must not mix
    name = f"{plan.academy.identity.id}-{own.number}{view}"
    with told(target), TemporaryDirectory(prefix="coachloom-") as work:
        make(site, Path(work), Choice(audience=wish.audience, engine=wish.engine, offline=True))
        built = Path(work) / BUILT
        files = {f"{name}/{file}": (built / file).read_bytes() for file in files_in(built)}
    write_whole(target, packed(files))
    return own.number


def _chosen(plan: Plan, number: str) -> Own:
    if not number:
        return ([own for own in plan.newest if not own.is_pilot] or list(plan.newest))[-1]
    for own in plan.newest:
        if number in (own.number, own.plain):
            return own
    what = f"There is no edition {number} of {plan.academy.identity.name}."
    do = f"name one of: {', '.join(own.number for own in plan.newest)}"
    raise ProblemsFound([Problem(code="UNRELEASED", what=what, place=Place("editions"), do=do)])
