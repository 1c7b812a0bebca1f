"""Runs an engine's module, and ends with it when whoever asked for it is gone.

Started by `engine.py` as ``python -m coachloom.site.engine_process MODULE ARGUMENTS…`` with a pipe as standard
input that nobody writes to: it closes when the build ends or is killed, on every system, and then nothing must go
on writing into a folder that the next build clears away.
"""

from __future__ import annotations

import os
import runpy
import sys
import threading


def _end_with_the_asker() -> None:
    while os.read(0, 1):  # the descriptor itself: a buffered read would hold a lock that Python wants at its end
        pass
    os._exit(1)


def main() -> None:
    """Runs the module named first among the arguments as if by ``python -m``."""
    threading.Thread(target=_end_with_the_asker, daemon=True).start()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
