"""`diff` as a person reads it. After a change of words, write the golden files anew: `python -m tests.cli.test_diff`."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest

from tests.academy.coming import coming_course
from tests.academy.samples import academy_folder, north_edition, open_course, open_edition, small_edition
from tests.cli.running import new_folder, on, run, zipped
from tests.conftest import ROOT

GOLDEN = ROOT / "tests" / "golden"
ACADEMIES = ("every-kind", "deviating", "north-riverside")


def golden(name: str) -> str:
    return (GOLDEN / f"diff-{name}.txt").read_text(encoding="utf-8")


def told_of(academy: str, folder: Path) -> str:
    return on(academy_folder(academy, folder), "diff").stdout


def told_between(folder: Path) -> str:
    (folder / "old.zip").write_bytes(open_edition().data)
    return run("diff", str(folder / "old.zip"), str(coming_course(folder))).stdout


@pytest.mark.parametrize("academy", ACADEMIES)
def test_an_academy_is_told_in_words_and_by_sentence(tmp_path: Path, academy: str) -> None:
    assert told_of(academy, tmp_path) == golden(academy)


def test_two_editions_are_told_in_words_and_by_sentence(tmp_path: Path) -> None:
    assert told_between(tmp_path) == golden("editions")


def test_a_folder_without_a_decision_says_so(tmp_path: Path) -> None:
    result = on(new_folder(tmp_path), "diff")

    assert (result.exit_code, result.output) == (
        0,
        "Riverside Academy, on A small course 2027.1-draft: nothing was changed.\n",
    )


def test_words_leave_the_sentences_out(tmp_path: Path) -> None:
    words = on(academy_folder("every-kind", tmp_path), "diff", "--words").stdout

    assert words == golden("every-kind").partition("\n\n\nSentence by sentence")[0] + "\n"


def test_an_element_is_told_with_its_sections(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)

    assert on(root, "diff", "first-questions").stdout == (
        """\
Every Kind Academy, on A small course 2027.1-draft: 2 elements differ.

Day 1: Questions

  Three questions before any solution (first-questions), within limits
    minutes from 75 to 85
    Why: An interpreter is present.
    Decided by: Nurse and faculty lead

  Case of Three questions before any solution (first-questions/case), yours to change
    with your own text
    File: content/first-questions-case.md
    Why: Our learners meet older people after falls.
    Expected: The group recognises the pathway at once.
    Decided by: Nurse and faculty lead


Sentence by sentence: - was, + is

Case of Three questions before any solution (first-questions/case)

- A case (fictional).
+ A woman of 84 fell at home (fictional). See [the room](the-room).
+ ![Our room](every-kind-our-room)
+ ### What happened next
+ ![The ward](every-kind-ward)
"""
    )
    assert on(root, "diff", "cool-down", "--words").stdout.count("left out") == 1
    assert on(root, "diff", "v-value").stdout == (
        "Every Kind Academy, on A small course 2027.1-draft: nothing was changed.\n"
    )


def test_the_same_edition_by_any_name_differs_in_nothing(tmp_path: Path) -> None:
    root = new_folder(tmp_path)
    edition = tmp_path / "any.ZIP"
    edition.write_bytes(open_edition().data)
    sides = (str(root), str(open_course(tmp_path)), str(edition), "base")

    for old in sides:
        for new in sides:
            result = on(root, "diff", old, new)
            assert result.exit_code == 0, result.output
            assert result.stdout.endswith(": nothing differs.\n"), result.output


def test_an_academy_beside_its_base_differs_in_what_it_changed(tmp_path: Path) -> None:
    root = academy_folder("deviating", tmp_path)
    own = json.loads(on(root, "diff", "--format", "json").stdout)
    beside = json.loads(on(root, "diff", "base", str(root), "--format", "json").stdout)

    assert (own["old"], own["new"]) == (beside["old"], beside["new"])
    assert {one["id"] for one in own["changes"]} <= {one["id"] for one in beside["changes"]}


def test_a_region_and_its_base_are_compared_by_their_zips(tmp_path: Path) -> None:
    for name, edition in (("old", open_edition()), ("new", north_edition())):
        (tmp_path / f"{name}.zip").write_bytes(edition.data)
    result = run("diff", str(tmp_path / "old.zip"), str(tmp_path / "new.zip"), "north-promise", "--words")

    assert result.stdout == (
        """\
From A small course 2027.1-draft to Northern Region 2027.1: 1 element differs.

After a day

  What will you do by Friday? (north-promise), kept everywhere
    added to "After a day", after "Anything else?"
    File: content/promise.md
"""
    )


def test_json_holds_what_the_text_holds(tmp_path: Path) -> None:
    root = academy_folder("deviating", tmp_path)
    told = json.loads(on(root, "diff", "day-test", "the-room", "--format", "json").stdout)
    line = 1 + (root / "changes.yml").read_text(encoding="utf-8").split("- move: day-test")[0].count("\n")

    assert told["old"] == {"course": "small-course", "edition": "2027.1-draft", "name": "A small course 2027.1-draft"}
    assert told["new"] == {"course": "deviating", "edition": "", "name": "Deviating Academy"}
    moved, page = told["changes"]
    assert moved == {
        "id": "day-test",
        "kind": "prompt",
        "title": "What will you test?",
        "did": "changed",
        "meaning": False,
        "was": "",
        "now": [],
        "retired": "",
        "fields": [],
        "rules": [],
        "moved": {"from": {"in": "after-a-day", "after": "day-what"}, "to": {"in": "after-a-day", "after": ""}},
        "texts": [],
        "words": ['moved from after "What did you ask?" to the beginning'],
        "light": "kept everywhere",
        "file": "",
        "reasons": [
            {
                "about": "",
                "why": "The law asks for it first.",
                "by": "Nurse",
                "expect": "",
                "found": "",
                "prompted_by": "",
                "exception": {"until": "2027.3", "agreed_by": ["Nurse", "Sponsor"]},
                "file": "changes.yml",
                "line": line,
            }
        ],
    }
    assert [sorted(one) for text in page["texts"] for one in text["differences"]] == [["after", "new", "old"]]


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (["d01", "questoins"], 1, "There is no element `questoins`."),
        (["base"], 2, "coachloom diff base NEW.zip"),
        (["old.zip"], 2, "coachloom diff base old.zip"),
        (["old.zip", "d01"], 2, "Name both"),
        (["d01", "old.zip"], 2, "Name both"),
        (["old.zip", "base", "base"], 1, "There is no element `base`."),
        (["old.zip", "no.zip"], 1, '"no.zip" is not there'),
        (["old.zip", "./nowhere"], 2, "There is no folder nowhere"),
        (["old.zip", "full/"], 2, "holds no course"),
        (["old.zip", "words.zip"], 1, "not a zip"),
        (["old.zip", "small.zip"], 0, "differ"),
        (["old.zip", "other.zip"], 1, "is no edition"),
        (["old.zip", str(ROOT)], 1, "is made of the course `small-course`, and"),
    ],
)
def test_what_cannot_be_compared_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: list[str], code: int, said: str
) -> None:
    root = new_folder(tmp_path)
    monkeypatch.chdir(tmp_path)
    Path("full").mkdir()
    Path("words.zip").write_bytes(b"words")
    Path("old.zip").write_bytes(open_edition().data)
    Path("small.zip").write_bytes(small_edition().data)
    zipped({"academy.yml": b"format: 1\n"}, Path("other.zip"))
    result = on(root, "diff", *line)

    assert result.exit_code == code, result.output
    assert said in result.output


def test_the_course_has_no_base(tmp_path: Path) -> None:
    result = on(open_course(tmp_path), "diff")

    assert result.exit_code == 2
    assert "coachloom diff OLD.zip" in result.output


def test_all_that_stands_against_an_academy_is_told_at_once(tmp_path: Path) -> None:
    root = new_folder(tmp_path, b"- set: nothing\n  minutes: 5\n  why: No.\n  by: ana-reis\n")
    (root / "private").mkdir(exist_ok=True)
    (root / "private/people.yml").write_text("format: 1\npeople: nobody\n", encoding="utf-8")
    result = on(root, "diff")

    assert result.exit_code == 1
    assert "people.yml:2" in result.output
    assert "no element `nothing`" in result.output


def test_a_second_list_of_changes_is_never_passed_over(tmp_path: Path) -> None:
    root = new_folder(tmp_path)
    (root / "changes.yml.txt").write_bytes(b"- set: first-questions\n")

    assert "COPY" in on(root, "diff").output


def test_what_checks_refuse_is_told_all_the_same(tmp_path: Path) -> None:
    root = new_folder(
        tmp_path, b"- replace: first-questions/case\n  with: content/case.md\n  why: Ours.\n  by: ana-reis\n"
    )
    (root / "content").mkdir(exist_ok=True)
    (root / "content/case.md").write_text("See [it](nowhere-at-all).\n", encoding="utf-8")

    assert on(root, "check").exit_code == 1
    assert "+ See [it](nowhere-at-all)." in on(root, "diff").stdout


def test_a_pack_is_told_without_its_people_and_stays_as_it_was(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)
    on(root, "pack", "--out", str(tmp_path / "ours.zip"))
    before = (tmp_path / "ours.zip").read_bytes()
    result = on(tmp_path / "ours.zip", "diff", "cool-down")

    assert "left out" in result.stdout
    assert "Decided by" not in result.stdout
    assert "left out" in (tmp_path / "ours-result.html").read_text(encoding="utf-8")
    assert (tmp_path / "ours.zip").read_bytes() == before


def write_golden() -> None:
    for academy in ACADEMIES:
        with tempfile.TemporaryDirectory() as folder:
            (GOLDEN / f"diff-{academy}.txt").write_text(told_of(academy, Path(folder)), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        (GOLDEN / "diff-editions.txt").write_text(told_between(Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    write_golden()
