"""The table of design.md, "What a change may do", row by row, and what goes with it."""

from __future__ import annotations

import pytest

from coachloom.academy.rights import RULES, judged
from coachloom.course.values import Rule
from coachloom.problems import Place, Problem
from tests.academy.samples import (
    AGREED,
    WHY,
    codes,
    composed,
    north_edition,
    page,
    problems,
    prompt,
    section,
    session,
    told,
)

TEXT = {"content/x.md": "Our words.\n"}
ADDED = {
    "content/session.md": session("riverside-x"),
    "content/section.md": section("riverside-x"),
    "content/prompt.md": prompt("riverside-x"),
    "content/page.md": page("riverside-x"),
    "content/card.md": page("riverside-x", "card"),
}

TABLE = [
    # what is fixed takes no change
    ("- set: d01-opening\n  title: New\n", ["FIXED"]),
    ("- set: d01-opening\n  minutes: 30\n", ["FIXED"]),
    ("- set: d01-opening\n  mode: online\n", ["FIXED"]),
    ("- set: m01\n  title: New\n", ["FIXED"]),
    ("- set: small-course\n  title: New\n", ["FIXED"]),
    ("- set: term-big-room\n  title: New\n", ["FIXED"]),
    ("- set: room-picture\n  title: New\n", ["FIXED"]),
    ("- replace: the-room\n  with: content/x.md\n", ["FIXED"]),
    ("- replace: first-questions/plan\n  with: content/x.md\n", ["FIXED"]),
    ("- replace: day-what\n  with: content/x.md\n", ["FIXED"]),
    ("- leave_out: d01-opening\n", ["FIXED"]),
    ("- leave_out: day-what\n", ["FIXED"]),
    ("- leave_out: the-room\n", ["FIXED"]),
    ("- leave_out: ask-openly\n", ["FIXED"]),
    ("- leave_out: first-questions/case\n", ["FIXED"]),
    ("- leave_out: d01\n", ["FIXED", "CHANGE"]),
    ("- move: d02-opening\n  after: warm-up\n", ["FIXED"]),
    ("- move: day-test\n  before: day-what\n", ["FIXED"]),
    ("- move: d02\n  before: d01\n", ["FIXED"]),
    ("- move: m01\n  after: m01\n", ["FIXED", "NEIGHBOUR"]),
    ("- move: the-room\n  after: our-page\n", ["FIXED"]),
    ("- add: riverside-x\n  to: m01\n  with: content/section.md\n", ["FIXED"]),
    # bounded: only what its bounds name
    ("- set: first-questions\n  minutes: 60\n", []),
    ("- set: first-questions\n  minutes: 90\n", []),
    ("- set: first-questions\n  minutes: 59\n", ["BOUNDS"]),
    ("- set: first-questions\n  minutes: 91\n", ["BOUNDS"]),
    ("- set: first-questions\n  title: New\n", ["FIXED"]),
    ("- set: first-questions\n  mode: online\n", ["FIXED"]),
    ("- set: weekly-hour\n  minutes: 45\n", []),
    ("- set: weekly-hour\n  minutes: 44\n", ["BOUNDS"]),
    ("- set: run-one-test\n  minutes: 90\n", ["FIXED"]),
    ("- replace: first-questions\n  with: content/x.md\n", ["FIXED", "CHANGE"]),
    ("- move: first-questions\n  after: d01-opening\n", ["no-effect"]),
    ("- leave_out: small-tests\n", ["FIXED"]),
    # flexible
    ("- set: warm-up\n  title: New\n  minutes: 15\n  mode: online\n", []),
    ("- replace: first-questions/case\n  with: content/x.md\n", []),
    ("- replace: card-questions\n  with: content/x.md\n", []),
    ("- replace: our-page\n  with: content/x.md\n", []),
    ("- replace: day-free\n  with: content/x.md\n", []),
    ("- leave_out: cool-down\n", []),
    ("- leave_out: warm-up\n", ["FIXED"]),
    ("- leave_out: day-free\n", []),
    ("- move: warm-up\n  after: small-tests\n", []),
    ("- move: day-free\n  before: day-what\n", []),
    # containers
    ("- add: riverside-x\n  to: d01\n  with: content/session.md\n", []),
    ("- add: riverside-x\n  to: d01\n  with: content/section.md\n", []),
    ("- add: riverside-x\n  to: after-a-day\n  with: content/prompt.md\n", []),
    ("- add: riverside-x\n  to: small-course\n  with: content/page.md\n", []),
    ("- add: riverside-x\n  to: small-course\n  with: content/card.md\n", []),
    ("- add: riverside-x\n  to: first-questions\n  with: content/section.md\n", ["CHANGE"]),
    ("- add: riverside-x\n  to: asking\n  with: content/section.md\n", ["CHANGE"]),
]


@pytest.mark.parametrize(("entry", "expected"), TABLE, ids=[entry.replace("\n", "") for entry, _ in TABLE])
def test_each_row_of_the_table(entry: str, expected: list[str]) -> None:
    assert codes(entry + WHY, TEXT | ADDED) == expected


SHAPES = [
    # fields that are not there
    ("- set: card-questions\n  minutes: 5\n", ["FIELD"]),
    ("- set: card-questions\n  mode: online\n", ["FIELD"]),
    ("- set: day-free\n  title: New\n", ["FIELD"]),
    ("- set: first-questions/case\n  title: New\n", ["FIELD"]),
    ("- set: d01\n  minutes: 150\n", ["FIELD"]),
    ("- set: gap-d01-d02\n  days: 10\n", ["FIELD"]),
    ("- set: warm-up\n  hours: 1\n", ["FIELD"]),
    # ids
    ("- add: other-x\n  to: d01\n  with: content/session.md\n", ["PREFIX", "ID"]),
    ("- add: first-questions\n  to: d01\n  with: content/session.md\n", ["ID", "PREFIX", "ID"]),
    # neighbours
    ("- add: riverside-x\n  to: d01\n  after: small-tests\n  with: content/session.md\n", ["NEIGHBOUR"]),
    ("- add: riverside-x\n  to: d01\n  after: nowhere\n  with: content/session.md\n", ["NEIGHBOUR"]),
    ("- add: riverside-x\n  to: d01\n  after: run-one-test\n  with: content/session.md\n", ["NEIGHBOUR"]),
    ("- add: riverside-x\n  to: d01\n  after: first-questions\n  with: content/section.md\n", ["NEIGHBOUR"]),
    ("- move: warm-up\n  after: first-questions\n", ["NEIGHBOUR"]),
    # rules only tighten
    ("- set: first-questions\n  rule: fixed\n  because: So.\n", []),
    ("- set: warm-up\n  rule: fixed\n  because: So.\n", []),
    ("- set: card-questions\n  rule: fixed\n  because: So.\n", []),
    ("- set: warm-up\n  rule: bounded\n  bounds: {minutes: {min: 5, max: 15}}\n  because: So.\n", []),
    ("- set: d01\n  bounds: {minutes: {min: 130, max: 170}}\n  because: So.\n", []),
    ("- set: d01\n  rule: fixed\n  because: So.\n", ["CHANGE"]),
    ("- set: gap-d01-d02\n  rule: fixed\n  because: So.\n", ["CHANGE"]),
    ("- set: first-questions\n  rule: flexible\n  because: So.\n", ["LOOSER"]),
    (
        "- set: d01-opening\n  rule: bounded\n  bounds: {minutes: {min: 1, max: 99}}\n  because: So.\n",
        ["LOOSER", "LOOSER"],
    ),
    ("- set: first-questions\n  bounds: {minutes: {min: 59, max: 90}}\n  because: So.\n", ["LOOSER"]),
    ("- set: first-questions\n  bounds: {minutes: {min: 60, max: 91}}\n  because: So.\n", ["LOOSER"]),
    ("- set: first-questions\n  bounds: {seats: {min: 1, max: 2}}\n  because: So.\n", ["LOOSER"]),
    ("- set: first-questions\n  bounds: {minutes: {min: 80, max: 70}}\n  because: So.\n", ["VALUE"]),
    ("- set: first-questions\n  bounds: {minutes: {min: 60, max: 90}}\n  because: So.\n", ["CHANGE"]),
    ("- set: first-questions\n  rule: fixed\n", ["BECAUSE"]),
    ("- set: first-questions\n  rule: bounded\n  because: So.\n", ["CHANGE"]),
    ("- set: warm-up\n  rule: bounded\n  because: So.\n", ["CHANGE"]),
    ("- set: warm-up\n  rule: bounded\n  bounds: {seats: {min: 1, max: 2}}\n  because: So.\n", ["FIELD"]),
    ("- set: warm-up\n  rule: fixed\n  bounds: {minutes: {min: 1, max: 20}}\n  because: So.\n", ["CHANGE"]),
]


@pytest.mark.parametrize(("entry", "expected"), SHAPES, ids=[entry.replace("\n", "") for entry, _ in SHAPES])
def test_each_rule_finds_its_fault(entry: str, expected: list[str]) -> None:
    assert codes(entry + WHY, TEXT | ADDED) == expected


NEVER = [
    "- set: warm-up\n  hours: 1\n",
    "- set: first-questions\n  rule: flexible\n  because: So.\n",
    "- set: first-questions\n  bounds: {minutes: {min: 1, max: 999}}\n  because: So.\n",
    "- set: first-questions\n  bounds: {minutes: {min: 80, max: 70}}\n  because: So.\n",
    "- set: d01\n  rule: fixed\n  because: So.\n",
    "- leave_out: d01\n",
    "- replace: first-questions\n  with: content/x.md\n",
    "- add: other-x\n  to: d01\n  with: content/session.md\n",
]


@pytest.mark.parametrize("entry", NEVER, ids=[entry.replace("\n", "") for entry in NEVER])
def test_no_agreement_mends_what_makes_no_sense(entry: str) -> None:
    found = [problem for problem in problems(entry + WHY + AGREED, TEXT | ADDED) if problem.stops]

    assert found
    assert not {problem.code for problem in found} & {"FIXED", "BOUNDS", "CHILDREN"}


def test_a_problem_says_file_and_line_rule_and_reason() -> None:
    entry = f"# Ours.\n- set: first-questions\n  minutes: 110\n{WHY}"

    assert problems(entry) == (
        Problem(
            code="BOUNDS",
            what='You set minutes 110 on "Three questions before any solution" (first-questions); allowed 60 to 90.',
            place=Place("changes.yml", 3, 3),
            do="choose 60 to 90, or propose it to the course",
            id="first-questions",
            because="Practice must outweigh explanation.",
            rule=Place("modules/first/one/questions.md", 11, 1, "2027.1-draft"),
        ),
    )


def test_what_is_fixed_is_told_first() -> None:
    entry = f"- set: the-room\n  minutes: 3\n  mode: online\n{WHY}"

    assert [(p.code, p.place.line) for p in problems(entry)] == [
        ("FIXED", 1),
        ("FIXED", 1),
        ("FIELD", 2),
        ("FIELD", 3),
    ]


def test_a_redirected_id_is_named_by_its_new_name() -> None:
    assert told(f"- leave_out: old-session\n{WHY}") == (
        "changes.yml:1: UNKNOWN  `old-session` is now called first-questions.\n    Do: write first-questions"
    )


def test_an_id_that_names_nothing_is_told() -> None:
    assert told(f"- leave_out: nowhere\n{WHY}").startswith("changes.yml:1: UNKNOWN  There is no element `nowhere`.")


def test_a_fixed_rule_closes_the_sections_of_its_owner() -> None:
    course = composed(f"- set: warm-up\n  rule: fixed\n  because: So.\n{WHY}").course

    rules = {id: (course.elements[id].rule, course.elements[id].because) for id in ("warm-up", "warm-up/purpose")}
    assert rules == {"warm-up": (Rule.FIXED, "So."), "warm-up/purpose": (Rule.FIXED, "So.")}


def test_a_section_that_its_owner_leaves_open_stays_open_when_the_owner_is_fixed() -> None:
    course = composed(f"- set: first-questions\n  rule: fixed\n  because: So.\n{WHY}").course

    assert course.elements["first-questions/case"].rule is Rule.FLEXIBLE


def test_an_academy_below_a_region_changes_what_the_region_added() -> None:
    entries = (
        f"- replace: north-weather/purpose\n  with: content/x.md\n{WHY}"
        f"- set: north-weather\n  title: Floods\n  minutes: 15\n{WHY}"
    )
    course = composed(entries, TEXT, base=north_edition()).course

    assert course.elements["north-weather"].title == "Floods"
    assert codes(f"- leave_out: north-weather\n{WHY}", base=north_edition()) == []


def test_a_region_counts_among_what_a_day_takes() -> None:
    entry = f"- add: riverside-x\n  to: d01\n  with: content/session.md\n{WHY}"

    assert codes(entry, ADDED, base=north_edition()) == ["CHILDREN"]


def test_every_rule_is_in_the_list() -> None:
    assert len(RULES) == len(set(RULES)) == 10
    assert judged.__doc__
