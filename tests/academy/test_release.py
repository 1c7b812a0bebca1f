"""What stands against a release, what its record says, and that a correction mends words alone."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from coachloom.academy.edition import read_edition
from coachloom.academy.numbers import edition_order
from coachloom.academy.releasing.candidate import Candidate, candidate_log
from coachloom.academy.releasing.log import in_words
from coachloom.academy.releasing.notes import Kind, Note, emptied, read_notes, with_note
from coachloom.academy.releasing.record import Did, LogEntry, Record, State, read_records, written
from coachloom.academy.releasing.release import Wish, release, weighed
from coachloom.academy.releasing.rules import against
from coachloom.course.checked import checked_course
from coachloom.course.load import read_course
from coachloom.problems import ProblemsFound
from coachloom.reading.files import Folder, Held
from tests.academy.newer import CASE, QUESTIONS, redirects
from tests.academy.samples import DAY_TWO, open_course
from tests.files import rewrite, tree_hash

DAY = datetime.date(2027, 2, 28)
LOG = "curriculum/CHANGES.md"
NOTES = "curriculum/release.yml"
OPENING = "modules/first/one/opening.md"


def course(folder: Path) -> Path:
    """The open course, ready to be released as 2027.1."""
    root = open_course(folder)
    (root / LOG).write_text("# Changes\n\n## 2027.1\n\nAll is new.\n", encoding="utf-8")
    for file in (root / "modules").rglob("*.md"):
        file.write_text(file.read_text(encoding="utf-8").replace("status: outline\n", ""), encoding="utf-8")
    return root


def released(folder: Path) -> Path:
    """That course, released, then made the next one."""
    root = course(folder)
    release(weighed(root, Wish()), DAY, folder)
    rewrite(root, "curriculum/programme.yml", 'edition: "2027.1"', 'edition: "2027.2"')
    rewrite(root, LOG, "# Changes\n", "# Changes\n\n## 2027.2\n\nSomething else.\n")
    return root


def note(root: Path, *notes: Note) -> None:
    path = root / NOTES
    for one in notes:
        path.write_bytes(with_note(path.read_bytes() if path.exists() else None, one))


def told(root: Path, wish: Wish | None = None) -> list[str]:
    """Code and subject of whatever stands against the release; notes in small letters."""
    found = weighed(root, wish or Wish()).found
    return [f"{p.code if p.stops else p.code.lower()} {p.id}".strip() for p in found]


def by_the_rules(root: Path, number: str = "2027.2", *, correct: bool = False) -> list[str]:
    """What the rules of a release alone say of the course, whatever its checks say."""
    course = read_course(root).course
    assert course is not None
    before = read_records(Folder(root), "curriculum/editions")[-1]
    notes = read_notes(Folder(root), NOTES)
    log = candidate_log(before, course, notes)
    candidate = Candidate(
        course=course, number=number, before=before, notes=notes, log=log, log_text=f"## {number}", correct=correct
    )
    return [f"{problem.code} {problem.id}".strip() for problem in against(candidate)]


def test_editions_come_in_their_order() -> None:
    names = ["2027.1-draft", "2027.1", "2027.1.1", "2027.1.2", "2027.2-draft", "2027.2", "2027.10", "2028.1"]

    mixed = names[4:] + names[:4]

    assert sorted(mixed, key=edition_order) == names


def test_a_first_edition_is_a_zip_with_its_record_and_the_course_bears_its_name(tmp_path: Path) -> None:
    root = course(tmp_path)

    made = release(weighed(root, Wish()), DAY, tmp_path / "out")

    assert made.zip == tmp_path / "out" / "small-course-2027.1.zip"
    assert checked_course(root).edition == "2027.1"
    edition = read_edition(made.zip)
    assert edition.record.edition == "2027.1"
    inside = Held({file.removeprefix("1-reference/"): data for file, data in edition.sources.items()})
    assert read_records(inside, "curriculum/editions") == (made.record,)
    assert (made.record.after, made.record.changes, made.record.date) == (None, (), DAY)


def test_the_same_course_released_on_the_same_day_is_the_same_zip(tmp_path: Path) -> None:
    one, other = (
        release(weighed(course(tmp_path / name), Wish()), DAY, tmp_path / name / "out") for name in ("a", "b")
    )

    assert one.zip.read_bytes() == other.zip.read_bytes()


def test_a_record_comes_back_as_it_was_written() -> None:
    record = Record(
        format=1,
        edition="2027.2",
        date=DAY,
        status=State.PILOT,
        after="2027.1",
        corrects="2027.1",
        notice='It said "5 mg": wrong.',
        changes=(
            LogEntry(element="d01", title="Day: one", did=Did.CHANGED),
            LogEntry(
                element="d01/case",
                title="#1",
                did=Did.GONE,
                kind=Kind.SAFETY,
                why="Two\nlines.",
                prompted_by="Riverside & friends",
                approved_by=("ana-reis", "rui-lopes"),
            ),
        ),
        elements={"d01": "fixed s1:0 1"},
    )

    held = Held({"editions/2027.2.yml": written(record).encode()})
    assert read_records(held, "editions") == (record,)


def test_the_log_tells_each_element_with_what_was_noted_of_it(tmp_path: Path) -> None:
    root = released(tmp_path)
    rewrite(root, QUESTIONS, CASE, "Another case (fictional).")
    rewrite(root, DAY_TWO, "warm-up, small-tests, cool-down,", "warm-up, small-tests,")
    rewrite(root, DAY_TWO, "leave_out: [cool-down], ", "")
    (root / "modules/first/two/cool-down.md").unlink()
    redirects(root, '{was: cool-down, retired: "No time."}')
    note(
        root,
        Note(element="first-questions/case", kind=Kind.MEANING, why="A second fall.", prompted_by="Riverside Academy"),
        Note(element="cool-down", kind=Kind.MEANING, why="Nobody stayed."),
        Note(element="d02", kind=Kind.MEANING, why="It follows."),
    )

    made = release(weighed(root, Wish()), DAY, tmp_path / "out")

    assert [in_words(entry) for entry in made.record.changes] == [
        "cool-down (cool-down) gone, meaning: Nobody stayed.",
        "Tests (d02) other rules or order, meaning: It follows.",
        (
            "Case of Three questions before any solution (first-questions/case) changed, meaning: A second fall."
            " Prompted by Riverside Academy."
        ),
    ]
    assert (root / NOTES).read_text(encoding="utf-8").endswith("\nchanges: []\n")


def test_a_changed_fixed_element_needs_a_note_approved_by_two(tmp_path: Path) -> None:
    root = released(tmp_path)
    rewrite(root, OPENING, "Arrive.", "Arrive early.")
    id = "d01-opening/purpose"
    without = told(root)
    note(root, Note(element=id, kind=Kind.WORDING, why="Clearer.", approved_by=("ana-reis", "ana-reis")))
    by_one = told(root)
    (root / NOTES).unlink()
    note(root, Note(element=id, kind=Kind.WORDING, why="Clearer.", approved_by=("ana-reis", "rui-lopes")))

    assert (without, by_one, told(root)) == (["note", f"RESEAL {id}"], [f"RESEAL {id}"], [])


def test_a_rule_that_was_loosened_is_resealed_too_and_one_made_stricter_is_not(tmp_path: Path) -> None:
    root = released(tmp_path)
    rewrite(root, OPENING, "rule: fixed", "rule: flexible")
    rewrite(root, "curriculum/pages/our-page.md", "rule: flexible", "rule: fixed\nbecause: It binds.")

    assert sorted(told(root)) == [
        "RESEAL d01-opening",
        "RESEAL d01-opening/plan",
        "RESEAL d01-opening/purpose",
        "note",
    ]


def test_an_id_that_vanished_needs_a_redirect(tmp_path: Path) -> None:
    root = released(tmp_path)
    rewrite(root, QUESTIONS, f"## Case\n\n{CASE}\n\n", "")
    rewrite(root, QUESTIONS, "flexible: [case]\n", "")
    without = told(root)
    redirects(root, '{was: first-questions/case, retired: "It was dull."}')

    assert (without, told(root)) == (["REDIRECT first-questions/case", "note"], ["note"])


def test_a_note_about_what_did_not_change_is_a_slip(tmp_path: Path) -> None:
    root = released(tmp_path)
    rewrite(root, QUESTIONS, CASE, "Another case (fictional).")
    note(root, Note(element="first-questions/cases", kind=Kind.WORDING, why="Clearer."))

    found = weighed(root, Wish()).found

    assert [problem.what for problem in found if problem.stops] == [
        "`first-questions/cases` has not changed since 2027.1. Did you mean first-questions/case?"
    ]


def test_a_number_comes_after_the_last_and_the_log_has_its_heading(tmp_path: Path) -> None:
    root = course(tmp_path)
    release(weighed(root, Wish()), DAY, tmp_path / "out")
    again = told(root)
    rewrite(root, "curriculum/programme.yml", 'edition: "2027.1"', 'edition: "2027.2"')

    assert (again, told(root)) == (["EDITION"], ["CHANGES"])


def test_an_outline_is_for_pilots(tmp_path: Path) -> None:
    root = course(tmp_path)
    rewrite(root, QUESTIONS, "mode: in-person\n", "mode: in-person\nstatus: outline\n")

    assert (told(root), told(root, Wish(pilot=True))) == (["OUTLINE"], [])
    assert release(weighed(root, Wish(pilot=True)), DAY, tmp_path / "out").record.status is State.PILOT


def test_a_refused_release_changes_nothing(tmp_path: Path) -> None:
    root = released(tmp_path)
    rewrite(root, OPENING, "Arrive.", "Arrive early.")
    before = tree_hash(tmp_path)

    with pytest.raises(ProblemsFound):
        release(weighed(root, Wish()), DAY, tmp_path / "out")

    assert tree_hash(tmp_path) == before


CORRECT = Wish(correct="It said 5 mg where 50 mg is meant.")


def running(folder: Path) -> Path:
    root = course(folder)
    release(weighed(root, Wish()), DAY, folder)
    return root


def test_a_correction_mends_words_and_leaves_a_dated_notice(tmp_path: Path) -> None:
    root = running(tmp_path)
    rewrite(root, QUESTIONS, CASE, "A case (fictional), mended.")
    without = told(root, CORRECT)
    note(root, Note(element="first-questions/case", kind=Kind.SAFETY, why="A dose."))

    made = release(weighed(root, CORRECT), DAY, tmp_path / "out")

    assert without == ["CORRECTION first-questions/case"]
    assert made.zip.name == "small-course-2027.1.1.zip"
    assert (made.record.corrects, made.record.notice, made.record.date) == ("2027.1", CORRECT.correct, DAY)
    assert checked_course(root).edition == "2027.1.1"
    assert read_edition(made.zip).record.edition == "2027.1.1"


@pytest.mark.parametrize(
    ("file", "old", "new", "id"),
    [
        (QUESTIONS, "max: 90}", "max: 95}", "first-questions"),
        (QUESTIONS, "minutes: 75", "minutes: 74", "first-questions"),
        ("curriculum/pages/our-page.md", "rule: flexible", "rule: fixed\nbecause: It binds.", "our-page"),
        (DAY_TWO, "warm-up, small-tests", "small-tests, warm-up", "d02"),
    ],
)
def test_a_correction_of_more_than_words_is_refused(tmp_path: Path, file: str, old: str, new: str, id: str) -> None:
    root = running(tmp_path)
    rewrite(root, file, old, new)
    if "minutes: 74" in new:
        rewrite(root, file, "| 45+ |", "| 44+ |")

    assert f"CORRECTION {id}" in told(root, CORRECT)


def test_nothing_is_corrected_where_nothing_was_released_or_changed(tmp_path: Path) -> None:
    assert told(course(tmp_path / "a"), CORRECT) == ["CORRECTION"]
    assert told(running(tmp_path / "b"), CORRECT) == ["CORRECTION"]


def test_notes_are_added_to_the_file_and_taken_out_with_its_head_kept() -> None:
    one = Note(element="d01", kind=Kind.WORDING, why="Clearer: now.", prompted_by="Riverside")
    other = Note(element="d02/case", kind=Kind.MEANING, why="New.", approved_by=("ana-reis", "rui-lopes"))
    begun = with_note(b"# Ours.\nformat: 1\nchanges: []\n", one)

    both = with_note(begun, other)

    assert read_notes(Held({NOTES: both}), NOTES).notes == (one, other)
    assert emptied(both) == b"# Ours.\nformat: 1\nchanges: []\n"
    assert read_notes(Held({NOTES: with_note(None, one)}), NOTES).notes == (one,)


def test_the_folder_of_a_release_needs_no_more_than_the_course(tmp_path: Path) -> None:
    root = running(tmp_path)
    shutil.copytree(root, tmp_path / "copy")

    assert read_records(Folder(tmp_path / "copy"), "curriculum/editions")[0].edition == "2027.1"
