"""A new academy's folder: one that builds at once, with a word beside everything that a person may change."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from string import Template

from coachloom.academy import changes, identity, people
from coachloom.academy.ci import Host, ci_files
from coachloom.academy.compose import LayerFiles, compose
from coachloom.academy.edition import Edition
from coachloom.academy.identity import Academy, read_academy
from coachloom.academy.lock import EDITIONS, FILE, HIDDEN, lock_text
from coachloom.installed import home
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.files import Folder, Held
from coachloom.reading.text import read_text

_FOLDERS = ("content", "assets", "cohorts", "private")
ACADEMY_FOLDERS = (*_FOLDERS, "editions", HIDDEN)
"""Every folder of an academy; none of them is ever a target."""

_TEXTS = {
    identity.FILE: "academy.yml",
    changes.FILE: "changes.yml",
    people.FILE: "people.yml",
    "README.txt": "README.txt",
    ".gitignore": "gitignore.txt",
}
"""Each file of a new folder, and the template in `site/starter/` that it is made from."""


def new_academy(folder: Path, id: str, name: str, base: Edition, ci: Host | None = None) -> None:
    """Writes the folder of an academy that has changed nothing yet; it appears whole, or not at all.

    With ``ci`` it also holds what that git host needs to check and to publish it.
    Raises ProblemsFound: TARGET where ``folder`` holds something already, VALUE and the like for id and name.
    """
    files = starter_files(id, name, base) | (ci_files(ci) if ci else {})
    held = Held(files)
    academy = read_academy(held)
    compose(base.composition, LayerFiles(academy, held))
    if id in {layer.id for layer in base.composition.layers}:
        raise ProblemsFound([_taken(academy)])
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise ProblemsFound([_unfit(folder, "it holds something already")])
    folder = folder.resolve()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as failed:
        raise ProblemsFound([_unfit(folder, f"nothing can be written there ({failed.strerror})")]) from failed
    try:
        _write(aside, files)
        for empty in _FOLDERS:
            (aside / empty).mkdir(exist_ok=True)
        aside.chmod(0o755)
        if folder.exists():
            _moved_into(folder, aside)
        else:
            aside.rename(folder)
    except OSError as failed:
        raise ProblemsFound([_unfit(folder, f"nothing can be written there ({failed.strerror})")]) from failed
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _moved_into(folder: Path, aside: Path) -> None:
    """Everything in ``aside`` into the empty ``folder``, in which a person may be standing."""
    moved: list[Path] = []
    try:
        for path in sorted(aside.iterdir()):
            moved.append(path.rename(folder / path.name))
    except OSError:
        for path in moved:
            path.rename(aside / path.name)
        raise


def starter_files(id: str, name: str, base: Edition) -> dict[str, bytes]:
    """The files of a new folder by their path."""
    record, title = base.record, base.composition.course.programme.title
    values = {
        "id": id,
        "name": json.dumps(name, ensure_ascii=False),
        "plain_name": name,
        "underline": "=" * len(name),
        "course": record.course,
        "course_title": title,
        "edition": record.edition,
    }
    files = {file: _filled(template, values) for file, template in _TEXTS.items()}
    files[FILE] = lock_text(base)
    return {
        **{file: text.encode() for file, text in files.items()},
        f"{EDITIONS}/{base.file_name}": base.data,
    }


def _filled(template: str, values: Mapping[str, str]) -> str:
    return Template(read_text(Folder(home()), f"site/starter/{template}")).substitute(values)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for file, data in files.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _taken(academy: Academy) -> Problem:
    id = academy.identity.id
    return Problem(
        code="ID",
        what=f"The id `{id}` is that of the course you build on.",
        place=academy.document.place(("academy", "id")),
        id=id,
        because="Whatever you add carries your id, so that it never meets something of another academy.",
        do="choose an id of your own: --id",
    )


def _unfit(folder: Path, why: str) -> Problem:
    return Problem(
        code="TARGET",
        what=f"The academy's folder cannot be {folder}: {why}.",
        place=Place(str(folder)),
        do="name a new folder, or an empty one",
    )
