"""What an academy's own layer costs: composing 200 changes, and checking the academy that holds them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.building import CHECK, ROOT
from benchmarks.measure import Command, Result, ratio, ratio_of_work
from coachloom.academy.compose import LayerFiles, compose
from coachloom.academy.edition import Edition, of_course_folder
from coachloom.academy.entry_text import Plain, entry_text
from coachloom.academy.identity import read_academy
from coachloom.academy.starter import new_academy
from coachloom.course.kinds import Gap, Section, Session
from coachloom.course.load import read_course
from coachloom.course.model import Course
from coachloom.course.values import Rule
from coachloom.reading.files import Folder

CHANGES = 200
_SAID: Mapping[str, Plain] = {"why": "To see what it costs.", "by": "ana-reis"}


@contextmanager
def busy_academy() -> Iterator[tuple[Path, Edition]]:
    """An academy on the reference course with 200 changes of all that the course opens."""
    base = of_course_folder(ROOT)
    with tempfile.TemporaryDirectory(prefix="coachloom-bench-") as folder:
        root = Path(folder) / "busy"
        new_academy(root, "busy", "Busy Academy", base)
        course = base.composition.course
        entries = [*_texts(course, root), *_minutes(course), *_bounds(course)]
        if len(entries) < CHANGES:
            raise RuntimeError(f"the course opens only {len(entries)} changes")
        (root / "changes.yml").write_text("\n".join(entries[:CHANGES]) + "\n", encoding="utf-8")
        yield root, base


def _texts(course: Course, root: Path) -> Iterator[str]:
    for section in course.all(Section):
        if section.rule is Rule.FLEXIBLE and section.name in {"steps", "case"}:
            name = f"content/{section.id.replace('/', '-')}.md"
            (root / name).write_text(f"{section.text.text}\n\nOur own sentence.\n", encoding="utf-8")
            yield entry_text({"replace": section.id, "with": name, **_SAID})


def _minutes(course: Course) -> Iterator[str]:
    """One session of each day takes a minute from another, so that every sum stays."""
    for day in course.days:
        free = [s for s in course.sessions_of(day) if (b := s.bounds.get("minutes")) and b.min < s.minutes < b.max]
        for more, less in zip(free[::2], free[1::2], strict=False):
            yield entry_text({"set": more.id, "minutes": more.minutes + 1, **_SAID})
            yield entry_text({"set": less.id, "minutes": less.minutes - 1, **_SAID})


def _bounds(course: Course) -> Iterator[str]:
    for element in (*course.all(Gap), *course.all(Session)):
        for name, bounds in element.bounds.items():
            narrower: Plain = {name: {"min": bounds.min + 1, "max": bounds.max - 1}}
            yield entry_text({"set": element.id, "bounds": narrower, "because": "Our weeks are short.", **_SAID})


def composition_against_reading() -> Result:
    with busy_academy() as (root, base):
        files = Folder(root)
        academy = read_academy(files)
        return ratio_of_work(
            f"composition with {CHANGES} changes ÷ reading the course",
            lambda: compose(base.composition, LayerFiles(academy, files)),
            lambda: read_course(ROOT),
            goal=0.5,
            rounds=15,
        )


def check_of_an_academy() -> Result:
    with busy_academy() as (root, _):
        ours = Command(["-m", "coachloom", "-C", str(root), "check"], ROOT)
        return ratio(f"check with {CHANGES} changes ÷ check of the course", ours, CHECK, goal=1.5, rounds=7)
