"""What would act in a reader's browser never reaches a page, whatever the parsers make of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from coachloom.problems import ProblemsFound
from coachloom.site.build import Choice, build
from coachloom.site.engines import ENGINES
from tests.files import rewrite

POLICY = "Content-Security-Policy"
"""Ours; anything else that the browser is told in the place of a server would be somebody's else."""

REFUSALS = {"ATTRIBUTES", "HTML", "LINK-DEAD", "PICTURE", "SITE", "SIZE"}
"""Codes of what is refused because it acts; an engine that stumbles, say, would tell nothing of an attack."""

IN_A_PAGE = [
    "Hi <script 1>alert(1)</script 1>",
    "Hi <b onmouseover=alert(1) 1=2>x",
    'x <iframe srcdoc="hi" 1=2>',
    'x <meta http-equiv=refresh content="0;url=https://other.example" 1=2>',
    "Hi \\<script>alert(1)\\</script> x",
    "```\n<script>alert(1)</script>",
    "```\n<script>alert(1)</script>\n````",
    "`a\n<video controls onerror=alert(1)></video>\nb`",
    "Hi *x*{ onclick=alert(1) {}",
    "- y\n{ onclick=alert(1) {}",
    "[x]: https://ok.example\n[x]: javascript:alert(1)\n\n[words][x]",
]


def built_or_refused(root: Path, out: Path) -> list[str]:
    """Names of what acts on any page, or nothing where the course was refused for what stands in it."""
    try:
        build(root, out, Choice(engine=ENGINES["material"]), say=lambda _: None)
    except ProblemsFound as refused:
        return sorted({problem.code for problem in refused.problems} - REFUSALS)
    found = []
    for path in out.rglob("*.html"):
        page = LexborHTMLParser(path.read_bytes())
        found += [str(node.tag) for node in page.css("article script, iframe, video, title script")]
        found += ["meta" for node in page.css("meta[http-equiv]") if node.attributes["http-equiv"] != POLICY]
        found += [name for node in page.css("*") for name in node.attributes if name.startswith("on")]
        found += [str(node.html) for node in page.css("script:not([type$=json])") if "alert(1)" in str(node.html)]
        found += [str(node.html) for node in page.css("[href^=javascript]")]
    return found


@pytest.mark.parametrize("attack", IN_A_PAGE)
def test_nothing_that_acts_gets_from_a_text_onto_a_page(small: Path, tmp_path: Path, attack: str) -> None:
    page = small / "curriculum/pages/the-room.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n" + attack + "\n", encoding="utf-8")

    assert built_or_refused(small, tmp_path / "site") == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("curriculum/glossary.yml", "A weekly hour.", "|\n      A\n\n          <script>alert(1)</script>"),
        ("curriculum/glossary.yml", "A weekly hour.", "|\n      ~~~\n      <script>alert(1)</script>\n      ~~~"),
        ("curriculum/references.yml", "checked:", 'DOI: "10.1/x)<script>alert(1)</script>("\n    checked:'),
        ("curriculum/references.yml", 'issued: "2020"', 'issued: "<script>alert(1)</script>"'),
        ("curriculum/references.yml", "checked:", "URL: https://a.example/){onclick=alert(1)}\n    checked:"),
        ("curriculum/topics.yml", "title: Asking", 'title: "A <script>alert(1)</script>"'),
        ("curriculum/programme.yml", "title: A small course", 'title: "A <script>alert(1)</script>"'),
        ("curriculum/programme.yml", "title: A small course", "title: 'A \" onmouseover=\"alert(1)'"),
    ],
)
def test_nothing_that_acts_gets_from_a_field_onto_a_page(
    small: Path, tmp_path: Path, file: str, old: str, new: str
) -> None:
    rewrite(small, file, old, new)

    assert built_or_refused(small, tmp_path / "site") == []
