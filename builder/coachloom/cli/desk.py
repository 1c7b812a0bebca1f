"""Where a command works: in a folder, or in a zip of one, which is opened, worked on and closed again.

Whatever a command says goes through the desk. For a zip the desk leaves it on one page beside the zip, for the
person who was sent it and has no window for commands open.
"""

from __future__ import annotations

import contextlib
import html
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coachloom.problems import Problem, ProblemsFound, as_text
from coachloom.reading.copies import meant_name
from coachloom.reading.whole import write_whole

if TYPE_CHECKING:
    from coachloom.academy.journal import TakenBack

COURSE_FILE = Path("curriculum") / "programme.yml"
ACADEMY_FILE = Path("academy.yml")


@dataclass(slots=True)
class Desk:
    """``folder`` is where the work is done; ``zip`` the file that it came from, if it did."""

    folder: Path
    zip: Path | None = None
    said: list[str] = field(default_factory=list)

    def say(self, text: str, *, aside: bool = False) -> None:
        """Tells the person; ``aside`` is for the error stream, where it does not mix with results."""
        self.said.append(text)
        click.echo(text, err=aside)

    @property
    def named(self) -> Path:
        """What the person named."""
        return self.zip or self.folder

    @property
    def beside(self) -> Path:
        """The folder in which results go that stay: that of the zip, else the folder's own `build/`."""
        return self.zip.parent if self.zip else self.folder / "build"

    def site(self, name: str) -> Path:
        """Where a site of that name goes if nobody says otherwise."""
        return self.zip.with_name(f"{self.zip.stem}-{name}") if self.zip else self.folder / "build" / name

    def course_or_academy(self) -> Path:
        """The folder, if it holds a course or an academy; anything else is a wrong command line (exit 2)."""
        has_course, has_academy = (self.folder / COURSE_FILE).exists(), (self.folder / ACADEMY_FILE).exists()
        if has_course and has_academy:
            raise click.UsageError(
                f"{self.named} holds both {ACADEMY_FILE} and {COURSE_FILE.as_posix()}; keep an academy and a course apart."
            )
        if not has_course and not has_academy:
            self._refuse_misnamed()
            raise click.UsageError(
                f"{self.named} holds no course ({COURSE_FILE.as_posix()}) and no academy ({ACADEMY_FILE})."
                " Go to its folder, or name it: coachloom -C DIR ..."
            )
        self._carry_on()
        return self.folder

    def _carry_on(self) -> None:
        """What a command that was cut off had begun is ended first."""
        from coachloom.academy.journal import carried_on

        if told := carried_on(self.folder):
            self.say(f"Something had been cut off, and is ended now: {told}.", aside=True)

    def _refuse_misnamed(self) -> None:
        for name in sorted(path.name for path in self.folder.iterdir()):
            if meant_name(name, (ACADEMY_FILE.name,)):
                raise click.UsageError(
                    f"{name} is there, and must be called {ACADEMY_FILE}. Explorer hides the end of a name:"
                    " choose View, File name extensions, then rename it."
                )

    def academy(self) -> Path:
        """The folder, if it holds an academy."""
        folder = self.course_or_academy()
        if not (folder / ACADEMY_FILE).exists():
            raise click.UsageError(
                f"{self.named} holds the course itself, which is edited directly. An academy of your own: coachloom new DIR ..."
            )
        return folder

    def course(self) -> Path:
        """The folder, if it holds a course itself."""
        folder = self.course_or_academy()
        if (folder / ACADEMY_FILE).exists():
            raise click.UsageError(
                f"{self.named} holds an academy. What academies give back is taken in where the course itself is kept."
            )
        return folder


@contextlib.contextmanager
def opened(named: Path) -> Iterator[Desk]:
    """The desk for what a person named with -C. Raises ProblemsFound for a zip that cannot be opened."""
    if named.is_dir():
        yield Desk(named)
        return
    if named.suffix.lower() != ".zip" or not named.is_file():
        raise click.UsageError(f"There is no folder {named}, and no zip of one.")
    from coachloom.academy.packing import unpack

    with tempfile.TemporaryDirectory(prefix="coachloom-") as folder:
        desk = Desk(Path(folder), named)
        pack = unpack(named, desk.folder)
        try:
            try:
                yield desk
            finally:
                pack.put_back(desk.folder)
        except ProblemsFound as found:
            desk.say(f"{as_text(found.problems)}\n\nThe zip stays as it was.", aside=True)
            raise click.exceptions.Exit(found.exit_code) from found
        except click.ClickException as wrong:
            desk.said.append(wrong.format_message())
            raise
        finally:
            write_whole(_result_page(named), _page(desk).encode())


_BEGINS = b'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>coachloom: '


def _result_page(pack: Path) -> Path:
    """Beside the zip; a page of somebody else's is left alone."""
    names = (pack.with_name(f"{pack.stem}-result{f'-{n}' if n > 1 else ''}.html") for n in range(1, 1000))
    return next(path for path in names if not path.exists() or path.read_bytes().startswith(_BEGINS))


def _page(desk: Desk) -> str:
    """What was said, for a browser."""
    name = html.escape(desk.zip.name if desk.zip else desk.folder.name)
    told = "\n".join(f"<pre>{html.escape(text)}</pre>" for text in desk.said)
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>coachloom: {name}</title>\n'
        "<style>body{font:1rem/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}"
        "pre{white-space:pre-wrap;font:.9rem/1.5 ui-monospace,Consolas,monospace}</style>\n"
        f"<h1>{name}</h1>\n{told}\n</html>\n"
    )


def summary(problems: Sequence[Problem]) -> str:
    """How many problems stop, how many are notes."""
    stops = sum(problem.stops for problem in problems)
    notes = len(problems) - stops
    counted = [f"{n} {word}{'s' if n != 1 else ''}" for n, word in ((stops, "problem"), (notes, "note")) if n]
    return f"{' and '.join(counted) or 'No problems'}."


def tell_taken_back(desk: Desk, taken: TakenBack) -> None:
    """What `--undo` did."""
    desk.say(f"Taken back: {taken.told}. What was replaced is kept in {taken.folder}.")
    for name in taken.since:
        desk.say(f"{name} had been changed since; that state is kept there, too.")


def tell(desk: Desk, problems: Sequence[Problem]) -> None:
    """Notes that do not stop the work."""
    if problems:
        desk.say(as_text(problems) + "\n", aside=True)
