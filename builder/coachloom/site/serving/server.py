"""Serves what is shown to browsers on this machine, and tells them when it changes."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, unquote, urlsplit

from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.site.serving.showing import NEWS, Answer, Showing

HOST = "127.0.0.1"

_PATIENCE = 25.0
"""Seconds after which a browser that waits for news hears that there is none; some cut longer ones off."""


class Board:
    """What is shown now; others may wait for it to change."""

    def __init__(self, first: Showing) -> None:
        self._now = first
        self._changed = threading.Condition()

    @property
    def now(self) -> Showing:
        return self._now

    def put(self, showing: Showing) -> None:
        with self._changed:
            self._now = showing
            self._changed.notify_all()

    def news(self, path: str, page: str, told: str) -> dict[str, str]:
        """News of the page at ``path`` for somebody who has heard ``page`` and ``told``, at once or when there are any."""

        def new() -> bool:
            news = self._now.news(path)
            return (news["page"], news["told"]) != (page, told)

        with self._changed:
            self._changed.wait_for(new, _PATIENCE)
        return self._now.news(path)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would let two servers share a port

    def __init__(self, port: int, board: Board) -> None:
        super().__init__((HOST, port), _Handler)
        self.board = board
        own = self.server_address[1]
        self.names = frozenset({f"{HOST}:{own}", f"localhost:{own}"})

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves before its answer is there is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 60

    def do_GET(self) -> None:
        if self.headers.get("Host") not in self.server.names:  # a site elsewhere that calls itself by our address
            self._send(Answer(HTTPStatus.MISDIRECTED_REQUEST, "text/plain; charset=utf-8"))
            return
        parts = urlsplit(self.path)
        if parts.path == NEWS:
            asked = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
            path = unquote(asked.get("path", "/"))
            news = self.server.board.news(path, asked.get("page", ""), asked.get("told", ""))
            self._send(Answer(HTTPStatus.OK, "application/json", json.dumps(news).encode()))
        else:
            self._send(self.server.board.now.answer(unquote(parts.path)))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Content-Security-Policy", "frame-ancestors 'none'")
        if answer.location:
            self.send_header("Location", quote(answer.location))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """What a person wants to know of a preview, `preview.py` says."""


@contextmanager
def served(board: Board, port: int) -> Iterator[str]:
    """The address at which ``board`` is served; a ``port`` of 0 is any free one. Raises ProblemsFound: PORT."""
    try:
        server = _Server(port, board)
    except OSError as failed:
        raise ProblemsFound([_taken(port, failed)]) from failed
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def _taken(port: int, failed: OSError) -> Problem:
    return Problem(
        code="PORT",
        what=f"The preview cannot be shown at port {port} ({failed.strerror}).",
        place=Place("serve"),
        because="Another preview, or another program, may be using it.",
        do="end the other one, or choose another port: coachloom serve --port 8001",
    )
