"""MkDocs kept in memory; the one file that names it.

Started by `resident.py` as ``python -m coachloom.site.serving.resident_process mkdocs.yml``. Each line of standard
input is a request, each line of standard output its answer: what the engine said, nothing if all went well. It ends
when standard input closes.

A page is made again by the two functions with which MkDocs' own build makes each page; they are private, so its
version is held in `pyproject.toml`, and a test compares the bytes.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import signal
import sys
import threading
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page, build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

_SEARCH = "material/search"


class _Warnings(logging.Handler):
    """What the engine warns of, which stops a strict build."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


class _Site:
    """One site: its configuration, and what the last whole build left in memory."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment

    def __init__(self, file: str) -> None:
        self._file = file

    def build(self, epoch: int) -> None:
        os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
        self.config = load_config(self._file, strict=True)
        self.config.plugins.events["nav"].append(self._keep_navigation)
        self.config.plugins.events["env"].append(self._keep_templates)
        self.config.plugins.on_startup(command="build", dirty=False)
        build(self.config)

    def _keep_navigation(self, nav: Navigation, /, *, files: Files, **_: object) -> None:
        self.files, self.nav = files, nav

    def _keep_templates(self, env: Environment, /, **_: object) -> None:
        self.env = env

    def render(self, uris: list[str]) -> None:
        pages = [self._page(uri) for uri in uris]
        for page in pages:
            _populate_page(page, self.config, self.files)
        for page in pages:
            self._again(page)
            page.validate_anchor_links(files=self.files, log_level=logging.WARNING)
        self.config.plugins[_SEARCH].on_post_build(config=self.config)

    def _page(self, uri: str) -> Page:
        file = self.files.get_file_from_path(uri)
        if file is None or file.page is None:
            raise LookupError(uri)
        return file.page

    def _again(self, page: Page) -> None:
        """Writes the page, and puts what the search adds for it at the end where its earlier entries stood."""
        entries = self._index
        first = next((n for n, entry in enumerate(entries) if self._of(page, entry)), len(entries))
        others = [entry for entry in entries if not self._of(page, entry)]
        entries.clear()
        _build_page(page, self.config, self.files.documentation_pages(), self.nav, self.env)
        entries[:] = [*others[:first], *entries, *others[first:]]

    @property
    def _index(self) -> list[dict[str, str]]:
        search: Any = self.config.plugins[_SEARCH]  # the theme's own, which says nothing of its types
        entries: list[dict[str, str]] = search.search_index.entries
        return entries

    @staticmethod
    def _of(page: Page, entry: dict[str, str]) -> bool:
        return entry["location"].partition("#")[0] == page.url


def _read(requests: queue.SimpleQueue[dict[str, Any]]) -> None:
    """Puts each request into the queue; ends the process, whatever it does, when the asker is gone."""
    with os.fdopen(os.dup(0), "rb") as lines:
        for line in lines:
            requests.put(json.loads(line))
    os._exit(0)


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # systems without sessions send us Ctrl-C too
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever an engine prints does not mix with the answers
    requests: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(requests,), daemon=True).start()
    warnings = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    logger.propagate = False
    site = _Site(sys.argv[1])
    while True:
        request = requests.get()
        warnings.said.clear()
        try:
            if request["do"] == "build":
                site.build(request["epoch"])
            else:
                site.render(request["pages"])
        except MkDocsException as failed:
            warnings.said.append(str(failed))
        answers.write(json.dumps({"said": "\n".join(warnings.said)}).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    main()
