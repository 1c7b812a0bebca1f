"""A preview that runs beside a test, and what it says."""

from __future__ import annotations

import http.client
import json
import queue
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from coachloom.problems import Problem
from coachloom.site.build import Choice
from coachloom.site.serving.preview import preview

_PATIENCE = 120
_ADDED = re.compile(rb'<link rel="stylesheet" href="/-/preview\.css"><script src="/-/preview\.js"[^>]*></script>')


@dataclass(frozen=True)
class Following:
    """A preview of ``root``; every method that asks waits for an event, not for a time."""

    root: Path
    said: queue.SimpleQueue[tuple[str, object]] = field(default_factory=queue.SimpleQueue)

    def ready(self, address: str) -> None:
        self.said.put(("ready", address))

    def shown(self, anew: tuple[str, ...] | None) -> None:
        self.said.put(("shown", anew))

    def refused(self, problems: tuple[Problem, ...]) -> None:
        self.said.put(("refused", tuple(problem.code for problem in problems)))

    def notes(self, notes: tuple[Problem, ...]) -> None:
        self.said.put(("notes", tuple(problem.code for problem in notes)))

    def next(self) -> tuple[str, object]:
        """What it says next, but for notes."""
        said = self.said.get(timeout=_PATIENCE)
        return self.next() if said[0] == "notes" else said


def get(address: str, path: str = "", host: str = "") -> tuple[int, bytes]:
    """Status and body of what is served at ``path``."""
    at = urlsplit(address)
    connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=_PATIENCE)
    connection.request("GET", f"/{path}", headers={"Host": host or at.netloc})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def page(address: str, path: str = "") -> bytes:
    """A page as `build` makes it: without what a preview adds."""
    status, body = get(address, path)
    assert status == 200, path
    plain, added = _ADDED.subn(b"", body)
    assert added == path.endswith(("/", ".html")) or not path
    return plain


def news(address: str, path: str, page: str = "", told: str = "") -> dict[str, str]:
    """What the page at ``path`` is told; where it knows ``page`` and ``told`` already, once something is new."""
    found: dict[str, str] = json.loads(
        get(address, f"-/news?{urlencode({'path': path, 'page': page, 'told': told})}")[1]
    )
    return found


def save(root: Path, file: str, old: str, new: str) -> None:
    """As `rewrite`, in one step, as many editors do it: a preview never meets half a file."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(text.replace(old, new), encoding="utf-8")
    aside.replace(path)


@contextmanager
def previewed(root: Path, choice: Choice | None = None) -> Iterator[tuple[str, Following]]:
    """The address of a preview of ``root`` once it is ready; what it said until then is left to be asked for."""
    following, stop = Following(root), threading.Event()
    thread = threading.Thread(target=preview, args=(root, choice or Choice(), 0, following, stop))
    thread.start()
    try:
        first = following.next()
        kind, address = following.next()
        assert kind == "ready"
        following.said.put(first)
        yield str(address), following
    finally:
        stop.set()
        thread.join(_PATIENCE)
        assert not thread.is_alive()
