"""The command that makes a page and a table of academies from the cards that they published."""

from __future__ import annotations

from pathlib import Path

import click

from coachloom.cli.desk import Desk, tell


@click.command()
@click.argument("named", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where the page and the table go; build/network if not given.",
)
@click.pass_obj
def network(desk: Desk, named: tuple[Path, ...], out: Path | None) -> None:
    """Make a page and a table for Excel of academies, from the cards that lie beside their sites.

    FILE is a card (academy.json), a folder of cards, or a published site.
    """
    from coachloom.academy.network import network as collected
    from coachloom.installed import home
    from coachloom.reading.whole import write_whole
    from coachloom.site.network import PAGE, TABLE, network_files
    from coachloom.site.tree import load_words

    found = collected(named)
    tell(desk, found.notes)
    target = out or desk.site("network")
    for file, data in network_files(found, home(), load_words(home(), "en")).items():
        write_whole(target / file, data)
    academies = "1 academy is" if len(found.cards) == 1 else f"{len(found.cards)} academies are"
    desk.say(f"{academies} in {target / PAGE}, and as a table for Excel in {target / TABLE}.")
