"""The command that makes an edition."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from coachloom.cli.desk import Desk, tell


def day_of(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime.date | None:
    try:
        return None if value is None else datetime.date.fromisoformat(value)
    except ValueError as wrong:
        raise click.BadParameter(f"{value}; write it as in 2027-02-28") from wrong


@click.command()
@click.argument("number", metavar="[NUMBER]", required=False)
@click.option("--pilot", is_flag=True, help="An edition to be tried out; it says so, and may hold outlines.")
@click.option("--correct", is_flag=True, help="Mend words, links or what is unsafe in the edition that runs.")
@click.option("--why", help="With --correct: what was mended, for all who use the edition.")
@click.option("--date", "day", callback=day_of, metavar="DATE", help="The day of the release; today if not given.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Where the zip goes.")
@click.pass_obj
def release(
    desk: Desk,
    number: str | None,
    why: str | None,
    day: datetime.date | None,
    out: Path | None,
    *,
    pilot: bool,
    correct: bool,
) -> None:
    """Make an edition: sealed, with what changed in it and why, as a zip that others build on.

    NUMBER is for an academy, if it is to be another than the usual one; the course has its own in programme.yml.
    """
    from coachloom.academy.releasing.log import in_words
    from coachloom.academy.releasing.release import Wish, weighed
    from coachloom.academy.releasing.release import release as make
    from coachloom.course.values import is_edition

    if correct != bool(why):
        raise click.UsageError('A correction says what was mended: --correct --why "..."')
    if number and not is_edition(number):
        raise click.UsageError(f"{number} is no edition; write a year and a number, such as 2027.1")
    if correct and number:
        raise click.UsageError("A correction has the next number of the edition that it corrects; leave NUMBER out.")
    root = desk.course_or_academy()
    folder = out or desk.beside
    _refuse_among_sources(folder, root)
    wish = Wish(number=number or "", pilot=pilot, correct=why or "")
    weight = weighed(root, wish)
    made = make(weight, day or datetime.datetime.now(tz=datetime.UTC).date(), folder)
    tell(desk, weight.found)
    record = made.record
    kind = "The correction" if record.corrects else "The pilot edition" if record.status else "Edition"
    desk.say(f"{kind} {record.edition} is released: {made.zip} ({len(made.edition.data) / 1_000_000:.1f} MB).")
    if record.after:
        many = "1 element is" if len(record.changes) == 1 else f"{len(record.changes)} elements are"
        desk.say(f"Since {record.after}: {many} new, changed or gone.")
        for entry in record.changes:
            desk.say(f"    {in_words(entry)}")


def _refuse_among_sources(folder: Path, root: Path) -> None:
    """A zip that lay among the sources would be part of the next edition."""
    from coachloom.academy.starter import ACADEMY_FOLDERS
    from coachloom.course.load import FOLDERS

    if any(folder.resolve().is_relative_to((root / name).resolve()) for name in (*ACADEMY_FOLDERS, *FOLDERS)):
        raise click.UsageError(f"{folder} holds what is released; name another place: --out DIR")
