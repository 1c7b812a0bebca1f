"""The tree an engine builds from: Markdown pages, assets and one configuration file."""

from __future__ import annotations

import html
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from coachloom.course import model
from coachloom.course.audience import for_everyone
from coachloom.course.hashing import hashes
from coachloom.course.model import Course
from coachloom.reading.paths import read_bytes
from coachloom.reading.text import read_text
from coachloom.reading.yaml_text import read_yaml
from coachloom.site.addresses import Address, address
from coachloom.site.data import COURSE_JSON, PROVENANCE_JSON, course_json, provenance_json
from coachloom.site.engines import CONFIGURATION
from coachloom.site.pages import HOME, Group, Page, navigation, pages_of, source
from coachloom.site.render import Renderer
from coachloom.words import Words

PAGES = "pages"
BUILT = "built"


@dataclass(frozen=True, slots=True)
class Tree:
    """A folder made ready for an engine, and the files that the finished site must hold."""

    folder: Path
    html: frozenset[str]

    @property
    def built(self) -> Path:
        return self.folder / BUILT


def write_tree(course: Course, root: Path, home: Path, folder: Path, edition: str) -> Tree:
    """Writes the pages of ``course``, read from ``root``, into ``folder``; looks and words come from ``home``.

    The site is the trainees': faculty's sections are left out.
    """
    hashed = hashes(course)  # of the whole course: what an element means does not depend on who reads it
    course = for_everyone(course)
    words = load_words(home, course.programme.language)
    entries = navigation(
        course, words, edition, read_yaml(read_text(home, "site/words/problems.yml"), "problems.yml").data
    )
    renderer = Renderer(course, words, home / "site" / "pages")
    pages = tuple(pages_of(entries))
    for page in pages:
        _write(folder / PAGES / page.path, source(page, renderer))
    _write(folder / PAGES / COURSE_JSON, course_json(course, edition, hashed))
    _write(folder / PAGES / PROVENANCE_JSON, provenance_json(course, edition))
    shutil.copytree(home / "site" / "assets", folder / PAGES / "assets")
    for asset in course.all(model.Asset):
        target = folder / PAGES / address(course, asset).page
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(read_bytes(root, asset.file))
    _write(folder / CONFIGURATION, _configuration(course, home, words, entries))
    return Tree(folder, frozenset(Address(page.path).url + "index.html" for page in pages) | {"404.html"})


def load_words(home: Path, language: str) -> Words:
    """The words of our pages in one language."""
    file = f"site/words/{language}.yml"
    return Words(read_yaml(read_text(home, file), file).data)


def _configuration(course: Course, home: Path, words: Words, entries: tuple[Page | Group, ...]) -> str:
    """The engine's file: `mkdocs.yml` of the house, with this course's name, navigation and folders.

    JSON is YAML too, and quotes every string, which both engines need.
    """
    added = {
        "site_name": html.escape(course.programme.title),
        "nav": [{words.text("nav.home"): HOME}, *(_nav(entry) for entry in entries[1:])],
        "docs_dir": PAGES,
        "site_dir": BUILT,
    }
    house = (home / CONFIGURATION).read_text(encoding="utf-8")
    kept = [line for line in house.splitlines() if not line.startswith(tuple(f"{name}:" for name in added))]
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in added.items()]
    return "\n".join([*kept, *lines, ""])


def _nav(entry: Page | Group) -> object:
    if isinstance(entry, Page):
        return entry.path
    return {_shown(entry.title): [_nav(inner) for inner in entry.entries]}


def _shown(title: str) -> str:
    """Themes print navigation titles as they are."""
    return html.escape(title, quote=False)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
