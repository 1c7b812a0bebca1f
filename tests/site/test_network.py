"""The page and the table of a network: what others wrote is text in both, and neither asks anybody for anything.

After a change of words, write the golden file anew with `python -m tests.site.test_network`.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from coachloom.academy.card import Agreed, Between, Card, Counted
from coachloom.academy.identity import BaseName
from coachloom.academy.network import Network
from coachloom.site.network import PAGE, TABLE, network_files
from coachloom.site.tree import load_words
from tests.academy.cards import CARDS, card
from tests.conftest import ROOT
from tests.site.test_html import errors

GOLDEN = ROOT / "tests" / "golden" / "network.csv"
MEAN = "</style></td><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"
EXAMPLE = (
    card("lakeside", url="https://lake.example/?a=b&c"),
    card(
        "riverside",
        "Riverside, “Improvement” Academy",
        edition="2027.10",
        editions=("2027.1", "2027.10"),
        through=(Between(id="north", edition="2027.1"),),
        exceptions=(
            Agreed(element="d01-opening", title="Opening: hello", why="The hall opens late.", until="2027.3"),
            Agreed(element="small-tests", title="Tests", why="Our law asks for it.", until="2028.1"),
        ),
        changes=Counted(set=2, replace=3, add=1, leave_out=4, move=5),
    ),
    card("seaside", "=1+1", base=BaseName(course="quality-coach", edition="2027.10"), changes=Counted(set=40)),
)


def files(*cards: Card) -> dict[str, bytes]:
    return network_files(Network(cards), ROOT, load_words(ROOT, "en"))


def page(*cards: Card) -> LexborHTMLParser:
    return LexborHTMLParser(files(*cards)[PAGE].decode())


def rows(*cards: Card) -> list[list[str]]:
    text = files(*cards)[TABLE].decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def cells(table: int, *cards: Card) -> list[list[str]]:
    """The texts of a table of the page, row by row."""
    found = page(*cards).css("table")[table]
    return [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in found.css("tr")]


def mean(text: str) -> Card:
    told = Agreed(element="d01", title=text, why=text, until="2027.3")
    return card("mean", text, exceptions=(told,), url="https://mean.example/?" + re.sub(r"[\s<>\"'\[\]]", "&", text))


def test_the_page_lists_every_academy_with_totals() -> None:
    assert cells(0, *EXAMPLE) == [
        [
            *("Academy", "Builds on", "Own edition"),
            *("Values set", "Texts of their own", "Added", "Left out", "Moved", "Agreed exceptions"),
        ],
        ["Lakeside Academy", "quality-coach 2027.1", "2027.2", "0", "0", "0", "0", "0", "0"],
        [
            *("Riverside, “Improvement” Academy", "quality-coach 2027.1, through north 2027.1", "2027.10"),
            *("2", "3", "1", "4", "5", "2"),
        ],
        ["=1+1", "quality-coach 2027.10", "2027.2", "40", "0", "0", "0", "0", "0"],
        ["All 3", "", "", "42", "3", "1", "4", "5", "2"],
    ]


def test_the_page_counts_academies_by_edition_and_gives_every_exception_with_its_reason() -> None:
    assert cells(1, *EXAMPLE) == [
        ["Edition", "Academies"],
        ["quality-coach 2027.1", "2"],
        ["quality-coach 2027.10", "1"],
    ]
    assert cells(2, *EXAMPLE) == [
        ["Academy", "Part of the course", "Why", "Until edition"],
        ["Riverside, “Improvement” Academy", "Opening: hello", "The hall opens late.", "2027.3"],
        ["Riverside, “Improvement” Academy", "Tests", "Our law asks for it.", "2028.1"],
    ]


def test_without_exceptions_the_page_says_so() -> None:
    assert "There are none." in page(card()).css("main")[0].text()
    assert len(page(card()).css("table")) == 2


def test_a_name_leads_to_the_academys_site_where_it_has_one() -> None:
    assert [(a.text(), a.attributes["href"]) for a in page(*EXAMPLE).css("main a")] == [
        ("Lakeside Academy", "https://lake.example/?a=b&c")
    ]


@pytest.mark.parametrize("text", [MEAN, "</title><base href=//evil.example>", '"><a href="javascript:x">', "{% x %}"])
def test_what_others_wrote_is_text_on_the_page(text: str) -> None:
    def shape(found: LexborHTMLParser) -> list[tuple[str | None, list[str]]]:
        return [(node.tag, sorted(node.attributes)) for node in found.css("*")]

    assert shape(page(mean(text))) == shape(page(mean("Harmless")))
    assert text in page(mean(text)).css("tbody th")[0].text()


def test_nothing_on_the_page_acts_or_asks_and_its_one_style_is_the_one_that_is_allowed() -> None:
    found = page(*EXAMPLE, mean(MEAN))
    style = found.css("style")
    hashed = base64.b64encode(hashlib.sha256(style[0].text().encode()).digest()).decode()

    assert found.css("meta[http-equiv]")[0].attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{hashed}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert len(style) == 1
    assert found.css("script, link:not([href='data:,']), img, iframe, object, form, [style], [onclick]") == []
    assert re.findall(r"url\(|@import", style[0].text()) == []


def test_every_table_has_a_caption_and_every_heading_of_it_a_scope() -> None:
    tables = page(*EXAMPLE).css("table")

    assert [len(table.css("caption")) for table in tables] == [1, 1, 1]
    assert [th.text() for table in tables for th in table.css("th") if th.attributes.get("scope") is None] == []


def test_what_an_academy_wrote_bears_its_language() -> None:
    one = mean("Ein Grund")
    german = Card(**{name: getattr(one, name) for name in one.__slots__} | {"academy": _in_german(one)})

    assert [node.text().strip() for node in page(german).css("[lang=de]")] == ["Ein Grund"] * 4


def _in_german(one: Card) -> object:
    who = one.academy
    return type(who)(id=who.id, name=who.name, language="de")


def test_the_page_is_valid_html(tmp_path: Path) -> None:
    written: dict[str, Path] = {}
    for name, cards in {"example": (*EXAMPLE, mean(MEAN)), "one": (card(),)}.items():
        written[name] = tmp_path / f"{name}.html"
        written[name].write_bytes(files(*cards)[PAGE])

    assert errors(written) == []


def test_the_table_has_a_row_for_each_academy() -> None:
    assert files(*EXAMPLE)[TABLE] == GOLDEN.read_bytes()


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_of_the_table_is_worked_out_by_a_spreadsheet(sign: str) -> None:
    row = rows(mean(f"{sign}cmd|' /C calc'!A0"))[1]

    assert row[1] == f"'{sign}cmd|' /C calc'!A0"
    assert row[-1].startswith(f"'{sign}cmd")


@given(cards=st.lists(CARDS, min_size=1, max_size=3))
def test_whatever_the_cards_hold_the_table_keeps_its_shape_and_the_page_its_words(cards: Sequence[Card]) -> None:
    found = rows(*cards)

    assert {len(row) for row in found} == {16}
    assert len(found) == len(cards) + 1
    assert [cell for row in found for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert files(*cards)[TABLE].count(b"\r\n") == len(cards) + 1
    shown = [th.text().strip() for th in page(*cards).css("table")[0].css("tbody th")]
    assert shown == [one.academy.name for one in cards]


def test_the_same_cards_give_the_same_bytes() -> None:
    assert files(*EXAMPLE) == files(*EXAMPLE)


if __name__ == "__main__":
    GOLDEN.write_bytes(files(*EXAMPLE)[TABLE])
