"""Where moved and added things stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coachloom.academy.placing import Placed, placed
from tests.academy.samples import WHY, composed, problems, prompt, session

CHILDREN = ("a", "b", "c", "d")


def test_without_newcomers_only_what_was_taken_out_is_missing() -> None:
    assert placed(CHILDREN, {"b"}, []) == ("a", "c", "d")


def test_a_newcomer_stands_directly_beside_its_anchor() -> None:
    assert placed(CHILDREN, (), [Placed("x", "b")]) == ("a", "b", "x", "c", "d")
    assert placed(CHILDREN, (), [Placed("x", "b", before=True)]) == ("a", "x", "b", "c", "d")


def test_without_an_anchor_it_stands_at_the_end() -> None:
    assert placed(CHILDREN, (), [Placed("y"), Placed("x")]) == ("a", "b", "c", "d", "x", "y")


def test_equals_stand_by_id() -> None:
    newcomers = [Placed("z", "b"), Placed("x", "b"), Placed("y", "b", before=True), Placed("w", "b", before=True)]

    assert placed(CHILDREN, (), newcomers) == ("a", "w", "y", "b", "x", "z", "c", "d")


def test_anchors_stand_before_what_stands_beside_them() -> None:
    newcomers = [Placed("x", "y"), Placed("y", "a"), Placed("z", "y", before=True)]

    assert placed(CHILDREN, (), newcomers) == ("a", "z", "y", "x", "b", "c", "d")


def test_what_moves_is_taken_out_first_and_takes_its_neighbours_along() -> None:
    assert placed(CHILDREN, (), [Placed("a", "c"), Placed("x", "a")]) == ("b", "c", "a", "x", "d")


def test_an_anchor_that_is_gone_or_in_a_circle_is_no_place() -> None:
    assert placed(CHILDREN, {"b"}, [Placed("x", "b")]) == ("a", "c", "d")
    assert placed(CHILDREN, (), [Placed("x", "y"), Placed("y", "x")]) == CHILDREN
    assert placed(CHILDREN, (), [Placed("x", "x")]) == CHILDREN
    assert placed(CHILDREN, (), [Placed("a", "b"), Placed("b", "a")]) == ("c", "d")


NAMES = st.sampled_from([*CHILDREN, *"uvwxyz"])
NEWCOMERS = st.lists(
    st.builds(Placed, NAMES) | st.builds(Placed, NAMES, NAMES, st.booleans()), unique_by=lambda one: one.id, max_size=6
)


@given(NEWCOMERS, st.sets(st.sampled_from(CHILDREN)), st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_named_changes_nothing(
    newcomers: list[Placed], gone: set[str], chance: object
) -> None:
    shuffled = list(newcomers)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert placed(CHILDREN, gone, newcomers) == placed(CHILDREN, gone, shuffled)


@given(NEWCOMERS, st.sets(st.sampled_from(CHILDREN)))
def test_everyone_stands_once_or_is_missing_for_a_reason(newcomers: list[Placed], gone: set[str]) -> None:
    order = placed(CHILDREN, gone, newcomers)
    moved = {one.id for one in newcomers}
    staying = [id for id in CHILDREN if id not in gone | moved]

    assert len(set(order)) == len(order)
    assert [id for id in order if id in staying] == staying
    assert set(order) <= {*staying, *moved}
    for one in newcomers:
        if one.anchor is None or one.anchor in staying:
            assert one.id in order
        if one.id in order and one.anchor:
            first, last = sorted((order.index(one.id), order.index(one.anchor)))
            between = set(order[first + 1 : last])
            assert one.before is (order.index(one.id) < order.index(one.anchor))
            assert between <= moved


def test_entries_that_stand_in_a_circle_are_told_each() -> None:
    entries = "".join(
        f"- add: riverside-{id}\n  to: {to}\n  after: riverside-{other}\n  with: content/{id}.md\n{WHY}"
        for id, other, to in (("x", "y", "after-a-day"), ("y", "x", "after-a-day"))
    )
    files = {f"content/{id}.md": prompt(f"riverside-{id}") for id in "xy"}

    assert [(p.code, p.place.line) for p in problems(entries, files) if p.code == "NEIGHBOUR"] == [
        ("NEIGHBOUR", 3),
        ("NEIGHBOUR", 9),
    ]


def test_a_neighbour_in_another_container_is_no_place() -> None:
    entries = (
        f"- add: riverside-x\n  to: d01\n  with: content/x.md\n{WHY}"
        f"- add: riverside-y\n  to: d02\n  after: riverside-x\n  with: content/y.md\n{WHY}"
    )
    files = {f"content/{id}.md": session(f"riverside-{id}") for id in "xy"}

    assert [(p.code, p.place.line) for p in problems(entries, files)] == [("NEIGHBOUR", 8)]


def test_a_neighbour_that_is_left_out_is_told() -> None:
    entries = f"- leave_out: cool-down\n{WHY}- move: warm-up\n  after: cool-down\n{WHY}"

    assert [(p.code, p.place.line) for p in problems(entries)] == [("NEIGHBOUR", 5)]


def test_left_out_moved_and_added_things_find_their_places() -> None:
    entries = (
        f"- leave_out: cool-down\n{WHY}"
        f"- move: warm-up\n  after: riverside-x\n{WHY}"
        f"- add: riverside-x\n  to: d02\n  after: small-tests\n  with: content/x.md\n{WHY}"
    )
    course = composed(entries, {"content/x.md": session("riverside-x")}).course

    day = course.days[1]
    assert course.children_of(day)[: len(day.sessions)] == (
        "d02-opening",
        "small-tests",
        "riverside-x",
        "warm-up",
        "d02-closing",
    )
