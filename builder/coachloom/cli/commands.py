"""The commands. Each opens its desk, calls one function of the house, and says what became of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from coachloom.academy.ci import HOSTS
from coachloom.cli.adapting import adapt
from coachloom.cli.desk import Desk, opened, summary, tell
from coachloom.cli.differing import diff
from coachloom.cli.giving import contribute, receive
from coachloom.cli.network import network
from coachloom.cli.publishing import publish, recall
from coachloom.cli.releasing import release
from coachloom.cli.timetable import timetable
from coachloom.cli.upgrading import upgrade
from coachloom.problems import FORMATS, Problem, ProblemsFound, as_text
from coachloom.site.engines import ENGINES


class _Commands(click.Group):
    """Turns our errors into text and an exit code; bugs keep their traceback. ``-C DIR`` may stand anywhere."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if any(not _is_text(argument) for argument in args):
            raise click.UsageError("The command line holds characters that are no text; type them again.")
        if "-C" in args[1:-1]:
            at = args.index("-C", 1)
            args = [*args[at : at + 2], *args[:at], *args[at + 2 :]]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        try:
            with opened(ctx.params["folder"]) as desk:
                ctx.obj = desk
                return self._told(ctx, desk)
        except ProblemsFound as found:  # the zip itself could not be opened
            click.echo(as_text(found.problems), err=True)
            ctx.exit(found.exit_code)

    def _told(self, ctx: click.Context, desk: Desk) -> object:
        try:
            return super().invoke(ctx)
        except ProblemsFound as found:
            desk.say(as_text(found.problems), aside=True)
            desk.say(f"\n{summary(found.problems)} {found.outcome}", aside=True)
            ctx.exit(found.exit_code)


def _is_text(argument: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in argument)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "folder",
    type=click.Path(path_type=Path),
    default=".",
    metavar="DIR",
    help="Work in DIR, or in a zip of an academy's folder, instead of here.",
)
@click.version_option(package_name="coachloom", message="coachloom %(version)s")
def main(folder: Path) -> None:
    """Weave a shared coaching course with an academy's own changes, and make it a site."""


@main.command()
@click.argument("directory", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--id", "id_", required=True, metavar="ID", help="Short and permanent, such as riverside.")
@click.option("--name", required=True, help='What the academy is called, such as "Riverside Improvement Academy".')
@click.option(
    "--from",
    "edition",
    type=click.Path(path_type=Path),
    metavar="ZIP",
    help="The edition to build on; the installed course if not given.",
)
@click.option("--ci", type=click.Choice(sorted(HOSTS)), help="A git host that is to check every change, and publish.")
@click.pass_obj
def new(desk: Desk, directory: Path, id_: str, name: str, edition: Path | None, ci: str | None) -> None:
    """Make a folder for an academy of your own; it builds at once."""
    from coachloom.academy.edition import of_course_folder, read_edition
    from coachloom.academy.releasing.reasons import record_of, told_of
    from coachloom.academy.starter import new_academy
    from coachloom.installed import home

    base = read_edition(edition) if edition else of_course_folder(home())
    host = HOSTS[ci] if ci else None
    new_academy(directory, id_, name, base, host)
    desk.say(f"The folder {directory} is made for {name}. Begin with its README.txt, or with these commands:")
    desk.say(f'    cd "{directory}"\n    coachloom list\n    coachloom check')
    for step in host.next_steps if host else ():
        desk.say(step)
    for line in told_of(record_of(base.sources, base.record.edition), base.composition.layer.name):
        desk.say(line)


@main.command()
@click.option("--release", "for_release", is_flag=True, help="Also whether it may be released as it is.")
@click.option("--pilot", is_flag=True, help="With --release: as a pilot.")
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", help="How problems are written.")
@click.pass_obj
def check(desk: Desk, form: str, *, for_release: bool, pilot: bool) -> None:
    """Find everything that can be known without building."""
    from coachloom.academy.releasing.release import Wish, weighed
    from coachloom.academy.weave import woven
    from coachloom.cohorts.ground import wrong_with_cohorts

    root = desk.course_or_academy()
    departures = 0
    problems: Sequence[Problem]
    try:
        if for_release:
            weight = weighed(root, Wish(pilot=pilot))
            site, problems = weight.site, weight.found
        else:
            site = woven(root)
            problems = [*site.notes, *wrong_with_cohorts(root)]
        departures = len(site.composition.departures)
        exit_code = int(any(problem.stops for problem in problems))
    except ProblemsFound as found:
        problems, exit_code = found.problems, found.exit_code
    written = FORMATS[form](problems)
    if written:
        desk.say(written)
    desk.say(summary(problems), aside=True)
    if departures:
        places = "1 place" if departures == 1 else f"{departures} places"
        desk.say(f"It departs from the course in {places}, as agreed.", aside=True)
    raise click.exceptions.Exit(exit_code)


_for_audience = click.option(
    "--audience",
    type=click.Choice(["trainee", "faculty"]),
    default="trainee",
    help="Who reads it; faculty also see notes, materials, answers and run sheets.",
)


@main.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    metavar="DIR",
    help="Where the site goes; build/site if not given.",
)
@_for_audience
@click.option("--offline", is_flag=True, help="A site that opens from its folder, without a web server.")
@click.option("--engine", type=click.Choice(sorted(ENGINES)), default="material", help="What makes the pages.")
@click.pass_obj
def build(desk: Desk, out: Path | None, audience: str, engine: str, *, offline: bool) -> None:
    """Build the site; the one that stands is replaced only by a whole one."""
    from coachloom.academy.statements import still_to_write
    from coachloom.course.values import Audience
    from coachloom.site.build import Choice
    from coachloom.site.build import build as build_site

    root = desk.course_or_academy()
    faculty = audience == "faculty"
    target = out or desk.site("faculty" if faculty else "site")
    reader = Audience.FACULTY if faculty else Audience.EVERYONE
    choice = Choice(audience=reader, engine=ENGINES[engine], offline=offline)
    site = build_site(root, target, choice, say=lambda line: desk.say(line, aside=True))
    tell(desk, site.notes)
    if site.composition.above and (missing := still_to_write(site.identity)):
        desk.say(missing, aside=True)
    course = f"{site.course.programme.title} {site.edition}"
    name = f"{site.identity.name}, on {course}," if site.composition.above else course
    desk.say(f"{name} is built in {target}.")
    if faculty:
        desk.say("It holds what only faculty should see; a site on the web can be read by whoever has its address.")
    if offline:
        desk.say(f"To see it: open {target / 'index.html'} in a browser.")
        return
    python = "py" if os.name == "nt" else "python3"
    desk.say(f'To see it: {python} -m http.server --bind 127.0.0.1 --directory "{target}" 8000')
    desk.say("and open http://127.0.0.1:8000/ in a browser.")


@main.command()
@_for_audience
@click.option(
    "--engine",
    type=click.Choice(sorted(ENGINES)),
    default="material",
    help="What makes the pages; with zensical every change makes all pages anew, which takes seconds.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port of this computer at which it is shown; 0 takes any that is free.",
)
@click.option("--open", "in_browser", is_flag=True, help="Open it in the browser.")
@click.pass_obj
def serve(desk: Desk, audience: str, engine: str, port: int, *, in_browser: bool) -> None:
    """Show the site on this computer, and follow every edit; Ctrl-C ends it.

    Pages are those that build makes. The text of a page shows within a second; a new title, or a new file, takes as
    long as a build. Files with a problem leave the last good pages in place, and the browser says what is wrong.
    """
    import signal
    from threading import Event

    from coachloom.cli.telling import Teller
    from coachloom.course.values import Audience
    from coachloom.site.build import Choice
    from coachloom.site.serving.preview import preview

    root = desk.course_or_academy()
    if desk.zip:
        raise click.UsageError(
            f"{desk.zip} is a zip, and its files cannot be followed; unpack it, and name the folder."
        )
    reader = Audience.FACULTY if audience == "faculty" else Audience.EVERYONE
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends it in another way than by Ctrl-C
    try:
        preview(root, Choice(audience=reader, engine=ENGINES[engine]), port, Teller(desk, in_browser), Event())
    except KeyboardInterrupt:
        desk.say("\nThe preview is over.", aside=True)


@main.command(name="list")
@click.option("--rule", type=click.Choice(["fixed", "bounded", "flexible"]), help="Only what has this rule.")
@click.option("--kind", metavar="KIND", help="Only one kind, such as session, section or prompt.")
@click.option("--changed", is_flag=True, help="Only what was changed, added or left out.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="How it is written.")
@click.pass_obj
def list_(desk: Desk, rule: str | None, kind: str | None, form: str, *, changed: bool) -> None:
    """Show what there is, and what is yours to change."""
    from coachloom.academy.listing import as_json, as_table, chosen, kinds_of, rows
    from coachloom.academy.weave import woven

    every = rows(woven(desk.course_or_academy()).composition)
    if kind is not None and kind not in kinds_of(every):
        raise click.BadParameter(f"{kind}; there are: {', '.join(kinds_of(every))}", param_hint="--kind")
    found = chosen(every, rule=rule, kind=kind, changed=changed)
    if changed and not found and form == "table":
        desk.say("Nothing was changed yet.")
        return
    desk.say(as_json(found) if form == "json" else as_table(found))
    desk.say(f"{len(found)} of {len(every)}.", aside=True)


@main.command()
@click.argument("id_", metavar="ID")
@click.pass_obj
def explain(desk: Desk, id_: str) -> None:
    """Tell where one element comes from, and what you may do with it."""
    from coachloom.academy.listing import explained
    from coachloom.academy.releasing.reasons import told_of
    from coachloom.academy.weave import woven

    site = woven(desk.course_or_academy())
    desk.say(explained(site.composition, id_))
    base = site.composition.layers[-2 if site.composition.above else -1]
    for line in told_of(site.record(), base.name):
        desk.say(f"\n{line}")


main.add_command(adapt)
main.add_command(upgrade)
main.add_command(release)
main.add_command(diff)
main.add_command(publish)
main.add_command(recall)
main.add_command(network)
main.add_command(timetable)
main.add_command(contribute)
main.add_command(receive)


@main.command()
@click.option("--edition", is_flag=True, help="An edition that other academies can build on, instead of a copy.")
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="ZIP", help="The zip to write.")
@click.pass_obj
def pack(desk: Desk, out: Path | None, *, edition: bool) -> None:
    """Make a zip for a colleague, without anything private."""
    from coachloom.academy.packing import packed_academy, packed_edition
    from coachloom.academy.weave import woven
    from coachloom.reading.whole import write_whole

    root = desk.academy()
    if out is not None:
        _refuse_as_pack(out, desk)
    if edition:
        woven(root)  # what others build on is in order
        made = packed_edition(root)
        target, data = out or desk.beside / made.file_name, made.data
    else:
        name = f"{desk.zip.stem}-pack" if desk.zip else root.resolve().name
        target, data = out or desk.beside / f"{name}.zip", packed_academy(root)
    write_whole(target, data)
    desk.say(f"{target} is made ({len(data) / 1_000_000:.1f} MB). Nothing from private/ is in it.")


def _refuse_as_pack(out: Path, desk: Desk) -> None:
    """A pack never takes the place of anything that it is made from."""
    from coachloom.academy.starter import ACADEMY_FOLDERS

    sources = [desk.zip.resolve()] if desk.zip else [(desk.folder / name).resolve() for name in ACADEMY_FOLDERS]
    if out.suffix.lower() != ".zip":
        raise click.UsageError(f"{out} does not end with .zip; name the zip to write: --out NAME.zip")
    if any(out.resolve().is_relative_to(source) for source in sources):
        raise click.UsageError(f"{out} holds what is packed; name another place: --out NAME.zip")
