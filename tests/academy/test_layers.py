"""Deviations, entries that meet, chains, where everything comes from, and who is to blame for a broken total."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from coachloom.academy.blame import told_here
from coachloom.academy.compose import compose
from coachloom.academy.composition import Composition
from coachloom.academy.edition import Edition, hold_against_base, with_layer
from coachloom.academy.origins import State
from coachloom.academy.weave import woven
from coachloom.course.checks import check
from coachloom.problems import Place, Problem, ProblemsFound, as_text
from tests.academy.samples import (
    AGREED,
    WHY,
    academy_folder,
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


def deviation(who: str = "[ana-reis, rui-lopes]", until: str = "2027.3") -> str:
    return f'  deviation: {{agreed_by: {who}, until: "{until}"}}\n'


# deviations


def test_two_people_open_what_is_kept_everywhere() -> None:
    composition = composed(f"- set: small-tests\n  title: Ours\n{WHY}{AGREED}")

    assert composition.course.elements["small-tests"].title == "Ours"
    assert [step.change.target for step in composition.departures] == ["small-tests"]
    assert composition.origins["small-tests"].state is State.DEPARTS
    assert composition.notes == ()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (deviation("[ana-reis]"), ["FIXED", "DEVIATION"]),
        (deviation("[ana-reis, ana-reis]"), ["FIXED", "DEVIATION"]),
        (deviation("[]"), ["FIXED", "DEVIATION"]),
        (deviation("[ana-reis, rui-lopes, jo-dias]"), []),
        (deviation(until="2026.9"), ["FIXED", "DEVIATION"]),
        (deviation(until="2027.1"), []),
        (deviation(until="2027.10"), []),
        (deviation("[ana-reis]", "2026.9"), ["FIXED", "DEVIATION", "DEVIATION"]),
    ],
)
def test_a_deviation_needs_two_names_and_an_edition_to_come(said: str, expected: list[str]) -> None:
    assert codes(f"- set: small-tests\n  title: Ours\n{WHY}{said}") == expected


def test_a_deviation_that_is_not_needed_is_noted() -> None:
    assert codes(f"- set: warm-up\n  title: Ours\n{WHY}{AGREED}") == ["deviation"]
    assert composed(f"- set: warm-up\n  title: Ours\n{WHY}{AGREED}").departures == ()


DEPARTURES = [
    "- set: first-questions\n  minutes: 95\n",
    "- leave_out: small-tests\n",
    "- leave_out: warm-up\n",
    "- leave_out: first-questions/case\n",
    "- leave_out: card-questions\n",
    "- leave_out: ask-openly\n",
    "- leave_out: v-value\n",
    "- move: d02-opening\n  after: small-tests\n",
    "- move: d02\n  before: d01\n",
    "- move: day-test\n  before: day-what\n",
    "- replace: the-room\n  with: content/x.md\n",
    "- add: riverside-x\n  to: m01\n  with: content/x-section.md\n",
]


@pytest.mark.parametrize("entry", DEPARTURES, ids=[entry.replace("\n", "") for entry in DEPARTURES])
def test_every_kind_of_change_can_depart(entry: str) -> None:
    files = {"content/x.md": "Ours.\n", "content/x-section.md": section("riverside-x")}
    composition = composed(entry + WHY + AGREED, files)

    assert codes(entry + WHY, files)[0] == "FIXED" or codes(entry + WHY, files) == ["BOUNDS"]
    assert len(composition.departures) == 1
    assert composition.notes == ()


def test_only_what_was_agreed_departs() -> None:
    """A result in which something else departed too does not pass, however it came about."""
    base = open_edition().composition
    honest = composed(f"- set: small-tests\n  title: Ours\n{WHY}{AGREED}")
    other = composed(f"- set: d02-opening\n  title: Ours\n{WHY}{AGREED}")
    both = {**honest.course.elements, "d02-opening": other.course.elements["d02-opening"]}
    object.__setattr__(honest.course, "elements", both)

    with pytest.raises(ProblemsFound) as found:
        hold_against_base(base, honest, "academy.yml")

    assert [(p.code, p.id) for p in found.value.problems] == [("SEAL", "d02-opening")]


def two_sections(first: str = "", second: str = "") -> tuple[str, dict[str, str]]:
    entries = (
        f"- add: riverside-x\n  to: d01\n  with: content/x.md\n{WHY}{first}"
        f"- add: riverside-y\n  to: d01\n  with: content/y.md\n{WHY}{second}"
    )
    return entries, {f"content/{id}.md": section(f"riverside-{id}") for id in "xy"}


def test_more_than_fit_are_told_each_and_one_may_be_agreed() -> None:
    assert [(p.code, p.place.line) for p in problems(*two_sections())] == [("CHILDREN", 1), ("CHILDREN", 6)]
    assert codes(*two_sections(AGREED)) == codes(*two_sections("", AGREED)) == []
    assert [s.change.target for s in composed(*two_sections("", AGREED)).departures] == ["riverside-y"]


# entries that meet

MEETING = [
    (f"- set: warm-up\n  title: A\n{WHY}- set: warm-up\n  title: B\n{WHY}", ["TWICE"]),
    (f"- set: warm-up\n  title: A\n{WHY}- set: warm-up\n  mode: online\n{WHY}", []),
    (f"- set: first-questions\n  minutes: 80\n{WHY}- set: first-questions\n  minutes: 85\n{WHY}", ["TWICE"]),
    (f"- replace: our-page\n  with: content/x.md\n{WHY}" * 2, ["TWICE"]),
    (f"- set: small-tests\n  rule: fixed\n  because: A.\n{WHY}" * 2, ["TWICE"]),
    (f"- leave_out: cool-down\n{WHY}" * 2, ["TWICE"]),
    (f"- leave_out: cool-down\n{WHY}- move: cool-down\n  after: small-tests\n{WHY}", ["TWICE"]),
    (f"- leave_out: cool-down\n{WHY}- set: cool-down\n  title: A\n{WHY}", ["TWICE"]),
    (f"- leave_out: cool-down\n{WHY}- replace: cool-down/purpose\n  with: content/x.md\n{WHY}", ["TWICE"]),
    (f"- move: warm-up\n  after: small-tests\n{WHY}- move: warm-up\n  before: small-tests\n{WHY}", ["TWICE"]),
]


@pytest.mark.parametrize(("entries", "expected"), MEETING, ids=range(len(MEETING)))
def test_two_entries_never_decide_the_same(entries: str, expected: list[str]) -> None:
    assert codes(entries, {"content/x.md": "Ours.\n"}) == expected


def test_two_things_added_under_one_id_are_told() -> None:
    entry = f"- add: riverside-x\n  to: after-a-day\n  with: content/x.md\n{WHY}"

    assert "TWICE" in codes(entry * 2, {"content/x.md": prompt("riverside-x")})


def test_pages_and_cards_are_counted_over_all_layers() -> None:
    entries = "".join(
        f"- add: riverside-{id}\n  to: small-course\n  with: content/{id}.md\n{WHY}" for id in ("x", "y", "z")
    )
    files = {f"content/{id}.md": page(f"riverside-{id}") for id in ("x", "y", "z")}
    one_below = with_layer(
        open_edition(), layer(entries.split("- add: riverside-y")[0], {"content/x.md": files["content/x.md"]}), "2027.1"
    )
    own = "".join(f"- add: delta-{id}\n  to: small-course\n  with: content/{id}.md\n{WHY}" for id in ("x", "y"))
    own_files = {f"content/{id}.md": page(f"delta-{id}") for id in ("x", "y")}

    assert codes(entries, files) == ["CHILDREN"] * 3
    with pytest.raises(ProblemsFound) as found:
        compose(one_below.composition, layer(own, own_files, id="delta", base=one_below))
    assert [problem.code for problem in found.value.problems] == ["CHILDREN"] * 2


# chains


def test_a_chain_has_three_layers_and_no_more() -> None:
    second = with_layer(north_edition(), layer(id="east", base=north_edition()), "2027.1")
    with pytest.raises(ProblemsFound) as found:
        compose(second.composition, layer(id="west", base=second))

    assert [layer.id for layer in second.composition.layers] == ["small-course", "north", "east"]
    assert [(p.code, p.place.file) for p in found.value.problems] == [("BASE", "academy.yml")]


@pytest.mark.parametrize("id", ["north", "small-course"])
def test_an_academy_that_decides_something_does_not_bear_the_id_of_its_base(id: str) -> None:
    assert composed(base=north_edition(), id=id).notes == ()
    with pytest.raises(ProblemsFound) as found:
        composed(f"- leave_out: cool-down\n{WHY}", base=north_edition(), id=id)

    assert [(p.code, p.id, p.place.line) for p in found.value.problems] == [("ID", id, 3)]


def test_an_id_of_a_section_that_a_region_added_is_taken() -> None:
    entry = f"- add: north-riverside-x\n  to: d02\n  with: content/x.md\n{WHY}"
    files = {"content/x.md": section("north-riverside-x")}
    north = with_layer(open_edition(), layer(entry, files, id="north"), "2027.1")

    with pytest.raises(ProblemsFound) as found:
        composed(entry, files, base=north, id="north-riverside")

    assert "ID" in [problem.code for problem in found.value.problems]


# where everything comes from


def test_each_field_has_the_layer_that_gave_it_its_value(tmp_path: Path) -> None:
    origins = woven(academy_folder("north-riverside", tmp_path)).composition.origins

    def layers(id: str, *fields: str) -> list[str]:
        return [origins[id].of_field(field).id for field in fields]

    assert layers("first-questions", "title", "minutes", "bounds") == ["small-course", "north-riverside", "north"]
    assert layers("first-questions/case", "text") == ["north"]
    assert layers("north-weather", "title", "minutes", "mode") == ["north-riverside", "north-riverside", "north"]
    assert layers("north-weather/purpose", "text") == ["north-riverside"]
    assert layers("card-questions", "rule", "because", "text") == ["north", "north", "small-course"]
    assert layers("the-room", "text") == ["small-course"]


def test_each_element_says_what_became_of_it(tmp_path: Path) -> None:
    composition = woven(academy_folder("north-riverside", tmp_path)).composition
    ids = ("the-room", "first-questions", "north-weather", "d02/north-riverside-boats")

    assert [composition.origins[id].state for id in ids] == [State.KEPT, State.CHANGED, State.ADDED, State.ADDED]
    assert composition.left_out["day-free"].state is State.LEFT_OUT
    assert [(s.layer.id, s.change.verb, s.change.target, str(s.entry.place)) for s in composition.steps] == [
        ("north", "replace", "first-questions/case", "changes.yml:1 in edition 2027.1"),
        ("north", "set", "first-questions", "changes.yml:5 in edition 2027.1"),
        ("north", "set", "card-questions", "changes.yml:11 in edition 2027.1"),
        ("north", "add", "north-weather", "changes.yml:16 in edition 2027.1"),
        ("north", "add", "north-promise", "changes.yml:22 in edition 2027.1"),
        ("north-riverside", "replace", "north-weather/purpose", "changes.yml:1"),
        ("north-riverside", "set", "north-weather", "changes.yml:5"),
        ("north-riverside", "set", "first-questions", "changes.yml:10"),
        ("north-riverside", "leave_out", "day-free", "changes.yml:14"),
        ("north-riverside", "add", "north-riverside-boats", "changes.yml:17"),
    ]


def test_places_name_the_file_and_the_edition_that_holds_it(tmp_path: Path) -> None:
    composition = woven(academy_folder("north-riverside", tmp_path)).composition
    places = {id: str(composition.course.sources[id].place) for id in ("the-room", "north-promise")}

    assert places == {
        "the-room": "curriculum/pages/the-room.md:2 in edition 2027.1-draft",
        "north-promise": "content/promise.md:2 in edition 2027.1",
    }
    assert str(composition.course.sources["north-weather/purpose"].place) == "content/weather-purpose.md:1"


# who is to blame


def blamed(composition: Composition) -> list[Problem]:
    return [told_here(composition, problem) for problem in check(composition.course)]


LONG = (
    f"- set: first-questions\n  minutes: 90\n{WHY}"
    f"- add: riverside-x\n  to: d01\n  after: first-questions\n  with: content/x.md\n{WHY}"
    f"- set: small-tests\n  minutes: 80\n{WHY}"
)


def test_a_broken_total_lists_every_entry_that_contributed() -> None:
    long = session("riverside-x", 40, topic="testing", plus="")
    found = [p for p in blamed(composed(LONG, {"content/x.md": long})) if p.code == "DAY-MINUTES"]

    assert [(p.what, p.place.line, str(p.rule)) for p in found] == [
        (
            (
                '"Questions" (d01) holds 190 minutes of learning; allowed 120 to 180.'
                " It follows from changes.yml:1 (first-questions, minutes 90), changes.yml:5 (add riverside-x)."
            ),
            1,
            "modules/first/one/index.md:10 in edition 2027.1-draft",
        )
    ]


def test_local_sessions_take_half_an_hour_a_day_at_most() -> None:
    entry = f"- add: riverside-x\n  to: d01\n  after: first-questions\n  with: content/x.md\n{WHY}"

    def found(minutes: int) -> list[tuple[str, str, int]]:
        made = composed(entry, {"content/x.md": session("riverside-x", minutes)})
        return [(p.code, p.place.file, p.place.line) for p in blamed(made)]

    assert found(30) == []
    assert found(31) == [("LOCAL", "content/x.md", 7)]


def test_an_agreed_exception_only_notes_what_follows_from_it() -> None:
    entry = f"- leave_out: small-tests\n{WHY}{AGREED}"

    assert {(p.code, p.stops) for p in blamed(composed(entry))} == {("OUTCOME", False), ("DAY-MINUTES", False)}


def test_what_follows_from_a_regions_agreed_exception_is_a_note_below_it() -> None:
    entry = f"- leave_out: small-tests\n{WHY}{AGREED}"
    region: Edition = with_layer(open_edition(), layer(entry, id="north"), "2027.1")
    below = composed(base=region)

    assert {(p.code, p.stops) for p in blamed(below)} == {("OUTCOME", False), ("DAY-MINUTES", False)}
    assert [str(p.place) for p in blamed(below)] == ["changes.yml:1 in edition 2027.1"] * 3


def test_an_agreed_exception_elsewhere_excuses_nothing() -> None:
    long = session("riverside-x", 40, topic="testing", plus="")
    entries = LONG + f"- set: d02-opening\n  title: Ours\n{WHY}{AGREED}"
    found = [p for p in blamed(composed(entries, {"content/x.md": long})) if p.code == "DAY-MINUTES"]

    assert [p.stops for p in found] == [True]


def test_a_plan_that_cannot_take_up_the_minutes_says_to_replace_it() -> None:
    entry = f"- set: d02-opening\n  minutes: 45\n{WHY}{AGREED}"

    assert as_text(blamed(composed(entry))) == (
        "changes.yml:1: PLAN  Rows written like 30+ in the plan: 0; needed: 1. It follows from changes.yml:1"
        " (d02-opening, minutes 45).\n    Rule: modules/first/two/opening.md:15 in edition 2027.1-draft\n"
        "    Do: replace d02-opening/plan too, with a table whose rows make 45 minutes"
    )


def test_nothing_is_added_to_what_a_region_made_fixed() -> None:
    closing = layer(f"- set: after-a-day\n  rule: fixed\n  because: Five minutes.\n{WHY}", id="north")
    north = with_layer(open_edition(), closing, "2027.1")
    adding = layer(
        f"- add: riverside-q\n  to: after-a-day\n  with: content/q.md\n{WHY}",
        {"content/q.md": prompt("riverside-q")},
        base=north,
    )

    with pytest.raises(ProblemsFound) as found:
        compose(north.composition, adding)
    assert [(problem.code, problem.id) for problem in found.value.problems] == [("FIXED", "riverside-q")]


def test_an_agreed_exception_excuses_no_other_day(tmp_path: Path) -> None:
    academy = academy_folder("every-kind", tmp_path)
    agreed = f"- set: small-tests\n  minutes: 95\n{WHY}{AGREED}"
    (academy / "changes.yml").write_text(agreed, encoding="utf-8")
    composition = woven(academy).composition
    elsewhere = Problem(
        code="DAY-MINUTES",
        what="too long",
        place=Place("modules/first/one/index.md", 6, edition="2027.1-draft"),
        id="d01",
        do="shorten it",
    )

    assert told_here(composition, elsewhere).stops
    assert not told_here(composition, dataclasses.replace(elsewhere, id="d02")).stops


def test_an_entry_without_effect_is_told_beside_one_that_changes_the_same_element() -> None:
    again = f"- set: warm-up\n  title: Standing up\n{WHY}- set: warm-up\n  minutes: 10\n{WHY}"

    assert [(note.code, note.place.line) for note in composed(again).notes] == [("NO-EFFECT", 5)]


def test_the_second_judge_excuses_an_agreed_section_and_not_the_session_around_it() -> None:
    base = open_edition().composition
    agreed = f"- replace: first-questions/purpose\n  with: content/purpose.md\n{WHY}{AGREED}"
    composition = compose(base, layer(agreed, {"content/purpose.md": "Our words.\n"}))
    hold_against_base(base, composition, "academy.yml")
    session = dataclasses.replace(composition.course.elements["first-questions"], title="Other")
    course = dataclasses.replace(composition.course, elements={**composition.course.elements, session.id: session})

    with pytest.raises(ProblemsFound) as found:
        hold_against_base(base, dataclasses.replace(composition, course=course), "academy.yml")
    assert [problem.id for problem in found.value.problems] == ["first-questions"]
