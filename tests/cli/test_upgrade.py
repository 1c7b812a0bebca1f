"""`upgrade` as a person gives it: look, choose, finish, undo; and what may be wrong with the edition or the worksheet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coachloom.academy.edition import Edition
from tests.academy.newer import CASE, QUESTIONS, case_of, newer
from tests.academy.samples import WHY, academy_folder, open_course, open_edition
from tests.cli.running import contents, files_of, new_folder, on, without_history, zipped
from tests.conftest import ROOT
from tests.files import rewrite

GOLDEN = ROOT / "tests" / "golden" / "UPGRADE.md"
SHEET = "UPGRADE-2027.2-draft.md"
OWN_CASE = f"- replace: first-questions/case\n  with: content/case.md\n{WHY}"
MACHINE = (".coachloom/history/", ".coachloom/staging/", ".coachloom/working.lock")


def written(edition: Edition, folder: Path) -> Path:
    path = folder / edition.file_name
    path.write_bytes(edition.data)
    return path


def academy(folder: Path, text: str = "A case of ours.\n") -> Path:
    """An academy with its own case, whose sentence the next edition changes."""
    root = new_folder(folder, OWN_CASE.encode())
    (root / "content/case.md").write_text(text, encoding="utf-8")
    return root


def next_zip(folder: Path) -> Path:
    return written(newer(case_of("A case of a fall.")), folder)


def own_files(root: Path) -> dict[str, bytes]:
    """What the academy is, without the worksheet and what commands keep for themselves."""
    return {file: data for file, data in files_of(root).items() if not file.startswith(MACHINE) and file != SHEET}


def tick(root: Path, label: str, words: str = "") -> None:
    sheet = root / SHEET
    text = sheet.read_text(encoding="utf-8").replace(f"- [ ] {label}", f"- [x] {label}", 1)
    sheet.write_text(text.replace("~~~\n~~~", f"~~~\n{words}\n~~~", 1) if words else text, encoding="utf-8")


def test_looking_changes_nothing_and_says_what_waits(tmp_path: Path) -> None:
    root = academy(tmp_path)
    before = own_files(root)

    seen = on(root, "upgrade", str(next_zip(tmp_path)))

    assert (seen.exit_code, own_files(root)) == (4, before)
    assert seen.output == (
        "From 2027.1-draft to 2027.2-draft. Your entries: your choice: 1."
        " Parts of the course that are new, changed or gone: 1.\n"
        f"Nothing has been changed yet. {SHEET} says what would be.\n"
        "It has 1 question for you: tick one box each, save it, then: coachloom upgrade --finish\n"
    )


def test_the_worksheet_of_an_academy_with_every_kind_of_change_reads_well(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)
    course = open_course(tmp_path / "next")
    rewrite(course, "curriculum/programme.yml", 'edition: "2027.1"', 'edition: "2027.2"')
    rewrite(course, QUESTIONS, CASE, f"{CASE} Ask what she wants.")
    rewrite(course, QUESTIONS, "bounds: {minutes: {min: 60, max: 90}}", "bounds: {minutes: {min: 60, max: 80}}")
    rewrite(course, "modules/first/two/index.md", "leave_out: [cool-down], ", "")
    rewrite(course, "curriculum/cards/card-questions.md", "2. Wait.", "2. Wait ten seconds.")

    on(root, "upgrade", str(course))

    assert (root / SHEET).read_text(encoding="utf-8") == GOLDEN.read_text(encoding="utf-8")


def test_finishing_takes_the_choice_and_undoing_brings_every_byte_back(tmp_path: Path) -> None:
    root = academy(tmp_path)
    edition = newer(case_of("A case of a fall."))
    on(root, "upgrade", str(written(edition, tmp_path)))
    tick(root, "use these words:", "A case of ours, after a fall.")
    before = without_history(root)

    finished = on(root, "upgrade", "--finish")

    assert finished.output == (
        "This academy builds on small-course 2027.2-draft now.\n"
        "What was replaced is kept in .coachloom/history/0002. To take all of it back: coachloom upgrade --undo\n"
    )
    assert {file: data for file, data in own_files(root).items() if not file.endswith(".zip")} == {
        **{file: data for file, data in before.items() if file in (".gitignore", "README.txt", "private/people.yml")},
        "academy.yml": before["academy.yml"].replace(b"2027.1-draft", b"2027.2-draft"),
        "changes.yml": before["changes.yml"],
        "content/case.md": b"A case of ours, after a fall.\n",
        ".coachloom/lock.yml": before[".coachloom/lock.yml"]
        .replace(b"2027.1-draft", b"2027.2-draft")
        .replace(open_edition().record.digest.encode(), edition.record.digest.encode()),
    }
    assert on(root, "check").exit_code == 0
    assert on(root, "upgrade", "--undo").output == (
        "Taken back: the upgrade from 2027.1-draft to 2027.2-draft. What was replaced is kept in .coachloom/history/0003.\n"
    )
    assert without_history(root) == before


def test_what_changed_since_the_upgrade_is_kept_when_it_is_taken_back(tmp_path: Path) -> None:
    root = academy(tmp_path)
    on(root, "upgrade", str(next_zip(tmp_path)))
    tick(root, "keep ours")
    on(root, "upgrade", "--finish")
    later = (root / "changes.yml").read_bytes() + b"# A note of today.\n"
    (root / "academy.yml").write_bytes((root / "academy.yml").read_bytes() + b"# A note of today.\n")
    (root / "changes.yml").write_bytes(later)

    undone = on(root, "upgrade", "--undo")

    assert "academy.yml had been changed since; that state is kept there, too." in undone.output
    assert (root / ".coachloom/history/0003/before/academy.yml").read_bytes().endswith(b"# A note of today.\n")
    assert (root / "changes.yml").read_bytes() == later


def test_an_edition_without_a_question_is_taken_in_without_a_tick(tmp_path: Path) -> None:
    root = new_folder(tmp_path)

    seen = on(root, "upgrade", str(next_zip(tmp_path)))

    assert seen.exit_code == 0
    assert "It has no question for you. To take the edition in: coachloom upgrade --finish" in seen.output
    assert on(root, "upgrade", "--finish").exit_code == 0
    assert on(root, "upgrade", str(next_zip(tmp_path))).output == (
        "This academy builds on that edition already; there is nothing to do.\n"
    )


def test_what_was_kept_is_not_asked_again_until_the_course_changes_again(tmp_path: Path) -> None:
    root = academy(tmp_path)
    on(root, "upgrade", str(next_zip(tmp_path)))
    tick(root, "keep ours")
    on(root, "upgrade", "--finish")

    same = on(root, "upgrade", str(written(newer(case_of("A case of a fall."), "2027.3"), tmp_path)))
    on(root, "upgrade", "--undo")
    other = on(root, "upgrade", str(written(newer(case_of("A case of a burn."), "2027.4"), tmp_path)))

    assert (same.exit_code, other.exit_code) == (0, 4)


def test_looking_again_keeps_the_ticks_of_questions_that_are_the_same(tmp_path: Path) -> None:
    root = academy(tmp_path)
    edition = next_zip(tmp_path)
    on(root, "upgrade", str(edition))
    tick(root, "keep ours")
    ticked = (root / SHEET).read_bytes()

    again = on(root, "upgrade", str(edition))

    assert (again.exit_code, (root / SHEET).read_bytes()) == (4, ticked)


def test_a_worksheet_of_another_state_of_the_academy_is_refused_then_written_anew(tmp_path: Path) -> None:
    root = academy(tmp_path)
    edition = next_zip(tmp_path)
    on(root, "upgrade", str(edition))
    tick(root, "keep ours")
    (root / "content/case.md").write_text("Another case of ours.\n", encoding="utf-8")
    before = own_files(root)

    refused = on(root, "upgrade", "--finish")

    assert "Since the worksheet was written, something of the academy has changed." in refused.output
    assert (refused.exit_code, own_files(root)) == (1, before)
    assert on(root, "upgrade", str(edition)).exit_code == 4
    assert "> Another case of ours." in (root / SHEET).read_text(encoding="utf-8")


def test_half_a_worksheet_waits_and_two_ticks_are_refused(tmp_path: Path) -> None:
    root = academy(tmp_path)
    on(root, "upgrade", str(next_zip(tmp_path)))
    before = own_files(root)

    waiting = on(root, "upgrade", "--finish")
    tick(root, "keep ours")
    tick(root, "take the course's")
    both = on(root, "upgrade", "--finish")

    assert (waiting.exit_code, both.exit_code, own_files(root)) == (4, 1, before)
    assert f"{SHEET}:13: WORKSHEET  This question waits for you:" in waiting.output
    assert f"{SHEET}:30: WORKSHEET  2 boxes of one question are ticked:" in both.output


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("## 1 of 1 · ", "## ", "The worksheet holds 0 of the 1 questions that were asked."),
        ("- [ ] keep ours", "- keep ours", 'The box "keep ours" is not there any more.'),
        ("- [ ] keep ours", "- [x] keep mine", 'The box "keep ours" is not there any more.'),
        ("- [ ] keep ours", "- [maybe] keep ours", "`maybe` is no tick."),
        ("~~~\n~~~", "~~~\nwords", "The waves (~~~) that end the words are not there any more."),
    ],
)
def test_a_worksheet_out_of_shape_is_refused_and_nothing_is_changed(
    tmp_path: Path, old: str, new: str, what: str
) -> None:
    root = academy(tmp_path)
    on(root, "upgrade", str(next_zip(tmp_path)))
    before = own_files(root)
    rewrite(root, SHEET, old, new)

    refused = on(root, "upgrade", "--finish")

    assert (refused.exit_code, own_files(root)) == (1, before)
    assert what in refused.output


def test_an_edition_that_is_not_a_later_one_of_the_base_is_refused(tmp_path: Path) -> None:
    root = academy(tmp_path)
    before = files_of(root)
    zips = {
        "small-course-2026.9-draft.zip is older than 2027.1-draft": newer(lambda _: None, "2026.9"),
        "is an edition of other-course; this academy builds on small-course.": newer(_other_course),
    }

    told = {what: on(root, "upgrade", str(written(edition, tmp_path))) for what, edition in zips.items()}

    assert {what: (result.exit_code, what in result.output) for what, result in told.items()} == dict.fromkeys(
        zips, (1, True)
    )
    assert {file: data for file, data in files_of(root).items() if not file.endswith(".lock")} == before


def _other_course(course: Path) -> None:
    rewrite(course, "curriculum/programme.yml", "id: small-course", "id: other-course")


def test_a_zip_whose_contents_were_changed_is_refused(tmp_path: Path) -> None:
    root = academy(tmp_path)
    edition = next_zip(tmp_path)
    inside = contents(edition)
    case = next(file for file in inside if file.endswith("questions.md"))
    zipped({**inside, case: inside[case] + b"\nMore.\n"}, edition)

    refused = on(root, "upgrade", str(edition))

    assert refused.exit_code == 1
    assert "its contents are not those it was sealed with" in refused.output


def test_a_second_edition_waits_until_the_first_is_finished_or_put_aside(tmp_path: Path) -> None:
    root = academy(tmp_path)
    on(root, "upgrade", str(next_zip(tmp_path)))
    third = written(newer(case_of("A case of a burn."), "2027.3"), tmp_path)

    refused = on(root, "upgrade", str(third))

    assert refused.exit_code == 1
    assert f"An upgrade to 2027.2-draft has begun already, in {SHEET}." in refused.output
    assert on(root, "upgrade", "--undo").exit_code == 0
    assert on(root, "upgrade", str(third)).exit_code == 4


def test_what_would_not_fit_is_told_before_and_refused_at_the_end(tmp_path: Path) -> None:
    root = academy(tmp_path, "See [the page](our-page).\n")
    course = open_course(tmp_path / "next")
    rewrite(course, "curriculum/programme.yml", 'edition: "2027.1"', 'edition: "2027.2"')
    (course / "curriculum/pages/our-page.md").unlink()
    (course / "curriculum/redirects.yml").write_text(
        'format: 1\nredirects:\n  - {was: our-page, retired: "Nobody read it.", edition: "2027.2"}\n', encoding="utf-8"
    )

    seen = on(root, "upgrade", str(course))
    before = own_files(root)
    refused = on(root, "upgrade", "--finish")

    assert seen.exit_code == 0
    assert "## What would not fit yet" in (root / SHEET).read_text(encoding="utf-8")
    assert (refused.exit_code, own_files(root)) == (1, before)
    assert "content/case.md:1" in refused.output


def test_an_academy_with_a_problem_mends_it_first(tmp_path: Path) -> None:
    root = academy(tmp_path)
    (root / "content/case.md").unlink()

    refused = on(root, "upgrade", str(next_zip(tmp_path)))

    assert refused.exit_code == 1
    assert '"content/case.md" is not there.' in refused.output


def test_an_upgrade_works_on_a_packed_academy_too(tmp_path: Path) -> None:
    root = academy(tmp_path)
    pack = tmp_path / "riverside.zip"
    on(root, "pack", "--out", str(pack))
    edition = next_zip(tmp_path)

    begun = on(pack, "upgrade", str(edition))
    inside = contents(pack)
    zipped({**inside, SHEET: inside[SHEET].replace(b"- [ ] keep ours", b"- [x] keep ours")}, pack)
    finished = on(pack, "upgrade", "--finish")

    assert (begun.exit_code, finished.exit_code) == (4, 0)
    assert b'edition: "2027.2-draft"' in contents(pack)["academy.yml"]


def test_one_thing_at_a_time(tmp_path: Path) -> None:
    root = academy(tmp_path)

    assert on(root, "upgrade", "--finish", "--undo").exit_code == 2
    assert on(root, "upgrade", str(next_zip(tmp_path)), "--finish").exit_code == 2
    assert on(root, "upgrade", "--finish").exit_code == 1
    assert on(root, "upgrade", "--undo").exit_code == 1


def test_a_region_s_folder_can_be_the_new_edition(tmp_path: Path) -> None:
    region = academy_folder("north", tmp_path)
    on(region, "pack", "--edition", "--out", str(tmp_path / "north.zip"))
    root = tmp_path / "below"
    on(tmp_path, "new", str(root), "--id", "riverside", "--name", "Riverside", "--from", str(tmp_path / "north.zip"))
    rewrite(region, "academy.yml", "name: ", "name: New ")

    assert on(root, "upgrade", str(region)).exit_code == 0
    assert on(root, "upgrade", "--finish").exit_code == 0
    shutil.rmtree(root)
