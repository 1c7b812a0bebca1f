"""The engines that turn a tree into HTML; nothing else in the house knows one.

An engine runs as a process of its own: its settings are global, and one that is killed or fails leaves
nothing behind in ours.
"""

from __future__ import annotations

import os
import subprocess
import sys

from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.site.engines import CONFIGURATION, Engine
from coachloom.site.tree import Tree

_LINES_SHOWN = 20


def run_engine(engine: Engine, tree: Tree, *, epoch: int) -> None:
    """Builds ``tree`` into its folder `built`; ``epoch`` stands for every date, so that builds repeat.

    Raises ProblemsFound (ENGINE) with the engine's last words.
    """
    environment = os.environ | {
        "SOURCE_DATE_EPOCH": str(epoch),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
    }
    with subprocess.Popen(  # noqa: S603 -- our own interpreter, arguments from the table above
        (sys.executable, "-m", "coachloom.site.engine_process", *engine.arguments),
        cwd=tree.folder,
        env=environment,
        stdin=subprocess.PIPE,  # stays open while we live; see engine_process.py
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        output = process.stdout.read() if process.stdout else b""
        code = process.wait()
    if code or not (tree.built / "index.html").is_file():
        said = "\n".join(output.decode("utf-8", "replace").strip().splitlines()[-_LINES_SHOWN:])
        raise engine_stopped(engine.name, code, said)


def engine_stopped(name: str, code: int, said: str) -> ProblemsFound:
    """What to raise when an engine could not do its work; ``said`` are its last words."""
    return ProblemsFound(
        [
            Problem(
                code="ENGINE",
                what=f"The engine {name} stopped (exit {code}). It said:\n{said}",
                place=Place(CONFIGURATION),
                do="report this with the lines above; the earlier site was left in place",
            )
        ]
    )
