"""The second net: a result is held against its base even where nobody judged the entries."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from coachloom.academy.archive import packed
from coachloom.academy.compose import compose
from coachloom.academy.edition import FILE, Edition, read_edition, with_layer, written
from coachloom.academy.seals import departing, seals
from coachloom.academy.weave import woven
from coachloom.course.kinds import Element
from coachloom.course.model import Course
from coachloom.course.values import Children, Range, Rule
from coachloom.problems import ProblemsFound
from tests.academy.samples import WHY, academy_folder, layer, north_edition, open_edition, page, section, session


@pytest.fixture
def unjudged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compositions pass over every rule of what an entry may do."""
    monkeypatch.setattr("coachloom.academy.compose.judged", lambda _: ())
    monkeypatch.setattr("coachloom.academy.compose.more_than_fit", lambda _: ())


FILES = {
    "content/x.md": "Other words.\n",
    "content/s.md": section("riverside-s"),
    "content/t.md": session("riverside-t"),
    "content/p.md": page("riverside-p"),
    "content/q.md": page("riverside-q"),
    "content/r.md": page("riverside-r"),
}


def departs(entries: str, base: Edition | None = None) -> list[str]:
    base = base or open_edition()
    result = compose(base.composition, layer(entries, FILES, base=base))
    return list(departing(base.composition.course, result.course))


@pytest.mark.usefixtures("unjudged")
def test_no_entry_that_nobody_judged_changes_what_is_kept() -> None:
    course = open_edition().composition.course
    kept = [id for id, element in course.elements.items() if element.rule is not Rule.FLEXIBLE]
    changed = departs(
        "".join(f"- set: {id}\n  title: New\n{WHY}" for id in kept if course.elements[id].kind != "asset")
    )

    assert sorted([*changed, "room-picture"]) == sorted(kept)  # an asset is its bytes
    for id in seals(course):
        if course.container_of(course.elements[id]) and course.elements[id].kind in {"session", "prompt"}:
            assert id in departs(f"- leave_out: {id}\n{WHY}")


@pytest.mark.usefixtures("unjudged")
@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ("- set: first-questions\n  minutes: 70\n", []),
        ("- set: first-questions\n  mode: online\n", ["first-questions"]),
        ("- set: d02-opening\n  minutes: 29\n", ["d02-opening"]),
        ("- set: warm-up\n  title: New\n", []),
        ("- set: d01-opening\n  rule: flexible\n  because: So.\n", ["d01-opening"]),
        ("- set: first-questions\n  bounds: {minutes: {min: 1, max: 90}}\n  because: So.\n", ["first-questions"]),
        ("- set: first-questions\n  bounds: {minutes: {min: 60, max: 99}}\n  because: So.\n", ["first-questions"]),
        ("- replace: the-room\n  with: content/x.md\n", ["the-room"]),
        ("- replace: our-page\n  with: content/x.md\n", []),
        ("- leave_out: cool-down\n", []),
        ("- leave_out: warm-up\n", ["d02", "warm-up", "warm-up/plan", "warm-up/purpose"]),
        ("- leave_out: v-value\n", ["v-value"]),
        ("- leave_out: first-questions/case\n", ["first-questions", "first-questions/case"]),
        ("- move: d02\n  before: d01\n", ["m01"]),
        ("- move: warm-up\n  after: small-tests\n", []),
        ("- add: riverside-s\n  to: m01\n  with: content/s.md\n", ["m01"]),
        ("- add: riverside-s\n  to: d01\n  with: content/s.md\n", []),
    ],
)
def test_each_departure_that_nobody_judged_is_found(entries: str, expected: list[str]) -> None:
    assert sorted(departs(entries + WHY)) == expected


@pytest.mark.usefixtures("unjudged")
def test_what_is_one_too_many_is_found() -> None:
    two = (
        f"- add: riverside-s\n  to: d01\n  with: content/s.md\n{WHY}"
        f"- add: riverside-t\n  to: d01\n  after: first-questions\n  with: content/t.md\n{WHY}"
    )
    pages = "".join(f"- add: riverside-{id}\n  to: small-course\n  with: content/{id}.md\n{WHY}" for id in "pqr")

    assert departs(two) == ["d01"]
    assert departs(pages) == ["small-course"]
    assert departs(two.split("- add: riverside-t", maxsplit=1)[0], north_edition()) == ["d01"]


@pytest.mark.usefixtures("unjudged")
def test_what_a_region_fixed_is_missed_below_it() -> None:
    gone = departs(f"- leave_out: north-promise\n{WHY}", north_edition())

    assert gone == ["north-promise"]
    assert departs(f"- leave_out: north-weather\n{WHY}", north_edition()) == []


def test_a_flexible_element_that_lost_its_bounds_or_container_is_found() -> None:
    course = open_edition().composition.course

    def changed(id: str, **fields: object) -> Course:
        element: Element = dataclasses.replace(course.elements[id], **fields)  # type: ignore[arg-type]
        return dataclasses.replace(course, elements={**course.elements, id: element})

    bounded = changed("warm-up", bounds={"minutes": Range(min=5, max=9)})
    assert list(departing(bounded, course)) == ["warm-up"]
    assert list(departing(course, bounded)) == []
    opened = changed("d02", children=Children(add=9, leave_out=("cool-down",), move=True))
    assert list(departing(course, opened)) == []  # rights are always those of the base
    assert seals(opened)["d02"] != seals(course)["d02"]


@pytest.mark.usefixtures("unjudged")
def test_an_academy_that_departs_without_agreement_is_refused(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)
    (root / "changes.yml").write_text(f"- set: d01-opening\n  title: New\n{WHY}")

    with pytest.raises(ProblemsFound) as found:
        woven(root)

    assert [(p.code, p.id) for p in found.value.problems] == [("SEAL", "d01-opening")]


@pytest.mark.usefixtures("unjudged")
def test_a_region_that_departs_without_agreement_is_refused(tmp_path: Path) -> None:
    entry = f"- set: d01-opening\n  title: New\n{WHY}"
    region = with_layer(open_edition(), layer(entry, id="north"), "2027.1")
    path = tmp_path / region.file_name
    path.write_bytes(region.data)

    with pytest.raises(ProblemsFound) as found:
        read_edition(path)

    assert [(p.code, p.id) for p in found.value.problems] == [("SEAL", "d01-opening")]


def test_an_edition_sealed_in_another_way_is_one_problem_not_hundreds(tmp_path: Path) -> None:
    edition = open_edition()
    (layer,) = edition.record.layers
    other = {id: seal.replace("s1:", "s0:") for id, seal in layer.seals.items()}
    record = dataclasses.replace(edition.record, layers=(dataclasses.replace(layer, seals=other),))
    path = tmp_path / edition.file_name
    path.write_bytes(packed({FILE: written(record).encode(), **edition.sources}))

    with pytest.raises(ProblemsFound) as found:
        read_edition(path)
    assert [problem.what for problem in found.value.problems] == [
        f"{len(other)} elements are not as small-course 2027.1-draft sealed them."
    ]
