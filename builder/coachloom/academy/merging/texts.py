"""Two texts that grew from one, joined again sentence by sentence; a sentence that both changed is a choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import starmap
from typing import TypeAlias

from coachloom.academy.merging.diff3 import Region, Stretch, matcher, stretches
from coachloom.academy.merging.units import Unit, joined, units


@dataclass(frozen=True, slots=True)
class Clash:
    """The same place in the three texts; each with the white space before it."""

    base: str
    ours: str
    theirs: str

    def with_words(self, words: str) -> str:
        """Other words in this place, with the white space that stands there."""
        around = self.ours if self.ours.strip() else self.theirs
        return around[: len(around) - len(around.lstrip())] + words.strip() if words.strip() else ""


Piece: TypeAlias = "str | Clash"


@dataclass(frozen=True, slots=True)
class Merged:
    """What both texts make together: text that is joined, and clashes, in order."""

    pieces: tuple[Piece, ...]

    @property
    def clashes(self) -> tuple[Clash, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Clash))

    @property
    def clean(self) -> bool:
        return not self.clashes

    def text(self, chosen: Sequence[str] = ()) -> str:
        """The whole text, with ``chosen`` in the place of each clash; without, ours stands there."""
        choices = iter(chosen or [clash.ours for clash in self.clashes])
        return "".join(next(choices) if isinstance(piece, Clash) else piece for piece in self.pieces)


def merge_texts(base: str, ours: str, theirs: str) -> Merged:
    """``base`` with what ours and theirs changed; swapping the two swaps the sides of clashes, nothing else."""
    three = units(base), units(ours), units(theirs)
    found = stretches(*([unit.key for unit in side] for side in three))
    pieces: list[Piece] = []
    for piece in (_piece(stretch, *three) for stretch in found):
        if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return Merged(tuple(pieces))


def _piece(stretch: Stretch, base: Sequence[Unit], ours: Sequence[Unit], theirs: Sequence[Unit]) -> Piece:
    b, o, t = base[stretch.base], ours[stretch.ours], theirs[stretch.theirs]
    match stretch.region:
        case Region.SAME:
            return "".join(starmap(_written, zip(b, o, t, strict=True)))
        case Region.OURS:
            return joined(o)
        case Region.THEIRS:
            return joined(t)
        case Region.BOTH:
            return "".join(
                _either(our.lead, their.lead) + _either(our.text, their.text) for our, their in zip(o, t, strict=True)
            )
        case Region.CLASH:
            return Clash(joined(b), joined(o), joined(t))


def _written(base: Unit, ours: Unit, theirs: Unit) -> str:
    """A unit that says the same in all three, in the way that one side writes it differently from the base."""
    return _of_three(base.lead, ours.lead, theirs.lead) + _of_three(base.text, ours.text, theirs.text)


def _of_three(base: str, ours: str, theirs: str) -> str:
    if ours == base:
        return theirs
    if theirs == base:
        return ours
    return _either(ours, theirs)


def _either(ours: str, theirs: str) -> str:
    """White space alone is no matter for a choice; the same one is taken whichever side is whose."""
    return max(ours, theirs, key=lambda one: (one.count("\n"), one))


@dataclass(frozen=True, slots=True)
class Difference:
    """Sentences that were and sentences that are, in one place of a text; one of the two may be empty.

    ``after`` is the sentence before that place, if there is one, for a reader who looks for it.
    """

    old: str
    new: str
    after: str = field(default="", compare=False)


def differences(old: str, new: str) -> Iterator[Difference]:
    """What changed from one text to another, sentence by sentence; texts that read alike have none."""
    before, after = units(old), units(new)
    found = matcher([unit.key for unit in before], [unit.key for unit in after])
    for kind, i, j, k, m in found.get_opcodes():
        if kind != "equal":
            last = after[k - 1].text if k else ""
            yield Difference(joined(before[i:j]).strip(), joined(after[k:m]).strip(), last)


def alike(one: str, other: str) -> bool:
    """Whether two texts read the same; where lines end, and white space around them, is no matter."""
    return one.split() == other.split() and not list(differences(one.strip(), other.strip()))
