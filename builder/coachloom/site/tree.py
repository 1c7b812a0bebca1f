"""The tree an engine builds from: Markdown pages, assets and one configuration file."""

from __future__ import annotations

import html
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coachloom.academy.weave import Woven
from coachloom.course import kinds
from coachloom.course.audience import for_audience
from coachloom.course.hashing import hashes
from coachloom.course.model import Course
from coachloom.course.values import Audience
from coachloom.reading.files import Folder
from coachloom.reading.text import read_text
from coachloom.reading.yaml_text import read_yaml
from coachloom.site.adaptations import Adaptations
from coachloom.site.addresses import Address, address
from coachloom.site.data import COURSE_JSON, PROVENANCE_JSON, course_json, provenance_json
from coachloom.site.drawings.figure import STYLE, standalone
from coachloom.site.drawings.placed import drawn_files
from coachloom.site.engines import CONFIGURATION
from coachloom.site.feedback import feedback, names_of_pages
from coachloom.site.finishing.facts import Facts
from coachloom.site.finishing.head import written_json
from coachloom.site.finishing.notice import Notice, in_words
from coachloom.site.finishing.page import NOT_FOUND
from coachloom.site.guide import PICTURES, guide_pages
from coachloom.site.look import Look, look_of
from coachloom.site.metadata import course_json_ld
from coachloom.site.pages import HOME, Group, Page, navigation, pages_of, source
from coachloom.site.render import Renderer
from coachloom.words import Words

PAGES = "pages"
BUILT = "built"
_EXTRA = "extra:"
_SWITCH = '\n  version: {"provider": "mike"}'


@dataclass(frozen=True, slots=True)
class Tree:
    """A folder made ready for an engine, the pages that the finished site must hold, and what finishing needs."""

    folder: Path
    html: frozenset[str]
    facts: Facts

    @property
    def built(self) -> Path:
        return self.folder / BUILT


@dataclass(frozen=True, slots=True)
class Sources:
    """A tree in memory: its files by their path with ``/``."""

    files: Mapping[str, bytes]
    html: frozenset[str]
    facts: Facts

    def written(self, folder: Path) -> Tree:
        """The tree in ``folder``, where nothing stands yet."""
        for file, data in self.files.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return Tree(folder, self.html, self.facts)


def write_tree(
    woven: Woven,
    home: Path,
    folder: Path,
    audience: Audience,
    *,
    offline: bool = False,
    shelf: str = "",
    cohorts: Sequence[tuple[str, str]] = (),
) -> Tree:
    """Writes the pages of a course for ``audience`` into ``folder``; looks and words come from ``home``."""
    return tree_sources(woven, home, audience, offline=offline, shelf=shelf, cohorts=cohorts).written(folder)


def tree_sources(
    woven: Woven,
    home: Path,
    audience: Audience,
    *,
    offline: bool = False,
    shelf: str = "",
    cohorts: Sequence[tuple[str, str]] = (),
) -> Sources:
    """The pages of a course for ``audience``, and all that goes with them; looks and words come from ``home``.

    ``shelf`` is the folder, beside those of other editions, in which the site will stand; empty for a site of its own.
    ``cohorts`` are names and addresses of pages that will stand beside it.
    """
    hashed = hashes(woven.course)  # of the whole course: what an element means does not depend on who reads it
    course = for_audience(woven.course, audience)
    words = load_words(home, woven.identity.language)
    faculty = audience is Audience.FACULTY
    problem_words = read_yaml(read_text(Folder(home), "site/words/problems.yml"), "problems.yml").data
    guide = guide_pages(home, woven.identity.language)
    entries = navigation(course, woven, words, problem_words, guide, audience, cohorts=cohorts)
    drawn = drawn_files(course, words)
    renderer = Renderer(course, words, home / "site" / "pages", drawn)
    pages = tuple(pages_of(entries))
    files = dict(_sources(pages, renderer, woven, course, words))
    files[COURSE_JSON] = course_json(course, woven, hashed).encode()
    files[PROVENANCE_JSON] = provenance_json(course, woven).encode()
    files |= _files_of(home / "site" / "assets", "assets")
    files |= _files_of(home / "site" / "guide" / PICTURES, f"guide/{PICTURES}")
    for asset in course.all(kinds.Asset):
        if asset.id in course.pictures:
            files[address(course, asset).page] = course.pictures[asset.id]
    style = (home / "site" / STYLE).read_text(encoding="utf-8")
    for file, figure in drawn.items():
        files[file] = standalone(figure, style, root="../" * file.count("/"))
    title = words.text("site.faculty_name", name=woven.identity.name) if faculty else woven.identity.name
    look = look_of(woven, words, beside_others=bool(shelf))
    files |= look.files
    configuration = _configuration(title, look, home, words, entries, switch=bool(shelf)).encode()
    facts = Facts(
        words=words,
        identity=woven.identity,
        audience=audience,
        title=title,
        summary=" ".join(course.programme.summary.split()),
        json_ld=written_json(course_json_ld(course, woven)),
        figures=drawn,
        offline=offline,
        shelf=shelf,
        cohorts=tuple(href for _, href in cohorts),
        withdrawn=tuple(_notices(woven, course, words)),
    )
    return Sources(
        {**{f"{PAGES}/{file}": data for file, data in files.items()}, CONFIGURATION: configuration},
        frozenset(Address(page.path).url + "index.html" for page in pages) | {NOT_FOUND},
        facts,
    )


def _sources(
    pages: Sequence[Page], renderer: Renderer, woven: Woven, course: Course, words: Words
) -> Iterator[tuple[str, bytes]]:
    """Each page as the engine reads it, with where it comes from and whom to write to."""
    adaptations = Adaptations(course, woven.composition, words, woven.people)
    shown = _shown_on_pages(course)
    names = names_of_pages(course)
    for page in pages:
        origin = adaptations.line(shown[page.path], page.path) if page.path in shown else ""
        letter = feedback(page.path, names.get(page.path, ""), woven.identity, woven.number, words)
        yield page.path, source(page, renderer, origin, letter).encode()


def _notices(woven: Woven, course: Course, words: Words) -> Iterator[Notice]:
    """What stands in the place of texts that were withdrawn."""
    for one in woven.withdrawn:
        if one.recall.id in course.elements:
            url = address(course, course.elements[one.recall.id]).url
            yield Notice(one.recall.id, url, in_words(one.recall.date, one.recall.why, words))


def _files_of(folder: Path, name: str) -> dict[str, bytes]:
    """Every file below ``folder``, as if it were called ``name``."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {f"{name}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths}


def _shown_on_pages(course: Course) -> dict[str, frozenset[str]]:
    """For each page that shows elements, their ids."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for id, element in course.elements.items():
        found[address(course, element).page].add(id)
    return {page: frozenset(ids) for page, ids in found.items()}


def load_words(home: Path, language: str) -> Words:
    """The words of our pages in one language."""
    file = f"site/words/{language}.yml"
    return Words(read_yaml(read_text(Folder(home), file), file).data)


def _configuration(
    title: str, look: Look, home: Path, words: Words, entries: tuple[Page | Group, ...], *, switch: bool
) -> str:
    """The engine's file: `mkdocs.yml` of the house, with this site's name, look, navigation and folders.

    ``switch`` asks for the theme's switch between editions, which reads `versions.json` beside them.

    JSON is YAML too, and quotes every string, which both engines need.
    """
    added = {
        "site_name": html.escape(title),
        "nav": [{words.text("nav.home"): HOME}, *(_nav(entry) for entry in entries[1:])],
        "docs_dir": PAGES,
        "site_dir": BUILT,
        **look.settings,
    }
    house = (home / CONFIGURATION).read_text(encoding="utf-8")
    kept = [line for line in house.splitlines() if not line.startswith(tuple(f"{name}:" for name in added))]
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in added.items()]
    kept = [f"{line}{_SWITCH}" if switch and line == _EXTRA else line for line in look.dressed(kept)]
    return "\n".join([*kept, *lines, ""])


def _nav(entry: Page | Group) -> object:
    if isinstance(entry, Page):
        return entry.path
    return {_shown(entry.title): [_nav(inner) for inner in entry.entries]}


def _shown(title: str) -> str:
    """Themes print navigation titles as they are."""
    return html.escape(title, quote=False)
