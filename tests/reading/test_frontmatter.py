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


def problems_of(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as found:
        read_frontmatter(text, "a.md")
    return found.value.problems


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
        "id: a\n---\n# A\n",
        "-\nid: a\n-\n",
        "# A\n\n---\nid: a\n---\n",
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


@pytest.mark.parametrize("above", ["\n", " \n\t\n", "\ufeff", "\ufeff\n\n"], ids=ascii)
def test_blank_lines_and_a_byte_order_mark_before_the_first_line_do_no_harm(above: str) -> None:
    document = read_frontmatter(f"{above}---\nid: a\n---\n## B\n", "a.md")

    assert (document.data, document.place(("id",)).line) == ({"id": "a"}, above.count("\n") + 2)
    assert document.text is not None
    assert [heading.line for heading in document.text.headings] == [above.count("\n") + 4]


def not_hyphens(shown: str, line: int, why: str = "an editor made a dash of them") -> tuple[Problem, ...]:
    return (
        Problem(
            code="FRONT-MATTER",
            what=f"`{shown}` is no line of three hyphens: {why}.",
            place=Place("a.md", line),
            do="type three hyphens, `---`, at the beginning of the line and nothing else; undo if they change",
        ),
    )


@pytest.mark.parametrize(
    "dash", ["\u2014", "\u2013\u2013\u2013", "\u2014-", "-\u2013", "\u2212\u2212\u2212"], ids=ascii
)
def test_hyphens_that_became_a_dash_are_named_where_they_stand(dash: str) -> None:
    assert problems_of(f"\n{dash}\nid: a\n{dash}\n") == not_hyphens(dash, 2)
    assert problems_of(f"---\nid: a\n\n{dash} \n## B\n") == not_hyphens(dash, 4)


@pytest.mark.parametrize("hyphens", ["--", " ---"])
def test_hyphens_that_are_too_few_or_further_in_are_named(hyphens: str) -> None:
    why = "they are too few or stand further in"

    assert problems_of(f"{hyphens}\nid: a\n---\n") == not_hyphens(hyphens.strip(), 1, why)
    assert problems_of("---\nid: a\n--\n# B\n") == not_hyphens("--", 3, why)


@pytest.mark.parametrize(
    ("text", "line", "where"),
    [
        ("---\nid: a\n## B\nfact: c\n", 3, "above"),
        ("---\nid: a\n\n## B\n", 3, "above"),
        ("---\nid: a\nitems:\n  - b\n- c\n\n- d\n", 6, "above"),
        ("---\n\nid: a\nWords begin.\n", 4, "above"),
        ("---\nid: a\n\ntitle: b\nhttp\n", 5, "above"),
        ("---\n# A\n", 2, "above"),
        ("\n---\nid: a\n\n", 3, "below"),
        ("---", 1, "below"),
        ("---\nid: a\n\n## B\n\nWords.\n\n---\n\nMore.\n", 3, "above"),
    ],
)
def test_a_missing_last_line_of_hyphens_is_named_where_it_belongs(text: str, line: int, where: str) -> None:
    opened = 1 + len(text) - len(text.lstrip())

    assert problems_of(text) == (
        Problem(
            code="FRONT-MATTER",
            what=f"The facts begin with `---` on line {opened}, but no line `---` ends them.",
            place=Place("a.md", line),
            do=f"put a line `---` {where} this line, behind the last fact",
        ),
    )


def test_a_remark_of_two_hashes_among_the_facts_is_no_missing_line() -> None:
    assert read_frontmatter("---\nid: a\n## remark\n---\n", "a.md").data == {"id": "a"}
    assert refused("---\nid: a\n## remark\nid: b\n---\n") == [("TWICE", 4)]


def test_a_heading_without_a_space_is_named_with_all_that_is_wrong() -> None:
    assert refused("---\nid: a\nid: b\n---\n##Purpose\n") == [("TWICE", 3), ("HEADING", 5)]
    assert problems_of("---\nid: a\n---\n\n##Purpose \n\n ###\u201cWhy?\u201d\n") == (
        Problem(
            code="HEADING",
            what="`##Purpose` is no heading without a space.",
            place=Place("a.md", 5),
            do="write `## Purpose`",
        ),
        Problem(
            code="HEADING",
            what="`###\u201cWhy?\u201d` is no heading without a space.",
            place=Place("a.md", 7),
            do="write `### \u201cWhy?\u201d`",
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "```\n##a\n```\n",
        "~~~ md\n\n##a\n~~~\n",
        "x\n\n    ##a\n",
        "## a\n",
        "##\n",
        "#1 is a number\n",
        "a ##b\n",
        "- ##\n",
    ],
)
def test_hashes_in_code_and_in_a_line_are_no_headings(text: str) -> None:
    document = read_frontmatter(f"---\nid: a\n---\n{text}", "a.md")

    assert document.text is not None
    assert document.text.text.strip() == text.strip()


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
