"""Texts that two changed join sentence by sentence, as git would join lines, and never below a sentence."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import merge3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachloom.academy.merging.diff3 import Region, stretches
from coachloom.academy.merging.texts import Clash, Difference, Merged, differences, merge_texts
from coachloom.academy.merging.units import joined, units
from tests.conftest import ROOT

WORDS = st.sampled_from(
    [
        "Ask once.",
        "Dr. Silva waits.",
        "Why?",
        "- a point",
        "- [ ] to do",
        "| a | b |",
        "| --- | --- |",
        "```",
        "## Case",
    ]
)
GAPS = st.sampled_from([" ", "\n", "\n\n", "  \n", "\n> ", "\n  "])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=12).map(lambda each: "".join(word + gap for word, gap in each))
LINES = st.lists(st.sampled_from("abcde"), max_size=9)


def shown(text: str) -> list[str]:
    return [unit.text for unit in units(text) if unit.text]


def test_prose_is_cut_at_the_ends_of_sentences_wherever_its_lines_end() -> None:
    text = "Maria, 54, comes for a\nthird visit. Give the group 10 minutes!\n\n“Why now?” she asks. Nobody knows."

    assert shown(text) == [
        "Maria, 54, comes for a\nthird visit.",
        "Give the group 10 minutes!",
        "“Why now?” she asks.",
        "Nobody knows.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Silva and Mrs. Amari met at St. Mary's at 9 a.m. on Monday.",
        "Ask J. B. about it, e.g. Tuesday.",
        "See [the first rule. The second rule](three-rules) and act.",
        "This is **one. Two** sentence.",
        "A drop to 3.5 Days is meant",
        "2. Wait ten seconds.",
        "They met at 5 p.m. Monday and Ph.D. Students came to the U.S. Army ward.",
        "“Ask first. Then wait,” she said.",
        '"Ask first. Then wait," she said.',
        "„Erst fragen. Dann warten“, sagte sie.",
        "«Ask first. Then wait», she said.",
        "_Ask first. Then wait_ is the rule.",
        "__Ask first. Then wait__ is the rule.",
        "~~Ask first. Then wait~~ is gone.",
        "Say <b>ask first. Then wait</b> aloud.",
    ],
)
def test_what_may_be_one_sentence_stays_whole(text: str) -> None:
    assert shown(text) == [text]


@pytest.mark.parametrize(
    "text", ["Ask<br>first. Then wait.", "Take snake_case. Then wait.", "See <https://x.org>. Then wait."]
)
def test_what_opens_nothing_joins_nothing(text: str) -> None:
    assert shown(text)[1:] == ["Then wait."]


@pytest.mark.parametrize("text", ["A. " * 6000, "Mr. A " * 6000, "(a. B " * 6000], ids=["letters", "titles", "open"])
def test_a_long_paragraph_takes_no_minutes(text: str) -> None:
    before = time.process_time()

    units(text)

    assert time.process_time() - before < 1


def test_thousands_of_equal_sentences_take_no_minutes() -> None:
    base, ours = "The same. " * 1500, "".join(f"The same. Ours {n}. " for n in range(800))
    before = time.process_time()

    merged = merge_texts(base, ours, "The same. " * 1400)

    assert time.process_time() - before < 3
    assert merged.clashes


def test_tables_code_headings_and_list_items_are_cut_by_line() -> None:
    text = "### A head\nProse one. Prose two.\n- point a. Point b.\n- point c\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```\nx. Y.\n  z\n```"

    assert shown(text) == [
        "### A head",
        "Prose one.",
        "Prose two.",
        "- point a.",
        "Point b.",
        "- point c",
        "| a | b |",
        "| - | - |",
        "| 1 | 2 |",
        "```",
        "x. Y.",
        "  z",
        "```",
    ]


@given(TEXTS)
def test_units_join_to_the_same_text(text: str) -> None:
    assert joined(units(text)) == text


def test_units_of_the_reference_course_join_to_its_texts() -> None:
    files = sorted((ROOT / "modules").rglob("*.md"))

    assert [file for file in files if joined(units(text := file.read_text(encoding="utf-8"))) != text] == []


def test_each_side_s_own_sentences_are_joined_and_one_that_both_changed_is_a_choice() -> None:
    base = "Maria, 54, comes for a third visit. Read it. Ask what a good visit would look like.\n\nNow begin. Work in pairs. One listens.\n"
    ours = "Sr. António, 71, comes for a third visit. Read it. Ask what a good visit would look like.\n\nNow begin. Work in threes. One listens.\n"
    now = "Maria, 54, comes for a third visit. Read it. Ask what a good visit would look like to Maria.\n\nNow begin. Work in pairs and swap after 8 minutes. One listens.\n"

    assert merge_texts(base, ours, now) == Merged(
        (
            "Sr. António, 71, comes for a third visit. Read it. Ask what a good visit would look like to Maria.\n\nNow begin.",
            Clash(" Work in pairs.", " Work in threes.", " Work in pairs and swap after 8 minutes."),
            " One listens.\n",
        )
    )


def test_two_doses_are_never_mixed_in_one_sentence() -> None:
    merged = merge_texts("Dose 5 mg once.", "Dose 15 mg once.", "Dose 50 mg once.")

    assert merged.clashes == (Clash("Dose 5 mg once.", "Dose 15 mg once.", "Dose 50 mg once."),)


def test_lines_broken_in_another_way_are_no_change() -> None:
    base = "One two three. Four five.\nSix."
    ours = "One two\nthree. Four five. Six."

    assert merge_texts(base, ours, "One two three. Four 5.\nSix.").text() == "One two\nthree. Four 5. Six."
    assert list(differences(base, ours)) == []


def test_a_line_break_that_is_shown_is_a_change() -> None:
    assert list(differences("A line  \nthat breaks.", "A line\nthat breaks.")) == [
        Difference("A line  \nthat breaks.", "A line\nthat breaks.")
    ]


def test_words_of_one_s_own_stand_where_the_choice_was() -> None:
    merged = merge_texts("One.\n\nTwo. Six.", "One.\n\nTen. Six.", "One.\n\nNine. Six.")

    assert merged.text([merged.clashes[0].with_words(" Both.\n")]) == "One.\n\nBoth. Six."
    assert merged.text() == "One.\n\nTen. Six."


@given(TEXTS, TEXTS)
def test_what_one_side_did_alone_is_the_result(base: str, ours: str) -> None:
    by_one, by_other, by_both = (merge_texts(base, *two) for two in ((ours, base), (base, ours), (ours, ours)))

    assert [(merged.clean, merged.text()) for merged in (by_one, by_other, by_both)] == [(True, ours)] * 3


@given(TEXTS, TEXTS, TEXTS)
def test_swapping_the_sides_swaps_the_sides_of_choices_alone(base: str, ours: str, theirs: str) -> None:
    swapped = tuple(
        Clash(piece.base, piece.theirs, piece.ours) if isinstance(piece, Clash) else piece
        for piece in merge_texts(base, theirs, ours).pieces
    )

    assert merge_texts(base, ours, theirs).pieces == swapped


PROSE = st.lists(st.sampled_from(["Ask once.", "Who waits?", "Dr. Silva waits.", "Stop!"]), max_size=9).map(" ".join)


@given(PROSE, PROSE, PROSE)
def test_every_sentence_of_the_result_stood_whole_in_one_of_the_three(base: str, ours: str, theirs: str) -> None:
    known = {unit.key for text in (base, ours, theirs) for unit in units(text)}

    assert {unit.key for unit in units(merge_texts(base, ours, theirs).text())} <= known


def lines_merged(base: list[str], ours: list[str], theirs: list[str]) -> list[str] | None:
    """Our own merge of lines; None where there is a choice."""
    result: list[str] = []
    for stretch in stretches(base, ours, theirs):
        if stretch.region is Region.CLASH:
            return None
        result += theirs[stretch.theirs] if stretch.region in (Region.THEIRS, Region.SAME) else ours[stretch.ours]
    return result


def git_merged(folder: Path, *sides: list[str]) -> list[str] | None:
    """What `git merge-file` makes of ours, base and theirs; None where it finds a conflict."""
    names = [folder / name for name in ("ours", "base", "theirs")]
    for name, side in zip(names, sides, strict=True):
        name.write_text("".join(f"{line}\n" for line in side), encoding="utf-8")
    done = subprocess.run(["git", "merge-file", "-p", *names], capture_output=True, text=True, check=False)
    return done.stdout.splitlines() if done.returncode == 0 else None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("git")


@given(LINES, LINES, LINES)
@settings(max_examples=300)
def test_where_git_and_we_find_no_choice_the_results_are_the_same(
    folder: Path, base: list[str], ours: list[str], theirs: list[str]
) -> None:
    by_git, by_us = git_merged(folder, ours, base, theirs), lines_merged(base, ours, theirs)

    assert by_git is None or by_us is None or by_git == by_us


@given(LINES, LINES, LINES)
@settings(max_examples=1000)
def test_merge3_finds_the_same_choices_and_the_same_result(base: list[str], ours: list[str], theirs: list[str]) -> None:
    groups = list(merge3.Merge3(base, ours, theirs).merge_groups())
    clean = [line for group in groups for line in group[1]] if all(g[0] != "conflict" for g in groups) else None

    assert lines_merged(base, ours, theirs) == clean
