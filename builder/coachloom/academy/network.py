"""The academies of a network, from the cards that they published themselves: collected, held against each other, in order."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coachloom.academy.card import FILE, Card, read_card
from coachloom.academy.numbers import edition_order
from coachloom.problems import Place, Problem, ProblemsFound, Severity, in_order
from coachloom.reading.files import Folder

HOME = "home.json"
"""By this file a published home is known; other files in it are no cards."""


@dataclass(frozen=True, slots=True)
class Network:
    """One card for each academy, by name; and what whoever collected them should know."""

    cards: tuple[Card, ...]
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A card, and the file that it was read from."""

    file: Path
    card: Card

    @property
    def place(self) -> Place:
        return Place(str(self.file))


def network(named: Sequence[Path]) -> Network:
    """The academies whose cards lie in ``named``: files, folders of them, or published homes.

    Raises ProblemsFound with everything that is wrong with any of them.
    """
    problems: list[Problem] = []
    files: dict[Path, Path] = {}
    for one in named:
        cards = list(_cards_in(one)) if one.is_dir() else [one]
        files |= {file.absolute(): files.get(file.absolute(), file) for file in cards}
        problems += [] if cards else [_no_card(one)]
    found: list[Found] = []
    for file in files.values():
        try:
            found.append(_read(file))
        except ProblemsFound as refused:
            problems += refused.problems
    together = joined(found)
    problems += together.notes
    if any(problem.stops for problem in problems):
        raise ProblemsFound(problems)
    return together


def _cards_in(folder: Path) -> Iterator[Path]:
    """A home's own card; else every card in the folder, and those of homes that stand in it."""
    if (folder / HOME).is_file():
        yield from (path for path in [folder / FILE] if path.is_file())
        return
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix.lower() == ".json" and not path.name.startswith("."):
            yield path
        elif path.is_dir() and (path / FILE).is_file():
            yield path / FILE


def _no_card(folder: Path) -> Problem:
    if (folder / HOME).is_file():
        what = f"The academy whose site stands in {folder} gives no card."
        do = "leave it out; or ask whether it wants to be listed, with the line listed: true in academy.yml"
    else:
        what, do = f"There is no card in {folder}.", f"put cards there, each a file such as {FILE} or riverside.json"
    return Problem(code="CARD", what=what, place=Place(str(folder)), do=do)


def _read(file: Path) -> Found:
    try:
        return Found(file, read_card(Folder(file.parent), file.name))
    except ProblemsFound as refused:
        raise ProblemsFound(
            dataclasses.replace(problem, place=problem.place._replace(file=str(file))) for problem in refused.problems
        ) from refused


def joined(found: Sequence[Found]) -> Network:
    """Of each academy the card of its newest edition counts; what contradicts itself is a problem among the notes."""
    by_id: defaultdict[str, list[Found]] = defaultdict(list)
    for one in found:
        by_id[one.card.academy.id].append(one)
    cards: list[Card] = []
    notes: list[Problem] = []
    for same in by_id.values():
        oldest_first = sorted(same, key=lambda one: (edition_order(one.card.edition), one.file))
        cards.append(oldest_first[-1].card)
        notes += _among(oldest_first)
    by_name = sorted(cards, key=lambda card: (card.academy.name.casefold(), card.academy.name, card.academy.id))
    return Network(tuple(by_name), in_order(notes))


def _among(cards: list[Found]) -> Iterator[Problem]:
    """What is to be said of several cards of one academy, the newest last."""
    *others, newest = cards
    for other in others:
        if said := _contradiction(other.card, newest.card):
            yield _problem(
                other,
                f"This card and {newest.file} have the same id, `{newest.card.academy.id}`, and {said}.",
                "ask the academies which is right; keep one card, or let one of them choose another id",
            )
        elif other.card.edition != newest.card.edition:
            yield _passed_over(other, f"The newer card in {newest.file}, of edition {newest.card.edition}, counts")
        elif other.card == newest.card:
            yield _passed_over(other, f"The same card lies in {newest.file}")
        else:
            yield _problem(
                other,
                f"This card and {newest.file} say different things of edition {newest.card.edition}.",
                "keep the one that lies beside the academy's site now",
            )


def _contradiction(other: Card, newest: Card) -> str:
    """What two cards that bear one id cannot both be right about; empty where they can."""
    if other.academy.name != newest.academy.name:
        return f'two names: "{other.academy.name}" and "{newest.academy.name}"'
    if other.academy.url and newest.academy.url and other.academy.url != newest.academy.url:
        return f"two web addresses: {other.academy.url} and {newest.academy.url}"
    return ""


def _passed_over(other: Found, why: str) -> Problem:
    note = _problem(other, f"{why}; this one is passed over.", "delete it, or leave it as it is")
    return dataclasses.replace(note, severity=Severity.NOTES)


def _problem(found: Found, what: str, do: str) -> Problem:
    return Problem(code="CARD", what=what, place=found.place, do=do)
