"""`release` and `check --release` as keepers and academies give them."""

from __future__ import annotations

from pathlib import Path

from coachloom.academy.edition import read_edition
from tests.academy.newer import CASE, QUESTIONS
from tests.academy.samples import WHY
from tests.academy.test_release import course, released
from tests.cli.running import files_of, on, run
from tests.files import rewrite

DAY = ("--date", "2027-02-28")


def academy(folder: Path, number: str = "2027.1") -> Path:
    """An academy on a released edition, with a case of its own."""
    root = course(folder / "course")
    on(root, "release", *DAY, "--out", str(folder))
    own = folder / "riverside"
    edition = folder / f"small-course-{number}.zip"
    run("new", str(own), "--id", "riverside", "--name", "Riverside", "--from", str(edition))
    (own / "changes.yml").write_text(
        f"- replace: first-questions/case\n  with: content/case.md\n{WHY}", encoding="utf-8"
    )
    (own / "content/case.md").write_text("Ours.\n", encoding="utf-8")
    rewrite(own, "academy.yml", "#  contact: academy@", "  contact: academy@")
    return own


def test_a_course_is_released_and_says_what_changed_since_the_last(tmp_path: Path) -> None:
    root = released(tmp_path)
    rewrite(root, QUESTIONS, CASE, "Another case (fictional).")

    checked = on(root, "check", "--release")
    made = on(root, "release", *DAY, "--out", str(tmp_path))

    size = (tmp_path / "small-course-2027.2.zip").stat().st_size / 1_000_000
    assert (checked.exit_code, made.exit_code) == (0, 0)
    assert "curriculum/release.yml:1: NOTE (note)  Of 1 changed elements nobody says why they changed" in checked.output
    assert made.stdout == (
        f"Edition 2027.2 is released: {tmp_path / 'small-course-2027.2.zip'} ({size:.1f} MB).\n"
        "Since 2027.1: 1 element is new, changed or gone.\n"
        "    Case of Three questions before any solution (first-questions/case) changed\n"
    )


def test_check_with_release_tells_what_check_alone_does_not(tmp_path: Path) -> None:
    root = course(tmp_path)
    rewrite(root, "curriculum/CHANGES.md", "## 2027.1", "## 2027.1 (draft)")

    assert (on(root, "check").exit_code, on(root, "check", "--release").exit_code) == (0, 1)


def test_an_academy_releases_editions_of_its_own_that_others_build_on(tmp_path: Path) -> None:
    root = academy(tmp_path)

    first = on(root, "release", *DAY)
    (root / "content/case.md").write_text("Ours, mended.\n", encoding="utf-8")
    second = on(root, "release", *DAY)
    run(
        "new",
        str(tmp_path / "below"),
        "--id",
        "below",
        "--name",
        "Below",
        "--from",
        f"{root}/build/riverside-2027.2.zip",
    )

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "Edition 2027.1 is released" in first.stdout
    assert "Since 2027.1: 1 element is new, changed or gone." in second.stdout
    assert sorted(path.name for path in (root / ".coachloom/editions").iterdir()) == [
        "riverside-2027.1.zip",
        "riverside-2027.2.zip",
        "small-course-2027.1.zip",
    ]
    assert sorted(path.name for path in (root / "editions").iterdir()) == ["2027.1.yml", "2027.2.yml"]
    assert on(tmp_path / "below", "check").exit_code == 0


def test_a_released_edition_of_an_academy_holds_nothing_private(tmp_path: Path) -> None:
    root = academy(tmp_path)
    for file in ("private/notes.txt", "cohorts/spring.yml", "content/unused.md"):
        (root / file).write_text("canary-4711", encoding="utf-8")
    (root / "content/unused.md").unlink()

    on(root, "release", *DAY)

    assert b"canary-4711" not in (root / "build/riverside-2027.1.zip").read_bytes()


def test_notes_that_matter_stop_the_release_of_an_academy(tmp_path: Path) -> None:
    root = academy(tmp_path)
    (root / "content/unused.md").write_text("Nobody names me.\n", encoding="utf-8")
    before = files_of(root)

    refused = on(root, "release", *DAY)

    assert (refused.exit_code, files_of(root)) == (1, before)
    assert "content/unused.md:1: STRAY  This text is not shown anywhere." in refused.output


def test_an_academy_on_a_draft_takes_in_the_edition_first(tmp_path: Path) -> None:
    root = tmp_path / "own"
    run("new", str(root), "--id", "riverside", "--name", "Riverside")
    rewrite(root, "academy.yml", "#  contact: academy@", "  contact: academy@")

    refused = on(root, "release", *DAY)

    assert refused.exit_code == 1
    assert "Edition 2027.1 would build on quality-coach 2027.1-draft, which is not released yet." in refused.output


def test_an_upgrade_leaves_the_academy_s_own_editions_as_they_are(tmp_path: Path) -> None:
    root = academy(tmp_path)
    on(root, "release", *DAY)
    pinned = root / ".coachloom/editions/riverside-2027.1.zip"
    before = (pinned.read_bytes(), read_edition(pinned).composition.course.elements)
    newer = tmp_path / "course" / "open"
    rewrite(newer, "curriculum/programme.yml", 'edition: "2027.1"', 'edition: "2027.2"')
    rewrite(newer, QUESTIONS, "Ask first.", "Ask first and last.")

    on(root, "upgrade", str(newer))
    finished = on(root, "upgrade", "--finish")

    assert finished.exit_code == 0
    assert (pinned.read_bytes(), read_edition(pinned).composition.course.elements) == before


def test_a_correction_says_why_and_a_number_is_a_number(tmp_path: Path) -> None:
    root = course(tmp_path)

    assert [
        on(root, "release", *arguments).exit_code
        for arguments in (
            ("--correct",),
            ("--why", "x"),
            ("2027",),
            ("--date", "spring"),
            ("2027.1.1", "--correct", "--why", "x"),
            ("--out", str(root / "curriculum")),
            ("--out", str(root / "modules" / "new")),
        )
    ] == [2] * 7
    assert not (root / "modules" / "new").exists()
