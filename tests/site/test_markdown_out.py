"""Course text on its way to the engine."""

from __future__ import annotations

import markdown
import pytest
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from coachloom.course.kinds import Name, Reference
from coachloom.course.model import Course
from coachloom.course.values import Rule
from coachloom.reading.markdown import read_markdown
from coachloom.site.markdown_out import body, engine_dialect, inline, plain, short_name


def outline(html: str) -> list[str]:
    """The tags and words of a page, without white space, as a reader would tell them."""
    tree = LexborHTMLParser(html)
    blocks = "p, li, ul, ol, table, th, td, pre, blockquote, h3, h4"
    return [f"{node.tag}:{' '.join(node.text(deep=True).split())}" for node in tree.css(blocks) if node.tag != "p"]


@pytest.mark.parametrize(
    "text",
    [
        "Words\n- one\n- two",
        "1. one\n   - inner\n     - innermost\n2. two",
        "- one\n  continued\n\n  a second paragraph\n- two",
        "Before\n| a | b |\n| --- | --- |\n| 1 | 2 |",
        "Words\n> a quote\n\nafter",
        "Words\n```\ncode  with   spaces\n\n  and indents\n```\nafter",
        "10. ten\n    - inner\n11. eleven",
        "* star\n\n  * inner star\n* end",
    ],
    ids=["list after words", "nested", "paragraph in item", "table", "quote", "fence", "wide numbers", "stars"],
)
def test_the_engine_shows_what_commonmark_means(text: str) -> None:
    meant = MarkdownIt("commonmark").enable("table").render(text)
    shown = markdown.markdown(engine_dialect(read_markdown(text)), extensions=["tables", "fenced_code"])

    assert outline(shown) == outline(meant)


def test_links_to_ids_become_links_to_pages(reference_course: Course) -> None:
    text = read_markdown(
        "See [the room](the-big-room), [its task](open-the-room) and [the web](https://example.org/a_b)."
    )

    assert body(reference_course, text, "days/d07/index.md") == (
        "See [the room](../../handbook/the-big-room.md), [its task](../../tasks/open-the-room.md) "
        "and [the web](https://example.org/a_b)."
    )


def test_links_to_parts_of_a_page_carry_their_anchor(reference_course: Course) -> None:
    text = "[outcome](test-small), [term](term-big-room), [section](pdsa-done-well/plan)"

    assert inline(reference_course, text, "glossary.md") == (
        "[outcome](topics/understanding-qi.md#test-small), [term](#term-big-room), [section](sessions/pdsa-done-well.md#plan)"
    )


def test_citations_become_names_that_lead_to_the_references(reference_course: Course) -> None:
    assert inline(reference_course, "As shown [@godfrey-2014; @schein-2013].", "index.md") == (
        "As shown ([Godfrey et al. 2014](references.md#godfrey-2014); [Schein 2013](references.md#schein-2013))."
    )


def test_a_citation_that_begins_an_entry_introduces_it(reference_course: Course) -> None:
    text = read_markdown("- [@schein-2013] on asking\n- as in [@schein-2013]")

    assert body(reference_course, text, "index.md") == (
        "- [Schein 2013](references.md#schein-2013): on asking\n- as in ([Schein 2013](references.md#schein-2013))"
    )


def test_what_stands_in_code_is_left_alone(reference_course: Course) -> None:
    text = "Write `[@nobody]`, `` [a](the-big-room) `` or\n\n~~~\n[@schein-2013]\n~~~\n\nbut [@schein-2013]."

    assert (
        body(reference_course, read_markdown(text), "index.md")
        == text[:-15] + "([Schein 2013](references.md#schein-2013))."
    )


def test_words_over_several_lines_come_in_one(reference_course: Course) -> None:
    assert inline(reference_course, "one\n  two\n\nthree", "index.md") == "one two three"


@pytest.mark.parametrize("text", ["*a* _b_ `c`", "<b> & [x](y) {#z}", "a | b", "1. a # b", "\\ end"])
def test_plain_text_shows_itself_and_nothing_else(text: str) -> None:
    shown = markdown.markdown(f"# {plain(text)}", extensions=["attr_list", "tables"])
    heading = LexborHTMLParser(shown).css_first("h1")

    assert heading is not None
    assert heading.text() == text
    assert heading.css("*:not(h1)") == []


@pytest.mark.parametrize(
    ("names", "short"),
    [
        ([], "Title 2020"),
        ([Name(family="Doe", given="J.")], "Doe 2020"),
        ([Name(family="Doe"), Name(literal="A Society")], "Doe and A Society 2020"),
        ([Name(family="Doe"), Name(family="Roe"), Name(family="Poe")], "Doe et al. 2020"),
        ([Name(family="Doe"), Name(literal="et al.")], "Doe et al. 2020"),
    ],
)
def test_a_source_is_named_in_running_text(names: list[Name], short: str) -> None:
    reference = Reference(id="x", title="Title", rule=Rule.FLEXIBLE, type="book", author=tuple(names), issued="2020-05")

    assert short_name(reference) == short
