"""Packs, zips made by hand, and every command on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.academy.samples import open_edition
from tests.cli.running import SAID, contents, files_of, new_folder, on, run, zipped

CANARY = b"canary-4711"


def with_secrets(folder: Path) -> Path:
    root = new_folder(folder)
    for file in (
        "private/people.yml",
        "private/leave.txt",
        "private/.hidden",
        "build/old.txt",
        "notes.txt",
        "content/.tmp",
    ):
        (root / file).parent.mkdir(exist_ok=True)
        head = b"format: 1\npeople: []\n# " if file.endswith("people.yml") else b""
        (root / file).write_bytes(head + CANARY)
    return root


def test_a_pack_holds_no_byte_of_private_and_is_the_same_each_time(tmp_path: Path) -> None:
    root = with_secrets(tmp_path)

    first = on(root, "pack")
    made = (root / "build/riverside.zip").read_bytes()
    on(root, "pack", "--out", str(tmp_path / "other.zip"))

    assert (
        first.output
        == f"{root / 'build/riverside.zip'} is made ({len(made) / 1_000_000:.1f} MB). Nothing from private/ is in it.\n"
    )
    assert CANARY not in made
    assert (tmp_path / "other.zip").read_bytes() == made
    assert sorted(contents(tmp_path / "other.zip")) == [
        f".coachloom/editions/{open_edition().file_name}",
        ".coachloom/lock.yml",
        ".gitignore",
        "README.txt",
        "academy.yml",
        "changes.yml",
    ]


@pytest.mark.parametrize("out", ["changes.yml", "private/x.zip", ".coachloom/editions/x.zip", "content/x.zip", "x"])
def test_a_pack_never_takes_the_place_of_a_source(tmp_path: Path, out: str) -> None:
    root = new_folder(tmp_path)
    before = files_of(root)

    assert (on(root, "pack", "--out", str(root / out)).exit_code, files_of(root)) == (2, before)


def test_packing_a_zip_that_holds_private_things_leaves_that_zip_alone(tmp_path: Path) -> None:
    root = with_secrets(tmp_path)
    handed = zipped(files_of(root), tmp_path / "handed.zip")
    before = handed.read_bytes()

    assert on(handed, "pack").exit_code == 0
    assert on(handed, "pack", "--out", str(handed)).exit_code == 2

    assert handed.read_bytes() == before
    assert CANARY not in (tmp_path / "handed-pack.zip").read_bytes()


@pytest.mark.parametrize("inside", ["", "Our academy/"])
def test_a_command_that_changes_a_zip_keeps_all_else_in_it(tmp_path: Path, inside: str) -> None:
    root = with_secrets(tmp_path)
    files = {f"{inside}{file}": data for file, data in files_of(root).items()} | {"__MACOSX/._x": b"mac"}
    handed = zipped(files, tmp_path / "handed.zip")

    result = on(handed, "adapt", "warm-up", "--minutes", "12", *SAID)

    changes = f"{inside}changes.yml"
    added = b"- set: warm-up\n  minutes: 12\n  why: It fits us.\n  by: ana-reis\n"
    assert result.exit_code == 0, result.output
    assert contents(handed) == {**files, changes: files[changes] + added}


def test_commands_that_only_look_leave_the_zip_byte_for_byte(tmp_path: Path) -> None:
    handed = zipped({f"r/{file}": data for file, data in files_of(with_secrets(tmp_path)).items()}, tmp_path / "r.ZIP")
    before = handed.read_bytes()

    for command in (("check",), ("list",), ("explain", "warm-up"), ("pack",), ("pack", "--edition")):
        assert on(handed, *command).exit_code == 0, command
        assert handed.read_bytes() == before


def test_the_result_page_holds_what_was_said_escaped(tmp_path: Path) -> None:
    handed = zipped(files_of(new_folder(tmp_path)), tmp_path / "a & b.zip")

    on(handed, "adapt", "warm-up", "--title", "<script>", *SAID)
    page = (tmp_path / "a & b-result.html").read_text(encoding="utf-8")
    on(handed, "explain", "<i>")
    unknown = (tmp_path / "a & b-result.html").read_text(encoding="utf-8")
    on(handed, "list", "--kind", "<b>")
    wrong = (tmp_path / "a & b-result.html").read_text(encoding="utf-8")

    assert "<h1>a &amp; b.zip</h1>" in page
    assert ("&lt;script&gt;" in page, "<script>" in page) == (True, False)
    assert "There is no element `&lt;i&gt;`." in unknown
    assert "--kind: &lt;b&gt;; there are: " in wrong


def test_a_zip_that_somebody_else_changed_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import click

    files = files_of(new_folder(tmp_path))
    handed = zipped(files, tmp_path / "handed.zip")

    def confirm(*_words: object, **_more: object) -> bool:
        zipped({**files, "content/theirs.md": b"Theirs."}, handed)
        return True

    monkeypatch.setattr(click, "confirm", confirm)
    result = on(handed, "adapt", "warm-up", "--minutes", "12", typed="Late.\nana-reis\n")

    assert result.exit_code == 1
    assert "handed.zip was changed by somebody else just now." in result.output
    assert contents(handed)["content/theirs.md"] == b"Theirs."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a zip"),
        (b"words", "not a zip"),
        (None, "cut off"),
    ],
)
def test_a_broken_zip_is_a_problem_in_words(tmp_path: Path, data: bytes | None, said: str) -> None:
    handed = zipped(files_of(new_folder(tmp_path)), tmp_path / "broken.zip")
    handed.write_bytes(handed.read_bytes()[:-30] if data is None else data)

    for command in (("check",), ("adapt", "warm-up", "--minutes", "12", *SAID)):
        result = on(handed, *command)
        assert (result.exit_code, said in result.output) == (1, True)


@pytest.mark.parametrize("name", ["..zip", "...zip"])
def test_a_zip_with_an_odd_name_stays_in_its_own_corner(tmp_path: Path, name: str) -> None:
    handed = zipped(files_of(new_folder(tmp_path)), tmp_path / name)

    assert on(handed, "check").exit_code == 0


def test_building_a_zip_puts_the_site_beside_it(tmp_path: Path) -> None:
    handed = zipped(files_of(new_folder(tmp_path)), tmp_path / "handed.zip")
    before = handed.read_bytes()

    assert on(handed, "build").exit_code == 0

    assert (tmp_path / "handed-site/index.html").is_file()
    assert handed.read_bytes() == before


def test_an_academy_builds_on_a_regions_edition(tmp_path: Path) -> None:
    region = new_folder(tmp_path)
    on(region, "adapt", "cool-down", "--leave-out", *SAID)

    packed = on(region, "pack", "--edition", "--out", str(tmp_path / "region.zip"))
    made = run("new", str(tmp_path / "ward"), "--id", "ward", "--name", "Ward", "--from", str(tmp_path / "region.zip"))

    assert (packed.exit_code, made.exit_code) == (0, 0), made.output
    assert (
        on(tmp_path / "ward", "check").exit_code,
        on(tmp_path / "ward", "list", "--changed").stdout.splitlines()[1].split()[0],
    ) == (0, "cool-down")
