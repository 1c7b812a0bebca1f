"""What is noted for the coming edition when something that academies gave is taken over."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from coachloom.academy.giving.sheet import SHEET
from coachloom.academy.releasing.notes import read_notes
from coachloom.reading.files import Folder
from tests.academy.giving import OWN_CASE, academy, coming_course, tick
from tests.academy.samples import WHY, academy_folder, session
from tests.cli.running import on

ADDED = f"- add: riverside-lines\n  to: d02\n  after: small-tests\n  with: content/lines.md\n{WHY}"


def taken(folder: Path, changes: str, files: Mapping[str, str], *, label: str = "adopt: ") -> Path:
    """The course after everything that an academy gave was taken over."""
    root = academy(folder, changes, files)
    return received(folder, root, [line.split(": ")[1] for line in changes.splitlines() if line[0] == "-"], label)


def received(folder: Path, root: Path, targets: list[str], label: str = "adopt: ") -> Path:
    course = coming_course(folder / "course")
    zipped = folder / "gift.zip"
    on(root, "contribute", *targets, "--consent", "--out", str(zipped))
    on(course, "receive", str(zipped))
    for number in range(1, (course / SHEET).read_text(encoding="utf-8").count("\n## ") + 1):
        tick(course, label, of=f"## {number} of ")
    finished = on(course, "receive", "--finish")
    assert finished.exit_code == 0, finished.output
    return course


def noted(course: Path) -> list[tuple[str, str, str | None]]:
    notes = read_notes(Folder(course), "curriculum/release.yml").notes
    return [(note.element, note.kind.value, note.prompted_by) for note in notes]


@pytest.mark.parametrize(
    ("changes", "files", "elements"),
    [
        (OWN_CASE, {"content/case.md": "Ours.\n"}, ["first-questions/case meaning"]),
        (OWN_CASE, {"content/case.md": "A case (fictional).\n"}, []),
        (
            f"- set: first-questions\n  minutes: 85\n{WHY}",
            {},
            ["first-questions meaning", "first-questions/plan meaning"],
        ),
        (f"- set: warm-up\n  title: Lines\n{WHY}", {}, ["warm-up wording"]),
        (
            ADDED,
            {"content/lines.md": session("riverside-lines", topic="asking")},
            ["lines meaning", "d02 meaning"],
        ),
    ],
    ids=["text", "said already", "minutes", "title", "added"],
)
def test_each_element_that_changes_is_noted_with_those_who_prompted_it(
    tmp_path: Path, changes: str, files: Mapping[str, str], elements: list[str]
) -> None:
    course = taken(tmp_path, changes, files)

    assert [f"{element} {kind}" for element, kind, _ in noted(course)] == elements
    assert {by for _, _, by in noted(course)} <= {"Riverside Academy"}


def test_pictures_that_come_along_are_noted_too(tmp_path: Path) -> None:
    course = received(tmp_path, academy_folder("every-kind", tmp_path), ["first-questions/case"])

    assert [element for element, _, _ in noted(course)] == ["first-questions/case", "our-room", "ward"]


def test_what_people_will_change_by_hand_is_noted_so_that_it_is_not_forgotten(tmp_path: Path) -> None:
    course = taken(
        tmp_path, f"- leave_out: cool-down\n{WHY}- move: warm-up\n  after: small-tests\n{WHY}", {}, label="adapt: "
    )

    assert sorted(element for element, _, _ in noted(course)) == ["cool-down", "d02"]


def test_nothing_is_noted_where_nothing_is_taken_over(tmp_path: Path) -> None:
    course = taken(tmp_path, OWN_CASE, {"content/case.md": "Ours.\n"}, label="decline")

    assert not (course / "curriculum/release.yml").exists()


def test_two_academies_about_one_element_are_named_together(tmp_path: Path) -> None:
    course = from_two(tmp_path, "It fits us.", "We tried it twice.")

    (note,) = read_notes(Folder(course), "curriculum/release.yml").notes
    assert (note.why, note.prompted_by) == ("It fits us. We tried it twice.", "Hillside Academy and Riverside Academy")


def test_long_reasons_of_several_academies_stay_within_what_a_note_may_hold(tmp_path: Path) -> None:
    long = "We tried it. " * 300

    course = from_two(tmp_path, "It fits us.", long, "Short.", long.replace("We", "They"))

    (note,) = read_notes(Folder(course), "curriculum/release.yml").notes
    assert note.why == f"It fits us. {long}Short."


def from_two(folder: Path, *reasons: str) -> Path:
    """The course after several academies' cases, the same in all, were taken over."""
    course = coming_course(folder / "course")
    (folder / "gifts").mkdir()
    for id, why in zip(("hillside", "riverside", "seaside", "wayside"), reasons, strict=False):
        root = academy(folder, OWN_CASE.replace("It fits us.", why), {"content/case.md": "Ours.\n"}, id=id)
        on(root, "contribute", "first-questions/case", "--consent", "--out", str(folder / f"gifts/{id}.zip"))
    on(course, "receive", str(folder / "gifts"))
    for number in range(1, len(reasons) + 1):
        tick(course, "adopt: ", of=f"## {number} of ")
    finished = on(course, "receive", "--finish")
    assert finished.exit_code == 0, finished.output
    return course
