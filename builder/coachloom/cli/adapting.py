"""`adapt`: one local decision, asked for in plain words, shown, and written."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coachloom.cli.desk import Desk, tell
from coachloom.problems import ProblemsFound

if TYPE_CHECKING:
    from coachloom.academy.adapt import Brought, Decision, Proposal, Wish
    from coachloom.problems import Problem


def _number(_ctx: click.Context, _option: click.Parameter, written: tuple[str, ...]) -> dict[str, str]:
    from coachloom.course.values import is_id

    pairs = [one.partition("=") for one in written]
    for name, _, value in pairs:
        if not (is_id(name) and re.fullmatch(r"[0-9]{1,6}", value)) or name in _NO_NUMBERS:
            raise click.BadParameter("write NAME=NUMBER, such as minutes=50")
    return {name: value for name, _, value in pairs}


_NO_NUMBERS = ("set", "title", "mode", "rule", "bounds", "because", "why", "by", "expect", "found", "deviation")


def _person(written: str) -> str:
    from coachloom.course.values import is_id

    if not is_id(written):
        raise click.BadParameter(
            "write a short id in small letters, such as ana-reis; the name itself stands in private/people.yml"
        )
    return written


def _people(_ctx: click.Context, _option: click.Parameter, written: str | tuple[str, ...] | None) -> object:
    for one in (written,) if isinstance(written, str) else written or ():
        _person(one)
    return written


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--text", is_flag=True, help="Your own text instead of the course's; it is copied out for you to edit.")
@click.option(
    "--text-from",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Your own text, from FILE.",
)
@click.option("--minutes", type=click.IntRange(min=1), help="Another length.")
@click.option("--title", help="Another title.")
@click.option("--mode", type=click.Choice(["in-person", "online", "either"]), help="How it is held.")
@click.option(
    "--set",
    "numbers",
    multiple=True,
    callback=_number,
    metavar="NAME=NUMBER",
    help="Another number that the limits name.",
)
@click.option(
    "--rule", type=click.Choice(["fixed", "bounded"]), help="A stricter rule for academies that build on yours."
)
@click.option("--because", help="The reason for a stricter rule.")
@click.option("--leave-out", is_flag=True, help="Leave it out.")
@click.option(
    "--add",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Add what FILE holds to this day or form.",
)
@click.option("--after", metavar="ID", help="Directly after this neighbour; alone: move it there.")
@click.option("--before", metavar="ID", help="Directly before this neighbour; alone: move it there.")
@click.option("--back", is_flag=True, help="Go back to the course's own; what you had is kept in the history.")
@click.option("--why", help="Why; asked for if not given.")
@click.option(
    "--by", metavar="PERSON", callback=_people, help="Who decided, as an id such as ana-reis; asked for if not given."
)
@click.option("--expect", help="What you expect of it.")
@click.option("--found", help="What you found when you tried it.")
@click.option(
    "--agreed-by",
    multiple=True,
    metavar="PERSON",
    callback=_people,
    help="For a departure: two people, so give it twice.",
)
@click.option("--until", metavar="EDITION", help="For a departure: the edition of the course until which it holds.")
@click.pass_obj
def adapt(desk: Desk, /, id_: str, **options: object) -> None:
    """Change one thing: text, minutes, order, something added or left out. ID is what coachloom list shows."""
    from coachloom.academy.adapt import last_decider, proposed, stands_against, taken_back, write
    from coachloom.academy.identity import read_academy
    from coachloom.academy.lock import read_base
    from coachloom.reading.files import Folder

    back = options.pop("back")
    if back:
        _alone("--back", options)
    else:
        _one_change(id_, options)
    root = desk.academy()
    files = Folder(root)
    base = read_base(root, read_academy(files))

    def judged(proposal: Proposal) -> tuple[Problem, ...]:
        against = stands_against(root, files, base, proposal)
        if any(problem.stops for problem in against):
            raise ProblemsFound(against)
        return against

    if back:
        proposal, head = taken_back(files, id_), "Out of changes.yml goes:"
    else:
        wish = _wish(id_, options, root)
        if not (options["why"] and options["by"]):  # nobody is asked for the reason of what cannot be done
            judged(proposed(files, base.composition.course, wish, _decision(options)))
            _ask(options, last_decider(files))
        proposal, head = proposed(files, base.composition.course, wish, _decision(options)), "For changes.yml:"
    desk.say(f"{head}\n\n{textwrap.indent(proposal.entry, '    ')}\n")
    notes = judged(proposal)
    if options.get("asked") and not click.confirm("Write it?", default=True):
        desk.say("Nothing was written.")
        return
    write(root, proposal)
    tell(desk, [note for note in notes if note.code != "NO-EFFECT" or not proposal.then])
    desk.say("Written." + (f" {proposal.then}" if proposal.then else ""))


_KINDS = ("text", "text_from", "minutes", "title", "mode", "numbers", "rule", "leave_out", "add")


def _alone(name: str, options: dict[str, object]) -> None:
    others = [kind for kind in (*_KINDS, "after", "before") if options[kind]]
    if others:
        raise click.UsageError(f"{name} goes alone, without --{others[0].replace('_', '-')}.")


def _settings(options: dict[str, object]) -> dict[str, str | int]:
    words = {name: str(options[name]) for name in ("title", "mode", "rule", "because") if options[name]}
    named = options["numbers"]
    numbers = {"minutes": options["minutes"], **(named if isinstance(named, dict) else {})}
    return {**words, **{name: int(str(number)) for name, number in numbers.items() if number}}


def _one_change(id: str, options: dict[str, object]) -> None:
    """Exit 2 where the options ask for nothing, or for two things."""
    kinds = {
        "--text": bool(options["text"] or options["text_from"]),
        "--minutes and the like": bool(_settings(options)),
        "--leave-out": bool(options["leave_out"]),
        "--add": bool(options["add"]),
    }
    asked = [name for name, is_asked in kinds.items() if is_asked]
    placed = bool(options["after"] or options["before"])
    if len(asked) > 1:
        raise click.UsageError(f"One change at a time: {' or '.join(asked)}.")
    if options["after"] and options["before"]:
        raise click.UsageError("Name one neighbour: --after or --before.")
    if placed and asked not in ([], ["--add"]):
        raise click.UsageError(f"--after and --before place something; they do not go with {asked[0]}.")
    if not asked and not placed:
        raise click.UsageError(
            "Say what to change: --text, --minutes, --title, --mode, --set, --rule, --leave-out, --add, --after,"
            f" --before or --back. What may be changed: coachloom explain {id}"
        )


def _wish(id: str, options: dict[str, object], root: Path) -> Wish:
    """What the options ask for."""
    from coachloom.academy.adapt import Wish

    return Wish(
        target=id,
        settings=_settings(options),
        text=_brought(options["text_from"], root),
        replaces=bool(options["text"] or options["text_from"]),
        adds=_brought(options["add"], root),
        leaves_out=bool(options["leave_out"]),
        after=str(options["after"] or ""),
        before=str(options["before"] or ""),
    )


def _brought(path: object, root: Path) -> Brought | None:
    """A file that was named; one that lies in the academy's own `content/` is used where it is."""
    from coachloom.academy.adapt import Brought
    from coachloom.academy.content import FOLDER
    from coachloom.reading.files import Folder

    if not isinstance(path, Path):
        return None
    path, own = path.resolve(), root.resolve()
    data = Folder(path.parent).read(path.name)
    here = path.relative_to(own).as_posix() if path.is_relative_to(own / FOLDER) else ""
    return Brought(here or path.name, data, here)


def _ask(options: dict[str, object], last: str) -> None:
    """Asks for the reason and the person where they were not given."""
    if not options["why"]:
        options |= {"why": click.prompt("Why"), "asked": True}
    if not options["by"]:
        person = click.prompt("Who decided it (an id such as ana-reis)", default=last or None, value_proc=_person)
        options |= {"by": person, "asked": True}


def _decision(options: dict[str, object]) -> Decision:
    from coachloom.academy.adapt import Decision

    agreed: tuple[str, ...] = tuple(options["agreed_by"])  # type: ignore[arg-type]
    return Decision(
        why=str(options["why"] or "-"),
        by=str(options["by"] or "nobody"),
        expect=str(options["expect"] or ""),
        found=str(options["found"] or ""),
        agreed_by=agreed,
        until=str(options["until"] or ""),
    )
