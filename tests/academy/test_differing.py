"""What differs between two courses: exactly what a hash, a place or a rule tells apart, and nothing else."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from functools import cache
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachloom.academy.differing.adapted import adaptations
from coachloom.academy.differing.between import changes_between
from coachloom.academy.differing.changed import Changed, Did, FieldChange, Moved, Spot, TextChange
from coachloom.academy.differing.items import items_between
from coachloom.academy.differing.places import moves, spots
from coachloom.academy.differing.shown import list_in_words
from coachloom.academy.merging.texts import Difference
from coachloom.academy.people import NOBODY
from coachloom.course.hashing import hashes
from coachloom.course.kinds import Section
from coachloom.course.load import read_course, read_course_files
from coachloom.course.model import Course, Redirect
from coachloom.reading.files import Folder, Held
from coachloom.reading.markdown import Markdown
from tests.academy.coming import coming_course
from tests.academy.samples import WHY, composed, open_course
from tests.academy.test_laws import Decision, made_of, some
from tests.conftest import ROOT

GOLDEN = ROOT / "tests" / "golden" / "diff-edits.txt"
QUESTIONS = "modules/first/one/questions.md"
TWO = "modules/first/two/index.md"
FORM = "assessments/after-a-day.yml"
EDITS = (
    (QUESTIONS, "minutes: 75", "minutes: 80"),
    (QUESTIONS, "min: 60", "min: 65"),
    (QUESTIONS, "A case (fictional).", "Another case (fictional)."),
    (QUESTIONS, "Keep quiet. See", "Keep quiet.\nSee"),
    (QUESTIONS, "## Answers\n\nThere are none.\n", ""),
    (QUESTIONS, "flexible: [case]", "flexible: [case, sources]"),
    (QUESTIONS, "outcomes: [ask-openly, test-small]", "outcomes: [test-small, ask-openly]"),
    (TWO, "warm-up, small-tests", "small-tests, warm-up"),
    (TWO, "cool-down, d02-closing", "d02-closing, cool-down"),
    (TWO, "add: 1", "add: 2"),
    (TWO, "leave_out: [cool-down]", "leave_out: [cool-down, warm-up]"),
    (TWO, "move: true", "move: false"),
    (TWO, "What did I predict?", "What did I expect?"),
    (FORM, "rule: flexible", "rule: bounded"),
    (FORM, "{id: small,", "{id: little,"),
    (FORM, "required: true", "required: false"),
    ("modules/first/two/tests.md", "status: outline", "status: full"),
    ("modules/first/two/warm-up.md", "part: core", "part: opening"),
    ("curriculum/schedule.yml", "at: 10:30", "at: 10:45"),
    ("curriculum/schedule.yml", "[d01, d02]", "[d02, d01]"),
    ("curriculum/topics.yml", "ask an open question", "ask an open  question"),
    ("curriculum/topics.yml", "title: Testing", "title: Trying"),
    ("curriculum/programme.yml", "minutes: 60}\n", "minutes: 50}\n"),
    ("curriculum/programme.yml", 'edition: "2027.1"', 'edition: "2027.2"'),
    ("curriculum/references.yml", "checked: 2026-11-22", "checked: 2026-11-23"),
    ("curriculum/references.yml", "given: J.", "given: K."),
    ("curriculum/glossary.yml", "One word has one meaning.", "One word, one meaning."),
    ("curriculum/assets/room-picture.svg", "<svg", "<svg "),
)
"""What editors do; some of it means nothing."""


@cache
def files() -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        root = Folder(open_course(Path(folder)))
        names = [file for top in ("curriculum", "modules", "assessments") for file in root.listed(top)[0]]
        return {file: root.read(file) for file in names}


def edited(edits: Iterable[tuple[str, str, str]]) -> Course:
    contents = dict(files())
    for file, old, new in edits:
        assert contents[file].count(old.encode()) >= 1, (file, old)
        contents[file] = contents[file].replace(old.encode(), new.encode(), 1)
    course = read_course_files(Held(contents)).course
    assert course is not None
    return course


@cache
def base() -> Course:
    return edited(())


@cache
def coming() -> Course:
    with TemporaryDirectory() as folder:
        course = read_course(coming_course(Path(folder))).course
    assert course is not None
    return course


def by_id(old: Course, new: Course) -> dict[str, Changed]:
    return {one.id: one for one in changes_between(old, new)}


def in_words(old: Course, new: Course) -> dict[str, tuple[str, ...]]:
    return {item.id: item.did for item in items_between(old, new)}


def holds(old: Course, new: Course) -> None:
    """The law: whose hash differs is told; of others only those with another rule, place or frame."""
    before, after = hashes(old), hashes(new)
    found = changes_between(old, new)
    meant = {one.id for one in found if one.meaning} | {one.was for one in found if one.was}
    assert meant == {id for id in {*before, *after} if before.get(id) != after.get(id)}
    for one in found:
        assert one.meaning or one.rules or one.moved or one.id == new.programme.id, one
        assert one.differs or one.did is not Did.CHANGED, one
    assert len({one.id for one in found}) == len(found)


def test_every_edit_of_the_list_is_one() -> None:
    assert [edit for edit in EDITS if edited([edit]) and edit[1].encode() not in files()[edit[0]]] == []


@settings(max_examples=60)
@given(st.lists(st.sampled_from(EDITS), unique=True, max_size=8), st.lists(st.sampled_from(EDITS), unique=True))
def test_exactly_what_differs_is_told(one: list[tuple[str, str, str]], other: list[tuple[str, str, str]]) -> None:
    holds(edited(one), edited(other))


@settings(max_examples=40)
@given(some, some)
def test_exactly_what_academies_made_different_is_told(one: list[Decision], other: list[Decision]) -> None:
    holds(made_of(one).course, made_of(other).course)


def test_a_course_differs_in_nothing_from_itself_read_again(reference_course: Course) -> None:
    again = read_course(ROOT).course

    assert again is not None
    assert changes_between(reference_course, again) == ()
    assert changes_between(base(), edited(())) == ()
    assert items_between(base(), edited(())) == ()


def test_each_edit_alone_is_told_in_words() -> None:
    """After a change of words, write the golden file anew with `python -m tests.academy.test_differing`."""
    assert told_edits() == GOLDEN.read_text(encoding="utf-8")


def told_edits() -> str:
    return "\n\n".join(_told(edit) for edit in EDITS) + "\n"


def _told(edit: tuple[str, str, str]) -> str:
    lines = [f"{id}: {clause}" for id, did in in_words(base(), edited([edit])).items() for clause in did]
    return "\n    ".join([f"{edit[1]!r} -> {edit[2]!r}", *(lines or ["(nothing)"])])


def test_what_became_of_elements_in_a_next_edition() -> None:
    found = by_id(base(), coming())

    assert found["lines-on-the-floor"] == Changed(
        id="lines-on-the-floor",
        kind="session",
        title="warm-up",
        did=Did.RENAMED,
        meaning=True,
        was="warm-up",
        fields=(
            FieldChange(
                "children",
                ("warm-up/plan", "warm-up/purpose"),
                ("lines-on-the-floor/plan", "lines-on-the-floor/purpose"),
            ),
        ),
    )
    assert found["the-room"] == Changed(
        id="the-room", kind="page", title="The room", did=Did.GONE, meaning=True, now=("the-hall", "the-yard")
    )
    assert (found["cool-down"].did, found["cool-down"].retired) == (Did.GONE, "Nobody used it.")
    assert (found["look-back"].did, found["look-back/purpose"].did) == (Did.ADDED, Did.ADDED)
    assert found["first-questions/case"].texts == (TextChange("text", (Difference("", "Read it aloud."),)),)
    assert found["first-questions/case"].texts[0].differences[0].after == "A case (fictional)."
    assert found["small-tests"].moved == Moved(Spot("d02", "warm-up"), Spot("d02", "d02-opening"))
    assert found["small-course"].fields == (FieldChange("start", "09:00", "08:30"),)
    assert found["weekly-hour"].fields == (FieldChange("numbers/minutes", 60, 50),)
    assert found["after-a-day"].rules == (FieldChange("children/add", 1, 2),)
    assert found["lines-on-the-floor/plan"].was == "warm-up/plan"


def test_a_section_of_what_was_renamed_is_told_only_where_it_differs() -> None:
    old, elements, sources = base(), dict(base().elements), dict(base().sources)
    elements["b"] = dataclasses.replace(elements.pop("warm-up"), id="b")
    for name in ("purpose", "plan"):
        section = elements.pop(f"warm-up/{name}")
        assert isinstance(section, Section)
        text = Markdown(text="Do it twice.") if name == "purpose" else section.text
        elements[f"b/{name}"] = dataclasses.replace(section, id=f"b/{name}", of="b", text=text)
    sources |= {id: old.sources[id.replace("b", "warm-up", 1)] for id in ("b", "b/purpose", "b/plan")}
    led = (Redirect(was="warm-up", now=("b",)),)
    new = dataclasses.replace(old, elements=elements, sources=sources, redirects=led)

    assert {id for id in in_words(old, new) if id.partition("/")[0] == "b"} == {"b", "b/purpose"}


def test_what_people_wrote_can_neither_turn_a_terminal_round_nor_begin_a_line() -> None:
    old, elements = base(), dict(base().elements)
    elements["warm-up"] = dataclasses.replace(elements["warm-up"], title="\x1b[2J\u202eup\nand on")
    items = items_between(old, dataclasses.replace(old, elements=elements))

    assert "?[2J?up and on (warm-up), yours to change" in list_in_words(items)


LED: tuple[tuple[str, list[tuple[str, list[str]]], dict[str, str], dict[str, tuple[str, ...]]], ...] = (
    ("renamed", [("warm-up", ["b"])], {"b": "warm-up"}, {}),
    ("through another", [("warm-up", ["x"]), ("x", ["b"])], {"b": "warm-up"}, {}),
    ("in a circle", [("warm-up", ["x"]), ("x", ["warm-up", "x"])], {}, {"warm-up": ()}),
    ("into two", [("warm-up", ["b", "small-tests"])], {}, {"warm-up": ("b", "small-tests")}),
    ("into what there was", [("warm-up", ["small-tests"])], {}, {"warm-up": ("small-tests",)}),
    ("two into one", [("warm-up", ["b"]), ("cool-down", ["b"])], {}, {"warm-up": ("b",), "cool-down": ("b",)}),
    ("into another kind", [("warm-up", ["d02"])], {}, {"warm-up": ("d02",)}),
    ("nowhere", [("warm-up", ["nothing"])], {}, {"warm-up": ()}),
    ("not at all", [], {}, {"warm-up": ()}),
    (
        "only its section",
        [("warm-up/plan", ["small-tests/plan"])],
        {},
        {"warm-up": (), "warm-up/plan": ("small-tests/plan",)},
    ),
)


@pytest.mark.parametrize(("redirects", "was", "gone"), [row[1:] for row in LED], ids=[row[0] for row in LED])
def test_where_an_id_went(
    redirects: list[tuple[str, list[str]]], was: dict[str, str], gone: dict[str, tuple[str, ...]]
) -> None:
    old, elements = base(), dict(base().elements)
    went = {id for id, _ in redirects if id in elements and "/" not in id} | {"warm-up"}
    elements["b"] = dataclasses.replace(elements["warm-up"], id="b")
    for id in [id for id in elements if id.partition("/")[0] in went]:
        del elements[id]
    led = tuple(Redirect(was=id, now=tuple(now)) for id, now in redirects)
    new = dataclasses.replace(old, elements=elements, redirects=led)
    found = changes_between(old, new)

    assert {one.id: one.was for one in found if one.was} == was
    told = {one.id: one.now for one in found if one.did is Did.GONE and (one.id in gone or "/" not in one.id)}
    assert told == gone


@given(st.permutations(["d02-opening", "warm-up", "small-tests", "cool-down", "d02-closing"]))
def test_as_few_are_moved_as_explain_the_order(order: list[str]) -> None:
    written = "d02-opening, warm-up, small-tests, cool-down, d02-closing"
    new = edited([(TWO, written, ", ".join(order))])
    found = moves(base(), new, {})
    stayed = [id for id in order if id not in found]
    old = written.split(", ")

    assert stayed == [id for id in old if id in stayed]
    assert not any(
        [id for id in order if id in more] == [id for id in old if id in more]
        for more in map(set, combinations(old, len(stayed) + 1))
    )
    assert all(one == Moved(spots(base())[id], spots(new)[id]) for id, one in found.items())


def test_an_academy_is_told_by_its_entries() -> None:
    changes = f"- move: small-tests\n  before: warm-up\n{WHY}- set: first-questions\n  minutes: 75\n{WHY}"
    items = adaptations(composed(changes), NOBODY)

    assert [(item.id, item.did, [reason.why for reason in item.reasons]) for item in items] == [
        ("first-questions", ("nothing differs from the base",), ["It fits us."]),
        ("small-tests", ('moved from after "warm-up" to after "Opening: hello again"',), ["It fits us."]),
    ]


@settings(max_examples=40)
@given(some)
def test_each_entry_of_an_academy_is_told_and_nothing_without_one(decisions: list[Decision]) -> None:
    composition = made_of(decisions)
    items = adaptations(composition, NOBODY)

    told = {(reason.file, reason.line) for item in items for reason in item.reasons}
    assert told == {(step.entry.place.file, step.entry.place.line) for step in composition.steps}
    assert [item.id for item in items if not item.reasons] == ["riverside-map", "riverside-ward"]


def test_sections_that_a_stricter_rule_closed_are_told_with_its_reason() -> None:
    entry = f"- set: warm-up\n  rule: fixed\n  because: Alike.\n{WHY}"
    items = adaptations(composed(entry), NOBODY)

    assert [(item.id, item.did[0], len(item.reasons)) for item in items] == [
        ("warm-up", "a stricter rule: kept everywhere instead of yours to change", 1),
        ("warm-up/purpose", "a stricter rule: kept everywhere instead of yours to change", 1),
        ("warm-up/plan", "a stricter rule: kept everywhere instead of yours to change", 1),
    ]


if __name__ == "__main__":
    GOLDEN.write_text(told_edits(), encoding="utf-8")
