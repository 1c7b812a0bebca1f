"""What in a home coachloom may change: what it put there itself, and nothing that lies behind a link."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from coachloom.course.values import is_edition
from coachloom.problems import ProblemsFound
from coachloom.site.publishing.home import OURS, Home, unfit

_TIMETABLE = r"timetable\.(?:css|js|ics|csv|xlsx)|wallchart\.pdf|door-signs\.pdf"
_MADE = r"index\.html|404\.html|course\.json|versions\.json|academy\.json|home\.json|front\.css|moved\.js|favicon\.svg"
_MADE_FILE = re.compile(rf"({_MADE}|{_TIMETABLE}|academy\.css|logo\.[a-z]+)")
_HALF_WRITTEN = re.compile(rf"\.({_MADE_FILE.pattern})-[a-z0-9_]{{8}}")
_JUNCTION = 0xA0000003


def is_made(name: str) -> bool:
    """Whether a file outside the editions bears a name that coachloom gives; any other is somebody's own."""
    return bool(_MADE_FILE.fullmatch(name) or is_half_written(name))


def is_half_written(name: str) -> bool:
    """Whether a run that was killed left a file of that name."""
    return bool(_HALF_WRITTEN.fullmatch(name))


def refuse_links(folder: Path, work: str) -> None:
    """Raises ProblemsFound (HOME) where some part of the home is a link: what lies behind one may be anybody's."""
    for name in sorted(path.name for path in folder.iterdir()):
        if name in OURS or name == work or is_edition(name):
            for link in _links(folder / name):
                why = f"{link.relative_to(folder).as_posix()} in it is a link, and what it leads to may be somebody else's"
                raise ProblemsFound([unfit(folder, why, f"take the link {link} away, and publish again")])


def _links(path: Path) -> Iterator[Path]:
    """The path itself, or whatever below it is a link or, on Windows, a junction."""
    if _is_link(os.lstat(path)):
        yield path
    elif path.is_dir():
        with os.scandir(path) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir(follow_symlinks=False):
                    yield from _links(Path(entry.path))
                elif entry.is_symlink():
                    yield Path(entry.path)


def _is_link(found: os.stat_result) -> bool:
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION


def refuse_others(folder: Path, home: Home, numbers: Iterable[str]) -> None:
    """Raises ProblemsFound (HOME) where an edition is to go in, and something that is no edition lies in its place."""
    found = [
        unfit(
            folder,
            f"it holds {number}, which coachloom did not publish",
            f"move {folder / number} to another place, and publish again",
        )
        for number in numbers
        if home.of(number) is None and os.path.lexists(folder / number)
    ]
    if found:
        raise ProblemsFound(found)
