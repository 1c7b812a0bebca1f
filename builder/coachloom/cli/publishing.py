"""The command that puts editions and cohorts online."""

from __future__ import annotations

from pathlib import Path

import click

from coachloom.cli.desk import Desk, tell
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
