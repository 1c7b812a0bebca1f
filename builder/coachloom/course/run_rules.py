"""Reading a run chart: the median, and what one of two published rule sets finds in the points.

``perla-2011`` (Perla, Provost and Murray, BMJ Quality & Safety 2011;20:46-51): a shift is six or more
consecutive points all above or all below the median, points on the median skipped; a trend is five or more
consecutive points all going up or all going down, of like neighbours only the first counted. Their table of too few
and too many runs is not applied here, for want of a copy to compare it with. An astronomical point is a judgement
by eye in that paper, so it is never found here, only tolerated where it can be one.

``anhoj-2014`` (Anhøj and Olesen, PLoS ONE 2014;9:e113825): a shift is a run longer than round(log2 n + 3);
crossings are a signal where the median is crossed less often than the 5th percentile of Binomial(n - 1, 1/2);
n leaves out the points on the median. There are no trends: the authors found them of no use.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from coachloom.course.drawings import RuleSet, SignalRule

SHORTEST_SHIFT = 6
SHORTEST_TREND = 5

KNOWN: Mapping[RuleSet, tuple[SignalRule, ...]] = {
    RuleSet.PERLA_2011: (SignalRule.SHIFT, SignalRule.TREND, SignalRule.ASTRONOMICAL),
    RuleSet.ANHOJ_2014: (SignalRule.SHIFT, SignalRule.CROSSINGS),
}
"""The signals that each rule set has."""


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A signal between two points, counted from 0; both are None where it is one of the whole chart."""

    rule: SignalRule
    first: int | None = None
    last: int | None = None


def median(values: Sequence[Decimal]) -> Decimal:
    """Half of the values lie on or above it, half on or below."""
    return statistics.median(values)


def signals(values: Sequence[Decimal], rules: RuleSet) -> tuple[Stretch, ...]:
    """All that the rule set finds; see the top of this file."""
    runs = _runs(values)
    if rules is RuleSet.PERLA_2011:
        shifts = [run for run in runs if len(run) >= SHORTEST_SHIFT]
        return (
            *(Stretch(SignalRule.SHIFT, run[0], run[-1]) for run in shifts),
            *(Stretch(SignalRule.TREND, first, last) for first, last in _trends(values)),
        )
    n = sum(map(len, runs))
    if not n:
        return ()
    shifts = [run for run in runs if len(run) > longest_run(n)]
    few = (Stretch(SignalRule.CROSSINGS),) if len(runs) - 1 < fewest_crossings(n) else ()
    return (*(Stretch(SignalRule.SHIFT, run[0], run[-1]) for run in shifts), *few)


def longest_run(n: int) -> int:
    """The longest run on one side of the median that chance alone explains, of n points off the median."""
    return round(math.log2(n) + 3)


def fewest_crossings(n: int) -> int:
    """The 5th percentile of Binomial(n - 1, 1/2), worked out in whole numbers."""
    steps = n - 1
    ways = crossings = 0
    while True:
        ways += math.comb(steps, crossings)
        if 20 * ways >= 2**steps:
            return crossings
        crossings += 1


def _runs(values: Sequence[Decimal]) -> list[list[int]]:
    """The points off the median, cut wherever the median is crossed."""
    middle = median(values)
    useful = [number for number, value in enumerate(values) if value != middle]
    return [list(run) for _, run in groupby(useful, lambda number: values[number] > middle)]


def _trends(values: Sequence[Decimal]) -> list[tuple[int, int]]:
    """First and last point of each; two neighbouring trends share the point at which they turn."""
    counted = [0, *(number for number in range(1, len(values)) if values[number] != values[number - 1])]
    found = []
    for _, steps in groupby(pairwise(counted), lambda step: values[step[1]] > values[step[0]]):
        climb = list(steps)
        if len(climb) + 1 >= SHORTEST_TREND:
            found.append((climb[0][0], climb[-1][1]))
    return found
