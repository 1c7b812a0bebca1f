"""The command line: one thin function a command; the work is imported inside it, so that help is quick."""

from coachloom.cli.commands import main

__all__ = ["main"]
