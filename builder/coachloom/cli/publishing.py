"""The commands that put editions and cohorts online, and take out of them what must not be read any more."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from coachloom.cli.desk import Desk, tell
from coachloom.cli.releasing import day_of
from coachloom.site.engines import ENGINES


@click.command()
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help="The home of the sites.")
@click.option("--correct", is_flag=True, help="Put corrections in the place of the editions that they correct.")
@click.option("--faculty", is_flag=True, help="What faculty see, too; never in the home that trainees read.")
@click.option("--engine", type=click.Choice(sorted(ENGINES)), default="material", help="What makes the pages.")
@click.pass_obj
def publish(desk: Desk, to: Path | None, engine: str, *, correct: bool, faculty: bool) -> None:
    """Put every released edition and every cohort online, side by side.

    What was published stays as it is. Trainees' pages alone, unless --faculty is said.
    """
    from coachloom.course.values import Audience
    from coachloom.site.publishing.publish import Wish
    from coachloom.site.publishing.publish import publish as put_online

    if to is None:
        raise click.UsageError("Say where: --to FOLDER")
    audience = Audience.FACULTY if faculty else Audience.EVERYONE
    wish = Wish(audience=audience, engine=ENGINES[engine], correct=correct)
    done = put_online(desk.academy(), to, wish, say=lambda line: desk.say(line, aside=True))
    tell(desk, done.notes)
    added = f"Edition {', '.join(done.added)} is published" if done.added else "No new edition was published"
    numbers = ", ".join(one.version for one in done.home.editions)
    desk.say(f"{added} in {to}; there stand now: {numbers}. Current is {done.home.current.version}.")
    saved = f"; {done.saved / 1_000_000:.1f} MB are shared with earlier editions" if done.saved else ""
    desk.say(f"The folder takes {done.size / 1_000_000:.1f} MB{saved}.")


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--why", required=True, help="What readers are told in its place.")
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help="The home of the sites.")
@click.option("--date", "day", callback=day_of, metavar="DATE", help="The day of it; today if not given.")
@click.pass_obj
def recall(desk: Desk, id_: str, why: str, to: Path | None, day: datetime.date | None) -> None:
    """Withdraw a story, a page or a picture from every edition that is published, and from those to come."""
    from coachloom.academy.recalling import recall as withdraw

    root = desk.course_or_academy()
    listed = withdraw(root, id_, why, day or datetime.datetime.now(tz=datetime.UTC).date())
    desk.say(
        f"{id_} is withdrawn, up to edition {listed.recall.edition}. The next edition tells all who build on this."
    )
    _take_out(desk, root, to)


def _take_out(desk: Desk, root: Path, to: Path | None) -> None:
    """From the published editions, at once where they are named."""
    if to is None:
        desk.say("Now take it out of what is published: coachloom publish, as always.")
        return
    from coachloom.site.publishing.recalling import recall_in

    changed = recall_in(root, to, say=lambda line: desk.say(line, aside=True))
    desk.say(f"It is taken out of {', '.join(changed)} in {to}." if changed else f"Nothing in {to} held it.")
