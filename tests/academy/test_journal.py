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

    taken = undone(root, done(root)[-1])

    assert (shown(root), taken.told, taken.since) == (OLD, "a test", ("content/c.md",))
    assert (root / taken.folder / "before/content/c.md").read_bytes() == b"mended"
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


def cut_off(root: Path) -> Path:
    """An exchange that stands, none of whose files is exchanged yet."""
    with failing(0, 0, always=False, killed=7), pytest.raises(Killed):
        changed(folder(root))
    assert (shown(root), (root / ".coachloom/pending.yml").is_file()) == (OLD, True)
    return root


def test_what_somebody_wrote_after_a_cut_is_kept(tmp_path: Path) -> None:
    root = cut_off(tmp_path)
    (root / "changes.yml").write_bytes(b"written since")

    told = carried_on(root)

    since = ".coachloom/history/0001/since"
    assert told == f"a test; what had been changed in between is kept in {since}"
    assert shown(root) == AFTER
    assert files_of(root / since) == {"changes.yml": b"written since"}


def test_what_somebody_wrote_before_all_went_back_is_kept(tmp_path: Path) -> None:
    root = cut_off(tmp_path)
    (root / ".coachloom/pending.yml").write_text("format: 1\nnumber: 1\nback: true\n")
    (root / "content/a.md").write_bytes(b"written since")

    carried_on(root)

    assert shown(root) == OLD
    assert files_of(root / ".coachloom/history/0001") == {"since/content/a.md": b"written since"}
    assert done(root) == ()


@pytest.mark.parametrize("path", ["../outside.txt", "/tmp/outside.txt", "C:/outside.txt", "content/../../outside.txt"])
@pytest.mark.parametrize("after", ["nothing", "sha256:0"])
def test_a_journal_by_another_hand_leads_nowhere_outside(tmp_path: Path, path: str, after: str) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"not ours")
    root = cut_off(tmp_path / "academy")
    kept = root / ".coachloom/history/0001/journal.yml"
    lines = f'  - file: "{path}"\n    before: nothing\n    after: {after}\n'
    kept.write_text(kept.read_text(encoding="utf-8").partition("files:")[0] + f"files:\n{lines}", encoding="utf-8")

    with pytest.raises(ProblemsFound) as refused:
        carried_on(root)

    assert [problem.code for problem in refused.value.problems] == ["PATH"]
    assert (outside.read_bytes(), shown(root)) == (b"not ours", OLD)


@pytest.mark.parametrize("link", ["content", ".coachloom/history", ".coachloom"])
def test_nothing_is_exchanged_through_a_link(tmp_path: Path, link: str) -> None:
    root, elsewhere = folder(tmp_path / "academy"), tmp_path / "elsewhere"
    changed(root)
    (root / link).rename(elsewhere)
    (root / link).symlink_to(elsewhere)
    before = files_of(elsewhere)

    with pytest.raises(ProblemsFound) as refused, alone(root):
        exchange(root, {"content/b.md": b"bb"}, {}, act="test", told="a test")

    assert {problem.code for problem in refused.value.problems} == {"LINK"}
    assert {**before, "working.lock": b""} == {"working.lock": b"", **files_of(elsewhere)}


def test_a_folder_that_lost_its_journal_is_not_written_over(tmp_path: Path) -> None:
    root = folder(tmp_path)
    base = root / ".coachloom/history/0001/before/.coachloom/editions/old.zip"
    base.parent.mkdir(parents=True)
    base.write_bytes(b"the only one")

    kept = changed(root)

    assert (kept, base.read_bytes()) == (".coachloom/history/0002", b"the only one")


@pytest.mark.parametrize("back", ["true", "false"])
def test_a_history_that_is_gone_is_told_and_no_file_changes(tmp_path: Path, back: str) -> None:
    root = cut_off(tmp_path)
    (root / ".coachloom/pending.yml").write_text(f"format: 1\nnumber: 1\nback: {back}\n")
    (root / "changes.yml").unlink()
    for side in ("before", "after"):
        (root / ".coachloom/history/0001" / side / "changes.yml").unlink()

    with pytest.raises(ProblemsFound) as refused:
        carried_on(root)

    assert [problem.code for problem in refused.value.problems] == ["FILE"]


def test_taking_back_without_what_was_kept_is_told(tmp_path: Path) -> None:
    root = folder(tmp_path)
    changed(root)
    (root / ".coachloom/history/0001/before/changes.yml").unlink()

    with pytest.raises(ProblemsFound) as refused:
        undone(root, done(root)[-1])

    assert [problem.code for problem in refused.value.problems] == ["FILE"]
    assert shown(root) == AFTER


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    root = folder(tmp_path)
    (root / "content/c.md").mkdir()

    with pytest.raises(ProblemsFound) as refused:
        changed(root)

    assert [problem.code for problem in refused.value.problems] == ["TARGET"]
    assert shown(root) == OLD


@pytest.mark.parametrize("spoilt", [".coachloom", ".coachloom/working.lock"])
def test_a_lock_that_cannot_be_had_is_told(tmp_path: Path, spoilt: str) -> None:
    root = folder(tmp_path)
    if spoilt == ".coachloom":
        (root / spoilt).write_bytes(b"")
    else:
        (root / spoilt).mkdir(parents=True)

    with pytest.raises(ProblemsFound) as refused, alone(root):
        pass

    assert [problem.code for problem in refused.value.problems] == ["TARGET"]


def test_a_spoilt_copy_of_the_worksheet_is_written_anew(tmp_path: Path) -> None:
    root, edition = academy(tmp_path), next_zip(tmp_path)
    on(root, "upgrade", str(edition))
    blank = root / ".coachloom/staging/blank.md"
    whole = blank.read_bytes()
    blank.write_bytes(b"\xff\xff")

    again = on(root, "upgrade", str(edition))

    assert (again.exit_code, blank.read_bytes()) == (4, whole)
