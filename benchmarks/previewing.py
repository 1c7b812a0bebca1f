"""How long an author waits: from saving an edit to the page that shows it, as a browser would get it."""

from __future__ import annotations

import http.client
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.building import ROOT
from benchmarks.measure import Result
from coachloom.course.load import FOLDERS

EDITS = 9
_SESSION = "coaching-stance"


@contextmanager
def _served(root: Path) -> Iterator[str]:
    """The address of a preview of ``root``, started as a person starts it."""
    command = [sys.executable, "-m", "coachloom", "-C", str(root), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        lines = process.stdout or iter(())
        yield next(word for line in lines for word in line.split() if word.startswith("http://"))
        process.terminate()


def _seconds_until(address: str, path: str, words: bytes) -> float:
    at = urlsplit(address)
    start = time.perf_counter()
    while True:
        connection = http.client.HTTPConnection(at.hostname or "", at.port)
        connection.request("GET", f"/{path}")
        shown = words in connection.getresponse().read()
        connection.close()
        if shown:
            return time.perf_counter() - start
        time.sleep(0.02)


def an_edit_shows() -> Result:
    with tempfile.TemporaryDirectory(prefix="coachloom-bench-") as folder:
        root = Path(folder) / "course"
        for name in FOLDERS:
            shutil.copytree(ROOT / name, root / name)
        file = next(path for path in root.rglob("*.md") if f"\nid: {_SESSION}\n" in path.read_text(encoding="utf-8"))
        text = file.read_text(encoding="utf-8")
        taken = []
        with _served(root) as address:
            for number in range(EDITS):
                words = f"This is edit number {number}."
                file.write_text(text.replace("## Purpose\n", f"## Purpose\n\n{words}\n"), encoding="utf-8")
                taken.append(_seconds_until(address, f"sessions/{_SESSION}/", words.encode()))
        return Result(
            name="an edit to one session shows",
            value=statistics.median(taken),
            goal=1,
            unit=" s",
            spread=(min(taken), max(taken)),
        )
