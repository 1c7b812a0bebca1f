"""An academy's site: its own name and look, what it adapted and why, and no more than may be told."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from coachloom.academy.edition import of_course_folder
from coachloom.academy.starter import new_academy
from coachloom.site.build import Choice, build
from coachloom.site.engines import ENGINES
from tests.academy.samples import academy_folder
from tests.conftest import ROOT, SMALL
from tests.files import rewrite, tree_hash


def built(root: Path, out: Path, engine: str = "material") -> Path:
    build(root, out, Choice(engine=ENGINES[engine]), say=lambda _: None)
    return out


@pytest.fixture(scope="module")
def every_kind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("every-kind")
    return built(academy_folder("every-kind", folder), folder / "site")


def article(site: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / path / "index.html").read_bytes())


def origin(site: Path, path: str) -> str:
    """The line below a page that says where it comes from."""
    line = article(site, path).css_first(".origin")
    return " ".join(line.text(deep=True).split()) if line else ""


def words(site: Path, path: str) -> str:
    found = article(site, path).css_first("article")
    return " ".join(found.text(deep=True, separator=" ").split()) if found else ""


def test_an_academy_that_changed_nothing_and_is_called_like_the_course_builds_the_same_bytes(tmp_path: Path) -> None:
    new_academy(tmp_path / "academy", "riverside", "A small course", of_course_folder(SMALL))
    rewrite(tmp_path / "academy", "academy.yml", "id: riverside", "id: small-course")
    own = built(tmp_path / "academy", tmp_path / "own")
    course = built(Path(shutil.copytree(SMALL, tmp_path / "course")), tmp_path / "site")

    assert tree_hash(own) == tree_hash(course)


def test_an_academy_that_changed_nothing_says_so_on_every_page(tmp_path: Path) -> None:
    new_academy(tmp_path / "academy", "riverside", "Riverside", of_course_folder(SMALL))
    site = built(tmp_path / "academy", tmp_path / "site")

    assert words(site, "adaptations") == (
        "What is ours ¶ This is the course A small course, edition 2027.1-draft, as it is. Nothing was adapted."
    )
    assert {
        origin(site, path) for path in ("days/d01", "sessions/first-questions", "forms/after-a-day", "glossary")
    } == {"As in A small course, edition 2027.1-draft."}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("sessions/small-tests", "Adapted by Every Kind Academy. Small tests: minutes only from 70 to 80. The last bus leaves at a quarter past."),
        ("sessions/every-kind-interpreters", "Added by Every Kind Academy. Half our visits use an interpreter."),
        ("handbook/our-page", "Adapted by Every Kind Academy. our-page has our own words. The room is on the second floor."),
        ("sessions/first-questions", "Adapted by Every Kind Academy in 2 places; see what and why."),
        ("sessions/d01-opening", "As in A small course, edition 2027.1-draft."),
    ],
)  # fmt: skip
def test_each_page_says_in_one_line_where_it_comes_from(every_kind: Path, path: str, line: str) -> None:
    assert origin(every_kind, path) == line


def test_the_page_of_adaptations_tells_each_decision_with_its_light_reason_and_who(every_kind: Path) -> None:
    entries = [
        " ".join(entry.text(deep=True, separator=" ").split())
        for entry in article(every_kind, "adaptations").css("article li")
    ]

    golden = ROOT / "tests" / "golden" / "adaptations.txt"
    assert "\n".join(entries) + "\n" == golden.read_text(encoding="utf-8")


def test_an_agreed_exception_stands_on_the_page_of_adaptations_and_on_its_own_page(tmp_path: Path) -> None:
    site = built(academy_folder("deviating", tmp_path), tmp_path / "site")

    told = re.findall(r"Agreed exception, until edition [0-9.]+ of the course\.", words(site, "adaptations"))
    pages = [path for path in site.rglob("index.html") if b"Agreed exception" in path.read_bytes()]

    assert len(told) > 3
    assert len(pages) > 2


def test_a_region_and_an_academy_on_top_of_it_each_tell_what_they_did(tmp_path: Path) -> None:
    site = built(academy_folder("north-riverside", tmp_path), tmp_path / "site")
    headings = [node.text(deep=True) for node in article(site, "adaptations").css("article h2")]

    assert [heading.strip("¶ ") for heading in headings] == [
        "How much may change, and how much did",
        "What Northern Region decided",
        "What Riverside in the North decided",
    ]


EXAMPLES = ("guide", "search")
"""The guide names an id as an example, and the search knows the guide."""


def test_people_are_shown_by_role_unless_they_chose_otherwise(every_kind: Path) -> None:
    own = (
        p for p in sorted(every_kind.rglob("*")) if p.is_file() and p.relative_to(every_kind).parts[0] not in EXAMPLES
    )
    bytes_of_site = b"".join(path.read_bytes() for path in own)

    # ana-reis chose her role, rui-lopes his name, eva-silva nothing at all
    assert b"ana-reis" not in bytes_of_site
    assert b"Ana Reis" not in bytes_of_site
    assert b"Eva" not in bytes_of_site
    assert b"eva-silva" not in bytes_of_site
    assert b"Rui Lopes" in bytes_of_site


def test_a_change_to_a_section_of_faculty_leaves_no_byte_on_the_site(tmp_path: Path) -> None:
    academy = academy_folder("every-kind", tmp_path)
    canary = "Only faculty may read this canary."
    session = (academy / "content/interpreters.md").read_text(encoding="utf-8")
    (academy / "content/interpreters.md").write_text(
        f"{session}\n## Facilitator notes\n\n{canary}\n\n![A canary](every-kind-canary)\n", encoding="utf-8"
    )
    (academy / "assets/canary.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><text>canary-in-a-picture</text></svg>', encoding="utf-8"
    )
    site = built(academy, tmp_path / "site")
    bytes_of_site = b"".join(path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file())

    assert b"canary" not in bytes_of_site


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_name_colour_logo_and_contact_are_the_academys_own(tmp_path: Path, engine: str) -> None:
    academy = academy_folder("every-kind", tmp_path)
    site = built(academy, tmp_path / "site", engine)
    home = LexborHTMLParser((site / "index.html").read_bytes())
    logo, footer = home.css_first(".md-logo img"), home.css_first(".md-copyright")
    assert logo is not None
    assert footer is not None

    assert (site / str(logo.attributes["src"])).read_bytes() == (academy / "assets/logo.svg").read_bytes()
    assert "mailto:" in str(footer.html)
    assert "#0b5d4f" in (site / "assets/academy.css").read_text(encoding="utf-8")
    assert json.loads((site / "course.json").read_text(encoding="utf-8"))["academy"] == {
        "id": "every-kind",
        "name": "Every Kind Academy",
    }


FOUNDERS = re.compile(r"coachloom founders|flow coaching|sheffield|health foundation|\bFCA\b", re.IGNORECASE)
"""Names of those who began such programmes; published works of theirs are cited, and nothing else."""


def test_no_founders_name_stands_in_an_academys_output(tmp_path: Path) -> None:
    new_academy(tmp_path / "academy", "riverside", "Riverside Academy", of_course_folder(ROOT))
    site = built(tmp_path / "academy", tmp_path / "site")
    named = []
    for path in sorted(site.rglob("*.html")):
        page = LexborHTMLParser(path.read_bytes())
        for cited in page.css("article") if path.parent.name == "references" else ():
            cited.decompose()
        for link in page.css('a[href*="references/#"]'):  # a citation names the authors of a work
            link.decompose()
        if FOUNDERS.search(str(page.html)):
            named.append(path.relative_to(site).as_posix())
    others = [path for path in site.rglob("*") if path.suffix in {".css", ".svg", ".xml"} and path.is_file()]

    assert named == []
    assert [path.name for path in others if FOUNDERS.search(path.read_text(encoding="utf-8", errors="replace"))] == []
    assert FOUNDERS.search("".join(p.read_text() for p in (tmp_path / "academy").glob("*.*") if p.is_file())) is None


def test_a_link_of_the_course_to_what_was_left_out_is_shown_as_plain_words(tmp_path: Path) -> None:
    academy = academy_folder("every-kind", tmp_path)
    rewrite(academy, "changes.yml", "leave_out: cool-down", "leave_out: cool-down")
    site = built(academy, tmp_path / "site")

    assert not (site / "sessions/cool-down").exists()
    assert json.loads((site / "provenance.json").read_text(encoding="utf-8"))["left_out"].keys() == {"cool-down"}


def test_provenance_names_the_layer_file_and_line_of_every_element_and_every_change(every_kind: Path) -> None:
    course = json.loads((every_kind / "course.json").read_text(encoding="utf-8"))
    provenance = json.loads((every_kind / "provenance.json").read_text(encoding="utf-8"))

    assert provenance["elements"].keys() == course["elements"].keys()
    assert provenance["elements"]["first-questions"]["changes"] == [
        {
            "layer": "every-kind",
            "file": "changes.yml",
            "line": 19,
            "does": "set",
            "fields": ["minutes"],
            "why": "An interpreter is present.",
            "departs": False,
        }
    ]
