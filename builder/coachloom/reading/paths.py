"""The one way from a folder and a name to a file: whatever could lead outside is refused.

The rules hold on every system, so that a course made on Linux opens on Windows. Links are refused
when a path is made and again, by the operating system, when the file is opened.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from coachloom.problems import Place, Problem, ProblemsFound

LONGEST_NAME = 120
LONGEST_PATH = 200
MOST_BYTES = 1_000_000

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_STEP_BY_STEP = os.open in os.supports_dir_fd
_LINK_MET = (errno.ELOOP, errno.ENOTDIR)
_RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f\ud800-\udfff]')  # the last: bytes that are no text
_IGNORED = re.compile(r"\.|~\$|thumbs\.db$|desktop\.ini$", re.IGNORECASE)


def safe_join(root: Path, relative: str) -> Path:
    """``root/relative``, where ``relative`` is written with ``/`` and stays inside ``root``.

    Raises ProblemsFound (PATH, NAME or LINK) instead of returning a path that leaves the folder, that
    Windows cannot hold, or that passes through a symbolic link.
    """
    refuse_name(relative)
    path = os.fspath(root)
    for part in relative.split("/"):
        path = f"{path}{os.sep}{part}"
        if os.path.islink(path):  # noqa: PTH114 -- asked for every part of every path; a Path for each is slow
            raise _refused("LINK", relative, "it is a link, and links may lead outside the folder")
    return Path(path)


def refuse_name(relative: str) -> None:
    """Raise ProblemsFound (PATH or NAME) where ``relative`` leaves the folder or cannot live on Windows.

    Looks at the text alone, never at a disk.
    """
    for fault, code, reason in _FAULTS:
        if fault(relative):
            raise _refused(code, relative, reason)


def _absolute(relative: str) -> bool:
    return relative.startswith("/") or bool(re.match(r"[A-Za-z]:", relative))


def _leaves(relative: str) -> bool:
    return any(part in {"", ".", ".."} for part in relative.split("/"))


def _backslash(relative: str) -> bool:
    return "\\" in relative


def _odd_characters(relative: str) -> bool:
    return bool(_FORBIDDEN.search(relative))


def _reserved(relative: str) -> bool:
    return any(part.split(".")[0].strip().casefold() in _RESERVED for part in relative.split("/"))


def _ends_badly(relative: str) -> bool:
    return any(part.endswith((".", " ")) for part in relative.split("/"))


def _too_long(relative: str) -> bool:
    return len(relative) > LONGEST_PATH or any(len(part) > LONGEST_NAME for part in relative.split("/"))


_FAULTS: tuple[tuple[Callable[[str], bool], str, str], ...] = (
    (_absolute, "PATH", "it does not start inside the folder"),
    (_backslash, "PATH", "it holds a backslash; write folders with /"),
    (_odd_characters, "PATH", "it holds a character that Windows or a web page cannot hold in a name"),
    (_leaves, "PATH", "it steps out of the folder, or has an empty part"),
    (_reserved, "NAME", "Windows keeps this name for a device"),
    (_ends_badly, "NAME", "it ends with a dot or a space, which Windows drops"),
    (_too_long, "NAME", f"it is longer than {LONGEST_PATH} characters, or a part of it than {LONGEST_NAME}"),
)


def _refused(code: str, relative: str, reason: str) -> ProblemsFound:
    return ProblemsFound(
        [
            Problem(
                code=code,
                what=f'The path "{printable(relative)}" is refused: {reason}.',
                place=Place(printable(relative)),
                do="rename or move the file so that its path stays inside the folder, with plain names",
            )
        ]
    )


def printable(text: str) -> str:
    """``text`` on one line and in bounds, safe for a terminal; undecodable bytes become ``?``."""
    readable = text.encode("utf-8", "replace").decode("utf-8")
    shown = "".join(c if c.isprintable() else "?" for c in readable)
    return shown if len(shown) <= 160 else shown[:157] + "..."


def read_bytes(root: Path, relative: str) -> bytes:
    """The bytes of a regular file inside ``root``; never follows a link, never waits for a pipe.

    Raises ProblemsFound: PATH, NAME, LINK as `safe_join`; FILE where it is no regular file; SIZE over 1 MB.
    """
    path = safe_join(root, relative)
    try:
        descriptor = _opened(root, path, relative)
    except OSError as failed:
        if failed.errno in _LINK_MET:
            raise _refused("LINK", relative, "a part of it became a link while it was read") from failed
        raise ProblemsFound([_unreadable(relative, f"cannot be opened ({failed.strerror})")]) from failed
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise ProblemsFound([_unreadable(relative, "is not an ordinary file")])
        data = _all_bytes(descriptor)
    finally:
        os.close(descriptor)
    if len(data) > MOST_BYTES:
        raise ProblemsFound(
            [
                Problem(
                    code="SIZE",
                    what="The file is larger than 1 MB.",
                    place=Place(printable(relative)),
                    do="split it, or make the picture smaller",
                )
            ]
        )
    return data


def _opened(root: Path, path: Path, relative: str) -> int:
    """A descriptor of the file. Where the system can, each folder on the way is opened from the one above it,
    without following links, so that nobody can swap one for a link in between.
    """
    if not _STEP_BY_STEP:
        return os.open(path, _READ)
    *folders, name = relative.split("/")
    here = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    for folder in folders:
        try:
            below = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=here)
        finally:
            os.close(here)
        here = below
    try:
        return os.open(name, _READ, dir_fd=here)
    finally:
        os.close(here)


def _all_bytes(descriptor: int) -> bytes:
    """At most one byte more than is allowed."""
    pieces: list[bytes] = []
    while (left := MOST_BYTES + 1 - sum(map(len, pieces))) and (piece := os.read(descriptor, left)):
        pieces.append(piece)
    return b"".join(pieces)


def _unreadable(relative: str, why: str) -> Problem:
    return Problem(
        code="FILE",
        what=f'"{printable(relative)}" {why}.',
        place=Place(printable(relative)),
        do="put an ordinary file there, one that you may read",
    )


def list_files(root: Path, folder: str, *, hard_links: bool = False) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """All files below ``root/folder`` as sorted paths with ``/``, and the problems of those left out.

    Hidden files and what Windows, macOS and Word leave behind are passed over. Links, hard links from
    elsewhere, names that Windows cannot hold and names that differ only by case or by the way accents
    are written are problems. ``hard_links`` lets a file be known by a name elsewhere, as installers like it.
    """
    files: list[str] = []
    problems: list[Problem] = []
    names: list[str] = []
    linked: defaultdict[tuple[int, int, int], list[str]] = defaultdict(list)
    if (root / folder).is_symlink():
        problems += _refused("LINK", folder, "it is a link, and links may lead outside the folder").problems
    for relative in _walk(root, folder, problems):
        try:
            path = safe_join(root, relative)
        except ProblemsFound as refused:
            problems += refused.problems
            continue
        names.append(relative)
        status = path.lstat()
        if stat.S_ISDIR(status.st_mode):
            continue
        if not stat.S_ISREG(status.st_mode):
            problems.append(_unreadable(relative, "is not an ordinary file"))
            continue
        linked[status.st_dev, status.st_ino, status.st_nlink].append(relative)
        files.append(relative)
    problems += twins(names)
    problems += [
        _unreadable(paths[0], "is also known by a name outside this folder (a hard link)")
        for (_, _, names), paths in linked.items()
        if names > len(paths) and not hard_links
    ]
    return tuple(sorted(files)), tuple(problems)


def _walk(root: Path, folder: str, problems: list[Problem]) -> Iterator[str]:
    """Everything below ``folder``; folders that may not be looked into are added to ``problems``."""
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        start = root / current
        if start.is_symlink() or not start.is_dir():
            continue
        try:
            entries = sorted(os.scandir(start), key=lambda e: e.name)
        except OSError as failed:
            problems.append(_unreadable(current, f"cannot be opened ({failed.strerror})"))
            continue
        for entry in entries:
            if passed_over(entry.name):
                continue
            relative = f"{current}/{entry.name}"
            yield relative
            if entry.is_dir(follow_symlinks=False):
                waiting.append(relative)


def passed_over(name: str) -> bool:
    """Whether a file or folder is hidden, or is what Windows, macOS and Word leave behind."""
    return bool(_IGNORED.match(name))


def twins(names: Iterable[str]) -> list[Problem]:
    """A problem (TWIN) for each name that stands several times, or differs only by case or by the way of accents."""
    same: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        same[unicodedata.normalize("NFC", name).casefold()].append(name)
    return [_twin(paths) for paths in same.values() if len(paths) > 1]


def _twin(paths: list[str]) -> Problem:
    first, *others = sorted(paths)
    return Problem(
        code="TWIN",
        what=f'"{printable(first)}" and "{printable(others[0])}" are the same name on Windows and macOS.',
        place=Place(printable(first)),
        do="rename one of the two",
    )
