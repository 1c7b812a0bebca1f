"""What a home costs: a third edition beside two others, and the room that they take."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from benchmarks.building import ROOT
from benchmarks.measure import Result, ratio_of_work
from coachloom.academy.edition import read_edition
from coachloom.academy.releasing.release import Wish as Edition
from coachloom.academy.releasing.release import release, weighed
from coachloom.academy.starter import new_academy
from coachloom.course.load import FOLDERS
from coachloom.site.build import Choice, build
from coachloom.site.publishing.files import size_of
from coachloom.site.publishing.publish import Wish, publish

_PILOT = Edition(pilot=True)
_DAY = datetime.date(2027, 2, 28)
_STATEMENTS = (
    "prepared: 2027-02-01, reviewed: 2027-02-01, tested: x, limits: x, answer_within: x, complaints: x, controller: x,"
    " data_contact: data@riverside.example, web_server: x, log: x, log_kept: x, data_complaints: x"
)


def _silent(_: str) -> None:
    """Nobody is listening."""


@cache
def _academy(folder: Path) -> Path:
    """An academy on the reference course with three editions of its own, which differ in a title."""
    course, root = folder / "course", folder / "riverside"
    for name in FOLDERS:
        shutil.copytree(ROOT / name, course / name)
    log = course / "curriculum" / "CHANGES.md"
    log.write_text(f"## 2027.1\n\n{log.read_text(encoding='utf-8')}", encoding="utf-8")
    made = release(weighed(course, _PILOT), _DAY, folder)
    new_academy(root, "riverside", "Riverside", read_edition(made.zip))
    text = (root / "academy.yml").read_text(encoding="utf-8").replace("\n  statements:\n", "\n")
    own = f"  contact: academy@riverside.example\n  statements: {{{_STATEMENTS}}}\n"
    (root / "academy.yml").write_text(text.replace("  language: en\n", f"  language: en\n{own}"), encoding="utf-8")
    for minutes in (80, 85, 90):
        entry = f"- set: systems-and-flow\n  minutes: {minutes}\n  why: An interpreter.\n  by: ana-reis\n"
        (root / "changes.yml").write_text(entry, encoding="utf-8")
        release(weighed(root, _PILOT), _DAY, folder)
    return root


@contextmanager
def _home() -> Iterator[tuple[Path, Path]]:
    """The academy, and a home in which its three editions stand."""
    with tempfile.TemporaryDirectory(prefix="coachloom-bench-") as folder:
        root, home = _academy(Path(folder)), Path(folder) / "home"
        publish(root, home, Wish(), _silent)
        yield root, home


def a_third_edition() -> Result:
    """An edition whose folder was taken away is made anew, which is all that a new one takes."""
    with _home() as (root, home), tempfile.TemporaryDirectory() as out:

        def third() -> None:
            shutil.rmtree(home / "2027.3")
            publish(root, home, Wish(), _silent)

        def alone() -> None:
            build(root, Path(out) / "site", Choice(), _silent)

        return ratio_of_work("publishing a third edition ÷ building it", third, alone, goal=1.25, rounds=5)


def room_of_three_editions() -> Result:
    with _home() as (_, home):
        alone = sum(size_of(home / f"2027.{number}") for number in (1, 2, 3))
        room = size_of(home) / alone
    return Result(name="a home of three editions on the disk ÷ the three alone", value=room, goal=0.85)
