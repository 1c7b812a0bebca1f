"""A preview: weaves and makes a site, shows it, and does it again for what changes, until it is stopped."""

from __future__ import annotations

import gc
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Protocol

from coachloom.academy.weave import woven
from coachloom.installed import home
from coachloom.problems import Problem, ProblemsFound, as_text
from coachloom.site.build import Choice
from coachloom.site.serving.making import Made, Maker
from coachloom.site.serving.server import Board, served
from coachloom.site.serving.showing import Showing, looks_of, parts_in
from coachloom.site.serving.watching import State, next_state, state, watched
from coachloom.site.tree import load_words


class Listener(Protocol):
    """Whoever wants to know how a preview goes."""

    def ready(self, address: str) -> None:
        """The first pages, or the first problems, can be seen at ``address``."""

    def shown(self, anew: tuple[str, ...] | None) -> None:
        """Those pages are shown anew, as files; None for all of them."""

    def refused(self, problems: tuple[Problem, ...]) -> None:
        """The files have ``problems``; what was shown before stays."""

    def notes(self, notes: tuple[Problem, ...]) -> None:
        """There are other notes than before on files that are shown."""


def preview(root: Path, choice: Choice, port: int, listener: Listener, stop: Event) -> None:
    """Shows the course or academy in ``root`` on this machine, and follows its files until ``stop`` is set.

    Nothing is written but to a private folder, which is gone afterwards. Raises ProblemsFound: PORT.
    """
    board = Board(Showing(words=load_words(home(), "en"), parts=parts_in(home()), site={}))
    with served(board, port) as address, tempfile.TemporaryDirectory(prefix="coachloom-preview-") as folder:
        maker = Maker(Path(folder) / "tree", choice)
        following = _Following(root, maker, board, listener)
        try:
            paths = watched(root)
            now = state(paths)
            following.look(paths, now)
            listener.ready(address)
            while (later := next_state(paths, now, stop)) is not None:
                now = later
                following.look(paths, now)
        finally:
            maker.close()


@dataclass(slots=True)
class _Following:
    root: Path
    maker: Maker
    board: Board
    listener: Listener
    notes: tuple[Problem, ...] = ()

    def look(self, paths: tuple[Path, ...], now: State) -> None:
        """Shows the files as they are, or what is wrong with them; one that goes meanwhile leads to another look."""
        try:
            site = woven(self.root)
            self._show(self.maker.make(site))
            if site.notes != self.notes:
                self.notes = site.notes
                self.listener.notes(site.notes)
        except ProblemsFound as found:
            self.board.put(replace(self.board.now, problems=as_text(found.problems)))
            self.listener.refused(found.problems)
        except FileNotFoundError:
            if state(paths) == now:
                raise
        gc.collect()  # a command looks for no garbage while it works, and this one stays; now nobody waits for it

    def _show(self, made: Made) -> None:
        before = self.board.now
        if made.site == before.site and not before.problems:
            return
        words, looks = made.sources.facts.words, looks_of(made.site)
        self.board.put(Showing(words=words, parts=parts_in(home()), site=made.site, looks=looks))
        self.listener.shown(made.anew)
