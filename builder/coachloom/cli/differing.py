"""`diff`: what an academy changed, or what differs between two editions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coachloom.cli.desk import ACADEMY_FILE, COURSE_FILE, Desk
from coachloom.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from coachloom.academy.differing.items import Item
    from coachloom.academy.differing.sides import Side

BASE = "base"


@click.command()
@click.argument("what", nargs=-1, metavar="[OLD NEW] [ID]...")
@click.option("--words", is_flag=True, help="Only the list in words, without the sentences.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How it is written.")
@click.pass_obj
def diff(desk: Desk, what: tuple[str, ...], form: str, *, words: bool) -> None:
    """Tell what this academy changed in its base; or what differs between OLD and NEW.

    OLD and NEW are editions (zip), folders of a course or an academy, or the word base for the base of the academy
    here. With IDs, only those elements and their sections are told.
    """
    from coachloom.academy.differing.data import as_json
    from coachloom.academy.differing.items import items_between
    from coachloom.academy.differing.recorded import reasons
    from coachloom.academy.differing.sides import refuse_strangers

    between = [_is_side(one) for one in what[:2]]
    if between in ([True], [True, False], [False, True]):
        one = next(one for one in what if _is_side(one))
        both = f"{BASE} NEW.zip" if one == BASE else f"{BASE} {one}"
        raise click.UsageError(f"Name both that are to be compared, such as: coachloom diff {both}")
    if any(between):
        old, new, ids = _side(desk, what[0]), _side(desk, what[1]), what[2:]
        refuse_strangers(old, new)
        items = items_between(old.course, new.course, reasons(old, new))
    else:
        old, new, items = _own(desk)
        ids = what
    chosen = _chosen(items, ids, old, new)
    if form == "json":
        desk.say(as_json(old, new, chosen))
    else:
        _tell(desk, (old.name, new.name), chosen, between=any(between), sentences=not words)


def _is_side(argument: str) -> bool:
    """Whether it names something to compare, rather than an element."""
    from coachloom.course.values import is_id

    if argument == BASE or not all(map(is_id, argument.split("/"))):
        return True
    return any((Path(argument) / file).exists() for file in (ACADEMY_FILE, COURSE_FILE))


def _side(desk: Desk, named: str) -> Side:
    from coachloom.academy.differing.sides import base_side, side

    if named == BASE:
        return base_side(desk.academy())
    path = Path(named)
    if path.suffix.lower() != ".zip":
        if not path.is_dir():
            raise click.UsageError(f"There is no folder {path}, and no edition of that name.")
        Desk(path).course_or_academy()
    return side(path)


def _own(desk: Desk) -> tuple[Side, Side, tuple[Item, ...]]:
    """The base, the academy on it, and what it changed."""
    from coachloom.academy.differing.adapted import adaptations
    from coachloom.academy.differing.sides import academy_side, base_side_of
    from coachloom.academy.people import NOBODY, read_people
    from coachloom.reading.files import Folder

    root = desk.course_or_academy()
    if not (root / ACADEMY_FILE).exists():
        raise click.UsageError(
            f"{desk.named} holds the course itself, which has no base; name an edition: coachloom diff OLD.zip {desk.named}"
        )
    people = NOBODY
    found: list[Problem] = []
    try:
        people = read_people(Folder(root))
    except ProblemsFound as refused:
        found += refused.problems
    try:
        new = academy_side(root)
    except ProblemsFound as refused:
        raise ProblemsFound([*found, *refused.problems]) from refused
    if found:
        raise ProblemsFound(found)
    return base_side_of(new), new, adaptations(new.composition, people)


def _chosen(items: tuple[Item, ...], ids: tuple[str, ...], old: Side, new: Side) -> tuple[Item, ...]:
    """Those that were asked for. Raises ProblemsFound (UNKNOWN) for an id that is none in either."""
    from coachloom.academy.listing import unknown

    known = {**old.course.elements, **new.course.elements}
    strange = [unknown(id, known) for id in ids if id not in known]
    if strange:
        raise ProblemsFound(strange)
    return tuple(item for item in items if not ids or any(item.is_of(id) for id in ids))


def _tell(desk: Desk, names: tuple[str, str], items: tuple[Item, ...], *, between: bool, sentences: bool) -> None:
    from coachloom.academy.differing.shown import by_sentence, heading, list_in_words

    desk.say(heading(*names, items, between=between))
    if items:
        desk.say(f"\n{list_in_words(items)}")
    if sentences and (texts := by_sentence(items)):
        desk.say(f"\n\nSentence by sentence: - was, + is\n\n{texts}")
