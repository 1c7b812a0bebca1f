"""What a release holds people to: numbers, seals of the course and of a region, and leftovers of a run that was cut off."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from coachloom.academy.edition import read_edition
from coachloom.academy.releasing.notes import Kind, Note, with_note
from coachloom.academy.releasing.release import Wish, release, weighed
from coachloom.course.checked import checked_course
from tests.academy.newer import CASE, QUESTIONS, redirects
from tests.academy.samples import AGREED, WHY, put_base, section
from tests.academy.test_release import DAY, OPENING, by_the_rules, course, note, released, told
from tests.cli.running import files_of, on
from tests.conftest import ROOT
from tests.files import rewrite
from tests.killed import KILLED

DATE = DAY.isoformat()
TWO = ("ana-reis", "rui-lopes")
CARD = "card-questions"
FIXED_CARD = f"- set: {CARD}\n  rule: fixed\n  because: We ask alike.\n{WHY}"


# numbers


@pytest.mark.parametrize("number", ["2027.5", "2026.1", "2027.1.1"])
def test_the_course_bears_the_number_of_its_programme_and_no_other(tmp_path: Path, number: str) -> None:
    root = course(tmp_path)
    rewrite(root, "curriculum/CHANGES.md", "## 2027.1", f"## {number}")

    assert told(root, Wish(number=number)) == ["EDITION"]


def test_a_programme_is_not_numbered_as_a_correction(tmp_path: Path) -> None:
    root = course(tmp_path)
    rewrite(root, "curriculum/programme.yml", '"2027.1"', '"2027.1.1"')
    rewrite(root, "curriculum/CHANGES.md", "## 2027.1", "## 2027.1.1")

    assert told(root) == ["EDITION"]


def test_every_number_that_is_allowed_makes_an_edition_that_can_be_read(tmp_path: Path) -> None:
    root = released(tmp_path)

    made = release(weighed(root, Wish(number="2027.2")), DAY, tmp_path / "out")

    assert read_edition(made.zip).record.edition == checked_course(root).edition == "2027.2"


def test_an_edition_is_corrected_before_work_on_the_next_begins(tmp_path: Path) -> None:
    root = released(tmp_path)
    rewrite(root, QUESTIONS, CASE, "Mended (fictional).")
    note(root, Note(element="first-questions/case", kind=Kind.SAFETY, why="A dose."))

    assert told(root, Wish(correct="A dose.")) == ["CORRECTION"]


# seals of the course


def test_a_session_takes_its_fixed_sections_along_only_if_two_approve(tmp_path: Path) -> None:
    root = released(tmp_path)
    (root / "modules/first/two/warm-up.md").unlink()
    rewrite(root, "modules/first/two/index.md", "warm-up, ", "")
    (root / "modules/first/two/tests.md").unlink()
    rewrite(root, "modules/first/two/index.md", "small-tests, ", "")
    redirects(root, '{was: warm-up, retired: "Dull."}', "{was: small-tests, now: [first-questions]}")
    found = [problem for problem in by_the_rules(root) if problem.startswith("RESEAL")]
    note(root, Note(element="small-tests", kind=Kind.MEANING, why="Joined.", approved_by=TWO))

    assert found == ["RESEAL small-tests"]
    assert [problem for problem in by_the_rules(root) if problem.startswith("RESEAL")] == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("children: {add: 1}", "children: {add: 2}", ["RESEAL d01"]),
        ("children: {add: 1}\n", "", []),
    ],
)
def test_what_stands_in_a_fixed_day_is_never_freer_without_approval(
    tmp_path: Path, old: str, new: str, expected: list[str]
) -> None:
    root = course(tmp_path)
    day = "modules/first/one/index.md"
    rewrite(root, day, "rule: bounded\n", "rule: fixed\n")
    rewrite(root, day, "bounds: {minutes: {min: 120, max: 180}}\n", "")
    rewrite(root, day, "children: {add: 1, move: true}", "children: {add: 1}")
    release(weighed(root, Wish()), DAY, tmp_path)
    rewrite(root, "curriculum/programme.yml", 'edition: "2027.1"', 'edition: "2027.2"')
    rewrite(root, day, old, new)

    assert [problem for problem in by_the_rules(root) if problem.startswith("RESEAL")] == expected


# seals of a region


def region(folder: Path, changes: str) -> Path:
    """An academy that others build on, on the course as released; itself released as 2027.1."""
    root = course(folder)
    release(weighed(root, Wish()), DAY, folder)
    on(
        folder,
        "new",
        str(folder / "north"),
        "--id",
        "north",
        "--name",
        "North",
        "--from",
        f"{folder}/small-course-2027.1.zip",
    )
    own = folder / "north"
    rewrite(own, "academy.yml", "#  contact: academy@", "  contact: academy@")
    (own / "content/promise.md").write_text(section("north-promise", "rule: fixed\nbecause: Ours.\n"), encoding="utf-8")
    (own / "content/case.md").write_text("Ours.\n", encoding="utf-8")
    (own / "changes.yml").write_text(changes, encoding="utf-8")
    for file in ("promise", "case"):
        if f"content/{file}.md" not in changes:
            (own / f"content/{file}.md").unlink()
    release(weighed(own, Wish()), DAY, folder)
    return own


def next_base(folder: Path, own: Path) -> None:
    """The course's next edition beneath the region."""
    root = folder / "open"
    rewrite(root, "curriculum/programme.yml", 'edition: "2027.1"', 'edition: "2027.2"')
    rewrite(root, "curriculum/CHANGES.md", "# Changes\n", "# Changes\n\n## 2027.2\n\nMore.\n")
    made = release(weighed(root, Wish()), DAY, folder)
    put_base(own, made.edition)
    rewrite(own, "academy.yml", 'edition: "2027.1"', 'edition: "2027.2"')


def test_a_region_that_takes_its_own_seal_back_needs_two(tmp_path: Path) -> None:
    own = region(tmp_path, FIXED_CARD)
    (own / "changes.yml").write_text("", encoding="utf-8")
    without = told(own)
    (own / "release.yml").write_bytes(
        with_note(None, Note(element=CARD, kind=Kind.MEANING, why="No.", approved_by=TWO))
    )

    assert (without, told(own)) == ([f"RESEAL {CARD}", "note"], [])


def test_a_region_that_takes_out_what_it_fixed_itself_needs_two(tmp_path: Path) -> None:
    own = region(tmp_path, f"- add: north-promise\n  to: d01\n  with: content/promise.md\n{WHY}")
    (own / "changes.yml").write_text("", encoding="utf-8")
    (own / "content/promise.md").unlink()

    assert "RESEAL d01/north-promise" in told(own)


def test_what_the_course_resealed_is_not_asked_of_a_region_again(tmp_path: Path) -> None:
    own = region(tmp_path, FIXED_CARD)
    rewrite(tmp_path / "open", OPENING, "Arrive.", "Arrive early.")
    note(tmp_path / "open", Note(element="d01-opening/purpose", kind=Kind.WORDING, why="Clearer.", approved_by=TWO))
    next_base(tmp_path, own)

    assert told(own) == []
    assert [entry.element for entry in weighed(own, Wish()).log] == ["d01-opening/purpose"]


def test_a_correction_of_a_region_stays_on_its_base(tmp_path: Path) -> None:
    own = region(tmp_path, f"- replace: first-questions/case\n  with: content/case.md\n{WHY}")
    (own / "content/case.md").write_text("Ours, mended.\n", encoding="utf-8")
    (own / "release.yml").write_bytes(
        with_note(None, Note(element="first-questions/case", kind=Kind.SAFETY, why="A dose."))
    )
    before = told(own, Wish(correct="A dose."))
    rewrite(tmp_path / "open", OPENING, "Arrive.", "Arrive early.")
    note(tmp_path / "open", Note(element="d01-opening/purpose", kind=Kind.WORDING, why="So.", approved_by=TWO))
    next_base(tmp_path, own)

    assert (before, told(own, Wish(correct="A dose."))) == ([], ["CORRECTION"])


def test_an_agreed_exception_that_stays_is_not_asked_for_again(tmp_path: Path) -> None:
    own = region(tmp_path, f"- replace: d01-opening/purpose\n  with: content/case.md\n{WHY}{AGREED}")

    assert told(own) == []


# a run that was cut off


def ready(folder: Path) -> Path:
    root = released(folder)
    rewrite(root, OPENING, "Arrive.", "Arrive early.")
    note(root, Note(element="d01-opening/purpose", kind=Kind.WORDING, why="Clearer.", approved_by=TWO))
    return root


def killed(root: Path, number: int) -> int:
    arguments = ["-C", str(root), "release", "--date", DATE]
    command = [sys.executable, "-m", "tests.killed", str(number), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode


def state(root: Path) -> dict[str, bytes]:
    """What is read: no build, and nothing that waits to be tidied up."""
    return {file: data for file, data in files_of(root).items() if not file.startswith("build/") and "/." not in file}


@pytest.mark.parametrize(("number", "edition"), [(1, "2027.2-draft"), (2, "2027.2-draft"), (3, "2027.2")])
def test_a_kill_leaves_the_draft_or_the_edition(tmp_path: Path, number: int, edition: str) -> None:
    whole = ready(tmp_path / "whole")
    on(whole, "release", "--date", DATE)
    root = ready(tmp_path / "killed")

    code = killed(root, number)
    after = checked_course(root).edition
    again = on(root, "release", "--date", DATE)

    assert (code, after, again.exit_code) == (KILLED, edition, int(edition == "2027.2"))
    zipped = "build/small-course-2027.2.zip"
    assert (root / zipped).read_bytes() == (whole / zipped).read_bytes()
    assert checked_course(root).edition == "2027.2"
    if edition != "2027.2":
        assert state(root) == state(whole)


def test_a_note_that_a_cut_off_run_left_behind_approves_no_later_change(tmp_path: Path) -> None:
    root = ready(tmp_path)
    assert killed(root, 3) == KILLED
    rewrite(root, "curriculum/programme.yml", 'edition: "2027.2"', 'edition: "2027.3"')
    rewrite(root, "curriculum/CHANGES.md", "## 2027.2", "## 2027.3")
    left_alone = told(root)
    rewrite(root, OPENING, "Arrive early.", "Arrive late.")

    assert left_alone == ["note d01-opening/purpose"]
    assert sorted(told(root)) == ["RESEAL d01-opening/purpose", "note", "note d01-opening/purpose"]


def test_a_zip_that_cannot_be_written_leaves_the_draft(tmp_path: Path) -> None:
    root = ready(tmp_path)
    (root / "build/small-course-2027.2.zip").mkdir(parents=True)
    before = files_of(root)

    refused = on(root, "release", "--date", DATE)

    assert (refused.exit_code, files_of(root)) == (1, before)
    assert "TARGET" in refused.output


def test_two_runs_of_one_release_are_one(tmp_path: Path) -> None:
    root = ready(tmp_path)
    on(root, "release", "--date", DATE)
    before = files_of(root)

    again = on(root, "release", "--date", DATE)

    assert (again.exit_code, files_of(root)) == (1, before)
    assert "Edition 2027.2 is released already" in again.output
