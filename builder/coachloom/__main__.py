"""``python -m coachloom`` is the same as ``coachloom``."""

from coachloom.cli import main

main(prog_name="coachloom")
