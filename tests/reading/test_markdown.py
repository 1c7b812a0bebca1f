"""What Markdown is said to hold, and that everything found points to the line it stands on."""

from __future__ import annotations

from collections import Counter
from typing import TypeAlias

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coachloom.reading.markdown import (
    Citation,
    Heading,
    Link,
    Markdown,
    Part,
    Picture,
    Row,
    Snippet,
    Table,
    parts,
    read_markdown,
)

Anything: TypeAlias = Heading | Table | Link | Picture | Citation | Snippet

LINES = st.sampled_from(
    [
        "",
        "",
        "",
        "words",
        "  words",
        "    words",
        "\twords",
        "## Plan",
        "## Plan ##",
        " ## Case",
        "##",
        "# One",
        "### Three",
        "---",
        "===",
        "- item",
        "  - item",
        "1. item",
        "> quote",
        "```",
        "~~~",
        "`code",
        "| a | b |",
        "| --- | --- |",
        "| 1 | 2 |",
        "[w](target)",
        "![alt](picture)",
        "*a",
        "b*",
        "<b>",
        "</div>",
        "[@key]",
        "ends with two spaces  ",
        "ends with a backslash\\",
        "[d]: target",
        "{.x}",
    ]
)
TEXTS = st.lists(LINES, max_size=14).map("\n".join)

SESSION = """
Above.

## Purpose

Ask *first*. See [the room](the-room),
then ![a ring](ring) and [@doe-2020; @roe-2021].

| Minutes | What |
| --- | --- |
| 15 | The [case](case). |
| 30+ | Pairs. |

Setext
------

- one
  - two {.x}

```
## no heading [no](link) <b>
```

<div>raw</div>

A <b>bold</b> word.
"""


def everything(document: Markdown) -> list[Anything]:
    return [
        *document.headings,
        *document.tables,
        *document.links,
        *document.pictures,
        *document.citations,
        *document.html,
        *document.attributes,
    ]


def test_a_text_is_read_with_everything_of_interest_and_its_lines() -> None:
    assert read_markdown(SESSION, 10) == Markdown(
        text=SESSION,
        line=10,
        headings=(Heading(2, "Purpose", 13, 14), Heading(2, "Setext", 23, 25)),
        tables=(Table(("Minutes", "What"), (Row(("15", "The [case](case)."), 20), Row(("30+", "Pairs."), 21)), 18),),
        links=(Link("the-room", "the room", 15), Link("case", "case", 20)),
        pictures=(Picture("ring", "a ring", 16),),
        citations=(Citation("doe-2020", 16), Citation("roe-2021", 16)),
        html=(Snippet("<div>raw</div>", 33), Snippet("<b>", 35), Snippet("</b>", 35)),
        attributes=(Snippet("{.x}", 27),),
        code=((19, 22),),
        items=((16, 19), (17, 19)),
        blocks=((8, 12), (16, 19), (17, 19), (19, 22)),
    )


def test_an_empty_text_holds_nothing() -> None:
    assert read_markdown("") == Markdown(text="")
    assert parts(read_markdown("\n \n")) == ()


def test_parts_are_cut_at_headings_of_the_second_level_and_keep_their_lines() -> None:
    document = read_markdown("\nAbove.\n\n## Plan\n\n### Inner\n\n[a](b)  \n\n## Case ##\n\nSetext\n---\nLast.", 5)

    above, *below = parts(document)

    assert (above.title, above.body) == ("", Markdown(text="Above.", line=6))
    assert below == [
        Part(
            title="Plan",
            line=8,
            body=Markdown(
                text="### Inner\n\n[a](b)",
                line=10,
                headings=(Heading(3, "Inner", 10, 11),),
                links=(Link("b", "a", 12),),
            ),
        ),
        Part(title="Case", line=14, body=Markdown(text="", line=16)),
        Part(title="Setext", line=16, body=Markdown(text="Last.", line=18)),
    ]


@given(TEXTS, st.integers(1, 50))
@example("## A\n", 1)
@example("A\nB\n---\nC", 3)
def test_cutting_loses_no_line_and_moves_none(text: str, first: int) -> None:
    document = read_markdown(text, first)
    lines = dict(enumerate(text.split("\n"), start=first))
    headings = {n for h in document.headings if h.level == 2 for n in range(h.line, h.below)}
    kept = [
        (number, line)
        for part in parts(document)
        for number, line in enumerate(part.body.text.split("\n"), start=part.body.line)
        if line.strip()
    ]

    assert [(n, line.rstrip()) for n, line in kept] == [
        (n, line.rstrip()) for n, line in lines.items() if line.strip() and n not in headings
    ]


@given(TEXTS, st.integers(1, 50))
def test_cutting_keeps_everything_found_below_a_heading(text: str, first: int) -> None:
    document = read_markdown(text, first)
    headings = {n for h in document.headings if h.level == 2 for n in range(h.line, h.below)}

    assert Counter(one for part in parts(document) for one in everything(part.body)) == Counter(
        one for one in everything(document) if one.line not in headings
    )


@given(TEXTS)
def test_cutting_keeps_every_range_with_its_lines(text: str) -> None:
    document = read_markdown(text)
    lines = text.split("\n")

    for name in ("code", "items", "blocks"):
        assert [
            (begin + body.line, end + body.line)
            for body in (part.body for part in parts(document))
            for begin, end in getattr(body, name)
        ] == [(begin + 1, end + 1) for begin, end in getattr(document, name) if lines[begin].strip()]


@pytest.mark.parametrize("before", ["> quote\n> ", "- item\n- ", "1. item\n\n   "])
def test_a_heading_inside_a_quote_or_a_list_cuts_nothing(before: str) -> None:
    text = f"{before}## Plan\n\nend"

    assert [(part.title, part.body.text) for part in parts(read_markdown(text))] == [("", text)]


@given(TEXTS, st.integers(1, 50))
def test_everything_found_points_to_a_line_that_holds_it(text: str, first: int) -> None:
    document = read_markdown(text, first)
    lines = text.split("\n")

    def written(number: int) -> str:
        return lines[number - first]

    assert [h for h in document.headings if h.title.split("\n")[0] not in written(h.line)] == []
    assert [
        row for table in document.tables for row in table.rows if not all(c in written(row.line) for c in row.cells)
    ] == []
    assert [table for table in document.tables if not all(cell in written(table.line) for cell in table.header)] == []
    assert [link for link in document.links if f"[{link.words}]" not in written(link.line)] == []
    assert [p for p in document.pictures if f"![{p.alt}]({p.source})" not in written(p.line)] == []
    assert [c for c in document.citations if f"@{c.key}" not in written(c.line)] == []
    assert [s for s in (*document.html, *document.attributes) if s.text.split("\n")[0] not in written(s.line)] == []


@given(TEXTS)
def test_ranges_lie_in_the_text_and_begin_with_a_line_that_is_not_blank(text: str) -> None:
    document = read_markdown(text)
    lines = text.split("\n")

    for begin, after in (*document.code, *document.items, *document.blocks):
        assert 0 <= begin < after <= len(lines)
        assert lines[begin].strip()


@pytest.mark.parametrize(
    "before",
    [
        "`code\nspan`",
        "`code [\nspan`",
        "soft\nbreak",
        "two spaces  \nbreak",
        "backslash\\\nbreak",
        "![a\nb](c)",
        '<b\nid="x">',
        '[x](y "a\nb")',
        "**bold\nwords**",
        "&amp;\n",
    ],
)
def test_a_link_after_a_wrapped_line_is_found_on_its_own_line(before: str) -> None:
    assert read_markdown(f"{before} [here](there)").links[-1] == Link("there", "here", 2)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("[@doe-2020]", [("doe-2020", 1)]),
        ("[@a;@b] and [@c ; @d]", [("a", 1), ("b", 1), ("c", 1), ("d", 1)]),
        ("one\ntwo [@a]", [("a", 2)]),
        ("see [@a;\n@b]", [("a", 1), ("b", 2)]),
        ("`code\nspan` [@a]", [("a", 2)]),
        ("*[@a]* and **[@b]**", [("a", 1), ("b", 1)]),
        ("| x |\n| --- |\n| [@a] |", [("a", 3)]),
        ("- one\n- [@a]", [("a", 2)]),
        ("[@under_score_x]", [("under_score_x", 1)]),
        ("`[@a]`", []),
        ("```\n[@a]\n```", []),
        ("me@example.org [a@b]", []),
        ("@a", []),
    ],
)
def test_citations_are_found_where_they_are_text(text: str, keys: list[tuple[str, int]]) -> None:
    assert [(citation.key, citation.line) for citation in read_markdown(text).citations] == keys


@pytest.mark.parametrize(
    "written",
    ['{onclick="steal()"}', "{: .x }", "{.x}", "{#x}", "{: onclick=steal() }", "{width=10}"],
)
@pytest.mark.parametrize(
    "around", ["## Title {}", "[a](b){}", "words\n{}", "| a |\n| --- |\n| b {} |", "`a`{}", "- a {}"]
)
def test_attributes_of_the_engine_are_found_wherever_they_are_text(written: str, around: str) -> None:
    text = around.replace("{}", written)

    assert read_markdown(text).attributes == (Snippet(written, text.count("\n") + 1),)


@pytest.mark.parametrize("text", ["a {b} c", "{}", "{ x }", "`{.x}`", "```\n{.x}\n```", "{{7*7}}"])
def test_other_braces_are_text(text: str) -> None:
    assert read_markdown(text).attributes == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\n\n<script>\nx\n</script>", [("<script>\nx\n</script>", 3)]),
        ("<!-- a -->", [("<!-- a -->", 1)]),
        ("- a\n\n  <div>", [("<div>", 3)]),
        ("a\nb <img src=x onerror=y>", [("<img src=x onerror=y>", 2)]),
        ("| a |\n| --- |\n| <b> |", [("<b>", 3)]),
        ("> <p>", [("<p>", 1)]),
        ("`<b>` and 1 < 2 and <https://example.org>", []),
    ],
)
def test_raw_html_is_found_and_what_looks_like_it_is_not(text: str, found: list[tuple[str, int]]) -> None:
    assert [(snippet.text, snippet.line) for snippet in read_markdown(text).html] == found


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[a *b* `c`](d)", [Link("d", "a b c", 1)]),
        ("[a](<b c>)", [Link("b c", "a", 1)]),
        ("[a]\n\n[a]: b", [Link("b", "a", 1)]),
        ("<https://example.org>", [Link("https://example.org", "https://example.org", 1)]),
        ("[![alt](c)](d)", [Link("d", "alt", 1)]),
        ("> - [a](b)", [Link("b", "a", 1)]),
        ("# [a](b)\n\n[c](d)", [Link("b", "a", 1), Link("d", "c", 3)]),
        ("[a](javascript:alert(1))", [Link("javascript:alert(1)", "a", 1)]),
        ("[a](file:///etc/passwd)", [Link("file:///etc/passwd", "a", 1)]),
        ("[a](data:text/html,b)", [Link("data:text/html,b", "a", 1)]),
        ("`[a](b)`", []),
        ("    [a](b)", []),
    ],
)
def test_links_are_found_as_commonmark_understands_them(text: str, links: list[Link]) -> None:
    assert list(read_markdown(text).links) == links


def test_a_picture_is_found_whatever_its_address_begins_with() -> None:
    assert read_markdown("![a](file:///etc/passwd)").pictures == (Picture("file:///etc/passwd", "a", 1),)


def test_rows_are_as_long_as_their_header() -> None:
    (table,) = read_markdown("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n| 4 |\n").tables

    assert table == Table(("a", "b"), (Row(("1", "2"), 3), Row(("4", ""), 4)), 1)


def test_a_deep_text_is_read_to_its_end() -> None:
    text = ">" * 20_000 + "\n\n" + "[" * 20_000 + "\n\n[a](b)"

    assert read_markdown(text).links == (Link("b", "a", 5),)
