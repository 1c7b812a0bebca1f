"""Files that are exchanged together are the old or the new ones, whatever happens in between."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.academy.journal import Changed, alone, carried_on, done, exchange, undone
from coachloom.problems import ProblemsFound
from tests.academy.faults import Killed, failing
from tests.cli.running import files_of, on
from tests.cli.test_upgrade import SHEET, academy, next_zip, tick
from tests.conftest import ROOT
from tests.killed import KILLED

OLD = {"changes.yml": b"old", "content/a.md": b"a", "content/b.md": b"b"}
NEW: Changed = {"changes.yml": b"new", "content/a.md": None, "content/c.md": b"c"}
AFTER = {"changes.yml": b"new", "content/b.md": b"b", "content/c.md": b"c"}


def folder(root: Path) -> Path:
    for file, data in OLD.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(data)
    return root


def shown(root: Path) -> dict[str, bytes]:
    """What a person sees: nothing of `.coachloom/`."""
    return {file: data for file, data in files_of(root).items() if not file.startswith(".coachloom/")}


def changed(root: Path) -> str:
    return exchange(root, NEW, {"changes.yml": b"old"}, act="test", told="a test")


def test_all_files_change_together_and_what_they_were_is_kept(tmp_path: Path) -> None:
    root = folder(tmp_path)

    kept = changed(root)

    assert shown(root) == AFTER
    assert kept == ".coachloom/history/0001"
    assert {file: data for file, data in files_of(root / kept).items() if file != "journal.yml"} == {
        "before/changes.yml": b"old",
        "before/content/a.md": b"a",
    }


def test_taking_back_restores_every_byte_and_keeps_what_came_since(tmp_path: Path) -> None:
    root = folder(tmp_path)
    changed(root)
    (root / "content/c.md").write_bytes(b"mended")

    kept, since = undone(root, done(root)[-1])

    assert (shown(root), since) == (OLD, ("content/c.md",))
    assert (root / kept / "before/content/c.md").read_bytes() == b"mended"
    assert done(root) == ()


def test_nothing_is_written_where_nothing_would_change(tmp_path: Path) -> None:
    root = folder(tmp_path)

    assert exchange(root, dict(OLD), {}, act="test", told="a test") == ""
    assert files_of(root) == OLD


def test_somebody_else_s_change_in_the_meantime_is_not_overwritten(tmp_path: Path) -> None:
    root = folder(tmp_path)
    (root / "changes.yml").write_bytes(b"theirs")

    with pytest.raises(ProblemsFound) as refused:
        changed(root)

    assert [problem.code for problem in refused.value.problems] == ["COPY"]
    assert shown(root) == OLD | {"changes.yml": b"theirs"}


def writes(tmp_path: Path) -> int:
    with failing(0, 0, always=False) as count:
        changed(folder(tmp_path / "counted"))
    return count[0]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES], ids=["disk full", "in use"])
def test_a_refusal_at_any_point_leaves_the_old_and_says_so(tmp_path: Path, code: int) -> None:
    for number in range(1, writes(tmp_path) + 1):
        root = folder(tmp_path / str(number))
        with failing(number, code, always=False), pytest.raises(ProblemsFound) as refused:
            changed(root)

        assert [problem.code for problem in refused.value.problems] == ["TARGET"]
        assert shown(root) == OLD
        assert carried_on(root) == ""


def test_a_disk_that_stays_full_is_mended_by_the_next_command(tmp_path: Path) -> None:
    for number in range(1, writes(tmp_path) + 1):
        root = folder(tmp_path / str(number))
        with failing(number, errno.ENOSPC, always=True), pytest.raises(ProblemsFound):
            changed(root)

        carried_on(root)

        assert shown(root) in (OLD, AFTER)


def test_a_kill_while_all_goes_back_is_mended_by_the_next_command(tmp_path: Path) -> None:
    for number in range(1, writes(tmp_path) + 1):
        for later in range(1, 6):
            root = folder(tmp_path / f"{number}-{later}")
            with (
                failing(number, errno.EACCES, always=False, killed=number + later),
                pytest.raises((ProblemsFound, Killed)),
            ):
                changed(root)

            carried_on(root)

            assert shown(root) in (OLD, AFTER)


def test_two_commands_do_not_change_one_folder_at_once(tmp_path: Path) -> None:
    root = academy(tmp_path)
    edition = next_zip(tmp_path)

    with alone(root):
        other = subprocess.run(
            [sys.executable, "-m", "coachloom", "-C", str(root), "upgrade", str(edition)],
            capture_output=True,
            text=True,
            check=False,
        )

    assert other.returncode == 1
    assert "BUSY  Another command is just changing this folder." in other.stderr
    assert not (root / SHEET).exists()


def killed(root: Path, number: int) -> int:
    command = [sys.executable, "-m", "tests.killed", str(number), "-C", str(root), "upgrade", "--finish"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """An academy whose upgrade is ready to be finished."""
    folder = tmp_path_factory.mktemp("ready")
    root = academy(folder)
    on(root, "upgrade", str(next_zip(folder)))
    tick(root, "use these words:", "A case of ours, after a fall.")
    return files_of(root)


def laid_out(files: dict[str, bytes], root: Path) -> Path:
    for file, data in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(data)
    return root


def state(root: Path) -> dict[str, bytes]:
    passing = (".coachloom/history/", ".coachloom/working.lock", ".coachloom/.pending.yml-")
    return {file: data for file, data in files_of(root).items() if not file.startswith(passing)}


@pytest.mark.parametrize("number", range(1, 21))
def test_a_kill_at_any_point_leaves_the_old_or_the_new(tmp_path: Path, ready: dict[str, bytes], number: int) -> None:
    old = state(laid_out(ready, tmp_path / "old"))
    finished = laid_out(ready, tmp_path / "new")
    on(finished, "upgrade", "--finish")
    root = laid_out(ready, tmp_path / "killed")

    code = killed(root, number)
    checked = on(root, "check")

    assert (code, checked.exit_code) == (KILLED, 0)
    assert state(root) in (old, state(finished))


@given(st.dictionaries(st.sampled_from(["a", "b/c", "d"]), st.binary(max_size=4) | st.none()))
def test_any_exchange_can_be_taken_back(
    tmp_path_factory: pytest.TempPathFactory, wanted: dict[str, bytes | None]
) -> None:
    root = folder(tmp_path_factory.mktemp("exchange"))

    exchange(root, wanted, {}, act="test", told="a test")
    if kept := done(root):
        undone(root, kept[-1])

    assert shown(root) == OLD
