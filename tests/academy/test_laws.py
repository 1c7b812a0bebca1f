"""What holds for every academy, whatever it changes: tried on made-up layers, and on every element of the real course."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.academy.archive import packed
from coachloom.academy.compose import LayerFiles, compose
from coachloom.academy.composition import Composition
from coachloom.academy.edition import FILE, Edition, digest_of, of_course_folder, read_edition, with_layer, written
from coachloom.academy.seals import departing, seals
from coachloom.course.hashing import hashes
from coachloom.course.kinds import Card, Page, Prompt, Section, policy_of
from coachloom.course.model import Course
from coachloom.course.values import Rule
from coachloom.problems import Problem, ProblemsFound
from tests.academy.samples import (
    WHY,
    academy_yml,
    codes,
    composed,
    layer,
    north_edition,
    open_edition,
    page,
    problems,
    prompt,
    section,
    session,
)
from tests.conftest import ROOT

STRICTNESS = {Rule.FLEXIBLE: 0, Rule.BOUNDED: 1, Rule.FIXED: 2}


class Decision(NamedTuple):
    """An entry that is right, alone and beside all the others."""

    entry: str
    files: Mapping[str, str] = {}


DECISIONS = (
    Decision(f"- replace: first-questions/case\n  with: content/case.md\n{WHY}", {"content/case.md": "Our case.\n"}),
    Decision(f"- replace: card-questions\n  with: content/card.md\n{WHY}", {"content/card.md": "Our card.\n"}),
    Decision(f"- replace: our-page\n  with: content/page.md\n{WHY}", {"content/page.md": "Our page.\n"}),
    Decision(f"- replace: day-free\n  with: content/free.md\n{WHY}", {"content/free.md": "And what else?\n"}),
    Decision(f"- set: first-questions\n  minutes: 85\n{WHY}"),
    Decision(f"- set: small-tests\n  bounds: {{minutes: {{min: 70, max: 80}}}}\n  because: Time.\n{WHY}"),
    Decision(f"- set: weekly-hour\n  rule: fixed\n  because: Time.\n{WHY}"),
    Decision(f"- set: warm-up\n  title: Lines\n  mode: online\n{WHY}"),
    Decision(f"- set: warm-up\n  rule: bounded\n  bounds: {{minutes: {{min: 5, max: 10}}}}\n  because: Time.\n{WHY}"),
    Decision(f"- set: card-questions\n  rule: fixed\n  because: Alike.\n{WHY}"),
    Decision(
        f"- add: riverside-a\n  to: d01\n  after: first-questions\n  with: content/a.md\n{WHY}",
        {"content/a.md": session("riverside-a")},
    ),
    Decision(
        f"- add: riverside-b\n  to: d02\n  before: small-tests\n  with: content/b.md\n{WHY}",
        {"content/b.md": session("riverside-b", more="rule: fixed\nbecause: Ours.\n", plus="")},
    ),
    Decision(
        f"- add: riverside-c\n  to: after-a-day\n  with: content/c.md\n{WHY}", {"content/c.md": prompt("riverside-c")}
    ),
    Decision(
        f"- add: riverside-d\n  to: small-course\n  with: content/d.md\n{WHY}", {"content/d.md": page("riverside-d")}
    ),
    Decision(
        f"- add: riverside-e\n  to: small-course\n  with: content/e.md\n{WHY}",
        {"content/e.md": page("riverside-e", "card")},
    ),
    Decision(f"- leave_out: cool-down\n{WHY}"),
    Decision(f"- move: warm-up\n  after: small-tests\n{WHY}"),
)
PICTURES = {"assets/ward.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>", "assets/map.svg": "<svg/>"}

some = st.lists(st.sampled_from(DECISIONS), unique_by=DECISIONS.index)


def layer_of(decisions: list[Decision], **named: str) -> LayerFiles:
    files = {file: text for one in decisions for file, text in one.files.items()} | PICTURES
    return layer("".join(one.entry for one in decisions), files, id=named.get("id", "riverside"))


def made_of(decisions: list[Decision]) -> Composition:
    return compose(open_edition().composition, layer_of(decisions))


def same(one: Course, other: Course) -> None:
    """All that a course says is equal, and in the same order."""
    assert list(one.elements.items()) == list(other.elements.items())
    assert list(one.sources) == list(other.sources)
    for field in dataclasses.fields(Course):
        if field.name != "sources":
            assert getattr(one, field.name) == getattr(other, field.name), field.name
    assert hashes(one) == hashes(other)


def told_origins(composition: Composition) -> dict[str, tuple[object, ...]]:
    """Every origin without the lines of entries, which differ with their order."""
    return {
        id: (origin.layer, origin.place, sorted((s.layer.id, s.change.verb, s.change.target) for s in origin.steps))
        for id, origin in (*composition.origins.items(), *composition.left_out.items())
    }


def test_an_empty_academy_is_its_base() -> None:
    base, composition = open_edition().composition, composed()

    same(composition.course, base.course)
    assert composition.course.sources == base.course.sources
    assert composition.origins == base.origins
    assert (composition.left_out, composition.notes, composition.steps) == ({}, (), ())
    assert seals(composition.course) == seals(base.course)


@given(some)
def test_every_element_has_exactly_one_origin(decisions: list[Decision]) -> None:
    composition = made_of(decisions)

    assert set(composition.origins) == set(composition.course.elements) == set(composition.course.sources)
    assert not set(composition.left_out) & set(composition.course.elements)
    assert {step.entry for step in composition.steps} == set(composition.entries)
    base = open_edition().composition
    assert composition.course.local == set(composition.origins) - set(base.origins)


@given(some)
def test_no_rule_is_ever_looser_below(decisions: list[Decision]) -> None:
    base, result = open_edition().composition.course, made_of(decisions).course

    for id, element in result.elements.items():
        above = base.elements.get(id)
        if above is None:
            continue
        assert STRICTNESS[element.rule] >= STRICTNESS[above.rule]
        if element.rule is not Rule.FIXED:
            for name, bounds in above.bounds.items():
                assert bounds.min <= element.bounds[name].min <= element.bounds[name].max <= bounds.max
        assert getattr(element, "children", None) == getattr(above, "children", None)
    assert list(departing(base, result)) == []


@given(some, st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_nothing(decisions: list[Decision], chance: object) -> None:
    shuffled = list(decisions)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    one, other = made_of(decisions), made_of(shuffled)

    assert list(one.course.elements.items()) == list(other.course.elements.items())
    assert one.course.schedule == other.course.schedule
    assert one.course.plan_minutes == other.course.plan_minutes
    assert hashes(one.course) == hashes(other.course)
    assert told_origins(one) == told_origins(other)


@given(some)
def test_the_order_of_files_changes_nothing(decisions: list[Decision]) -> None:
    forwards = layer_of(decisions)
    contents = dict(reversed(forwards.files.contents.items()))  # type: ignore[attr-defined]
    backwards = dataclasses.replace(forwards, files=dataclasses.replace(forwards.files, contents=contents))  # type: ignore[type-var]

    base = open_edition().composition
    one, other = compose(base, forwards), compose(base, backwards)

    same(one.course, other.course)
    assert told_origins(one) == told_origins(other)


@given(some, some)
def test_folding_layers_one_by_one_is_composing_the_chain(region: list[Decision], academy: list[Decision]) -> None:
    """Wherever the academy may still decide what it decides; else both refuse it alike."""
    above = layer_of(region, id="riverside")
    released = with_layer(open_edition(), dataclasses.replace(above, edition="2027.1"), "2027.1")
    folder = Path(_folder()) / "riverside-2027.1.zip"
    folder.write_bytes(released.data)
    again = read_edition(folder)
    chained = compose(open_edition().composition, dataclasses.replace(above, edition="2027.1"))
    own = layer(
        "".join(one.entry.replace("riverside-", "delta-") for one in academy),
        {file: text.replace("riverside-", "delta-") for one in academy for file, text in one.files.items()},
        id="delta",
        base=released,
    )

    same(again.composition.course, chained.course)
    assert told_origins(again.composition) == told_origins(chained)
    whole, folded = outcome(chained, own), outcome(again.composition, own)
    if isinstance(whole, Composition) and isinstance(folded, Composition):
        same(folded.course, whole.course)
        assert told_origins(folded) == told_origins(whole)
        assert [one.id for one in folded.layers] == ["small-course", "riverside", "delta"]
    else:
        assert folded == whole


def outcome(base: Composition, own: LayerFiles) -> Composition | tuple[Problem, ...]:
    """What a layer makes of its base, or all that stands against it."""
    try:
        return compose(base, own)
    except ProblemsFound as refused:
        return refused.problems


@cache
def _folder() -> str:
    from tempfile import mkdtemp

    return mkdtemp()


NOTHING_NEW = (
    Decision(f"- set: warm-up\n  title: warm-up\n{WHY}"),
    Decision(f"- set: first-questions\n  minutes: 75\n{WHY}"),
    Decision(f"- move: warm-up\n  before: small-tests\n{WHY}"),
    Decision(f"- replace: our-page\n  with: content/same.md\n{WHY}", {"content/same.md": "Some words.\n"}),
    Decision(f"- set: small-tests\n  bounds: {{minutes: {{min: 60, max: 90}}}}\n  because: Time.\n{WHY}"),
    Decision(f"- set: weekly-hour\n  rule: bounded\n  because: Time.\n{WHY}"),
)


@pytest.mark.parametrize("decision", [*DECISIONS, *NOTHING_NEW], ids=lambda one: one.entry.split("\n")[0])
def test_no_entry_is_passed_over_in_silence(decision: Decision) -> None:
    base = open_edition().composition.course
    try:
        composition = compose(open_edition().composition, layer(decision.entry, decision.files))
    except ProblemsFound as found:
        told = found.problems
        changed = False
    else:
        told = composition.notes
        changed = _meant(composition.course) != _meant(base)

    assert changed is (decision in DECISIONS)
    assert [problem.place.file for problem in told] == ([] if changed else ["changes.yml"])


def _meant(course: Course) -> object:
    said = {id: (e.rule, e.bounds, course.children_of(e)) for id, e in course.elements.items()}
    return hashes(course), said


VERBS = st.sampled_from(["set", "replace", "add", "leave_out", "move"])
IDS = st.sampled_from([*open_edition().composition.course.elements, "riverside-x", "nowhere", "first-questions/none"])
FIELDS = {
    "title": st.sampled_from(["New", '""', "[a]"]),
    "minutes": st.sampled_from(["0", "75", "999999", "x", "-1"]),
    "mode": st.sampled_from(["online", "either", "there"]),
    "rule": st.sampled_from(["fixed", "bounded", "flexible"]),
    "bounds": st.sampled_from(["{minutes: {min: 1, max: 2}}", "{days: {min: 2, max: 1}}", "{}", "x"]),
    "because": st.just("So."),
    "to": IDS,
    "after": IDS,
    "before": IDS,
    "with": st.sampled_from([f"content/{name}.md" for name in ("text", "session", "section", "prompt", "page", "no")]),
    "deviation": st.sampled_from(['{agreed_by: [a, b], until: "2027.3"}', '{agreed_by: [a], until: "2026.1"}', "x"]),
}
BROUGHT = {
    "content/text.md": "Some words.\n\n### More\n\n- words\n",
    "content/session.md": session("riverside-x"),
    "content/section.md": section("riverside-x"),
    "content/prompt.md": prompt("riverside-x"),
    "content/page.md": page("riverside-x"),
}


@given(st.lists(st.tuples(VERBS, IDS, st.fixed_dictionaries({}, optional=FIELDS)), min_size=1, max_size=3))
def test_whatever_entries_say_they_are_carried_out_or_told(entries: list[tuple[str, str, dict[str, str]]]) -> None:
    text = "".join(
        f"- {verb}: {id}\n{''.join(f'  {name}: {value}{chr(10)}' for name, value in fields.items())}{WHY}"
        for verb, id, fields in entries
    )
    told = problems(text, BROUGHT)

    assert "SEAL" not in {problem.code for problem in told}
    if not any(problem.stops for problem in told):
        composition = composed(text, BROUGHT)
        assert set(composition.origins) == set(composition.course.elements)
        assert {step.entry for step in composition.steps} == set(composition.entries)


# Every element of the real course, by every route.


@pytest.fixture(scope="session")
def reference() -> Edition:
    return of_course_folder(ROOT)


KEPT_TEXT = (Section, Card, Page, Prompt)


def refused_for_each(reference: Edition, entry: str, ids: list[str], base: Composition | None = None) -> set[str]:
    """The ids whose own entry is refused as FIXED."""
    text = "".join(entry.format(id=id) + WHY for id in ids)
    source = layer(text, {"content/x.md": "Words.\n", "content/s.md": section("delta-x")}, id="delta", base=reference)
    try:
        compose(base or reference.composition, source)
    except ProblemsFound as found:
        lines = {problem.place.line for problem in found.problems if problem.code == "FIXED"}
        step = entry.count("\n") + WHY.count("\n")
        return {id for number, id in enumerate(ids) if 1 + number * step in lines}
    return set()


@pytest.fixture(scope="session")
def region(reference: Edition) -> Composition:
    """A region that changed nothing: what is fixed above it is fixed below it."""
    text = academy_yml("north", reference)
    assert text
    return compose(reference.composition, layer("", id="north", base=reference, edition="2027.1"))


@pytest.mark.parametrize("below", ["the course", "a region"])
def test_nothing_fixed_or_bounded_in_the_course_takes_a_change(
    reference: Edition, region: Composition, below: str
) -> None:
    base = region if below == "a region" else reference.composition
    course = base.course
    kept = [id for id, element in course.elements.items() if element.rule is not Rule.FLEXIBLE]
    fixed = [id for id in kept if course.elements[id].rule is Rule.FIXED]
    texts = [id for id in kept if isinstance(course.elements[id], KEPT_TEXT)]
    numbers = [id for id in kept if "minutes" not in course.elements[id].bounds]
    closed = [id for id in kept if not policy_of(course.elements[id]).add]
    movable = [
        id
        for id in kept
        if policy_of(course.container_of(course.elements[id]) or course.elements[id]).move and id not in fixed
    ]
    assert len(kept) > 800

    for entry, ids in {
        "- set: {id}\n  title: New\n": kept,
        "- set: {id}\n  mode: online\n": kept,
        "- set: {id}\n  minutes: 61\n": numbers,
        "- replace: {id}\n  with: content/x.md\n": texts,
        "- leave_out: {id}\n": kept,
        "- move: {id}\n  after: d01-opening\n": [id for id in kept if id not in movable],
    }.items():
        for part in (ids[:400], ids[400:800], ids[800:]):
            assert refused_for_each(reference, entry, part, base) == set(part), entry
    takers = [id for id in closed if "/" not in id]
    for id in takers[:: max(1, len(takers) // 60)]:
        source = layer(
            f"- add: delta-x\n  to: {id}\n  with: content/s.md\n{WHY}",
            {"content/s.md": section("delta-x")},
            id="delta",
            base=reference,
        )
        with pytest.raises(ProblemsFound) as found:
            compose(base, source)
        assert found.value.problems[0].code in {"FIXED", "CHANGE"}


def resealed(edition: Edition, sources: Mapping[str, bytes], folder: Path) -> Path:
    """A zip with other files and the right digest; the seals are left as they were."""
    record = dataclasses.replace(edition.record, digest=digest_of(sources))
    path = folder / edition.file_name
    path.write_bytes(packed({FILE: written(record).encode(), **sources}))
    return path


def broken_seals(edition: Edition, sources: Mapping[str, bytes], folder: Path) -> set[str]:
    path = resealed(edition, sources, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("coachloom.academy.edition.MOST_TOLD", 10_000)
        with pytest.raises(ProblemsFound) as found:
            read_edition(path)
    assert {problem.code for problem in found.value.problems} == {"SEAL"}
    return {problem.id for problem in found.value.problems}


def everywhere(edition: Edition, *swaps: tuple[str, str], only: str = "1-reference/") -> dict[str, bytes]:
    """All files with each pattern, as in `re.sub` line by line, put in place of the other."""
    changed = {}
    for file, data in edition.sources.items():
        if file.startswith(only) and file.endswith((".md", ".yml")):
            text = data.decode()
            for old, new in swaps:
                text = re.sub(old, new, text, flags=re.MULTILINE)
            changed[file] = text.encode()
        else:
            changed[file] = data
    return changed


def test_a_word_changed_in_an_edition_breaks_every_seal(reference: Edition, tmp_path: Path) -> None:
    course = reference.composition.course
    sources = everywhere(
        reference,
        (r"""^(\s*(?:- )?title: ["']?)(?=[^\s>|])""", r"\1Zz "),
        (r"(\{[^{}]*\btitle: [\"']?)", r"\1Zz "),
        (r"^(## .*)$", r"\1\n\nZz.\n"),
        (r"""^(\s*text: ["']?)(?=[^\s>|"'])""", r"\1Zz "),
        (r"^(\s*(?:text|title): [>|]-?\n\s*)", r"\1Zz "),
        (r"^(\s*)after: d\d\d", r"\1after: d18"),
        (r"after: d\d\d, before", "after: d18, before"),
    )

    assert set(seals(course)) - broken_seals(reference, sources, tmp_path) == set()


def test_a_rule_loosened_in_an_edition_breaks_its_seal(reference: Edition, tmp_path: Path) -> None:
    course = reference.composition.course
    sources = everywhere(reference, (r"\brule: (fixed|bounded)", "rule: flexible"))

    drawn = set(course.drawings)  # files without a rule of their own, which are always fixed
    assert set(seals(course)) - drawn - broken_seals(reference, sources, tmp_path) == set()


def test_wider_bounds_in_an_edition_break_a_seal(reference: Edition, tmp_path: Path) -> None:
    course = reference.composition.course
    sources = everywhere(reference, (r"max: (\d+)", r"max: 9\1"), (r"children: \{add: \d", "children: {add: 9"))

    kept = [element for element in course.elements.values() if element.rule is not Rule.FLEXIBLE]
    opened = {element.id for element in kept if element.bounds or policy_of(element).add}
    assert opened - broken_seals(reference, sources, tmp_path) == set()


def _front_matter_turned_round(text: str) -> str:
    """One-line facts in the opposite order."""
    head, facts, body = text.split("---\n", 2)
    entries = re.split(r"^(?=\S)", facts, flags=re.MULTILINE)
    return f"{head}---\n{''.join(reversed([e for e in entries if e]))}---\n{body}"


def test_what_no_reader_sees_breaks_no_seal(reference: Edition, tmp_path: Path) -> None:
    sources = {}
    for number, (file, data) in enumerate(reference.sources.items()):
        text, name = data, file
        if file.endswith(".md") and "/modules/" in file:
            turned = _front_matter_turned_round(data.decode())
            spaced = turned.replace("---\n## ", "---\n\n\n\n## ").replace("\n\n", "\n\n\n\n")
            text = b"\xef\xbb\xbf" + spaced.replace("\n", "\r\n").encode()
            name = f"1-reference/modules/other-{number}/file-{number}.md"
        elif file.endswith(".yml"):
            text = b"# A comment.\r\n" + data.replace(b"\n", b"\r\n")
        sources[name] = text

    again = read_edition(resealed(reference, sources, tmp_path))

    assert sources.keys() != reference.sources.keys()
    assert seals(again.composition.course) == seals(reference.composition.course)
    assert hashes(again.composition.course) == hashes(reference.composition.course)


def test_a_region_that_was_edited_in_its_zip_breaks_its_seal(tmp_path: Path) -> None:
    north = north_edition()
    text = north.sources["2-north/content/promise.md"].replace(b"by Friday", b"by Monday")

    assert broken_seals(north, {**north.sources, "2-north/content/promise.md": text}, tmp_path) == {"north-promise"}


def test_a_region_cannot_hide_a_departure(tmp_path: Path) -> None:
    """The text of a fixed element swapped in the region's zip, by an entry that nobody agreed."""
    north = north_edition()
    entry = f"- set: small-tests\n  title: Ours\n{WHY}".encode()
    changes = north.sources["2-north/changes.yml"] + entry

    with pytest.raises(ProblemsFound) as found:
        read_edition(resealed(north, {**north.sources, "2-north/changes.yml": changes}, tmp_path))

    assert [problem.code for problem in found.value.problems] == ["FIXED"]


def test_what_a_region_fixed_stays_fixed_below() -> None:
    refused = {
        "- replace: card-questions\n  with: content/x.md\n": ["FIXED"],
        "- leave_out: north-promise\n": ["FIXED"],
        "- move: north-promise\n  before: day-what\n": ["FIXED"],
        "- set: first-questions\n  minutes: 65\n": ["BOUNDS"],
        "- set: first-questions\n  bounds: {minutes: {min: 60, max: 90}}\n  because: So.\n": ["LOOSER"],
        "- set: card-questions\n  rule: flexible\n  because: So.\n": ["LOOSER"],
        "- leave_out: north-weather\n": [],
    }
    for entry, expected in refused.items():
        files = {"content/x.md": "Words.\n"}
        assert codes(entry + WHY, files, base=north_edition()) == expected, entry
