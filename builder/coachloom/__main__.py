"""``python -m coachloom`` is the same as ``coachloom``."""

from __future__ import annotations

import gc

from coachloom.cli import main


def run() -> None:
    """The process that a person starts: it lives for seconds and keeps nearly all it makes, so garbage is not looked for."""
    gc.disable()
    main(prog_name="coachloom")


if __name__ == "__main__":
    run()
