"""An engine that stays in memory: it builds a whole site once, and single pages again in milliseconds.

The engine itself runs in a process of its own (`resident_process.py`), for the same reasons as in `site/engine.py`.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from coachloom.site.engine import engine_stopped
from coachloom.site.engines import CONFIGURATION


class Resident:
    """Builds the tree in ``folder``. Raises ProblemsFound (ENGINE) where it cannot; `build` then begins anew."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name = name
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def build(self, epoch: int) -> None:
        """Builds the whole site as `run_engine` does; ``epoch`` stands for every date."""
        if self._process is None:
            self._process = self._started()
        self._ask({"do": "build", "epoch": epoch})

    def render(self, pages: Sequence[str]) -> None:
        """Builds those pages again, and the search index, after a `build`; titles and navigation are as they were."""
        self._ask({"do": "render", "pages": list(pages)})

    def close(self) -> None:
        """Ends the process, and waits until it is gone."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin and process.stdout:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
            process.stdout.close()
        process.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 -- our own interpreter and module
            (sys.executable, "-m", "coachloom.site.serving.resident_process", str(self._folder / CONFIGURATION)),
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,  # closes when we are gone, and then it ends too
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for us; we end it ourselves
        )

    def _ask(self, request: dict[str, object]) -> None:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise engine_stopped(self._name, 0, "")
        with contextlib.suppress(BrokenPipeError):  # it is gone, which the answer that does not come tells
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
        answer = process.stdout.readline()
        if not answer:
            self.close()
            raise engine_stopped(self._name, process.returncode, "")
        if said := json.loads(answer)["said"]:
            raise engine_stopped(self._name, 0, said)
