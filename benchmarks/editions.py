"""What editions cost: looking at a new one from an academy with many changes, and releasing one."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.adapting import CHANGES, busy_academy
from benchmarks.building import ROOT
from benchmarks.measure import Command, Result, ratio
from coachloom.academy.edition import of_course_folder
from coachloom.course.load import FOLDERS

CHANGED = 300
"""Elements of the course whose text the new edition changes."""

_HEADINGS = re.compile(r"^## (?:Purpose|Case|Steps|Reflection|Sources)\n\n", re.MULTILINE)


@contextmanager
def _course(edition: str, *, changed: int = 0) -> Iterator[Path]:
    """A copy of the course under another number, so many of its sections with one sentence more."""
    with tempfile.TemporaryDirectory(prefix="coachloom-bench-") as folder:
        root = Path(folder) / "course"
        for name in FOLDERS:
            shutil.copytree(ROOT / name, root / name)
        programme = root / "curriculum" / "programme.yml"
        text = programme.read_text(encoding="utf-8")
        programme.write_text(re.sub(r'edition: "[^"]+"', f'edition: "{edition}"', text), encoding="utf-8")
        log = root / "curriculum" / "CHANGES.md"
        log.write_text(f"## {edition}\n\n{log.read_text(encoding='utf-8')}", encoding="utf-8")
        left = changed
        for file in sorted((root / "modules").rglob("*.md")):
            text, done = _HEADINGS.subn(r"\g<0>A sentence more. ", file.read_text(encoding="utf-8"), count=left or -1)
            if left:
                file.write_text(text, encoding="utf-8")
                left -= done
        if left:
            raise RuntimeError(f"{left} sections too few to change")
        yield root


def upgrade_preview() -> Result:
    with busy_academy() as (root, _), _course("2027.9", changed=CHANGED) as newer:
        edition = of_course_folder(newer)
        zipped = newer / edition.file_name
        zipped.write_bytes(edition.data)
        arguments = ["-m", "coachloom", "-C", str(root)]
        look = Command([*arguments, "upgrade", str(zipped)], ROOT, code=4)
        name = f"looking at an edition with {CHANGED} changed elements, {CHANGES} changes above it ÷ check"
        return ratio(name, look, Command([*arguments, "check"], ROOT), goal=3, rounds=7)


def release_against_check() -> Result:
    with _course("2027.9") as root, tempfile.TemporaryDirectory(prefix="coachloom-bench-") as out:
        release = _on_a_draft(["release", "--pilot", "--out", out], root)
        check = _on_a_draft(["check", "--release", "--pilot"], root)
        return ratio("release ÷ check --release", release, check, goal=1.5, rounds=7)


def _on_a_draft(arguments: list[str], root: Path) -> Command:
    """A command on the course without the record that an earlier round left."""
    code = (
        "import shutil; shutil.rmtree('curriculum/editions', ignore_errors=True)\n"
        f"from coachloom.cli import main; main({arguments!r})"
    )
    return Command(["-c", code], root)
