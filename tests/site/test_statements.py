"""The pages of accessibility and privacy, as drafts and as whole statements.

`tests/golden/statements.md` shows all four. After a change of words, write it anew with
``python -m tests.site.test_statements`` and read it as a nurse would, and once more as a lawyer.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from coachloom.academy.edition import of_course_folder
from coachloom.academy.identity import Identity, Statements
from coachloom.academy.starter import new_academy
from coachloom.course.checked import checked_course
from coachloom.site.build import Choice, build
from coachloom.site.engines import ENGINES
from coachloom.site.pages import source, statement_page
from coachloom.site.render import Renderer
from coachloom.site.tree import load_words
from tests.academy.test_statements import EVERYTHING, identity
from tests.conftest import ROOT, SMALL
from tests.files import rewrite

GOLDEN = ROOT / "tests" / "golden" / "statements.md"
WORDS = load_words(ROOT, "en")
BARE = Identity(id="riverside", name="Riverside Academy")


def shown(name: str, academy: Identity) -> str:
    """The Markdown of a statement; no blank line more than one reads."""
    renderer = Renderer(checked_course(SMALL).course, WORDS, ROOT / "site" / "pages", {})
    text = source(statement_page(name, academy, WORDS), renderer, "", "")
    lines = text.split("\n")
    return "\n".join(line for at, line in enumerate(lines) if line or (at and lines[at - 1]))


def statements() -> str:
    academies = {"nothing filled in": BARE, "everything filled in": identity(EVERYTHING)}
    return "\n".join(
        f"<!-- {name}, {state} -->\n{shown(name, academy)}"
        for name in ("accessibility", "privacy")
        for state, academy in academies.items()
    )


def test_the_statements_are_as_they_were_read() -> None:
    assert statements() == GOLDEN.read_text(encoding="utf-8")


def test_a_mark_in_the_place_of_a_fact_is_shown_as_one_that_is_missing() -> None:
    lacking = EVERYTHING.replace("    log_kept: 30 days\n", "")
    marked = EVERYTHING.replace("log_kept: 30 days", "log_kept: to be filled in")

    assert shown("privacy", identity(marked)) == shown("privacy", identity(lacking))


@pytest.mark.parametrize(
    ("name", "missing", "marks"),
    [("accessibility", "log", 0), ("accessibility", "limits", 1), ("privacy", "log", 1), ("privacy", "limits", 0)],
)
def test_a_fact_marks_and_drafts_only_the_statement_that_needs_it(name: str, missing: str, marks: int) -> None:
    whole = identity(EVERYTHING)
    assert whole.statements
    without: dict[str, Any] = {missing: None}
    text = shown(
        name,
        dataclasses.replace(whole, statements=dataclasses.replace(whole.statements, **without)),
    )

    assert (text.count("{: .placeholder }"), text.count("This is a draft")) == (marks, marks)


def test_what_an_academy_writes_is_shown_as_it_was_written_and_does_nothing(tmp_path: Path) -> None:
    told = "*We* [tried](https://x.example) <b>it</b> {: .x } `now` & | then"
    new_academy(tmp_path / "academy", "riverside", "Riverside", of_course_folder(SMALL))
    rewrite(tmp_path / "academy", "academy.yml", "  statements:", f"  statements:\n    tested: '{told}'")
    build(tmp_path / "academy", tmp_path / "site", Choice(), say=lambda _: None)
    page = LexborHTMLParser((tmp_path / "site/accessibility/index.html").read_bytes())

    entries = [entry.text(deep=True) for entry in page.css("article li")]
    assert entries[0] == f"Our own tests: {told}"


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_both_are_marked_and_linked_from_the_foot_of_every_page(tmp_path: Path, engine: str) -> None:
    new_academy(tmp_path / "academy", "riverside", "Riverside", of_course_folder(SMALL))
    build(tmp_path / "academy", tmp_path / "site", Choice(engine=ENGINES[engine]), say=lambda _: None)
    site = tmp_path / "site"
    feet = {}
    for file in sorted(site.rglob("*.html")):
        foot = LexborHTMLParser(file.read_bytes()).css_first(".md-copyright")
        links = foot.css("a") if foot else []
        feet[file.relative_to(site).as_posix()] = [(str(a.attributes["href"]), a.text()) for a in links]

    assert feet.pop("404.html") == [("/accessibility/", "Accessibility"), ("/privacy/", "Privacy")]
    assert feet == {
        path: [("../" * path.count("/") + "accessibility/", "Accessibility"), ("../" * path.count("/") + "privacy/", "Privacy")]
        for path in feet
    }  # fmt: skip
    marks = LexborHTMLParser((site / "privacy/index.html").read_bytes()).css("article .placeholder")
    assert [mark.text() for mark in marks] == [
        "[to be filled in: who runs the web server]",
        "[to be filled in: what the web server's log keeps, and what for]",
        "[to be filled in: for how long the log is kept]",
        "[to be filled in: who decides what happens with your data]",
        "[to be filled in: the address for questions about data protection]",
        "[to be filled in: the authority for data protection]",
        "[to be filled in: the address to write to]",
        "[to be filled in: the day on which this statement was prepared]",
        "[to be filled in: the day on which it was last reviewed]",
    ]


def test_every_fact_that_can_be_missing_has_words_for_its_mark() -> None:
    nothing = {field.name for field in dataclasses.fields(Statements)} - {"responsible", "phone", "address"}
    marks = WORDS["statements"]
    assert isinstance(marks, type(WORDS))
    missing = marks["missing"]
    assert isinstance(missing, type(WORDS))

    assert set(missing) == nothing


if __name__ == "__main__":
    GOLDEN.write_text(statements(), encoding="utf-8")
