"""`publish` as faculty give it: what is said, and what a wrong command line hears."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import contents, on
from tests.files import rewrite, tree_hash
from tests.site.publishing.homes import academy, cohort, released


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An academy with one edition; nothing is changed in it."""
    made = academy(tmp_path_factory.mktemp("academy"))
    released(made)
    return made


def test_a_publish_says_what_stands_where_and_what_it_takes(root: Path, tmp_path: Path) -> None:
    first = on(root, "publish", "--to", str(tmp_path / "home"))
    second = on(root, "publish", "--to", str(tmp_path / "home"))

    assert first.output.splitlines()[0] == (
        f"Edition 2027.1 is published in {tmp_path / 'home'}; there stand now: 2027.1. Current is 2027.1."
    )
    assert first.output.splitlines()[1].startswith("The folder takes ")
    assert second.output.splitlines()[0] == (
        f"No new edition was published in {tmp_path / 'home'}; there stand now: 2027.1. Current is 2027.1."
    )


def test_a_publish_says_what_is_not_released_and_where_each_cohort_goes(tmp_path: Path) -> None:
    root, home = academy(tmp_path), tmp_path / "home"
    released(root)
    released(root, "His daughter asked.")
    cohort(root, "2027-spring", "Spring 2027", "2027.1")
    cohort(root, "2027-autumn", "Autumn 2027")
    with (root / "content/case.md").open("a", encoding="utf-8") as file:
        file.write("Not for readers yet.\n")

    done = on(root, "publish", "--to", str(home))

    assert done.exit_code == 0
    assert done.stderr.splitlines()[0] == (
        "content/case.md:1: UNRELEASED (note)  What you changed since edition 2027.2 is not released,"
        " so it is not published: content/case.md."
    )
    assert done.stdout.splitlines()[:3] == [
        f"Editions 2027.1 and 2027.2 are published in {home}; there stand now: 2027.1, 2027.2. Current is 2027.2.",
        "    cohorts/2027-autumn/ leads its cohort to edition 2027.2.",
        "    cohorts/2027-spring/ leads its cohort to edition 2027.1.",
    ]


def test_a_zip_opens_from_its_folder_and_holds_one_edition(root: Path, tmp_path: Path) -> None:
    done = on(root, "publish", "--zip", str(tmp_path / "course.zip"))
    again = on(root, "publish", "--zip", str(tmp_path / "again.zip"))
    files = contents(tmp_path / "course.zip")

    assert done.output.splitlines()[0].startswith(f"Edition 2027.1 is in {tmp_path / 'course.zip'} (")
    assert again.exit_code == 0
    assert {file.partition("/")[0] for file in files} == {"riverside-2027.1"}
    assert b"Keep quiet." not in b"".join(files.values())
    assert (tmp_path / "course.zip").read_bytes() == (tmp_path / "again.zip").read_bytes()


def test_a_zip_for_faculty_says_what_it_holds(root: Path, tmp_path: Path) -> None:
    done = on(root, "publish", "--faculty", "--zip", str(tmp_path / "faculty.zip"))

    assert "It holds what only faculty should see; keep it where only they can read it." in done.output
    files = contents(tmp_path / "faculty.zip")
    assert b"Keep quiet." in b"".join(files.values())
    assert {file.partition("/")[0] for file in files} == {"riverside-2027.1-faculty"}


def test_an_edition_that_is_not_there_is_told(root: Path, tmp_path: Path) -> None:
    done = on(root, "publish", "--zip", str(tmp_path / "course.zip"), "--edition", "2026.1")

    assert (done.exit_code, "There is no edition 2026.1 of Riverside." in done.output) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Say where, and one place only"),
        (("--to", "a", "--git", "b"), "Say where, and one place only"),
        (("--to", "a", "--push"), "--push sends a branch"),
        (("--to", "a", "--edition", "2027.1"), "--edition is for a zip"),
        (("--git", "a", "--faculty"), "A branch is read by all"),
        (("--zip", "course.txt"), "does not end with .zip"),
    ],
)
def test_a_wrong_command_line_is_told_and_nothing_is_done(root: Path, arguments: tuple[str, ...], said: str) -> None:
    before = tree_hash(root)
    done = on(root, "publish", *arguments)

    assert (done.exit_code, said in done.output) == (2, True)
    assert tree_hash(root) == before


def test_the_course_itself_is_published_by_an_academy(tmp_path: Path) -> None:
    academy(tmp_path)
    done = on(tmp_path / "course/open", "publish", "--to", str(tmp_path / "home"))

    assert (done.exit_code, "holds the course itself" in done.output) == (2, True)


def test_all_that_stands_against_it_is_told_at_once(tmp_path: Path) -> None:
    made = academy(tmp_path)
    rewrite(made, "academy.yml", "    log_kept: as long as you keep it\n", "")
    done = on(made, "publish", "--to", str(tmp_path / "home"))

    assert done.exit_code == 1
    assert [line.split()[1] for line in done.output.splitlines() if line.startswith("academy.yml:")] == [
        "UNRELEASED",
        "STATEMENTS",
    ]
