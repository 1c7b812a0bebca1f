"""What timetables cost, how long they take, and how near the best they are; beside a diary, greed and FET."""

from __future__ import annotations

import datetime
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import islice, product

from benchmarks.building import ROOT
from benchmarks.by_hand import diary, greedy
from benchmarks.fet import is_installed, planned_by_fet
from benchmarks.instances import INSTANCES, Instance, as_frozen, frozen, run
from benchmarks.measure import Command, Result
from coachloom.cohorts.case import DAY, Case, Span
from coachloom.cohorts.judging.between import several as judged_together
from coachloom.cohorts.judging.judge import judged
from coachloom.cohorts.planning.best import Plan
from coachloom.cohorts.planning.repair import FROZEN, repaired
from coachloom.cohorts.planning.several import beside, several
from coachloom.cohorts.planning.why_not import why_not
from coachloom.cohorts.timetable import Timetable

JUDGED = 200
"""Instances of one to six cohorts, roomy and tight, whose plans the judge looks at."""

ByHand = Callable[[Case], Timetable | None]


def no_fault_in_any_plan() -> Result:
    each = product(range(JUDGED), range(1, 7), (False, True))
    instances = islice((Instance(cohorts, seed, tight) for seed, cohorts, tight in each), JUDGED)
    with ProcessPoolExecutor() as workers:
        faults = sum(workers.map(_faults, instances, chunksize=4))
    return Result(name=f"faults that the judge finds in plans of {JUDGED} academies", value=faults, goal=0)


def _faults(instance: Instance) -> int:
    """What is broken in any plan, or between them, by the judge alone; and whoever is left out without a reason."""
    cases = instance.cases()
    found = several(cases, rounds=2)
    of = {case.cohort: case for case in cases}
    held = [(of[plan.timetable.cohort], plan) for plan in found.plans]
    verdicts = [judged(case, plan.timetable) for case, plan in held]
    wrong = sum(verdict.cost != plan.cost for verdict, (_, plan) in zip(verdicts, held, strict=True))
    together = judged_together([(case, plan.timetable) for case, plan in held])
    unexplained = sum(why_not(beside(of[id], found.plans)) is None for id in found.left_out)
    return sum(len(verdict.broken) for verdict in (*verdicts, together)) + wrong + unexplained


def _placed(cases: Sequence[Case], plans: Sequence[Plan]) -> Iterator[tuple[Case, Plan]]:
    """Each plan with its case beside the plans of the others."""
    of = {case.cohort: case for case in cases}
    for plan in plans:
        yield beside(of[plan.timetable.cohort], [other for other in plans if other is not plan]), plan


def plans_as_frozen() -> Result:
    """Frozen ones that could not be planned as well as when they were frozen, or that are no longer the same."""
    now = {(one.cohorts, one.seed, one.tight): one for one in map(frozen, INSTANCES)}
    worse = 0
    for then in as_frozen():
        one = now[then.cohorts, then.seed, then.tight]
        worse += one.case != then.case or one.cost > then.cost or one.bound < then.bound
    return Result(name=f"of {len(INSTANCES)} frozen academies planned worse than then", value=worse, goal=0)


def _instances(cohorts: int) -> list[Instance]:
    return [instance for instance in INSTANCES if instance.cohorts == cohorts]


def one_cohort_is_proven() -> Result:
    runs = [run(instance) for instance in _instances(1)]
    unproven = sum(one.found.gap > 0 or not all(plan.proven for plan in one.found.plans) for one in runs)
    if unproven:
        return Result(name="plans of one cohort that are not proven", value=unproven, goal=0)
    return _slowest("one cohort, proven", 1, goal=1)


def four_cohorts() -> Result:
    return _slowest("four cohorts", 4, goal=10)


def twelve_cohorts() -> Result:
    return _slowest("twelve cohorts", 12, goal=60)


def _slowest(name: str, cohorts: int, goal: float) -> Result:
    seconds = [run(instance).seconds for instance in _instances(cohorts)]
    return Result(name=name, value=max(seconds), goal=goal, unit=" s", spread=(min(seconds), max(seconds)))


def gap_of_four() -> Result:
    return _gap(4, goal=1)


def gap_of_twelve() -> Result:
    return _gap(12, goal=3.5)


def _gap(cohorts: int, goal: float) -> Result:
    """The widest, since the goal is to hold for each of them."""
    gaps = [100 * run(instance).found.gap for instance in _instances(cohorts)]
    name = f"proven gap of {cohorts} cohorts, of which the median is {statistics.median(gaps):.2f} %"
    return Result(name=name, value=max(gaps), goal=goal, unit=" %", spread=(min(gaps), max(gaps)))


def first_plan_of_twelve() -> Result:
    seconds = [_seconds(partial(several, instance.cases(), rounds=0)) for instance in _instances(12)]
    name = "first plan of twelve cohorts"
    return Result(name=name, value=max(seconds), goal=1, unit=" s", spread=(min(seconds), max(seconds)))


def cost_against_a_diary() -> Result:
    return _against("a filled diary", diary, goal=0.5)


def cost_against_greed() -> Result:
    return _against("day for day what is cheapest", greedy, goal=0.88)


def cost_against_fet() -> Result | None:
    """None where FET is not installed."""
    return _against("FET", planned_by_fet, goal=0.45) if is_installed() else None


def given_up_against_a_diary() -> Result:
    return _against("a filled diary", diary, goal=0.5, points=_given_up)


def given_up_against_greed() -> Result:
    return _against("day for day what is cheapest", greedy, goal=0.88, points=_given_up)


def _cost(case: Case, timetable: Timetable) -> int:
    return judged(case, timetable).cost


def _given_up(case: Case, timetable: Timetable) -> int:
    """Without what every timetable costs: that somebody leads each day."""
    return sum(fault.points for fault in judged(case, timetable).given_up)


def _against(name: str, other: ByHand, *, goal: float, points: Callable[[Case, Timetable], int] = _cost) -> Result:
    """Medians over the cohorts for which the other way finds anything that holds."""
    ratios = []
    for instance in _instances(1):
        (case,), (plan,) = instance.cases(), run(instance).found.plans
        by_hand = other(case)
        if by_hand and judged(case, by_hand).holds:
            ratios.append(points(case, plan.timetable) / points(case, by_hand))
    what = "what a timetable costs" if points is _cost else "wishes given up"
    return Result(
        name=f"{what} ÷ {name}, {len(ratios)} of {len(_instances(1))} cohorts",
        value=statistics.median(ratios),
        goal=goal,
        spread=(min(ratios), max(ratios)),
    )


def repair_at_four() -> Result:
    """Whatever happens to one of four cohorts, half a year before its end."""
    seconds = []
    for instance in _instances(4):
        for case, plan in _placed(instance.cases(), run(instance).found.plans):
            days = list(plan.timetable)
            today = days[len(days) // 2].date
            for broken in _broken(case, plan.timetable, today):
                seconds.append(_seconds(partial(repaired, broken, plan.timetable, today)))
    return Result(
        name="repair at four cohorts", value=max(seconds), goal=1, unit=" s", spread=(min(seconds), max(seconds))
    )


def _broken(case: Case, timetable: Timetable, today: datetime.date) -> Iterator[Case]:
    """Somebody is ill for four weeks, a bank holiday is announced, a room is lost, no expert comes for four weeks."""
    hit = next(held for held in timetable if held.date > today + FROZEN * DAY)
    ill = Span(hit.date - 7 * DAY, hit.date + 20 * DAY)
    for who in {hit.teachers[0], *(teacher.id for teacher in case.teachers if teacher.expert)}:
        yield replace(
            case,
            teachers=tuple(replace(one, away=(*one.away, ill)) if one.id == who else one for one in case.teachers),
        )
    yield replace(case, bank_holidays={**case.bank_holidays, hit.date: "Coronation"})
    lost = Span(hit.date - 7 * DAY, hit.date + 52 * DAY)
    yield replace(
        case,
        venues=tuple(replace(one, closed=(*one.closed, lost)) if one.id == hit.venue else one for one in case.venues),
    )


def explanation() -> Result:
    """A building closed, experts or everybody away, a year too long, too few places: planted where all was well."""
    seconds = []
    for instance in _instances(1):
        (case,) = instance.cases()
        for broken in _impossible(case):
            seconds.append(_seconds(partial(why_not, broken)))
    name = "why a cohort has no timetable"
    return Result(name=name, value=max(seconds), goal=2, unit=" s", spread=(min(seconds), max(seconds)))


def _impossible(case: Case) -> Iterator[Case]:
    first = case.days[6].window.first
    far_off = Span(first, first + 105 * DAY, "building")
    yield replace(case, closures=(*case.closures, far_off))
    for absent in (lambda one: one.expert, lambda _: True):
        away = (replace(one, away=(*one.away, far_off)) if absent(one) else one for one in case.teachers)
        yield replace(case, teachers=tuple(away))
    yield replace(case, least_months=16)
    yield replace(case, people=70)


_PLAN_TWELVE = """
from tests.cohorts.cases import seeded_academy
from coachloom.cohorts.planning.several import several
several(seeded_academy(0, cohorts=12, tight=True))
"""


def memory_of_a_plan() -> Result:
    peak = Command(["-c", _PLAN_TWELVE], ROOT).peak_megabytes()
    return Result(name="memory of planning twelve cohorts", value=peak, goal=200, unit=" MB")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
