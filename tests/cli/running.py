"""Commands as a person gives them, on academies to spoil."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from coachloom.academy.starter import new_academy
from coachloom.cli import main
from tests.academy.samples import open_edition

SAID = ("--why", "It fits us.", "--by", "ana-reis")


def run(*arguments: str, typed: str | None = None) -> Result:
    """A bug's traceback is raised, not swallowed."""
    return CliRunner().invoke(main, list(arguments), input=typed, catch_exceptions=False)


def on(folder: Path, *arguments: str, typed: str | None = None) -> Result:
    return run("-C", str(folder), *arguments, typed=typed)


def new_folder(folder: Path, changes: bytes | None = None) -> Path:
    """A new academy on the open course; with other bytes in `changes.yml`, if given."""
    root = folder / "riverside"
    new_academy(root, "riverside", "Riverside Academy", open_edition())
    if changes is not None:
        (root / "changes.yml").write_bytes(changes)
    return root


def zipped(files: Mapping[str, bytes], to: Path) -> Path:
    """A zip as Windows Explorer makes it: deflated, with entries for folders."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        folders = {file[: at + 1] for file in files for at, sign in enumerate(file) if sign == "/"}
        for folder in sorted(folders):
            archive.writestr(zipfile.ZipInfo(folder), b"")
        for file, data in files.items():
            archive.writestr(file, data)
    return to


def contents(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist() if not name.endswith("/")}


def files_of(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def without_history(root: Path) -> dict[str, bytes]:
    return {file: data for file, data in files_of(root).items() if not file.startswith(".coachloom/history/")}
