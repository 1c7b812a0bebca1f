"""Three-way merge of any sequence, as diff3 does it: what one side changed is taken, what both changed is a clash.

Built on `difflib`, since git is not on a ward's laptop and the one library of this kind (merge3) is GPL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple


class Region(Enum):
    """Whose part of the sequence is the result."""

    SAME = "all three are the same"
    OURS = "only ours differs"
    THEIRS = "only theirs differs"
    BOTH = "both differ alike"
    CLASH = "both differ, each in its own way"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of each sequence; in all of SAME the three are equally long."""

    region: Region
    base: slice
    ours: slice
    theirs: slice


class _Block(NamedTuple):
    base: int
    other: int
    size: int


def stretches(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Stretch]:
    """The three sequences cut into parts, in order, none left out."""
    at_base = at_ours = at_theirs = 0
    for in_base, in_ours, in_theirs, size in _agreed(base, ours, theirs):
        b, o, t = slice(at_base, in_base), slice(at_ours, in_ours), slice(at_theirs, in_theirs)
        region = _region(base[b], ours[o], theirs[t])
        if region:
            yield Stretch(region, b, o, t)
        at_base, at_ours, at_theirs = in_base + size, in_ours + size, in_theirs + size
        if size:
            yield Stretch(Region.SAME, slice(in_base, at_base), slice(in_ours, at_ours), slice(in_theirs, at_theirs))


def _region(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Region | None:
    """None where nothing stands in any of the three."""
    if not (base or ours or theirs):
        return None
    if ours == theirs:
        return Region.BOTH
    if ours == base:
        return Region.THEIRS
    return Region.OURS if theirs == base else Region.CLASH


def _agreed(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where all three agree: the starts in each, and how long; last an empty one at the ends."""
    with_ours, with_theirs = _blocks(base, ours), _blocks(base, theirs)
    a = b = 0
    while a < len(with_ours) and b < len(with_theirs):
        one, other = with_ours[a], with_theirs[b]
        start = max(one.base, other.base)
        end = min(one.base + one.size, other.base + other.size)
        if start < end:
            yield start, one.other + start - one.base, other.other + start - other.base, end - start
        if one.base + one.size < other.base + other.size:
            a += 1
        else:
            b += 1
    yield len(base), len(ours), len(theirs), 0


def _blocks(base: Sequence[str], other: Sequence[str]) -> list[_Block]:
    return [_Block(*block) for block in matcher(base, other).get_matching_blocks() if block.size]


_OFTEN = 100


def matcher(one: Sequence[str], other: Sequence[str]) -> SequenceMatcher[str]:
    """Finds what two sequences share. What stands in one very often is matched only beside something else:
    compared each with each, thousands of equal lines would take minutes.
    """
    often = {key for key, times in Counter(other).items() if times > _OFTEN}
    return SequenceMatcher(often.__contains__ if often else None, one, other, autojunk=False)
