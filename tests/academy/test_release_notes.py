"""`release.yml` as people write it: notes go in and out of it, and nothing else of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.academy.releasing.notes import Kind, Note, emptied, read_notes, with_note
from coachloom.problems import ProblemsFound
from coachloom.reading.files import Held

FILE = "curriculum/release.yml"
NEW = Note(element="d01", kind=Kind.WORDING, why="Clearer.")
ENTRY = "- element: d01\n  kind: wording\n  why: Clearer.\n"
OLD = "- element: d02\n  kind: wording\n  why: So.\n"


def notes_in(data: bytes) -> tuple[Note, ...]:
    return read_notes(Held({FILE: data}), FILE).notes


def indented(text: str, by: int = 2) -> str:
    return "".join(f"{' ' * by}{line}\n" for line in text.splitlines())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("format: 1\nchanges: []  # none yet\n", f"format: 1\nchanges:  # none yet\n{indented(ENTRY)}"),
        ("format: 1\nchanges:   # ours\n", f"format: 1\nchanges:   # ours\n{indented(ENTRY)}"),
        ("format: 1\n", f"format: 1\nchanges:\n{indented(ENTRY)}"),
        ("# Ours.\n", f"# Ours.\n\nformat: 1\nchanges:\n{indented(ENTRY)}"),
        ("changes: []\nformat: 1\n", f"changes:\n{indented(ENTRY)}format: 1\n"),
        (f"changes:\n{OLD}format: 1\n", f"changes:\n{OLD}{ENTRY}format: 1\n"),
        (f"format: 1\nchanges:\n{indented(OLD, 4)}", f"format: 1\nchanges:\n{indented(OLD + ENTRY, 4)}"),
        (f"format: 1\nchanges:\n{OLD}\n# The end.\n", f"format: 1\nchanges:\n{OLD}{ENTRY}\n# The end.\n"),
        (f"format: 1\nchanges:\n{OLD}".rstrip(), f"format: 1\nchanges:\n{OLD}{ENTRY}"),
    ],
)
def test_a_note_joins_the_list_as_its_neighbours_are_written(before: str, after: str) -> None:
    assert with_note(before.encode(), NEW).decode() == after


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_stay(end: str, mark: bytes) -> None:
    before = mark + f"format: 1\nchanges:\n{OLD}".replace("\n", end).encode()

    assert with_note(before, NEW) == mark + f"format: 1\nchanges:\n{OLD}{ENTRY}".replace("\n", end).encode()
    assert emptied(before) == mark + "format: 1\nchanges: []\n".replace("\n", end).encode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f"# Ours.\nchanges:  # for May\n# On falls.\n{OLD}# More.\n{ENTRY}\n# The end.\nformat: 1\n",
            "# Ours.\nchanges: []  # for May\n# On falls.\n# More.\n\n# The end.\nformat: 1\n",
        ),
        (
            "format: 1\nchanges:\n- element: d02  # his\n  kind: wording\n  why: |\n    # So.\n",
            "format: 1\nchanges: []\n",
        ),
        ('format: 1\nchanges: [{element: d02, kind: wording, why: "a # b"}]\n', "format: 1\nchanges: []\n"),
        ("format: 1\n", "format: 1\n"),
    ],
)
def test_an_emptied_list_keeps_its_comments_and_all_around_it(before: str, after: str) -> None:
    assert emptied(before.encode()).decode() == after


def test_notes_in_brackets_are_refused_with_what_to_do() -> None:
    with pytest.raises(ProblemsFound) as refused:
        with_note(b"format: 1\nchanges: [{element: d02, kind: wording, why: x}]\n", NEW)

    assert [(p.code, p.place.line) for p in refused.value.problems] == [("CHANGE", 2)]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=12).filter(str.strip)
IDS = st.sampled_from(["d01", "d02/case", "first-questions"])
NOTES = st.builds(
    Note,
    element=IDS,
    kind=st.sampled_from(Kind),
    why=WORDS.map(str.strip),
    prompted_by=st.none() | WORDS.filter(lambda words: len(words.splitlines()) == 1).map(str.strip),
    approved_by=st.lists(st.sampled_from(["ana-reis", "rui-lopes", "no"]), max_size=2).map(tuple),
)
COMMENTS = st.lists(st.sampled_from(["", "# A word.", "  # Another.", "#changes: []"]), max_size=2).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)


@given(
    st.lists(NOTES, max_size=4),
    COMMENTS,
    COMMENTS,
    st.sampled_from(["format: 1\nchanges: []\n{}", "changes: []\n{}format: 1\n"]),
)
def test_notes_that_were_added_are_read_and_taken_out_without_a_trace(
    notes: list[Note], above: str, below: str, form: str
) -> None:
    before = above + form.format(below)
    data = before.encode()
    for note in notes:
        data = with_note(data, note)

    assert notes_in(data) == tuple(notes)
    assert emptied(data) == before.encode()
