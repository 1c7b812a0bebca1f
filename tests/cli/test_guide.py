"""Whatever the guide, the README and the starter tell people to type is a command with these options."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from coachloom.cli import main
from tests.conftest import ROOT

TEXTS = [ROOT / "README.md", *sorted((ROOT / "site/guide/en").glob("*.md")), ROOT / "site/starter/README.txt"]


def told(text: Path) -> Iterator[list[str]]:
    """The arguments of every command line in a text that a reader can type as it stands."""
    for line in re.findall(
        r"(?:py -m coachloom|^ +coachloom) ([^`\n]*)", text.read_text(encoding="utf-8"), re.MULTILINE
    ):
        words = shlex.split(re.split(r" {2,}|[|\[…]", line)[0])
        yield words[2:] if words[:1] == ["-C"] else words


@pytest.mark.parametrize("text", TEXTS, ids=[text.name for text in TEXTS])
def test_every_command_that_is_told_exists_with_its_options(text: Path) -> None:
    lines = list(told(text))
    wrong = []
    for verb, *words in lines:
        command, rest = main.commands.get(verb), words
        if isinstance(command, click.Group):
            command, rest = command.commands.get(words[0]), words[1:]
        known = {option for parameter in command.params for option in parameter.opts} if command else set()
        wrong += [(verb, word) for word in rest if word.startswith("--") and word not in known]
        wrong += [] if command else [(verb, "")]

    assert lines
    assert wrong == []
