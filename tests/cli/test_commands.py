"""`new`, `check`, `list`, `explain`, and wrong command lines."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.academy.samples import open_edition, session
from tests.cli.running import SAID, files_of, new_folder, on, run

NOBODY_TO_WRITE_TO = [("notes", "CONTACT", "academy.yml", 3)]
"""All that is to be said of a new folder."""

DEPARTS = ("--agreed-by", "ana-reis", "--agreed-by", "rui-lopes", "--until", "2030.1")


def told(root: Path) -> list[tuple[str, str, str, int]]:
    found = json.loads(on(root, "check", "--format", "json").stdout)["problems"]
    return [(one["severity"], one["code"], one["file"], one["line"]) for one in found]


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    path = tmp_path / "base.zip"
    path.write_bytes(open_edition().data)
    return path


@pytest.mark.parametrize("name", ['Ana\'s "Ward": $id {x} #1', "École – 🌱", "$", "- x", "{}", "NO", "a\\b"])
def test_a_new_folder_is_in_order_whatever_its_name(tmp_path: Path, edition: Path, name: str) -> None:
    result = run("new", str(tmp_path / "ours"), "--id", "ours", "--name", name, "--from", str(edition))

    assert result.exit_code == 0, result.output
    assert told(tmp_path / "ours") == NOBODY_TO_WRITE_TO
    assert (tmp_path / "ours/README.txt").read_text(encoding="utf-8").split("\n")[0] == name


@pytest.mark.parametrize(
    ("id", "name", "folder", "base", "said"),
    [
        ("Ours", "Ours", "ours", "base.zip", "`id` is not right"),
        ("../x", "Ours", "ours", "base.zip", "`id` is not right"),
        ("a\nb", "Ours", "ours", "base.zip", "academy.yml"),
        ("x" * 81, "Ours", "ours", "base.zip", "`id` is not right"),
        ("small-course", "Ours", "ours", "base.zip", "small-course"),
        ("ours", "a\nb", "ours", "base.zip", "`name` is not right"),
        ("ours", " ", "ours", "base.zip", "`name` is not right"),
        ("ours", "a\u202eb", "ours", "base.zip", "CONTROL"),
        ("ours", "Ours", "full", "base.zip", "it holds something already"),
        ("ours", "Ours", "base.zip", "base.zip", "it holds something already"),
        ("ours", "Ours", "base.zip/in", "base.zip", "nothing can be written there"),
        ("ours", "Ours", "ours", "full", "is not a file"),
        ("ours", "Ours", "ours", "no.zip", "is not there"),
        ("ours", "Ours", "ours", "full/words.zip", "not a zip"),
        ("ours", "Ours", "ours", "full/cut.zip", "cut off"),
    ],
)
def test_what_cannot_be_made_leaves_nothing(  # noqa: PLR0917 -- a row of the table
    tmp_path: Path, edition: Path, id: str, name: str, folder: str, base: str, said: str
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/words.zip").write_bytes(b"words")
    (tmp_path / "full/cut.zip").write_bytes(edition.read_bytes()[:-400])
    before = sorted(tmp_path.rglob("*"))

    result = run("new", str(tmp_path / folder), "--id", id, "--name", name, "--from", str(tmp_path / base))

    assert (result.exit_code, sorted(tmp_path.rglob("*"))) == (1, before), result.output
    assert said in result.output


def test_a_new_folder_can_be_the_empty_one_that_one_stands_in(
    tmp_path: Path, edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ours").mkdir()
    monkeypatch.chdir(tmp_path / "ours")

    assert run("new", ".", "--id", "ours", "--name", "Ours", "--from", str(edition)).exit_code == 0
    assert told(Path()) == NOBODY_TO_WRITE_TO


def test_the_commands_of_the_readme_run_as_they_stand(tmp_path: Path) -> None:
    root = new_folder(tmp_path)
    commands = re.findall(
        r"^ +py -m (coachloom .*?)(?:  |$)", (root / "README.txt").read_text(encoding="utf-8"), re.MULTILINE
    )

    assert [command.split()[1] for command in commands] == ["list", "adapt", "check", "build", "pack", "upgrade"]
    for command in commands:
        words = command.replace("ID", "our-page").split()
        more = SAID if "adapt" in words else ()
        done = subprocess.run(
            [sys.executable, "-m", *words, *more], cwd=root, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert (root / "build/site/index.html").is_file()


def test_build_says_in_one_line_which_facts_of_the_statements_are_missing(tmp_path: Path) -> None:
    root = new_folder(tmp_path)
    written = root / "academy.yml"
    written.write_text(
        re.sub(r"^#(?=  contact|    (?!log))", "", written.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )

    assert on(root, "build").stderr == (
        "The statements of accessibility and privacy are drafts. "
        "Still to be written in academy.yml, under statements: log, log_kept.\n"
    )


def test_nobody_is_told_of_statements_once_every_line_of_the_starter_is_used(tmp_path: Path) -> None:
    root = new_folder(tmp_path)
    written = root / "academy.yml"
    written.write_text(re.sub(r"^#(?=  contact|    )", "", written.read_text("utf-8"), flags=re.MULTILINE), "utf-8")

    assert on(root, "build").stderr == ""


def test_the_course_itself_is_not_asked_for_an_academys_facts(small: Path) -> None:
    assert on(small, "build").stderr == ""


def test_check_says_where_the_course_is_left(tmp_path: Path) -> None:
    root = new_folder(tmp_path)
    done = on(root, "adapt", "first-questions", "--minutes", "95", *SAID, *DEPARTS)

    assert done.exit_code == 0, done.output
    assert on(root, "check").stderr.endswith("It departs from the course in 1 place, as agreed.\n")


def changed(folder: Path) -> Path:
    """One of every state."""
    root = new_folder(folder)
    (folder / "new.md").write_text(session("riverside-new"), encoding="utf-8")
    for asked in (
        ("warm-up", "--title", "Lines"),
        ("cool-down", "--leave-out"),
        ("d02", "--add", str(folder / "new.md"), "--after", "small-tests"),
        ("first-questions", "--minutes", "95", *DEPARTS),
    ):
        assert on(root, "adapt", *asked, *SAID).exit_code == 0
    return root


def test_list_shows_what_was_changed_as_table_and_json(tmp_path: Path) -> None:
    root = changed(tmp_path)

    table = [re.split(r" {2,}", line) for line in on(root, "list", "--changed").stdout.splitlines()]
    shown = json.loads(on(root, "list", "--changed", "--format", "json").stdout)

    assert table[0] == ["Id", "Kind", "Title", "Rule", "State"]
    assert sorted((row["id"], row["state"], row["layer"]) for row in shown["elements"] if "/" not in row["id"]) == [
        ("cool-down", "left out", "small-course"),
        ("first-questions", "departs", "small-course"),
        ("riverside-new", "added", "riverside"),
        ("warm-up", "changed", "small-course"),
    ]
    assert [row[0] for row in table[1:]] == [row["id"] for row in shown["elements"]]


def test_list_filters_add_up(tmp_path: Path) -> None:
    root = changed(tmp_path)
    every = json.loads(on(root, "list", "--format", "json").stdout)["elements"]

    found = json.loads(on(root, "list", "--rule", "bounded", "--kind", "session", "--format", "json").stdout)[
        "elements"
    ]

    assert found == [row for row in every if row["rule"] == "bounded" and row["kind"] == "session"]
    assert found


@pytest.mark.parametrize(
    ("id", "state", "last"),
    [
        ("weekly-hour", "kept", None),
        ("warm-up", "changed", "    coachloom adapt warm-up --back    (undo your change)"),
        ("cool-down", "left out", "    coachloom adapt cool-down --back    (undo your change)"),
        ("riverside-new", "added", "    coachloom adapt riverside-new --back    (undo your change)"),
        ("first-questions", "departs", None),
        ("first-questions/case", "kept", "    coachloom adapt first-questions/case --text"),
    ],
)
def test_explain_tells_state_origin_and_what_may_be_done(tmp_path: Path, id: str, state: str, last: str | None) -> None:
    lines = on(changed(tmp_path), "explain", id).output.splitlines()

    assert lines[1].endswith(f", {state}")
    assert [line for line in lines if line in ("Where it comes from", "What you may do")] == [
        "Where it comes from",
        "What you may do",
    ]
    assert last is None or lines[-1] == last
    if state == "departs":
        assert "        An agreed exception, until edition 2030.1" in lines


def test_explain_proposes_the_nearest_id(tmp_path: Path) -> None:
    result = on(new_folder(tmp_path), "explain", "frist-questions")

    assert (result.exit_code, "Did you mean first-questions?" in result.output) == (1, True)


WRONG = [
    (),
    ("nonsense",),
    ("-C",),
    ("new",),
    ("new", "x"),
    ("new", "x", "--id", "y"),
    ("check", "extra"),
    ("check", "--format", "xml"),
    ("check", "-C"),
    ("list", "--rule", "loose"),
    ("list", "--kind", "case"),
    ("list", "--format", "yaml"),
    ("explain",),
    ("explain", "a", "b"),
    ("adapt",),
    ("adapt", "warm-up"),
    ("adapt", "warm-up", "--minutes"),
    ("adapt", "warm-up", "--minutes", "0"),
    ("adapt", "warm-up", "--minutes", "²"),
    ("adapt", "warm-up", "--minutes", "1e9"),
    ("adapt", "warm-up", "--set", "minutes"),
    ("adapt", "warm-up", "--set", "minutes=²"),
    ("adapt", "warm-up", "--set", "set=5"),
    ("adapt", "warm-up", "--set", "a: b=5"),
    ("adapt", "warm-up", "--mode", "phone"),
    ("adapt", "warm-up", "--text", "--leave-out"),
    ("adapt", "warm-up", "--after", "a", "--before", "b"),
    ("adapt", "warm-up", "--leave-out", "--after", "b"),
    ("adapt", "warm-up", "--back", "--text"),
    ("adapt", "warm-up", "--leave-out", "--by", "Ana Reis"),
    ("adapt", "warm-up", "--leave-out", "--agreed-by", "a,b"),
    ("adapt", "warm-up", "--text-from", "."),
    ("adapt", "warm-up", "--add", "nowhere.md"),
    ("adapt", "warm-up", "--title", "\udcff"),
    ("build", "--engine", "hugo"),
    ("pack", "--out"),
    ("pack", "extra"),
]


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_a_wrong_command_line_is_exit_2_and_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    root = new_folder(tmp_path)
    monkeypatch.chdir(root)
    before = files_of(root)

    result = run(*words)

    assert (result.exit_code, files_of(root)) == (2, before), result.output
    if words:
        assert len([line for line in result.output.splitlines() if line.startswith("Error: ")]) == 1


def test_every_command_that_explain_names_is_taken(tmp_path: Path) -> None:
    (tmp_path / "new.md").write_text(session("riverside-new"), encoding="utf-8")
    neighbours = {"d02": "small-tests", "warm-up": "small-tests", "small-tests": "cool-down", "cool-down": "warm-up"}
    taken: list[tuple[int, str]] = []
    for id in (
        "d02",
        "warm-up",
        "small-tests",
        "cool-down",
        "first-questions",
        "our-page",
        "day-free",
        "card-questions",
    ):
        root = new_folder(tmp_path / id)
        for line in on(root, "explain", id).output.splitlines():
            named = re.match(r"    coachloom adapt (\S+ .*?)(?:    \((\d+)?.*)?$", line)
            if named and (id in neighbours or " ID" not in named[1]):  # others are alone in their place
                words = [*named[1].split()]
                least = named[2] or "25"
                filled = {"FILE": str(tmp_path / "new.md"), "N": least, "...": "25", "ID": neighbours.get(id, "")}
                asked = [filled.get(word, word).replace("=N", f"={least}") for word in words]
                result = on(new_folder(tmp_path / f"{id}-{len(taken)}"), "adapt", *asked, *SAID)
                taken.append((result.exit_code, named[1]))

    assert [command for exit_code, command in taken if exit_code] == []
    assert len(taken) > 8
