"""Edits of the course's own files: one stretch changes, and no other byte."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.academy.giving.edits import FileText, field_edit, list_edits, text_edit, with_redirects
from coachloom.course.model import Source
from coachloom.reading.frontmatter import read_frontmatter
from coachloom.reading.markdown import parts
from coachloom.reading.text import decoded
from coachloom.reading.yaml_text import read_yaml

FILE = "x.md"
SECTIONS = "---\nid: x\n---\n## Purpose\n\nFirst words.\nMore.\n\n## Case\n\nA case.\n\n\n## Sources\nLast\n"
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
WORDS = st.lists(st.sampled_from(["A word.", "Two words here.", "- a point", "", "é ü"]), min_size=1).map("\n".join)


@pytest.mark.parametrize("number", [0, 1, 2])
@given(new=WORDS.filter(str.strip), ends=ENDS, marked=st.booleans())
def test_another_text_takes_the_place_of_one_section_and_of_nothing_else(
    number: int, new: str, ends: str, *, marked: bool
) -> None:
    mark = codecs.BOM_UTF8 if marked else b""
    data = mark + SECTIONS.replace("\n", ends).encode()
    document = read_frontmatter(decoded(data, FILE), FILE)
    assert document.text
    old = parts(document.text)[number].body
    here = FileText.of(FILE, data)

    after = here.with_edits([text_edit(here, old, new)])

    words = new.strip("\n").rstrip()
    assert after == mark + SECTIONS.replace(old.text, words).replace("\n", ends).encode()


def field(facts: str, name: str, value: str | int) -> str | None:
    """The facts with another value; None where that is for people."""
    here = FileText.of(FILE, facts.encode())
    edit = field_edit(here, Source(read_yaml(facts, FILE)), name, value)
    return here.with_edits([edit]).decode() if edit else None


@pytest.mark.parametrize(
    ("facts", "after"),
    [
        ("title: Old\nid: x\n", "title: New words\nid: x\n"),
        ("title:   Old words  # a note\nid: x\n", "title:   New words  # a note\nid: x\n"),
        ('title: "Old # words"\n', "title: New words\n"),
        ("title: 'Old''s'  # a note\n", "title: New words  # a note\n"),
        ("id: x\ntitle: Old", "id: x\ntitle: New words"),
        ("title: >\n  Old\n  words\n", None),
        ("title: Old\n  words\n", None),
        ('title: "Old\n  words"\n', None),
        ("title:\n  Old\n", None),
        ("id: x\n", None),
    ],
)
def test_a_field_on_one_line_gets_another_value(facts: str, after: str | None) -> None:
    assert field(facts, "title", "New words") == after


def listed(text: str, new: list[str]) -> str | None:
    here, document = FileText.of(FILE, text.encode()), read_yaml(text, FILE)
    old = document.data["sessions"]
    assert isinstance(old, list)
    edits = list_edits(here, Source(document), "sessions", [str(one) for one in old], new)
    return None if edits is None else here.with_edits(edits).decode()


@pytest.mark.parametrize(
    ("text", "new", "after"),
    [
        ("sessions: [a, b]  # in order\n", ["a", "x", "y", "b"], "sessions: [a, x, y, b]  # in order\n"),
        ("sessions: [a, b]\n", ["x", "y", "a", "b", "z"], "sessions: [x, y, a, b, z]\n"),
        ("sessions: [a,\n  b]\n", ["a", "b", "x"], "sessions: [a,\n  b, x]\n"),
        ("sessions:\n  - a  # first\n  - b\n", ["a", "x", "b"], "sessions:\n  - a  # first\n  - x\n  - b\n"),
        ("sessions:\n- a\n- b\n", ["x", "a", "b", "y", "z"], "sessions:\n- x\n- a\n- b\n- y\n- z\n"),
        ("sessions: []\n", ["x"], "sessions: [x]\n"),
    ],
)
def test_a_list_gets_more_in_its_order_and_keeps_its_look(text: str, new: list[str], after: str) -> None:
    assert listed(text, new) == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("format: 1\nredirects: []\n", "format: 1\nredirects:\n  - {was: a, now: [b]}\n"),
        ("format: 1\nredirects: []  # none\n", "format: 1\nredirects:\n  - {was: a, now: [b]}\n"),
        ("redirects:\n- was: x\n  now: [y]", "redirects:\n- was: x\n  now: [y]\n- {was: a, now: [b]}\n"),
        (
            "redirects:\r\n  - {was: x, now: [y]}\r\n",
            "redirects:\r\n  - {was: x, now: [y]}\r\n  - {was: a, now: [b]}\r\n",
        ),
    ],
)
def test_a_redirect_comes_to_the_end_of_the_list(text: str, after: str) -> None:
    assert with_redirects(text.encode(), {"a": "b"}).decode() == after
