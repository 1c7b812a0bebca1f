"""The commands by which academies give something back, and a course takes it in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coachloom.cli.desk import Desk, tell, tell_taken_back
from coachloom.cli.upgrading import WAITING

if TYPE_CHECKING:
    from coachloom.academy.giving.received import Received


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--found", help="What you found when you tried it, for entries that do not say so yet.")
@click.option("--credit", metavar="NAME", help="How you want to be named; the academy's name if not given.")
@click.option(
    "--timing", type=click.Choice(["planned", "in reaction"]), help="Whether you planned it, or something came up."
)
@click.option("--consent", is_flag=True, help="You agree to the licence CC BY 4.0, and are not asked.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="ZIP", help="Where the zip goes.")
@click.pass_obj
def contribute(
    desk: Desk,
    ids: tuple[str, ...],
    found: str | None,
    credit: str | None,
    timing: str | None,
    out: Path | None,
    *,
    consent: bool,
) -> None:
    """Offer what you changed to the course that you build on: one zip, to be sent by mail.

    ID is an element or a section that you changed, left out, moved or added. Nothing from cohorts/ or private/ is in it.
    """
    from coachloom.academy.giving.contribution import LICENCE, Timing
    from coachloom.academy.giving.offering import Offer, in_words, offered
    from coachloom.reading.whole import write_whole

    root = desk.academy()
    offer = Offer(
        targets=ids,
        found=found or "",
        credit=" ".join((credit or "").split()),
        timing=Timing(timing) if timing else None,
    )
    contribution = offered(root, offer)
    desk.say(in_words(contribution))
    if not consent and not click.confirm(
        f"\nDo you have the right to give this, and agree that all may use it under the licence {LICENCE}?",
        default=False,
    ):
        desk.say("Nothing was made.")
        raise click.exceptions.Exit(1)
    target = out or desk.beside / contribution.file_name
    write_whole(target, contribution.data)
    desk.say(f"\n{target} is made ({len(contribution.data) / 1000:.0f} kB). Send it to those who keep the course.")


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[FILE|FOLDER]...")
@click.option(
    "--csv", "table", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Also as a table."
)
@click.option("--finish", is_flag=True, help="Carry out what the worksheet says.")
@click.option(
    "--undo", is_flag=True, help="Put the worksheet aside; or take back what was decided last, byte for byte."
)
@click.pass_obj
def receive(desk: Desk, files: tuple[Path, ...], table: Path | None, *, finish: bool, undo: bool) -> None:
    """Take in what academies give back to the course: look first, then decide, then finish.

    FILE is a contribution's zip, FOLDER one with many. It writes a worksheet, RECEIVED.md, with all that came by
    element, and changes nothing else. What is taken over stands in the course after --finish, with an answer to each
    academy in build/replies.
    """
    from coachloom.academy.giving import received
    from coachloom.reading.whole import write_whole

    if finish + undo + bool(files or table) > 1:
        raise click.UsageError("One thing at a time: FILES, --finish or --undo.")
    root = desk.course()
    if undo:
        tell_taken_back(desk, received.take_back(root))
        return
    if finish:
        _finish(desk, root)
        return
    if not files and not received.staged(root):
        raise click.UsageError("Name what came: coachloom receive FILE, or the folder that it lies in.")
    found = received.begin(root, received.gathered(files))
    if table:
        write_whole(table, found.table)
        desk.say(f"The table is in {table}.")
    _tell(desk, found)


def _tell(desk: Desk, found: Received) -> None:
    from coachloom.academy.giving.sheet import SHEET

    many = "1 academy" if (n := len({one.file.academy.id for one in found.contributions})) == 1 else f"{n} academies"
    if not found.offers:
        desk.say(f"From {many}; all of it was decided before, so there is nothing to do.")
        return
    things = "1 thing" if len(found.offers) == 1 else f"{len(found.offers)} things"
    desk.say(f"From {many}: {things} to decide. {SHEET} lays them out; nothing of the course has been changed.")
    desk.say("Tick one box for each, save it, then: coachloom receive --finish")
    raise click.exceptions.Exit(WAITING)


def _finish(desk: Desk, root: Path) -> None:
    from coachloom.academy.giving import received

    done = received.finish(root)
    tell(desk, done.notes)
    desk.say(f"Decided: {received.counts(done.verdicts)}.")
    for file in done.changed:
        desk.say(f"    {file}")
    by_hand = [one.offer for one in done.verdicts if one.decision.takes and one.offer.by_hand]
    for offer in by_hand:
        desk.say(f"By your hand: {offer.title} ({offer.id}). {offer.by_hand}")
    desk.say(f"Answers to send: {', '.join(done.replies)}")
    desk.say(f"What was replaced is kept in {done.kept}. To take all of it back: coachloom receive --undo")
