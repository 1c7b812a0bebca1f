"""`contribute` and `receive` as people give them: offer, lay out, decide, answer, take back; and what may be wrong."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from coachloom.academy.giving.decided import FILE as DECIDED
from coachloom.academy.giving.sheet import LETTER, SHEET
from tests.academy.giving import CASE, OWN_CASE, QUESTIONS, academy, coming_course, tick
from tests.academy.samples import WHY, academy_folder
from tests.cli.running import files_of, on
from tests.conftest import ROOT
from tests.files import rewrite

GOLDEN = ROOT / "tests" / "golden"
TEXT = {"content/case.md": "A case of ours.\n"}
CHANGES = f"{OWN_CASE}  found: They knew it at once.\n- set: first-questions\n  minutes: 85\n{WHY}"
EVERY = (
    "first-questions card-questions our-page day-free warm-up weekly-hour cool-down"
    " every-kind-interpreters every-kind-prompt every-kind-page"
)


def gift(folder: Path, *ids: str, id: str = "riverside", text: str = "A case of ours.\n") -> Path:
    """The zip of an academy that changed the case and the minutes of the first questions."""
    root = academy(folder, CHANGES, {"content/case.md": text}, id=id)
    zipped = folder / "gifts" / f"{id}.zip"
    made = on(root, "contribute", *(ids or ("first-questions",)), "--consent", "--out", str(zipped))
    assert made.exit_code == 0, made.output
    return zipped


def own_files(course: Path) -> dict[str, bytes]:
    """The course without what commands keep for themselves."""
    return {file: data for file, data in files_of(course).items() if not file.startswith(".coachloom/")}


def test_contribute_shows_what_would_be_sent_and_asks(tmp_path: Path) -> None:
    root = academy(tmp_path, CHANGES, TEXT)
    zipped = root / "build/contribution-riverside-2027.1-draft.zip"

    refused = on(root, "contribute", CASE, typed="n\n")
    silent = on(root, "contribute", CASE)
    nothing = not zipped.exists()
    agreed = on(root, "contribute", CASE, typed="y\n")

    assert (refused.exit_code, silent.exit_code, nothing, agreed.exit_code) == (1, 1, True, 0)
    assert zipped.is_file()
    assert agreed.output.startswith(
        "To the course small-course, on whose edition 2027.1-draft you build, this would go:\n\n"
        "    Case of Three questions before any solution (first-questions/case): tailored words\n"
        "      Why: It fits us.\n"
        "      You found: They knew it at once.\n"
        "      With it: ours/first-questions-case.md (16 bytes)\n\n"
        "From Riverside Academy. Credited as: Riverside Academy.\n"
    )


def test_the_sheet_and_the_answer_to_an_academy_with_every_kind_of_change_read_well(tmp_path: Path) -> None:
    course = coming_course(tmp_path)
    rewrite(course, "curriculum/cards/card-questions.md", "2. Wait.", "2. Wait ten seconds.")
    root = academy_folder("every-kind", tmp_path)
    zipped = tmp_path / "gift.zip"
    on(root, "contribute", *EVERY.split(), "--found", "They asked more.", "--consent", "--out", str(zipped))

    seen = on(course, "receive", str(zipped))
    sheet = (course / SHEET).read_text(encoding="utf-8")
    for number, question in enumerate(re.split(r"\n## \d+ of ", sheet)[1:], start=1):
        label = "adopt: " if "- [ ] adopt: " in question else "wait: " if number % 2 else "decline"
        tick(course, label, of=f"\n## {number} of ", words=("~~~\n~~~", f"~~~\nWords about {number}.\n~~~"))
    finished = on(course, "receive", "--finish")

    assert (seen.exit_code, finished.exit_code) == (4, 0), finished.output
    assert sheet == (GOLDEN / "RECEIVED.md").read_text(encoding="utf-8")
    answer = (course / "build/replies/every-kind.md").read_text(encoding="utf-8")
    assert answer == (GOLDEN / "reply.md").read_text(encoding="utf-8")


def test_looking_changes_nothing_of_the_course(tmp_path: Path) -> None:
    course = coming_course(tmp_path)
    gifts = [gift(tmp_path), gift(tmp_path, id="hillside", text="A case (fictional). Stand up.\n")]
    before = own_files(course)

    seen = on(course, "receive", str(gifts[0].parent), "--csv", str(tmp_path / "all.csv"))

    assert seen.exit_code == 4
    assert seen.output == (
        f"The table is in {tmp_path / 'all.csv'}.\n"
        "From 2 academies: 4 things to decide. RECEIVED.md lays them out; nothing of the course has been changed.\n"
        "Tick one box for each, save it, then: coachloom receive --finish\n"
    )
    assert {file: data for file, data in own_files(course).items() if file != SHEET} == before
    assert len((tmp_path / "all.csv").read_text(encoding="utf-8-sig").splitlines()) == 5


def test_finishing_changes_the_course_and_undoing_brings_every_byte_back(tmp_path: Path) -> None:
    course = coming_course(tmp_path)
    before = own_files(course)
    on(course, "receive", str(gift(tmp_path)))
    tick(course, "decline", of="## 1 of 2", words=("~~~\n~~~", "~~~\n~~~"))
    tick(course, "adopt: ", of="## 2 of 2")
    sheet = own_files(course)

    finished = on(course, "receive", "--finish")

    assert finished.exit_code == 0
    assert finished.output == (
        "Decided: adopt: 1; decline: 1.\n"
        "    curriculum/contributions.yml\n"
        "    curriculum/release.yml\n"
        "    modules/first/one/questions.md\n"
        "Answers to send: build/replies/riverside.md\n"
        "What was replaced is kept in .coachloom/history/0002. To take all of it back: coachloom receive --undo\n"
    )
    after = own_files(course)
    assert {file for file in {*after, *before} if after.get(file) != before.get(file)} == {
        DECIDED,
        "build/replies/riverside.md",
        "curriculum/release.yml",
        QUESTIONS,
    }
    assert after[QUESTIONS] == before[QUESTIONS].replace(b"A case (fictional).", b"A case of ours.")
    assert b"element: first-questions/case\n    kind: meaning\n" in after["curriculum/release.yml"]
    assert b"prompted_by: Riverside Academy\n" in after["curriculum/release.yml"]
    assert on(course, "receive", "--undo").exit_code == 0
    assert own_files(course) == sheet
    assert on(course, "receive", "--undo").output.startswith("Taken back: the worksheet about what academies gave.")
    assert own_files(course) == before


def test_what_was_decided_is_not_laid_out_again(tmp_path: Path) -> None:
    course = coming_course(tmp_path)
    zipped = gift(tmp_path)
    on(course, "receive", str(zipped))
    tick(course, "decline", of="## 1 of 2")
    tick(course, "decline", of="## 2 of 2")
    on(course, "receive", "--finish")

    again = on(course, "receive", str(zipped))

    assert (again.exit_code, again.output) == (
        0,
        "From 1 academy; all of it was decided before, so there is nothing to do.\n",
    )


def test_more_that_comes_is_laid_beside_it_and_ticks_stay(tmp_path: Path) -> None:
    course = coming_course(tmp_path)
    on(course, "receive", str(gift(tmp_path, CASE)))
    tick(course, "decline", words=("~~~\n~~~", "~~~\nThank you.\n~~~"))

    on(course, "receive", str(gift(tmp_path, CASE, id="hillside")))

    sheet = (course / SHEET).read_text(encoding="utf-8")
    assert (sheet.count("- [x] decline"), sheet.count("- [ ] decline"), sheet.count("Thank you.")) == (1, 1, 1)


def test_what_an_academy_sends_again_takes_the_place_of_what_it_sent_first(tmp_path: Path) -> None:
    course = coming_course(tmp_path)
    on(course, "receive", str(gift(tmp_path)))
    tick(course, "decline", of="Three questions before any solution (first-questions), ")
    shutil.rmtree(tmp_path / "riverside")

    again = on(course, "receive", str(gift(tmp_path, CASE, text="A case of ours, mended.\n")))

    sheet = (course / SHEET).read_text(encoding="utf-8")
    assert (again.exit_code, sheet.count("mended."), sheet.count("A case of ours.\n")) == (4, 2, 0)
    assert (sheet.count("\n## "), sheet.count("- [x] decline")) == (2, 1)


def test_two_that_came_together_and_say_the_same_thing_otherwise_are_for_people(tmp_path: Path) -> None:
    course = coming_course(tmp_path)
    first = gift(tmp_path, CASE).rename(tmp_path / "gifts/first.zip")
    shutil.rmtree(tmp_path / "riverside")
    gift(tmp_path, CASE, text="A case of ours, mended.\n")

    seen = on(course, "receive", str(first.parent))

    assert seen.exit_code == 1
    assert "gave `replace: first-questions/case` twice, and not the same." in seen.output


@pytest.mark.parametrize(
    ("old", "new", "exit_code", "what"),
    [
        ("", "", 4, "This question waits for you: Case of Three questions"),
        ("- [ ] wait", "- [?] wait", 1, "`?` is no tick."),
        ("- [ ] decline", "", 1, 'The box "decline" is not there any more.'),
        ("Words to them, if you like:", "", 1, 'The line "Words to them, if you like:" is not there any more.'),
        ("## 1 of 1", "## 1 of 2", 1, "Here should stand: ## 1 of 1"),
        ("## 1 of 1", "1 of 1", 1, "The worksheet holds 0 of the 1 questions that were asked."),
    ],
)
def test_a_sheet_that_cannot_be_read_changes_nothing(
    tmp_path: Path, old: str, new: str, exit_code: int, what: str
) -> None:
    course = coming_course(tmp_path)
    on(course, "receive", str(gift(tmp_path, CASE)))
    sheet = course / SHEET
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    before = own_files(course)

    finished = on(course, "receive", "--finish")

    assert finished.exit_code == exit_code
    assert what in finished.output
    assert own_files(course) == before


def test_two_ticks_for_one_thing_change_nothing(tmp_path: Path) -> None:
    course = coming_course(tmp_path)
    on(course, "receive", str(gift(tmp_path, CASE)))
    tick(course, "wait")
    tick(course, "decline")
    before = own_files(course)

    finished = on(course, "receive", "--finish")

    assert (finished.exit_code, own_files(course)) == (1, before)
    assert "2 boxes of one question are ticked" in finished.output


def test_a_text_that_would_stop_the_course_is_not_taken_over(tmp_path: Path) -> None:
    course = coming_course(tmp_path)
    on(course, "receive", str(gift(tmp_path, CASE)))
    tick(course, "adapt: ", words=("~~~\nA case of ours.", "~~~\nA <b>case</b> of [nothing](nowhere)."))
    before = own_files(course)

    finished = on(course, "receive", "--finish")

    assert (finished.exit_code, own_files(course)) == (1, before)
    assert "Do: in RECEIVED.md, take it over in other words (adapt), or let it wait; what the course needs: " in (
        finished.output
    )
    assert "HTML" in finished.output
    assert "LINK-DEAD" in finished.output


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    """Words to an academy that are longer than the file of all decisions may hold."""
    course = coming_course(tmp_path)
    on(course, "receive", str(gift(tmp_path, CASE)))
    tick(course, "decline", words=(f"{LETTER}\n\n~~~\n", f"{LETTER}\n\n~~~\n{'Thank you. ' * 500}\n"))
    before = own_files(course)

    finished = on(course, "receive", "--finish")

    assert (finished.exit_code, own_files(course)) == (1, before)
    assert "write at most 5,000 characters" in finished.output


def test_a_sheet_may_be_large_but_what_the_course_keeps_may_not(tmp_path: Path) -> None:
    course = coming_course(tmp_path)
    on(course, "receive", str(gift(tmp_path, CASE)))
    tick(course, "decline")
    sheet = course / SHEET
    sheet.write_text(f"{'A note of ours. ' * 70_000}\n{sheet.read_text(encoding='utf-8')}", encoding="utf-8")
    (course / DECIDED).write_text(f"format: 1\n# {'x' * 999_950}\ncontributions:\n", encoding="utf-8")
    before = own_files(course)

    refused = on(course, "receive", "--finish")
    (course / DECIDED).unlink()
    finished = on(course, "receive", "--finish")

    assert f"{DECIDED}:1: SIZE  The file would be larger than 1 MB." in refused.output
    assert (refused.exit_code, finished.exit_code, sheet.exists()) == (1, 0, False)
    assert DECIDED in before


def test_a_course_that_changed_since_is_laid_out_anew(tmp_path: Path) -> None:
    course = coming_course(tmp_path)
    on(course, "receive", str(gift(tmp_path, CASE)))
    tick(course, "adopt: ")
    rewrite(course, QUESTIONS, "A case (fictional).", "A case of a fall.")

    refused = on(course, "receive", "--finish")
    again = on(course, "receive")

    assert refused.exit_code == 1
    assert "Since the worksheet was written, something of the course has changed." in refused.output
    assert again.exit_code == 4
    assert "Both changed the same sentences." in (course / SHEET).read_text(encoding="utf-8")


def test_what_is_for_another_course_or_broken_is_told_all_at_once(tmp_path: Path) -> None:
    course = coming_course(tmp_path)
    zipped = gift(tmp_path, CASE)
    (zipped.parent / "broken.zip").write_bytes(b"PK")
    (zipped.parent / "edition.zip").write_bytes(
        next((tmp_path / "riverside/.coachloom/editions").glob("*.zip")).read_bytes()
    )

    seen = on(course, "receive", str(zipped.parent))

    assert seen.exit_code == 1
    assert [line.split("  ")[0] for line in seen.output.splitlines() if line.startswith(("broken", "edition"))] == [
        "broken.zip:1: ZIP",
        "edition.zip:1: CONTRIBUTION",
    ]
    rewrite(course, "curriculum/programme.yml", "id: small-course", "id: other-course")
    other = on(course, "receive", str(zipped))
    assert "is for small-course; this is other-course." in other.output
    assert not (course / SHEET).exists()


@pytest.mark.parametrize("arguments", [[], ["--finish", "--undo"], ["--csv", "x.csv", "--finish"]])
def test_a_command_that_says_nothing_or_two_things_is_wrong(tmp_path: Path, arguments: list[str]) -> None:
    assert on(coming_course(tmp_path), "receive", *arguments).exit_code == 2


def test_what_comes_is_received_where_the_course_is_kept_alone(tmp_path: Path) -> None:
    root = academy(tmp_path, CHANGES, TEXT)

    assert on(root, "receive", "--finish").exit_code == 2
    assert on(coming_course(tmp_path), "contribute", CASE).exit_code == 2


def test_nothing_that_waits_and_nothing_to_take_back_is_said(tmp_path: Path) -> None:
    course = coming_course(tmp_path)

    assert "Nothing that came is waiting for a decision." in on(course, "receive", "--finish").output
    assert "There is nothing to take back." in on(course, "receive", "--undo").output
