"""Several cohorts of one academy, which share rooms and faculty: good plans, and how far from the best they can be.

Each cohort is put in by the best plan beside those that are there; then some are taken out and put in again, and what
is not worse stays. What is done depends on the number of rounds, never on a clock: the same cases give the same plans.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coachloom.cohorts.case import Case
from coachloom.cohorts.planning.best import Plan, best
from coachloom.cohorts.planning.booked import Memory
from coachloom.cohorts.planning.bound import shared_bound
from coachloom.cohorts.planning.options import Options
from coachloom.cohorts.planning.prices import FINE, Ordinary, Prices, Taste

Progress = Callable[[int, int], None]
"""Told after each step how many are done, and of how many."""

SHUFFLES, ROUNDS = 5, 240
"""Orders that are tried where one leaves a cohort out, and rounds of improvement; starting values."""

BOUND_ROUNDS = 80
"""Rounds in which the bound is raised; a starting value."""

MANY, BOUND_MANY = 2_400, 720
"""Rounds times cohorts are no more than these, since each round takes longer with more cohorts; starting values."""

TASTES = 4
"""By so many tastes one of several plans that cost alike is chosen, so that not always the same is put in again."""

MOST_OUT = 4
"""So many cohorts at most are taken out at once."""

CALM = 20
"""After so many rounds for each cohort in which nothing became better, nothing will; a starting value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """``plans`` are in the order of the cases; a cohort for which there was no room beside the others has none."""

    plans: tuple[Plan, ...]
    left_out: tuple[str, ...]
    cost: int
    bound: int
    """No plans for all these cohorts can cost less."""

    stopped: bool = False
    """Somebody did not want to wait; this is the best until then."""

    @property
    def gap(self) -> float:
        """By which share of their cost the plans may be dearer than the best, at most."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0


def several(cases: Sequence[Case], *, rounds: int = ROUNDS, progress: Progress | None = None) -> Several:
    """Plans for cohorts that are planned together, each case without what the others of them have booked.

    Why one is left out tells `why_not` of its case `beside` the plans of the others.

    KeyboardInterrupt ends the improvement, not the first plan.
    """
    seats = _Seats(cases)
    bound_rounds = min(rounds, BOUND_ROUNDS, BOUND_MANY // max(len(cases), 1))
    rounds = min(rounds, MANY // max(len(cases), 1))
    say = progress or (lambda _done, _of: None)
    found = seats.first()
    if len(found) < len(cases):
        return seats.as_several(found, bound=0)
    bound, stopped = seats.alone, False
    try:
        for done, better in enumerate(seats.improved(found, rounds), start=1):
            found = better
            say(done, rounds + bound_rounds)
            if seats.cost(found) == bound:
                break
        for done, each in enumerate(shared_bound(cases, seats.cost(found), bound_rounds), start=rounds + 1):
            bound = max(bound, each)
            say(done, rounds + bound_rounds)
            if seats.cost(found) <= bound:
                break
    except KeyboardInterrupt:
        stopped = True
    return seats.as_several(found, bound=bound, stopped=stopped)


def beside(case: Case, others: Sequence[Plan]) -> Case:
    """The case with what the others have booked."""
    held = [one for plan in others for one in plan.timetable]
    return replace(
        case,
        taken_venues=case.taken_venues | {(one.date, one.venue) for one in held if one.venue},
        taken_teachers=case.taken_teachers | {(one.date, who) for one in held for who in one.teachers},
    )


Found = Mapping[str, Plan]
"""The plan of each cohort that has one."""

Priced = Mapping[str, tuple[Prices, Memory]]
"""For each cohort prices, and what is known of its ways at these."""


class _Seats:
    """All cohorts, and what each can do beside the others; questions asked again are answered from memory."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self._cases = {case.cohort: case for case in cases}
        self._ordinary: Priced = {id: (Ordinary(case), Memory()) for id, case in self._cases.items()}
        self._tastes: Sequence[Priced] = [
            {id: (Taste(Ordinary(case), number), Memory()) for id, case in self._cases.items()}
            for number in range(TASTES)
        ]
        self._alone = {id: self._best(id, {}) for id in self._cases}
        self._chance = random.Random(0)  # noqa: S311 -- no secret; the same cases shall give the same plans

    @property
    def alone(self) -> int:
        """What all would cost if each had everything for itself."""
        return sum(plan.cost for plan in self._alone.values() if plan and plan.proven)

    @staticmethod
    def cost(found: Found) -> int:
        return sum(plan.cost for plan in found.values())

    def first(self) -> Found:
        """Cohorts with experts to wait for come first; where that leaves one out, other orders are tried."""
        order = sorted(self._cases, key=lambda one: (-self._cases[one].expert_days, one))
        best_ = self._with({}, order)
        for _ in range(SHUFFLES):
            if len(best_) == len(order):
                break
            self._chance.shuffle(order)
            order.sort(key=lambda one: one in best_)
            other = self._with({}, order)
            best_ = max(best_, other, key=len)
        return best_

    def improved(self, found: Found, rounds: int) -> Iterator[Found]:
        """What is found after each round; never worse than before."""
        calm = 0
        for _ in range(rounds if len(found) > 1 else 0):
            if calm == CALM * len(found):
                return
            out = self._some(found)
            taste = self._chance.choice(self._tastes)
            other = self._with({id: plan for id, plan in found.items() if id not in out}, out, taste)
            better = len(other) == len(found) and self.cost(other) < self.cost(found)
            calm = 0 if better else calm + 1
            if better or (len(other) == len(found) and self.cost(other) == self.cost(found)):
                found = other
            yield found

    def as_several(self, found: Found, *, bound: int, stopped: bool = False) -> Several:
        return Several(
            plans=tuple(found[id] for id in self._cases if id in found),
            left_out=tuple(id for id in self._cases if id not in found),
            cost=self.cost(found),
            bound=bound,
            stopped=stopped,
        )

    def _some(self, found: Found) -> list[str]:
        """One of those that the others cost most, and up to three more, in any order."""
        lost = {id: plan.cost - alone.cost if (alone := self._alone[id]) else 0 for id, plan in found.items()}
        ids = list(found)
        (first,) = self._chance.choices(ids, [1 + 3 * max(lost[id], 0) for id in ids])
        others = [id for id in ids if id != first]
        out = [first, *self._chance.sample(others, min(len(others), self._chance.randrange(MOST_OUT)))]
        self._chance.shuffle(out)
        return out

    def _with(self, found: Found, order: Sequence[str], taste: Priced | None = None) -> Found:
        """Those that are there, and as many of the others as can be put in, one after the other."""
        made = dict(found)
        for id in order:
            if plan := self._best(id, made, taste):
                made[id] = plan
        return made

    def _best(self, id: str, there: Found, taste: Priced | None = None) -> Plan | None:
        case = beside(self._cases[id], tuple(there.values()))
        prices, memory = (taste or self._ordinary)[id]
        plan = best(case, options=Options(case, prices, memory))
        return replace(plan, cost=plan.cost // FINE) if plan and taste else plan
