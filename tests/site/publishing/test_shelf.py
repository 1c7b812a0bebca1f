"""An edition goes into its home whole: what is cut off is carried on, and what the system refuses changes nothing."""

from __future__ import annotations

import datetime
import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from coachloom.academy.recalling import recall
from coachloom.problems import ProblemsFound
from coachloom.site.publishing import opened, packed, shelf
from coachloom.site.publishing.files import Shared, files_in, tree_hash_of
from coachloom.site.publishing.packed import publish_zip
from coachloom.site.publishing.publish import Wish
from coachloom.site.publishing.recalling import recall_in
from coachloom.site.publishing.shelf import files_take_the_place
from tests.conftest import ROOT
from tests.files import tree_hash
from tests.killed import KILLED
from tests.site.publishing.homes import STORY, Place, editions, put_online, released

DAY = datetime.date(2027, 6, 1)
CALLS = ("replace", "rename", "unlink", "link", "mkdir")
STEPS = 12
"""So many moments of a run, evenly spread, are tried."""


class Killed(BaseException):
    """The end of a process, as far as one can be had inside it."""


@contextmanager
def ending(at: int, error: int = 0) -> Iterator[list[int]]:
    """At the n-th change of the disk the process ends; with an ``error`` the system refuses then and ever after."""
    count = [0]
    originals = {name: getattr(os, name) for name in CALLS}

    def counted(name: str) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            count[0] += 1
            if error and count[0] >= at and name != "unlink":
                raise OSError(error, os.strerror(error))
            if not error and count[0] == at:
                raise Killed
            return originals[name](*arguments, **named)

        return call

    calls: dict[str, Any] = {name: counted(name) for name in CALLS}
    with patch.multiple(os, **calls):
        yield count


def take_out(place: Place) -> None:
    recall_in(place.root, place.home, say=lambda _: None)


def seen_by_readers(home: Path) -> dict[str, str]:
    """Every file that a link leads to."""
    return {file: digest for file, digest in tree_hash(home).items() if not file.startswith(".")}


@pytest.fixture
def withdrawn(place: Place) -> Place:
    """The academy has withdrawn its story; the home does not know it yet."""
    recall(place.root, "first-questions/case", "It could be traced.", DAY)
    return place


def moments(place: Place, act: Callable[[Place], None], folder: Path) -> list[int]:
    copy = Place(place.root, Path(shutil.copytree(place.home, folder / "counted")))
    with ending(0) as count:
        act(copy)
    return [1 + step * count[0] // STEPS for step in range(STEPS)]


def test_a_run_that_ends_at_any_moment_leaves_editions_old_or_new_and_the_next_ends_it(
    withdrawn: Place, tmp_path: Path
) -> None:
    old = {number: tree_hash(withdrawn.home / number) for number in editions(withdrawn.home)}
    fresh = Place(withdrawn.root, Path(shutil.copytree(withdrawn.home, tmp_path / "whole")))
    take_out(fresh)
    new = {number: tree_hash(fresh.home / number) for number in editions(fresh.home)}
    for at in moments(withdrawn, take_out, tmp_path):
        cut = Place(withdrawn.root, Path(shutil.copytree(withdrawn.home, tmp_path / f"cut-{at}")))
        with ending(at), pytest.raises(Killed):
            take_out(cut)
        for number, before in old.items():
            assert tree_hash(cut.home / number) in (before, new[number]), (at, number)
        take_out(cut)

        assert seen_by_readers(cut.home) == seen_by_readers(fresh.home), at


def test_a_full_disk_at_any_moment_leaves_every_edition_as_it_was_and_says_so(withdrawn: Place, tmp_path: Path) -> None:
    before = seen_by_readers(withdrawn.home)
    for at in moments(withdrawn, take_out, tmp_path):
        full = Place(withdrawn.root, Path(shutil.copytree(withdrawn.home, tmp_path / f"full-{at}")))
        with ending(at, errno.ENOSPC), pytest.raises((ProblemsFound, OSError)) as refused:
            take_out(full)
        now = seen_by_readers(full.home)
        changed = {file.partition("/")[0] for file in now.keys() | before if now.get(file) != before.get(file)}

        assert isinstance(refused.value, ProblemsFound) or changed == set(), at
        take_out(full)
        assert STORY not in (full.home / "2027.1/sessions/first-questions/index.html").read_text()


def test_an_edition_that_cannot_be_read_is_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> str:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(opened, "tree_hash_of", refuse)
    with pytest.raises(ProblemsFound) as refused:
        put_online(place.root, place.home)

    assert [one.what for one in refused.value.problems] == [
        f"The site cannot be published in {place.home}: its files cannot be read or written (Input/output error)."
    ]


def test_a_full_disk_leaves_a_zip_unmade_and_says_so(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(packed, "make", refuse)
    with pytest.raises(ProblemsFound) as refused:
        publish_zip(place.root, tmp_path / "course.zip", Wish(), "")

    assert ["No space left on device" in one.what for one in refused.value.problems] == [True]
    assert not (tmp_path / "course.zip").exists()


def test_a_publish_that_is_killed_is_taken_up_by_the_next(place: Place, tmp_path: Path) -> None:
    released(place.root, "One more.")
    whole = Place(place.root, Path(shutil.copytree(place.home, tmp_path / "whole")))
    put_online(whole.root, whole.home)
    old = {number: tree_hash(place.home / number) for number in editions(place.home)}
    for at in (1, 2, 4, 8, 16, 40):
        home = Path(shutil.copytree(place.home, tmp_path / f"killed-{at}"))
        arguments = ("-C", str(place.root), "publish", "--to", str(home))
        done = subprocess.run(
            [sys.executable, "-m", "tests.killed", str(at), *arguments], cwd=ROOT, capture_output=True, check=False
        )
        assert done.returncode == KILLED, done.stderr
        assert {number: tree_hash(home / number) for number in old} == old
        put_online(place.root, home)

        assert seen_by_readers(home) == seen_by_readers(whole.home), at


def test_where_folders_cannot_be_exchanged_files_are_one_by_one(
    withdrawn: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = Place(withdrawn.root, Path(shutil.copytree(withdrawn.home, tmp_path / "whole")))
    take_out(fresh)
    monkeypatch.setattr(shelf, "exchange", lambda _one, _other: False)
    take_out(withdrawn)

    assert seen_by_readers(withdrawn.home) == seen_by_readers(fresh.home)


def test_file_by_file_new_ones_come_and_old_ones_go_and_no_link_is_written_through(tmp_path: Path) -> None:
    new, old, other = (tmp_path / name for name in ("new", "old", "other"))
    for file, text in (("new/a/x", "2"), ("new/c", "3"), ("old/a/x", "1"), ("old/b/y", "1"), ("other", "1")):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text)
    (old / "a/x").unlink()
    os.link(other, old / "a/x")
    files_take_the_place(new, old)

    assert tree_hash(old) == tree_hash(new)
    assert other.read_text() == "1"
    assert sorted(path.name for path in old.iterdir()) == ["a", "c"]


def test_a_file_that_lies_there_already_is_linked_to_and_pages_are_not(tmp_path: Path) -> None:
    texts = {"theme.js": "same", "index.html": "page", "new.js": "new"}
    for file in ("one/theme.js", "one/index.html", "built/theme.js", "built/index.html", "built/new.js"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(texts[Path(file).name])
    shared = Shared.of([tmp_path / "one"])
    for file in files_in(tmp_path / "built"):
        shared.lay(tmp_path / "built" / file, tmp_path / "two" / file)

    links = {file: (tmp_path / "two" / file).stat().st_nlink for file in files_in(tmp_path / "two")}
    assert (links, shared.saved) == ({"index.html": 1, "new.js": 1, "theme.js": 2}, 4)
    assert tree_hash_of(tmp_path / "two") == tree_hash_of(tmp_path / "built")


def test_a_disk_that_knows_no_links_holds_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "a").write_text("x")
    shared = Shared()
    shared.lay(tmp_path / "a", tmp_path / "b/a")

    assert ((tmp_path / "b/a").read_text(), shared.saved) == ("x", 0)


def test_a_file_that_became_another_or_went_since_is_not_linked_to(tmp_path: Path) -> None:
    old, new, home = tmp_path / "old", tmp_path / "new", tmp_path / "home"
    for file in ("changed.css", "gone.css"):
        for folder in (old, new):
            folder.mkdir(exist_ok=True)
            (folder / file).write_text(f"as {file} was", encoding="utf-8")
    shared = Shared.of([old])
    (old / "changed.css").unlink()
    (old / "changed.css").write_text("corrected", encoding="utf-8")
    (old / "gone.css").unlink()
    for file in ("changed.css", "gone.css"):
        shared.lay(new / file, home / file)

    assert tree_hash(home) == tree_hash(new)
    assert shared.saved == 0
