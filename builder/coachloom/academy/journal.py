"""Many files of an academy exchanged as one: after a kill, a full disk or a file in use there is the old or the new.

    history/0007/before/…     every byte that is replaced or taken away
    history/0007/after/…      every byte that is written, until it is
    history/0007/journal.yml  which files, by their hash before and after
    pending.yml               names the number; from the moment it stands, the exchange is carried to its end

Whoever finds a `pending.yml` (every command looks) carries on from there; what is exchanged already is known by its
hash, and what somebody wrote in between is laid into since/ before anything stands in its place. Where a file cannot
be exchanged, because it is open in another program, all go back. No path in these records is believed.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from coachloom.academy.entry_text import quoted
from coachloom.academy.history import HISTORY, folder_of, next_folder, numbers
from coachloom.academy.lock import HIDDEN
from coachloom.course.schema import validated
from coachloom.course.values import STRICT, Flag, FormatOne, Line, Whole
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.files import Folder
from coachloom.reading.paths import printable, refuse_name, safe_join
from coachloom.reading.text import read_text
from coachloom.reading.whole import changed_meanwhile, write_whole
from coachloom.reading.yaml_text import read_yaml

PENDING = f"{HIDDEN}/pending.yml"
JOURNAL = "journal.yml"
BEFORE, AFTER, SINCE = "before", "after", "since"
NOTHING = "nothing"
"""Stands in the place of a hash where no file is."""

Changed = Mapping[str, bytes | None]
"""Files by their path in the academy's folder, as they shall be; None for one that shall be gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    __pydantic_config__ = STRICT

    file: Line
    before: Line
    after: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """What one exchange was: ``act`` such as `upgrade`, and ``told``, one line for a person."""

    __pydantic_config__ = STRICT

    format: FormatOne
    act: Line
    told: Line
    files: tuple[FileRecord, ...]
    undoes: Whole | None = None
    """The number of the exchange that this one took back."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An exchange that was carried out, and its number in the history."""

    number: int
    journal: Journal


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """While this lasts, no other command exchanges files in the academy's folder. Raises ProblemsFound (BUSY)."""
    lock = safe_join(root, f"{HIDDEN}/working.lock")
    with _told_of(lock.parent, "written in"):
        lock.parent.mkdir(exist_ok=True)
        lock.open("ab").close()  # what FileLock would raise is no problem told in words
    try:
        with FileLock(lock, timeout=0):
            yield
    except Timeout as taken:
        raise ProblemsFound(
            [
                Problem(
                    code="BUSY",
                    what="Another command is just changing this folder.",
                    place=Place(HIDDEN),
                    do="wait until it has ended, then give the command again",
                )
            ]
        ) from taken


def exchange(root: Path, changed: Changed, seen: Changed, *, act: str, told: str, undoes: int | None = None) -> str:
    """Makes the files of ``changed`` be so, all or none; returns the folder that keeps what was replaced, if any was.

    ``seen`` are files as they were when this was worked out. Raises ProblemsFound: COPY where somebody changed one of
    them since, TARGET where one cannot be written; then every file is as it was.
    """
    folder = _free_folder(root)
    before = {file: _now(root, file) for file in changed}
    moved = [file for file, data in seen.items() if _now(root, file) != data]
    if moved:
        raise ProblemsFound(changed_meanwhile(file) for file in moved)
    needed = {file: data for file, data in changed.items() if data != before[file]}
    if not needed:
        return ""
    journal = Journal(
        format=1,
        act=act,
        told=told,
        undoes=undoes,
        files=tuple(FileRecord(file=f, before=_hash(before[f]), after=_hash(d)) for f, d in sorted(needed.items())),
    )
    try:
        _lay_down(root, folder, needed, before, journal)
        write_whole(root / PENDING, _pending(folder))
    except ProblemsFound:
        shutil.rmtree(root / folder, ignore_errors=True)
        raise
    try:
        _carry_on(root, folder, journal)
    except ProblemsFound:
        _go_back(root, folder, journal)
        raise
    return folder


def _free_folder(root: Path) -> str:
    """A folder of the history that nothing lies in, hidden files and those without a journal included."""
    safe_join(root, HISTORY)  # behind a link, what was kept would not be seen, and be written over
    number = int(next_folder(Folder(root)).rpartition("/")[2])
    while os.path.lexists(root / folder_of(number)):
        number += 1
    return folder_of(number)


def _lay_down(root: Path, folder: str, needed: Changed, before: Changed, journal: Journal) -> None:
    for left in (root / HIDDEN).glob(f".{Path(PENDING).name}-*"):
        left.unlink(missing_ok=True)  # of an exchange that never came to stand
    for file, data in needed.items():
        if data is not None:
            write_whole(root / folder / AFTER / file, data)
        old = before[file]
        if old is not None:
            write_whole(root / folder / BEFORE / file, old)
    (root / folder / AFTER).mkdir(parents=True, exist_ok=True)
    write_whole(root / folder / JOURNAL, written(journal).encode())


def carried_on(root: Path) -> str:
    """Ends an exchange that was cut off, if there is one; returns what it was, for a person, else nothing.

    It says, too, where that lies which somebody wrote into one of the files in between.

    Raises ProblemsFound (TARGET) where a file still cannot be written.
    """
    if not (root / PENDING).is_file():
        return ""
    with alone(root):
        if not (root / PENDING).is_file():
            return ""
        document = read_yaml(read_text(Folder(root), PENDING), PENDING)
        pending = validated(_Pending, document.data, document)
        folder, journal = folder_of(pending.number), read_journal(root, pending.number)
        (_all_back if pending.back else _carry_on)(root, folder, journal)
    since = root / folder / SINCE
    kept = f"; what had been changed in between is kept in {folder}/{SINCE}" if since.is_dir() else ""
    return f"{journal.told}{', which was not carried out' if pending.back else ''}{kept}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pending:
    __pydantic_config__ = STRICT

    format: FormatOne
    number: Whole
    back: Flag = False


def _carry_on(root: Path, folder: str, journal: Journal) -> None:
    for record in journal.files:
        if _hash(_now(root, record.file)) == record.after:
            continue
        _keep_what_came_since(root, folder, record)
        if record.after == NOTHING:
            _remove(root / record.file)
        else:
            _move(_kept(root, folder, AFTER, record.file), root / record.file)
    shutil.rmtree(root / folder / AFTER, ignore_errors=True)
    _remove(root / PENDING)


def _go_back(root: Path, folder: str, journal: Journal) -> None:
    """Every file as it was before. Where even that fails, the exchange stays pending, and is ended later."""
    with contextlib.suppress(ProblemsFound):
        write_whole(root / PENDING, _pending(folder, back=True))
        _all_back(root, folder, journal)


def _all_back(root: Path, folder: str, journal: Journal) -> None:
    for record in journal.files:
        if _hash(_now(root, record.file)) == record.before:
            continue
        _keep_what_came_since(root, folder, record)
        if record.before == NOTHING:
            _remove(root / record.file)
        else:
            write_whole(root / record.file, _read(_kept(root, folder, BEFORE, record.file)))
    _remove(root / PENDING)
    since = (root / folder / SINCE).is_dir()
    for gone in (AFTER, BEFORE) if since else ("",):
        shutil.rmtree(root / folder / gone, ignore_errors=True)
    if since:
        _remove(root / folder / JOURNAL)  # nothing was exchanged, and nothing is to be taken back


def _keep_what_came_since(root: Path, folder: str, record: FileRecord) -> None:
    """Bytes that are neither the old nor the new were written by a person, after the exchange was cut off."""
    data = _now(root, record.file)
    if data is not None and _hash(data) not in (record.before, record.after):
        write_whole(safe_join(root, f"{folder}/{SINCE}/{record.file}"), data)


def _kept(root: Path, folder: str, side: str, file: str) -> Path:
    """Where the history keeps a file. Raises ProblemsFound (FILE) where it does not, any more."""
    path = safe_join(root, f"{folder}/{side}/{file}")
    if not path.is_file():
        what = f"{folder} does not hold {printable(file)} any more, as it was {side}."
        do = f"put {folder} back as it was; a copy of the whole folder has it"
        raise ProblemsFound([Problem(code="FILE", what=what, place=Place(folder), do=do)])
    return path


def _read(path: Path) -> bytes:
    with _told_of(path, "read"):
        return path.read_bytes()


def _pending(folder: str, *, back: bool = False) -> bytes:
    return f"format: 1\nnumber: {int(folder.rpartition('/')[2])}\nback: {'true' if back else 'false'}\n".encode()


def _move(source: Path, target: Path) -> None:
    """In one step, so that nothing half written, and no other name, is ever seen beside the file."""
    with _told_of(target, "replaced"):
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            source.chmod(target.stat().st_mode & 0o777)
        source.replace(target)


def _remove(path: Path) -> None:
    with _told_of(path, "taken away"):
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def _told_of(path: Path, what: str) -> Iterator[None]:
    """What the system refuses, as a problem."""
    try:
        yield
    except OSError as failed:
        raise ProblemsFound(
            [
                Problem(
                    code="TARGET",
                    what=f"{path.name} cannot be {what} ({failed.strerror}).",
                    place=Place(str(path)),
                    do="close it if it is open in another program, and give the command again",
                )
            ]
        ) from failed


def done(root: Path) -> tuple[Kept, ...]:
    """Every exchange that was carried out and not taken back since, in order."""
    found = {
        number: read_journal(root, number)
        for number in numbers(Folder(root))
        if (root / folder_of(number) / JOURNAL).is_file() and not (root / folder_of(number) / AFTER).exists()
    }
    taken_back = {journal.undoes for journal in found.values()}
    return tuple(Kept(n, journal) for n, journal in found.items() if n not in taken_back and journal.undoes is None)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was taken back or put aside, and the folder that keeps what was replaced by that.

    ``since`` are files that somebody had changed since; their newer state lies in that folder, too.
    """

    told: str
    folder: str
    since: tuple[str, ...] = ()


def last_undone(root: Path, act: str) -> TakenBack | None:
    """Takes back the last exchange of that kind, byte for byte; None where there is none."""
    kept = [one for one in done(root) if one.journal.act == act]
    return undone(root, kept[-1]) if kept else None


def put_aside(root: Path, files: Iterable[str], *, act: str, told: str) -> TakenBack:
    """Takes away what had only begun."""
    return TakenBack(told, exchange(root, dict.fromkeys(files), {}, act=act, told=told))


def undone(root: Path, kept: Kept) -> TakenBack:
    """Takes an exchange back, byte for byte."""
    folder, files = folder_of(kept.number), kept.journal.files
    old = {r.file: None if r.before == NOTHING else _read(_kept(root, folder, BEFORE, r.file)) for r in files}
    since = tuple(record.file for record in files if _hash(_now(root, record.file)) != record.after)
    told = kept.journal.told
    return TakenBack(
        told, exchange(root, old, {}, act=f"undo {kept.journal.act}", told=told, undoes=kept.number), since
    )


def read_journal(root: Path, number: int) -> Journal:
    """Raises ProblemsFound where somebody has changed it by hand, above all where a path in it leaves the folder."""
    file = f"{folder_of(number)}/{JOURNAL}"
    document = read_yaml(read_text(Folder(root), file), file)
    journal = validated(Journal, document.data, document)
    for record in journal.files:
        refuse_name(record.file)
    return journal


def written(journal: Journal) -> str:
    """`journal.yml` as text."""
    lines = [
        "# Written by coachloom: files that were exchanged together. What they were lies in before/.",
        "format: 1",
        f"act: {journal.act}",
        f"told: {quoted(journal.told)}",
        *([] if journal.undoes is None else [f"undoes: {journal.undoes}"]),
        "files:" if journal.files else "files: []",
    ]
    for record in journal.files:
        lines += [f"  - file: {quoted(record.file)}", f"    before: {record.before}", f"    after: {record.after}"]
    return "\n".join([*lines, ""])


def _now(root: Path, file: str) -> bytes | None:
    path = safe_join(root, file)  # a file or folder that is only a link would lead outside
    return _read(path) if os.path.lexists(path) else None


def _hash(data: bytes | None) -> str:
    return NOTHING if data is None else f"sha256:{hashlib.sha256(data).hexdigest()}"
