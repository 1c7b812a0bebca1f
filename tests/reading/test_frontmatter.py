"""Front matter and text of one file: both with the lines of the whole file, or problems that name them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.documents import Document
from coachloom.reading.frontmatter import read_frontmatter
from coachloom.reading.markdown import Heading, Link, Markdown

BLANK = st.lists(st.sampled_from(["", " "]), max_size=3)
HYPHENS = st.sampled_from(["---", "----", "--- ", "---\t"])
FACTS = st.integers(1, 4).map(lambda many: [f"fact{n}: {n}" for n in range(many)])
HEADINGS = st.integers(1, 3).map(lambda many: [f"## Heading {n}" for n in range(many)])


def refused(text: str) -> list[tuple[str, int]]:
    with pytest.raises(ProblemsFound) as found:
        read_frontmatter(text, "a.md")
    assert {problem.place.file for problem in found.value.problems} == {"a.md"}
    return [(problem.code, problem.place.line) for problem in found.value.problems]


def test_facts_and_text_keep_the_lines_of_the_file() -> None:
    assert read_frontmatter("---\nid: a\nkind: card\n---\n# [A](b)\n", "a.md") == Document(
        file="a.md",
        data={"id": "a", "kind": "card"},
        places={(): Place("a.md", 2), ("id",): Place("a.md", 2), ("kind",): Place("a.md", 3)},
        text=Markdown(text="\n# [A](b)\n", line=4, headings=(Heading(1, "[A](b)", 5, 6),), links=(Link("b", "A", 5),)),
    )


@given(
    st.tuples(HYPHENS.map(lambda line: [line]), BLANK, FACTS, BLANK, HYPHENS.map(lambda line: [line]), BLANK, HEADINGS)
)
def test_whatever_blank_lines_stand_between_every_place_and_heading_points_to_its_line(
    written: tuple[list[str], ...],
) -> None:
    lines = [line for piece in written for line in piece]
    facts, headings = written[2], written[-1]
    document = read_frontmatter("\n".join(lines), "a.md")

    assert document.data == dict(fact.split(": ") for fact in facts)
    assert [lines[document.place((name,)).line - 1] for name in document.data] == facts
    assert document.text is not None
    assert [lines[heading.line - 1] for heading in document.text.headings] == headings


def test_a_line_of_hyphens_in_the_text_cuts_nothing() -> None:
    document = read_frontmatter("---\nid: a\n---\none\n\n---\n\n[b](c)\n", "a.md")

    assert document.data == {"id": "a"}
    assert document.text is not None
    assert document.text.text.strip() == "one\n\n---\n\n[b](c)"
    assert document.text.links == (Link("c", "b", 8),)


@pytest.mark.parametrize("text", ["---\n---\n", "---\n\n---", "---\n# nothing yet\n---\n"])
def test_empty_front_matter_holds_nothing(text: str) -> None:
    assert read_frontmatter(text, "a.md").data == {}


def test_a_file_may_end_with_its_facts() -> None:
    document = read_frontmatter("---\nid: a\n---", "a.md")

    assert (document.data, document.text) == ({"id": "a"}, Markdown(text="", line=3))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "id: a\n",
        "# A\n",
        "---\nid: a\n",
        "\n---\nid: a\n---\n",
        " ---\nid: a\n---\n",
        "--\nid: a\n--\n",
        "—\nid: a\n—\n",
    ],
)
def test_a_file_without_its_two_lines_of_hyphens_is_told_how_to_begin(text: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_frontmatter(text, "a.md")

    assert found.value.problems == (
        Problem(
            code="FRONT-MATTER",
            what="The file does not begin with its facts between two lines of three hyphens.",
            place=Place("a.md", 1),
            do="begin with a line `---`, then `id: …` and the other facts, then a line `---`",
        ),
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("id: a\nid: b", [("TWICE", 3)]),
        ("id: a\nx: !!python/name:os.system", [("TAG", 3)]),
        ("id: &a a\nx: *a", [("ANCHOR", 2), ("ANCHOR", 3)]),
        ("id: a\n\tx: b", [("SYNTAX", 3)]),
        ("- a", [("SYNTAX", 2)]),
        ("x: " + "[" * 5_000, [("DEPTH", 2)]),
    ],
    ids=["twice", "tag", "anchor", "tab", "list", "depth"],
)
def test_what_is_wrong_in_the_facts_is_named_with_the_line_of_the_file(
    facts: str, expected: list[tuple[str, int]]
) -> None:
    assert refused(f"---\n{facts}\n---\n# A\n") == expected
