"""The command that takes in a new edition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coachloom.cli.desk import Desk, tell_taken_back

if TYPE_CHECKING:
    from coachloom.academy.upgrading.staged import Upgrade

WAITING = 4
"""The exit code while a person's choice is waited for."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True), metavar="[FILE]", required=False)
@click.option("--finish", is_flag=True, help="Carry out what the worksheet says.")
@click.option("--undo", is_flag=True, help="Put the worksheet aside; or take back the last upgrade, byte for byte.")
@click.pass_obj
def upgrade(desk: Desk, file: Path | None, *, finish: bool, undo: bool) -> None:
    """Take in a new edition of the course: look first, then choose, then finish.

    FILE is the edition: a zip, or a folder that holds the course; the installed course if not given. It writes a
    worksheet, UPGRADE-….md, with everything that needs your choice, and changes nothing else. What you replace is
    kept in .coachloom/history.
    """
    from coachloom.academy.upgrading import staged

    if (finish and undo) or (file and (finish or undo)):
        raise click.UsageError("One thing at a time: FILE, --finish or --undo.")
    root = desk.academy()
    if undo:
        tell_taken_back(desk, staged.take_back(root))
        return
    if finish:
        done, folder = staged.finish(root)
        desk.say(f"This academy builds on {done.new.record.course} {done.ground.new} now.")
        desk.say(f"What was replaced is kept in {folder}. To take all of it back: coachloom upgrade --undo")
        return
    found = staged.begin(root, staged.newer(file))
    if found is None:
        desk.say("This academy builds on that edition already; there is nothing to do.")
        return
    _tell(desk, found)
    if found.questions:
        raise click.exceptions.Exit(WAITING)


def _tell(desk: Desk, found: Upgrade) -> None:
    desk.say(f"From {found.ground.old} to {found.ground.new}. {found.summary}")
    desk.say(f"Nothing has been changed yet. {found.sheet} says what would be.")
    if found.questions:
        many = "1 question" if found.questions == 1 else f"{found.questions} questions"
        desk.say(f"It has {many} for you: tick one box each, save it, then: coachloom upgrade --finish")
    else:
        desk.say("It has no question for you. To take the edition in: coachloom upgrade --finish")
