"""Makes a site again and again: only what differs where that is enough, else the whole."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from coachloom.academy.weave import Woven
from coachloom.installed import home
from coachloom.problems import Problem, ProblemsFound, in_order
from coachloom.site.addresses import Address
from coachloom.site.build import Choice, Finished, epoch_of, finish_tree
from coachloom.site.engine import run_engine
from coachloom.site.finished import broken_links, faults_of_page, seen_of
from coachloom.site.finishing.facts import Facts
from coachloom.site.finishing.finish import finish_page
from coachloom.site.finishing.page import BuiltPage, Html
from coachloom.site.pages import HOME
from coachloom.site.serving.changes import Difference, Files, contents, difference, drawn_anew, showing
from coachloom.site.serving.resident import Resident
from coachloom.site.tree import BUILT, PAGES, Sources, tree_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished site in memory, and what it was made from."""

    site: Files
    sources: Sources
    epoch: int
    finished: Finished
    anew: tuple[str, ...] | None = None
    """The pages that were made again, as files; None for the whole."""


class Maker:
    """Makes sites of one choice; ``work`` is a private folder, emptied for each whole site."""

    def __init__(self, work: Path, choice: Choice) -> None:
        self._folder = work
        self._choice = choice
        self._made: Made | None = None
        self._resident = Resident(choice.engine.name, work) if choice.engine.resident else None

    def make(self, woven: Woven) -> Made:
        """The site of ``woven``, the same bytes as `build` makes. Raises ProblemsFound: ENGINE, SITE."""
        before, self._made = self._made, None  # until the work is done nobody knows what the engine holds
        sources, epoch = tree_sources(woven, home(), self._choice.audience), epoch_of(woven.course)
        some = self._enough(before, sources) if before and before.epoch == epoch else None
        self._made = self._some(before, sources, some) if before and some else self._whole(sources, epoch)
        return self._made

    def close(self) -> None:
        """Ends the engine."""
        if self._resident:
            self._resident.close()

    def _enough(self, before: Made, sources: Sources) -> Difference | None:
        """What to make again, where that is less than all."""
        found = difference(before.sources.files, sources.files)
        old, new = before.sources.facts, sources.facts
        if found.whole or new.withdrawn or _on_every_page(old) != _on_every_page(new):
            return None
        found = found.with_pages(showing(drawn_anew(old.figures, new.figures), sources.files))
        found = found.with_pages((HOME,) if old.json_ld != new.json_ld else ())
        if found.pages and not self._resident:
            return None
        explained = new.glossary in map(_built, found.pages)  # its words are explained on every page
        return None if explained else found

    def _whole(self, sources: Sources, epoch: int) -> Made:
        if self._folder.exists():
            shutil.rmtree(self._folder)
        tree = sources.written(self._folder)
        if self._resident:
            self._resident.build(epoch)
        else:
            run_engine(self._choice.engine, tree, epoch=epoch)
        finished = finish_tree(tree, self._choice.engine)
        return Made(site=contents(tree.built), sources=sources, epoch=epoch, finished=finished)

    def _some(self, before: Made, sources: Sources, some: Difference) -> Made:
        built, index = self._folder / BUILT, self._choice.engine.index
        for name in (*some.pages, *some.files):
            (self._folder / PAGES / name).write_bytes(sources.files[f"{PAGES}/{name}"])
        if self._resident and some.pages:
            self._resident.render(some.pages)
        pages = {file: _page(built, file) for file in sorted(map(_built, some.pages))}
        finished = self._finished(before, sources.facts, pages)
        site = {
            **before.site,
            **{name: sources.files[f"{PAGES}/{name}"] for name in some.files},
            **{file: page.written for file, page in pages.items()},
            index: (built / index).read_bytes(),
        }
        return Made(site=site, sources=sources, epoch=before.epoch, finished=finished, anew=tuple(pages))

    def _finished(self, before: Made, facts: Facts, pages: Mapping[str, BuiltPage]) -> Finished:
        """Finishes ``pages`` and looks at them as at those of a whole site."""
        glossary, seen = before.finished.glossary, before.finished.seen
        wrong: list[Problem] = []
        for page in pages.values():
            wrong += faults_of_page(page)
            wrong += finish_page(page, facts, self._choice.engine, glossary)
        now = {**seen, **{file: seen_of(page.html) for file, page in pages.items()}}
        lost = any(seen[file].anchors - now[file].anchors for file in pages)  # which any page may lead to
        wrong += broken_links(before.site.keys(), now, now if lost else pages)
        if wrong:
            raise ProblemsFound(in_order(wrong))
        return Finished(glossary, now)


def _on_every_page(facts: Facts) -> Facts:
    """What finishing puts on any page: all but the drawings, and what only the home page says."""
    return replace(facts, figures={}, json_ld="")


def _built(page: str) -> str:
    """The file that an engine makes of a page."""
    return f"{Address(page).url}index.html"


def _page(built: Path, file: str) -> BuiltPage:
    raw = (built / file).read_bytes()
    return BuiltPage(file, Html(raw), raw)
