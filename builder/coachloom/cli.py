"""The command line: one thin function a command; the work is imported inside it, so that help is quick."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coachloom.problems import FORMATS, Problem, ProblemsFound, as_text
from coachloom.site.engines import ENGINES

if TYPE_CHECKING:
    from collections.abc import Sequence

COURSE_FILE = Path("curriculum") / "programme.yml"
ACADEMY_FILE = Path("academy.yml")


class _Commands(click.Group):
    """Turns our errors into text and an exit code; bugs keep their traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ProblemsFound as found:
            click.echo(as_text(found.problems), err=True)
            click.echo(f"\n{summary(found.problems)} Nothing was changed.", err=True)
            ctx.exit(found.exit_code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C", "folder", type=click.Path(path_type=Path), default=".", metavar="DIR", help="Work in DIR instead of here."
)
@click.version_option(package_name="coachloom", message="coachloom %(version)s")
@click.pass_context
def main(ctx: click.Context, folder: Path) -> None:
    """Weave a shared coaching course and make it a site."""
    ctx.obj = folder


def course_folder(folder: Path) -> Path:
    """``folder`` if it holds a course; anything else is a wrong command line (exit 2)."""
    if not folder.is_dir():
        raise click.UsageError(f"There is no folder {folder}.")
    has_course, has_academy = (folder / COURSE_FILE).exists(), (folder / ACADEMY_FILE).exists()
    if has_course and has_academy:
        raise click.UsageError(
            f"{folder} holds both {ACADEMY_FILE} and {COURSE_FILE.as_posix()}; keep an academy and a course apart."
        )
    if not has_course:
        raise click.UsageError(
            f"{folder} holds no course ({COURSE_FILE.as_posix()}). Go to its folder, or name it: coachloom -C DIR ..."
        )
    return folder


def summary(problems: Sequence[Problem]) -> str:
    """How many problems stop, how many are notes."""
    stops = sum(problem.stops for problem in problems)
    notes = len(problems) - stops
    counted = [f"{n} {word}{'s' if n != 1 else ''}" for n, word in ((stops, "problem"), (notes, "note")) if n]
    return f"{' and '.join(counted) or 'No problems'}."


@main.command()
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", help="How problems are written.")
@click.pass_obj
def check(folder: Path, form: str) -> None:
    """Find everything that can be known without building."""
    from coachloom.course.checked import checked_course

    root = course_folder(folder)
    try:
        problems: Sequence[Problem] = checked_course(root).notes
        exit_code = 0
    except ProblemsFound as found:
        problems, exit_code = found.problems, found.exit_code
    written = FORMATS[form](problems)
    if written:
        click.echo(written)
    click.echo(summary(problems), err=True)
    raise click.exceptions.Exit(exit_code)


@main.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    metavar="DIR",
    help="Where the site goes; build/site if not given.",
)
@click.option("--engine", type=click.Choice(sorted(ENGINES)), default="material", help="What makes the pages.")
@click.pass_obj
def build(folder: Path, out: Path | None, engine: str) -> None:
    """Build the site; the one that stands is replaced only by a whole one."""
    from coachloom.site.build import build as build_site

    root = course_folder(folder)
    target = out or root / "build" / "site"
    checked = build_site(root, target, ENGINES[engine], say=lambda line: click.echo(line, err=True))
    if checked.notes:
        click.echo(as_text(checked.notes) + "\n", err=True)
    click.echo(f"{checked.course.programme.title} {checked.edition} is built in {target}.")
