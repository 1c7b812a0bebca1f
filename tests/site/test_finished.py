"""A finished site with a fault is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from coachloom.site.finished import broken_links, faults_of_text, seen_of
from coachloom.site.finishing.page import read_pages
from coachloom.site.tree import Tree
from tests.site.facts import some_facts

PAGE = '<html><body><a href="{link}">x</a><h2 id="part">y</h2></body></html>'


def a_tree(folder: Path, **pages: str) -> Tree:
    """A built tree of pages named by their folder; ``index`` is the home page."""
    paths = set()
    for name, link in pages.items():
        path = "index.html" if name == "index" else f"{name}/index.html"
        file = folder / "built" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGE.format(link=link), encoding="utf-8")
        paths.add(path)
    return Tree(folder, frozenset(paths), some_facts())


def said(tree: Tree) -> list[tuple[str, str]]:
    pages = read_pages(tree.built)
    files = {path.relative_to(tree.built).as_posix() for path in tree.built.rglob("*") if path.is_file()}
    seen = {file: seen_of(page.html) for file, page in pages.items()}
    found = [*faults_of_text(tree, pages), *broken_links(files, seen, seen)]
    return [(problem.place.file, problem.what) for problem in found]


def test_a_whole_site_has_no_faults(tmp_path: Path) -> None:
    tree = a_tree(
        tmp_path, index="day/#part", day="../", other="https://example.org/", last="#part", up="mailto:a@b.example"
    )

    assert said(tree) == []


def test_a_link_to_nothing_is_found(tmp_path: Path) -> None:
    assert said(a_tree(tmp_path, index="nowhere/", day="../missing.css")) == [
        ("day/index.html", "The href ../missing.css leads to nothing."),
        ("index.html", "The href nowhere/ leads to nothing."),
    ]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1) b", "data:text/html,x", "//other.example/a", "/outside", "ftp://a.example/"]
)
def test_a_link_that_runs_something_or_leaves_otherwise_is_found(tmp_path: Path, link: str) -> None:
    assert said(a_tree(tmp_path, index=link)) == [
        ("index.html", f"The href {link} leads out of the site in a way that is not allowed.")
    ]


@pytest.mark.parametrize(
    ("shown", "attribute"),
    [
        ('<img src="https://other.example/a b">', "src"),
        ('<img srcset="https://other.example/a b">', "srcset"),
        ('<link rel="stylesheet" href="https://other.example/a b">', "href"),
        ('<video poster="https://other.example/a b"></video>', "poster"),
        ('<form action="https://other.example/a b"></form>', "action"),
    ],
)
def test_anything_shown_from_another_host_is_found(tmp_path: Path, shown: str, attribute: str) -> None:
    tree = a_tree(tmp_path, index="")
    (tree.built / "index.html").write_text(shown, encoding="utf-8")

    assert said(tree) == [
        ("index.html", f"The {attribute} https://other.example/a b leads out of the site in a way that is not allowed.")
    ]


@pytest.mark.parametrize(
    ("acting", "what"),
    [
        ("<object></object>", "<object > stands on the page, and is not allowed."),
        ("<p onclick='x()'>y</p>", "<p onclick> stands on the page, and is not allowed."),
        ("<article><script>x()</script></article>", "<script > stands in the text, and is not allowed."),
        ("<article><p data-x='1'>y</p></article>", "<p data-x> stands in the text, and is not allowed."),
    ],
)
def test_what_acts_in_a_browser_is_found(tmp_path: Path, acting: str, what: str) -> None:
    tree = a_tree(tmp_path, index="")
    (tree.built / "index.html").write_text(acting, encoding="utf-8")

    assert said(tree) == [("index.html", what)]


def test_a_link_to_a_missing_part_of_a_page_is_found(tmp_path: Path) -> None:
    assert said(a_tree(tmp_path, index="day/#gone", day="#gone")) == [
        ("day/index.html", "The href #gone leads to a place that is not on its page."),
        ("index.html", "The href day/#gone leads to a place that is not on its page."),
    ]


def test_pages_too_few_and_pages_too_many_are_found(tmp_path: Path) -> None:
    built = a_tree(tmp_path, index="", draft="../")
    tree = Tree(built.folder, frozenset({"index.html", "day/index.html"}), some_facts())

    assert said(tree) == [
        ("day/index.html", "The page was planned and is not there."),
        ("draft/index.html", "The page was not planned."),
    ]
