"""Corrections mend words, links and what is unsafe; whatever words settle besides stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from coachloom.academy.releasing.notes import Kind, Note
from coachloom.academy.releasing.record import State
from coachloom.academy.releasing.release import Wish, release, weighed
from tests.academy.newer import QUESTIONS
from tests.academy.test_release import CORRECT, DAY, by_the_rules, course, note, running, told
from tests.files import rewrite

TASK = "modules/first/one/big-room.md"
TWO = ("ana-reis", "rui-lopes")


@pytest.mark.parametrize(
    ("file", "old", "new", "id"),
    [
        (QUESTIONS, "| 15 | The case. | Faculty |", "| 10 | The case. | Faculty |", "first-questions/plan"),
        (QUESTIONS, "[a small test](test-small)", "a small test", "first-questions/plan"),
        (TASK, "Three people were [asked openly](ask-openly).", "Three people were asked.", "ask-three-people"),
        (QUESTIONS, "requires: [d01-opening]\n", "", "first-questions"),
    ],
)
def test_minutes_and_outcomes_that_stand_in_words_are_not_mended(
    tmp_path: Path, file: str, old: str, new: str, id: str
) -> None:
    root = running(tmp_path)
    rewrite(root, file, old, new)
    if "10 |" in new:
        rewrite(root, file, "| 45+ |", "| 50+ |")
    note(root, Note(element=id, kind=Kind.WORDING, why="So.", approved_by=TWO))

    assert f"CORRECTION {id}" in by_the_rules(root, "2027.1.1", correct=True)


@pytest.mark.parametrize(
    ("file", "old", "new", "id"),
    [
        (
            QUESTIONS,
            "Pairs [ask openly](ask-openly).",
            "In pairs they [ask in the open](ask-openly).",
            "first-questions/plan",
        ),
        ("curriculum/references.yml", "    publisher: Nowhere Press\n", "    URL: https://doe.example/\n", "doe-2020"),
        (TASK, "Three people were [asked openly]", "Three persons were [asked openly]", "ask-three-people"),
        (QUESTIONS, "title: Three questions before", "title: Three good questions before", "first-questions"),
    ],
)
def test_words_and_links_are_mended_with_a_reason(tmp_path: Path, file: str, old: str, new: str, id: str) -> None:
    root = running(tmp_path)
    rewrite(root, file, old, new)
    without = told(root, CORRECT)
    note(root, Note(element=id, kind=Kind.WORDING, why="Clearer.", approved_by=TWO))

    assert f"CORRECTION {id}" in without
    assert told(root, CORRECT) == []


def test_a_mend_of_something_fixed_needs_two_as_well(tmp_path: Path) -> None:
    root = running(tmp_path)
    rewrite(root, "curriculum/references.yml", "Nowhere Press", "Somewhere Press")
    note(root, Note(element="doe-2020", kind=Kind.WORDING, why="It moved."))

    assert told(root, CORRECT) == ["RESEAL doe-2020"]


def test_a_corrected_pilot_is_a_pilot_still_and_corrections_are_counted_on(tmp_path: Path) -> None:
    root = course(tmp_path)
    rewrite(root, QUESTIONS, "mode: in-person\n", "mode: in-person\nstatus: outline\n")
    release(weighed(root, Wish(pilot=True)), DAY, tmp_path)
    made = []
    for old, new in (("A case (fictional).", "One (fictional)."), ("One (fictional).", "Two (fictional).")):
        rewrite(root, QUESTIONS, old, new)
        note(root, Note(element="first-questions/case", kind=Kind.WORDING, why=f"Now {new}"))
        made.append(release(weighed(root, CORRECT), DAY, tmp_path).record)

    assert [(r.edition, r.status, r.after, r.corrects) for r in made] == [
        ("2027.1.1", State.PILOT, "2027.1", "2027.1"),
        ("2027.1.2", State.PILOT, "2027.1.1", "2027.1.1"),
    ]
