"""Zips that academies send each other: written so that the same content is the same bytes, read without trust.

What a zip says of itself is never believed: one that is damaged, cut off or hostile becomes problems, and no more
than one file's limit is unpacked at a time. Nothing is written to a disk here.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.paths import MOST_BYTES, passed_over, printable, refuse_name, twins

MOST_ENTRIES = 5_000
MOST_BYTES_IN_ALL = 50_000_000

_DAY_ONE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_FILE_MODE = stat.S_IFREG | 0o644
_FILE_OR_FOLDER = {0, stat.S_IFREG, stat.S_IFDIR}  # 0: made on Windows
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1 | 0x40
_UTF8 = 0x800
_FILE, _ENTRY, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_FILE_HEADER, _END_RECORD = 30, 22
_SAID_ELSEWHERE = 0xFFFF

_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, UnicodeDecodeError)
"""All that zipfile raised when zips were cut at every byte and flipped at random ones.

Its NotImplementedError says that a zip asks for a newer version of the format, as a flipped byte may.
"""

_SEND_AGAIN = "ask for the zip again, or download it again"
_PACK_AGAIN = "ask for a zip packed with the menu of Windows or macOS, of ordinary files and without a password"
_RENAME = "ask for a new zip in which this file has a short, plain name of its own"
_SMALLER = "ask for a zip of the course's files alone, with smaller pictures"


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip of ``files``: the same content gives the same bytes on every system, so nothing is compressed.

    Raises ProblemsFound (PATH, NAME) for a name that `unpacked` would refuse; other limits are the caller's.
    """
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for path in sorted(files):
            refuse_name(path)
            entry = zipfile.ZipInfo(path, _DAY_ONE)  # stored, not deflated
            entry.create_system = _UNIX
            entry.external_attr = _FILE_MODE << 16
            archive.writestr(entry, files[path])
    return into.getvalue()


def read_zip(path: Path, *, largest: int = MOST_BYTES) -> dict[str, bytes]:
    """The files in the zip at ``path``. Raises ProblemsFound: FILE where it cannot be read, else as `unpacked`."""
    name = path.name or str(path)
    try:
        if not path.is_file():
            raise _no_file(name, "is not a file" if path.exists() else "is not there")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES_IN_ALL + 1)
    except OSError as failed:
        raise _no_file(name, f"cannot be opened ({failed.strerror})") from failed
    return unpacked(data, name, largest=largest)


def unpacked(data: bytes, name: str, *, largest: int = MOST_BYTES) -> dict[str, bytes]:
    """Every file in the zip ``data`` by its path with ``/``; folders are passed over. ``name`` is for messages.

    No file may hold more than ``largest`` bytes, nor all together more than MOST_BYTES_IN_ALL.
    Raises ProblemsFound: ZIP for the zip itself, PATH, NAME and TWIN for the names in it. Damage is told alone.
    """
    place = Place(printable(name))
    if len(data) > MOST_BYTES_IN_ALL:
        raise _stopped(place, "The zip is larger than 50 MB.", _SMALLER)
    if data.count(_ENTRY) > MOST_ENTRIES:
        raise _stopped(place, "The zip holds more than 5,000 files and folders.", _SMALLER)
    said = _entries_said(data, place)
    with _damage_is_a_problem(place):
        archive = zipfile.ZipFile(io.BytesIO(data))
    entries = archive.infolist()
    if said not in {len(entries), _SAID_ELSEWHERE} or not _side_by_side(data, entries, archive.start_dir):
        raise _damaged(place)
    if sum(entry.file_size for entry in entries) > MOST_BYTES_IN_ALL:
        raise _stopped(place, "The files in the zip make more than 50 MB.", _SMALLER)
    problems = [replace(problem, place=place) for problem in _names_refused(entries)]
    files: dict[str, bytes] = {}
    for entry in entries:
        if reason := _refusal(entry, largest):
            what, do = reason
            problems.append(_problem(place, f'"{printable(_path(entry))}" {what}.', do))
        else:
            files[_path(entry)] = _content(archive, entry, place, largest)
    if problems:
        raise ProblemsFound(problems)
    return {path: content for path, content in files.items() if not path.endswith("/")}


def folder_inside(contents: Mapping[str, bytes], file: str) -> str:
    """``riverside/`` where all that a person sees in a zip lies in that folder, and ``file`` not beside it.

    Unpacked and packed again by hand, a zip often holds the folder itself.
    """
    tops = {top for name in contents if not passed_over(top := name.partition("/")[0]) and top != "__MACOSX"}
    return f"{tops.pop()}/" if len(tops) == 1 and file not in contents else ""


def _entries_said(data: bytes, place: Place) -> int:
    """How many entries the zip's last record names; a zip that does not end with that record is cut off."""
    end = data.rfind(_END)
    if 0 <= end <= len(data) - _END_RECORD:
        count, comment = struct.unpack_from("<10xH8xH", data, end)
        if end + _END_RECORD + comment == len(data):
            return int(count)
    if data.startswith(_FILE):
        raise _stopped(place, "The zip is cut off, or damaged at its end.", _SEND_AGAIN)
    raise _stopped(place, "The file is not a zip, or only the beginning of one.", _SEND_AGAIN)


def _side_by_side(data: bytes, entries: list[zipfile.ZipInfo], directory: int) -> bool:
    """Whether the files stand one after another from the first byte on.

    In a bomb, many entries share one file's bytes. A cut zip that holds a zip may end as the inner one does.
    """
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        start = entry.header_offset
        if start < end or (start and not end) or start + _FILE_HEADER > directory:
            return False
        name, extra = struct.unpack_from("<26xHH", data, start)
        end = start + _FILE_HEADER + name + extra + entry.compress_size
    return end <= directory and bool(entries or not directory)


def _names_refused(entries: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    """Names that not every system can hold, alone or beside each other."""
    times = Counter(_path(entry) for entry in entries)
    files: set[str] = set()
    folders: set[str] = set()
    for path in times:
        plain = path.removesuffix("/")
        try:
            refuse_name(plain)
        except ProblemsFound as refused:
            yield from (replace(problem, do=_RENAME) for problem in refused.problems)
            continue
        (files if plain == path else folders).add(plain)
        folders |= {plain[:at] for at, character in enumerate(plain) if character == "/"}
    yield from (replace(problem, do=_RENAME) for problem in twins(files | folders))
    nowhere = Place("")
    for path in files:
        if times[path] > 1:
            yield _problem(nowhere, f'"{path}" stands {times[path]} times in the zip.', _RENAME)
        if path in folders:
            yield _problem(nowhere, f'"{path}" is a file and a folder at once.', _RENAME)


def _path(entry: zipfile.ZipInfo) -> str:
    """The name as it stands in the zip. Finder writes UTF-8 without saying so, which zipfile takes for MS-DOS's."""
    name = entry.orig_filename
    if entry.flag_bits & _UTF8 or name.isascii():
        return name
    return name.encode("cp437").decode("utf-8", "surrogateescape")  # what stays unreadable is refused as a name


def _refusal(entry: zipfile.ZipInfo, largest: int) -> tuple[str, str] | None:
    """Why an entry is not read, and what to do."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    faults = (
        (entry.flag_bits & _ENCRYPTED, "is locked with a password", _PACK_AGAIN),
        (kind == stat.S_IFLNK, "is only a link to another file", _PACK_AGAIN),
        (kind not in _FILE_OR_FOLDER, "is not an ordinary file", _PACK_AGAIN),
        (entry.compress_type not in _PACKINGS, "is packed in a way that is not read here", _PACK_AGAIN),
        (entry.file_size > largest, f"is larger than {largest // 1_000_000} MB", _SMALLER),
        (entry.file_size and _path(entry).endswith("/"), "is a folder and has content like a file", _PACK_AGAIN),
    )
    return next(((what, do) for found, what, do in faults if found), None)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, place: Place, largest: int) -> bytes:
    with _damage_is_a_problem(place), archive.open(entry) as file:
        content = file.read(largest + 1)  # the bound holds for what is decompressed, whatever the zip says
    if len(content) != entry.file_size:
        raise _damaged(place)
    return content


@contextmanager
def _damage_is_a_problem(place: Place) -> Iterator[None]:
    try:
        yield
    except _DAMAGE as damage:
        raise _damaged(place) from damage


def _damaged(place: Place) -> ProblemsFound:
    return _stopped(place, "The zip is damaged.", _SEND_AGAIN)


def _stopped(place: Place, what: str, do: str) -> ProblemsFound:
    return ProblemsFound([_problem(place, what, do)])


def _problem(place: Place, what: str, do: str) -> Problem:
    return Problem(code="ZIP", what=what, place=place, do=do)


def _no_file(name: str, why: str) -> ProblemsFound:
    what = f'"{printable(name)}" {why}.'
    return ProblemsFound(
        [Problem(code="FILE", what=what, place=Place(printable(name)), do="name a zip that you may read")]
    )
