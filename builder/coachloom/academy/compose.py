"""A base and a layer become a new course: the entries judged, their files read, then all carried out.

Every entry is judged by the base alone, never by another entry of its layer, so their order changes nothing.
Folding layers one by one is composing their chain.
"""

from __future__ import annotations

from dataclasses import dataclass

from coachloom.academy.carry import Accepted, carried_out
from coachloom.academy.changes import Add, Entries, Entry, Replace, read_changes
from coachloom.academy.collisions import decided_twice, more_than_fit, named_and_gone
from coachloom.academy.composition import MOST_LAYERS, Composition
from coachloom.academy.content import Piece, added, pictures, replacement
from coachloom.academy.deviations import without_agreed
from coachloom.academy.identity import Academy
from coachloom.academy.origins import Layer
from coachloom.academy.placing import orders
from coachloom.academy.rights import MAY_HOLD, WITH_TEXT, Case, judged
from coachloom.problems import Problem, ProblemsFound, did_you_mean
from coachloom.reading.files import Files


@dataclass(frozen=True, slots=True)
class LayerFiles:
    """An academy's files as one layer; ``edition`` names the edition that holds them, if they come from one."""

    academy: Academy
    files: Files
    edition: str = ""

    @property
    def layer(self) -> Layer:
        identity = self.academy.identity
        return Layer(identity.id, identity.name, self.edition)


def compose(base: Composition, source: LayerFiles) -> Composition:
    """``base`` with the entries of a layer carried out.

    Raises ProblemsFound with everything that stands against the entries or their files; then none is carried out.
    """
    entries, problems = read_changes(source.files, source.layer.id, source.edition)
    found = [*problems, *_too_deep(base, source), *_same_id(base, source, entries)]
    cases = _cases(base, source, entries, found)
    departing = _departing(base, cases, found)
    found += [*decided_twice(cases), *named_and_gone(cases)]
    pieces = _pieces(source, cases, found)
    own_pictures, picture_problems = pictures(
        source.files,
        source.academy.identity,
        source.edition,
        {*base.course.elements, *(piece.element.id for brought in pieces.values() for piece in brought)},
    )
    lists, lost = orders(cases, {entry for entry, brought in pieces.items() if not brought[0].has_a_place})
    found += [*picture_problems, *lost]
    if any(problem.stops for problem in found):
        raise ProblemsFound(found)
    return carried_out(base, Accepted(source.layer, entries, cases, departing, pieces, own_pictures, lists), found)


def _cases(base: Composition, source: LayerFiles, entries: Entries, found: list[Problem]) -> tuple[Case, ...]:
    """The entries that name what there is; the others become problems."""
    cases = []
    for entry in entries:
        named = entry.change.names
        element = base.course.elements.get(named)
        if element:
            cases.append(Case(entry, base.course, element, source.academy.identity.id))
        else:
            found.append(_unknown(base, entry, named))
    return tuple(cases)


def _departing(base: Composition, cases: tuple[Case, ...], found: list[Problem]) -> frozenset[Entry]:
    """The entries that need their deviation; what stands against the others is added to ``found``."""
    departing = set()
    too_many = dict(more_than_fit(cases))
    for case in cases:
        against = (*judged(case), *([too_many[case.entry]] if case.entry in too_many else []))
        left = without_agreed(case.entry, against, base.layer.edition)
        if any(problem not in left for problem in against):
            departing.add(case.entry)
        found += left
    return frozenset(departing)


def _pieces(source: LayerFiles, cases: tuple[Case, ...], found: list[Problem]) -> dict[Entry, tuple[Piece, ...]]:
    """What the files hold that entries name."""
    pieces: dict[Entry, tuple[Piece, ...]] = {}
    for case in cases:
        try:
            match case.entry.change:
                case Replace() as change if isinstance(case.element, WITH_TEXT):
                    pieces[case.entry] = (replacement(source.files, case, change, source.edition),)
                case Add() as change if type(case.element) in MAY_HOLD:
                    pieces[case.entry] = added(source.files, case, change, source.edition)
        except ProblemsFound as refused:
            found += refused.problems
    return pieces


def _unknown(base: Composition, entry: Entry, named: str) -> Problem:
    redirect = next((r for r in base.course.redirects if r.was == named), None)
    gone = base.left_out.get(named)
    do = "write the id of an element; coachloom list shows them all"
    if redirect and redirect.now:
        what, do = f"`{named}` is now called {' and '.join(redirect.now)}.", f"write {' or '.join(redirect.now)}"
    elif redirect:
        what = f"`{named}` is no longer in the course: {redirect.retired}"
    elif gone:
        what = f"{gone.steps[-1].layer.name} left `{named}` out."
    else:
        what = f"There is no element `{named}`.{did_you_mean(named, base.course.elements)}"
    return Problem(code="UNKNOWN", what=what, place=entry.field(entry.change.names_by), id=named, do=do)


def _same_id(base: Composition, source: LayerFiles, entries: Entries) -> list[Problem]:
    """Ids of local things are told apart by the academy's, so two layers that decide something may not share one."""
    own = source.academy.identity.id
    if not entries or own not in {layer.id for layer in base.layers}:
        return []
    return [
        Problem(
            code="ID",
            what=f"The academy's id `{own}` is that of the base, too.",
            place=source.academy.document.place(("academy", "id")),
            id=own,
            because="Whatever you add carries your id, so that it never meets something of another academy.",
            do="choose an id of your own; whatever you added carries it as well",
        )
    ]


def _too_deep(base: Composition, source: LayerFiles) -> list[Problem]:
    if len(base.layers) < MOST_LAYERS:
        return []
    return [
        Problem(
            code="BASE",
            what=f"{base.layer.name} stands on {MOST_LAYERS - 1} others already, and a chain has at most {MOST_LAYERS} layers.",
            place=source.academy.document.place(("base", "course")),
            do=f"build on the edition that {base.layer.name} builds on",
        )
    ]
