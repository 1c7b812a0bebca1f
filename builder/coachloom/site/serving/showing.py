"""What a browser is given: the finished pages, and beside them how it hears that something changed."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from posixpath import splitext

from coachloom.site.finishing.page import NOT_FOUND
from coachloom.site.serving.changes import Files
from coachloom.words import Words

OURS = "/-/"
"""Where the preview's own addresses begin; no page of a site lies there."""
NEWS = f"{OURS}news"

_PARTS = ("preview.css", "preview.js")
_LOOKS = "assets/"
_HTML = "text/html; charset=utf-8"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": _HTML,
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".xml": "application/xml",
}
"""A table of our own: what the system knows of types depends on what is installed on it."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: HTTPStatus
    type: str
    body: bytes = b""
    location: str = ""
    """Where to look instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """A site as it is shown now; before there is a first one, ``site`` is empty."""

    words: Words
    parts: Files
    site: Files
    looks: str = ""
    """A hash of what many pages use: styles, scripts, pictures."""
    problems: str = ""
    """Why the site is not up to date, in words; nothing where it is."""

    def answer(self, path: str) -> Answer:
        """What stands at ``path``; a page brings along the script that keeps it up to date."""
        name = path.removeprefix("/")
        if path.startswith(OURS):
            part = self.parts.get(path.removeprefix(OURS))
            return _plain(HTTPStatus.NOT_FOUND) if part is None else Answer(HTTPStatus.OK, _type(path), part)
        if not self.site:
            return self._page(HTTPStatus.SERVICE_UNAVAILABLE, self._waiting(), path)
        if f"{name}/index.html" in self.site:
            return Answer(HTTPStatus.FOUND, _HTML, location=f"/{name}/")
        file = f"{name}index.html" if not name or name.endswith("/") else name
        status = HTTPStatus.OK if file in self.site else HTTPStatus.NOT_FOUND
        body = self.site.get(file, self.site[NOT_FOUND])
        if status is HTTPStatus.OK and not file.endswith(".html"):
            return Answer(status, _type(file), body)
        return self._page(status, body, path)

    def news(self, path: str) -> dict[str, str]:
        """What the page at ``path`` compares with what it has; a reader hears nothing of other pages."""
        heading = self.words.text("serve.problems") if self.site else self.words.text("serve.waiting")
        return {
            "page": self._stamp(path),
            "told": _hash(self.problems.encode()) if self.problems else "",
            "heading": heading,
            "text": self.problems,
        }

    def _page(self, status: HTTPStatus, body: bytes, path: str) -> Answer:
        return Answer(status, _HTML, body.replace(b"</head>", self._head(path) + b"</head>", 1))

    def _head(self, path: str) -> bytes:
        script = f'<script src="{OURS}preview.js" defer data-page="{self._stamp(path)}" data-news="{NEWS}"></script>'
        return f'<link rel="stylesheet" href="{OURS}preview.css">{script}'.encode()

    def _stamp(self, path: str) -> str:
        name = path.removeprefix("/")
        file = f"{name}index.html" if not name or name.endswith("/") else name
        return f"{_hash(self.site.get(file, b''))}-{self.looks}"

    def _waiting(self) -> bytes:
        title, text = html.escape(self.words.text("serve.title")), html.escape(self.words.text("serve.waiting"))
        head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
        return f'<!doctype html>\n<html lang="en"><head>{head}</head><body><h1>{text}</h1></body></html>\n'.encode()


def parts_in(home: Path) -> dict[str, bytes]:
    """The script and the style of the preview, which are in no built site."""
    return {name: (home / "site" / "preview" / name).read_bytes() for name in _PARTS}


def looks_of(site: Mapping[str, bytes]) -> str:
    return _hash(
        b"\0".join(part for file, data in site.items() if file.startswith(_LOOKS) for part in (file.encode(), data))
    )


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _type(path: str) -> str:
    return _TYPES.get(splitext(path)[1], "application/octet-stream")


def _plain(status: HTTPStatus) -> Answer:
    return Answer(status, "text/plain; charset=utf-8", f"{status.value} {status.phrase}\n".encode())
