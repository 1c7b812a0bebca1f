"""The commands that put editions and cohorts online, and take out of them what must not be read any more."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coachloom.cli.desk import Desk, tell
from coachloom.cli.releasing import day_of
from coachloom.site.engines import ENGINES

if TYPE_CHECKING:
    from coachloom.site.publishing.publish import Published, Wish

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.option("--to", type=_FOLDER, metavar="FOLDER", help="In a folder, such as that of a web server.")
@click.option("--git", "branch", metavar="BRANCH", help="In a branch of the repository that this folder is in.")
@click.option(
    "--zip",
    "pack",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="ZIP",
    help="One edition as a zip that opens without a server.",
)
@click.option("--push", is_flag=True, help="With --git: take up what the remote holds, and send it the result.")
@click.option("--edition", metavar="NUMBER", default="", help="With --zip: another edition than the newest.")
@click.option("--correct", is_flag=True, help="Put corrections in the place of the editions that they correct.")
@click.option("--faculty", is_flag=True, help="What faculty see, too; in a folder or a zip of its own.")
@click.option("--engine", type=click.Choice(sorted(ENGINES)), default="material", help="What makes the pages.")
@click.pass_obj
def publish(
    desk: Desk,
    to: Path | None,
    branch: str | None,
    pack: Path | None,
    edition: str,
    engine: str,
    *,
    push: bool,
    correct: bool,
    faculty: bool,
) -> None:
    """Put every released edition and every cohort online, side by side.

    What was published stays as it is. It shows what trainees see, unless --faculty is said.
    """
    from coachloom.course.values import Audience
    from coachloom.site.publishing.publish import Wish

    if sum(where is not None for where in (to, branch, pack)) != 1:
        raise click.UsageError("Say where, and one place only: --to FOLDER, --git BRANCH or --zip ZIP")
    if push and not branch:
        raise click.UsageError("--push sends a branch; name it: --git BRANCH")
    if edition and not pack:
        raise click.UsageError("--edition is for a zip; a home holds every edition")
    if faculty and branch:
        raise click.UsageError("A branch is read by all; what faculty see goes to a folder or a zip: --to, --zip")
    audience = Audience.FACULTY if faculty else Audience.EVERYONE
    wish = Wish(audience=audience, engine=ENGINES[engine], correct=correct)
    if pack:
        _as_zip(desk, pack, wish, edition)
    elif branch:
        _in_branch(desk, branch, wish, push=push)
    elif to:
        from coachloom.site.publishing.publish import publish as put_online

        done = put_online(desk.academy(), to, wish, say=lambda line: desk.say(line, aside=True))
        _tell(desk, done, f"in {to}")
        saved = (
            f" Another {done.saved / 1_000_000:.1f} MB lay there already and were not stored twice."
            if done.saved
            else ""
        )
        desk.say(f"The folder takes {done.size / 1_000_000:.1f} MB.{saved}")
    if faculty:
        desk.say("It holds what only faculty should see; keep it where only they can read it.")


def _tell(desk: Desk, done: Published, where: str) -> None:
    tell(desk, done.notes)
    match done.added:
        case ():
            added = "No new edition was published"
        case (one,):
            added = f"Edition {one} is published"
        case (*before, last):
            added = f"Editions {', '.join(before)} and {last} are published"
    numbers = ", ".join(one.version for one in done.home.editions)
    desk.say(f"{added} {where}; there stand now: {numbers}. Current is {done.home.current.version}.")
    for address, edition in done.cohorts:
        desk.say(f"    {address} leads its cohort to edition {edition}.")


def _in_branch(desk: Desk, branch: str, wish: Wish, *, push: bool) -> None:
    from coachloom.site.publishing.branch import publish_in_branch

    if desk.zip:
        raise click.UsageError(f"{desk.zip} is a zip, and no part of a repository; publish it to a folder: --to FOLDER")
    done = publish_in_branch(desk.academy(), branch, wish, say=lambda line: desk.say(line, aside=True), push=push)
    _tell(desk, done, f"in the branch {branch}")
    desk.say("It is sent to origin." if push else "To send it: give the command again with --push.")


def _as_zip(desk: Desk, pack: Path, wish: Wish, edition: str) -> None:
    from coachloom.site.publishing.packed import publish_zip

    if pack.suffix.lower() != ".zip":
        raise click.UsageError(f"{pack} does not end with .zip; name the zip to write: --zip NAME.zip")
    number = publish_zip(desk.academy(), pack, wish, edition)
    desk.say(f"Edition {number} is in {pack} ({pack.stat().st_size / 1_000_000:.1f} MB).")
    desk.say("To read it: unpack it, and open index.html in its folder.")


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--why", required=True, help="What readers are told in its place.")
@click.option("--to", type=_FOLDER, metavar="FOLDER", help="The home of the sites, to take it out at once.")
@click.option("--date", "day", callback=day_of, metavar="DATE", help="The day of it; today if not given.")
@click.pass_obj
def recall(desk: Desk, id_: str, why: str, to: Path | None, day: datetime.date | None) -> None:
    """Withdraw a story, a page or a picture from every edition that is published, and from those to come."""
    from coachloom.academy.recalling import recall as withdraw

    root = desk.course_or_academy()
    if to is not None:
        _refuse_no_home(root, to)
    listed = withdraw(root, id_, why, day or datetime.datetime.now(tz=datetime.UTC).date())
    desk.say(
        f"{id_} is withdrawn, up to edition {listed.recall.edition}. The next edition tells all who build on this."
    )
    if to is None:
        desk.say("Now take it out of what is published: coachloom publish, as always.")
        return
    from coachloom.site.publishing.recalling import recall_in

    done = recall_in(root, to, say=lambda line: desk.say(line, aside=True))
    tell(desk, done.notes)
    where = ", ".join(done.changed)
    desk.say(f"It is taken out of {where} in {to}." if where else f"Nothing in {to} held it.")


def _refuse_no_home(root: Path, to: Path) -> None:
    """Before anything is withdrawn: who mistyped a folder can give the same command again."""
    from coachloom.academy.weave import is_academy
    from coachloom.site.publishing.recalling import refuse_no_home

    if not is_academy(root):
        raise click.UsageError("A course has no home, only its academies have: leave --to out")
    refuse_no_home(root, to)
