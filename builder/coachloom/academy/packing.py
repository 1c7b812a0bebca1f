"""A zip for a colleague: everything that the academy's folder needs, and nothing private."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coachloom.academy import changes, content, identity
from coachloom.academy.archive import MOST_BYTES_IN_ALL, folder_inside, packed, read_zip, unpacked
from coachloom.academy.compose import LayerFiles
from coachloom.academy.edition import Edition, with_layer
from coachloom.academy.identity import read_academy
from coachloom.academy.lock import EDITIONS, HIDDEN, read_base
from coachloom.academy.lock import FILE as LOCK
from coachloom.course.values import DRAFT
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.files import Folder
from coachloom.reading.whole import changed_meanwhile, write_whole

TAKEN = (identity.FILE, changes.FILE, "release.yml", "recalls.yml", "README.txt", ".gitignore", LOCK)
TAKEN_FOLDERS = (content.FOLDER, content.ASSETS, "cohorts", "editions")
"""What goes into a pack, besides the base. Anything else stays: above all `private/`, and what was built."""


def packed_academy(root: Path) -> bytes:
    """The zip's bytes; the same folder, the same bytes. Raises ProblemsFound where a file cannot be taken."""
    files = Folder(root)
    taken = {file: files.read(file) for file in TAKEN if files.has(file)}
    for folder in TAKEN_FOLDERS:
        listed, problems = files.listed(folder)
        if problems:
            raise ProblemsFound(problems)
        taken |= {file: files.read(file) for file in listed}
    editions = (
        () if any((root / folder).is_symlink() for folder in (HIDDEN, EDITIONS)) else (root / EDITIONS).glob("*.zip")
    )
    for edition in sorted(editions):
        if edition.is_file() and not edition.is_symlink() and edition.stat().st_size <= MOST_BYTES_IN_ALL:
            taken[f"{EDITIONS}/{edition.name}"] = edition.read_bytes()
    return packed(taken)


def packed_edition(root: Path) -> Edition:
    """The edition that other academies could build on, as a draft of the same number as the base's."""
    files = Folder(root)
    academy = read_academy(files)
    base = read_base(root, academy)
    return with_layer(base, LayerFiles(academy, files), base.record.edition.removesuffix(DRAFT) + DRAFT)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A zip of an academy's folder that was written into a folder; ``inside`` is the folder in it, if there is one."""

    pack: Path
    contents: Mapping[str, bytes]
    inside: str

    def put_back(self, folder: Path) -> None:
        """Makes the zip hold what ``folder`` holds now; what lay beside the academy in it stays.

        Raises ProblemsFound (COPY) where somebody else changed the zip in the meantime.
        """
        beside = {file: data for file, data in self.contents.items() if not file.startswith(self.inside)}
        paths = (path for path in folder.rglob("*") if path.is_file())
        now = {f"{self.inside}{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths}
        if now | beside == self.contents:
            return
        if read_zip(self.pack, largest=MOST_BYTES_IN_ALL) != self.contents:
            raise ProblemsFound([changed_meanwhile(self.pack.name)])
        data = packed(now | beside)
        unpacked(data, self.pack.name, largest=MOST_BYTES_IN_ALL)  # what could not be opened again is not written
        write_whole(self.pack, data)


def unpack(pack: Path, folder: Path) -> Unpacked:
    """Writes the files of a pack, or of any zip of an academy's folder, into the empty ``folder``.

    A zip made by hand often holds the folder itself; then its contents are taken.
    Raises ProblemsFound: see `archive.read_zip`, and BASE where it is no academy.
    """
    contents = read_zip(pack, largest=MOST_BYTES_IN_ALL)
    inside = folder_inside(contents, identity.FILE)
    files = {file.removeprefix(inside): data for file, data in contents.items() if file.startswith(inside)}
    if identity.FILE not in files:
        raise ProblemsFound(
            [
                Problem(
                    code="BASE",
                    what=f"{pack.name} is no academy's folder: it holds no {identity.FILE}.",
                    place=Place(pack.name),
                    do="name a zip that coachloom pack made; an edition goes into a new folder: coachloom new DIR --from ZIP",
                )
            ]
        )
    for file, data in files.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Unpacked(pack, contents, inside)
