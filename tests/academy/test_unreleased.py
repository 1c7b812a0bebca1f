"""What a folder says that its newest edition does not: told to who publishes, and nothing else told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coachloom.academy.identity import read_academy
from coachloom.academy.released import own_editions
from coachloom.academy.unreleased import unreleased
from coachloom.reading.files import Folder
from tests.files import rewrite
from tests.site.publishing.homes import academy, cohort, released

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = academy(tmp_path)
    (made / "assets/wall.svg").write_bytes(PICTURE)
    released(made)
    return made


def told(root: Path) -> tuple[str, ...]:
    files = Folder(root)
    mine = read_academy(files)
    return unreleased(files, mine, own_editions(root, files, mine)[-1])


def _another_story(root: Path) -> None:
    (root / "content/case.md").write_text("Mrs Hale went home on day two.\n", encoding="utf-8")


def _no_story(root: Path) -> None:
    (root / "changes.yml").write_text("[]\n", encoding="utf-8")


def _story_lost(root: Path) -> None:
    (root / "content/case.md").unlink()


def _broken(root: Path) -> None:
    (root / "changes.yml").write_text("- {", encoding="utf-8")


def _another_base(root: Path) -> None:
    rewrite(root, "academy.yml", '"2027.1"', '"2027.2"')


def _what_needs_no_release(root: Path) -> None:
    rewrite(root, "academy.yml", "name: ", "name: The ")
    cohort(root, "2027-spring", "Spring 2027")
    (root / "content/not-yet-named.md").write_text("A draft.\n", encoding="utf-8")
    (root / "private/leave.yml").write_text("ana-reis: away\n", encoding="utf-8")
    (root / "release.yml").write_text("format: 1\nchanges: []\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda _: None, ()),
        (_another_story, ("content/case.md",)),
        (_no_story, ("changes.yml",)),
        (_story_lost, ("content/case.md",)),
        (_broken, ("changes.yml",)),
        (lambda root: (root / "assets/wall.svg").unlink(), ("assets/wall.svg",)),
        (_another_base, ("academy.yml",)),
        (_what_needs_no_release, ()),
    ],
)
def test_what_differs_is_told_file_by_file(
    root: Path, change: Callable[[Path], None], expected: tuple[str, ...]
) -> None:
    change(root)

    assert told(root) == expected


def test_what_is_released_is_no_longer_told(root: Path) -> None:
    _another_story(root)
    released(root)

    assert told(root) == ()
