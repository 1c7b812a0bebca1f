"""Small cases made by chance, and the best timetable found by trying all, with the judge as the only guide."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product

from coachloom.cohorts.case import DAY, Case, DayNeed, Span, Teacher, Venue, Weights, months_after
from coachloom.cohorts.judging.judge import judged
from coachloom.cohorts.planning.best import Plan
from coachloom.cohorts.planning.several import beside
from coachloom.cohorts.timetable import Held, Timetable
from tests.cohorts.cases import a_case, a_date, together, with_days, with_gap

START = a_date("2027-03-01")


def a_small_case(seed: int) -> Case:
    """Three to five days, each with eight dates at most, two rooms and three members of faculty."""
    chance = random.Random(seed)
    case = a_case(
        chance.choice((3, 4, 5)),
        START.isoformat(),
        weekdays=frozenset(chance.sample(range(7), chance.choice((5, 6, 7)))),
        preferred=frozenset(chance.sample(range(7), 3)),
        bank_holidays={START + chance.randrange(60) * DAY: "holiday"},
        closures=(_some_days(chance),),
        school_holidays=(_some_days(chance),),
        people=10,
        venues=tuple(_venues(chance)),
        teachers=tuple(_teachers(chance)),
        expert_days=chance.choice((0, 0, 0, 1)),
        most_load=chance.choice((2, 3, 6)),
        least_months=chance.choice((0, 0, 1)),
        most_months=chance.choice((1, 2, 99, 99)),
        taken_venues=frozenset((START + chance.randrange(60) * DAY, "hall") for _ in range(8)),
        taken_teachers=frozenset((START + chance.randrange(60) * DAY, "ana") for _ in range(4)),
        weights=Weights(off_pace=chance.choice((0, 1, 2)), far=chance.choice((0, 3))),
    )
    for at, need in enumerate(case.days):
        first = START + (12 * at + chance.randrange(4)) * DAY
        topics = frozenset(chance.sample(("leading", "listening"), chance.choice((0, 1, 2))))
        window = Span(first, first + chance.randrange(3, 8) * DAY)
        case = with_days(case, need.id, window=window, topics=topics, expert=chance.random() < 0.2)
    for gap in case.gaps:
        least = chance.randrange(1, 12)
        calm = chance.randrange(5, 15)
        case = with_gap(
            case, gap.after, least=least, most=least + chance.randrange(4, 20), calm_least=calm, calm_most=calm + 4
        )
    if chance.random() < 0.4:
        at = chance.randrange(len(case.days) - 1)
        case = with_days(together(case, case.days[at].id), case.days[at + 1].id, window=case.days[at].window)
    if chance.random() < 0.3:
        case = with_days(case, chance.choice(case.days).id, online=True)
    return case


def cheapest_by_trying(case: Case) -> int | None:
    """What the best timetable costs; None where none holds."""
    options = [sorted(_undominated(case, list(_options(case, need))), key=lambda one: one[0]) for need in case.days]
    least: int | None = None

    def tried(held: tuple[Held, ...], cost: int) -> None:
        nonlocal least
        if least is not None and cost >= least:
            return
        if len(held) == len(case.days):
            first, last = held[0].date, held[-1].date
            if not months_after(first, case.least_months) <= last <= months_after(first, case.most_months):
                return
            verdict = judged(case, Timetable.of(case.cohort, held))
            if verdict.holds and (least is None or verdict.cost < least):
                least = verdict.cost
            return
        for more, option in options[len(held)]:
            if not held or _fits(case, held[-1], option, len(held)):
                tried((*held, option), cost + more)

    tried((), 0)
    return least


def two_tiny_cases(seed: int) -> tuple[Case, Case]:
    """Two cohorts of two days with three dates each, which share two rooms and three members of faculty."""
    chance = random.Random(f"two-{seed}")
    venues = (Venue(id="hall", places=12), Venue(id="hotel", places=12, cost=chance.choice((1, 3))))
    topics = ("leading", "listening")
    teachers = tuple(
        Teacher(id=id, topics=frozenset(chance.sample(topics, chance.choice((1, 2)))), far=id == "jo")
        for id in ("ana", "rui", "jo")
    )
    cases = []
    for cohort in ("autumn", "spring"):
        case = a_case((2,), START.isoformat(), cohort=cohort, people=10, venues=venues, teachers=teachers)
        case = replace(case, most_load=chance.choice((1, 2, 3)), preferred=frozenset(chance.sample(range(7), 3)))
        for at, need in enumerate(case.days):
            first = START + (8 * at + chance.randrange(2)) * DAY
            wanted = frozenset(chance.sample(topics, chance.choice((1, 2))))
            case = with_days(case, need.id, window=Span(first, first + 2 * DAY), topics=wanted)
        cases.append(case)
    one, other = cases
    return one, replace(other, most_load=one.most_load)


def cheapest_of_two_by_trying(one: Case, other: Case) -> int | None:
    """What the best timetables of two tiny cohorts cost together; None where one of them finds no place."""
    pairs = product(_every_plan(one), _every_plan(other))
    for mine, theirs in sorted(pairs, key=lambda pair: pair[0].cost + pair[1].cost):
        if (
            judged(beside(one, [theirs]), mine.timetable).holds
            and judged(beside(other, [mine]), theirs.timetable).holds
        ):
            return mine.cost + theirs.cost
    return None


def _every_plan(case: Case) -> Iterator[Plan]:
    for options in product(*(_undominated(case, list(_options(case, need))) for need in case.days)):
        timetable = Timetable.of(case.cohort, [held for _, held in options])
        verdict = judged(case, timetable)
        if verdict.holds:
            yield Plan(timetable, verdict.cost)


def _fits(case: Case, earlier: Held, later: Held, at: int) -> bool:
    gap = case.gaps[at - 1]
    return gap.least <= (later.date - earlier.date).days <= gap.most


def _undominated(case: Case, options: Sequence[tuple[int, Held]]) -> Iterator[tuple[int, Held]]:
    """Without those that merely have more people there, none of them the only expert."""
    for cost, held in options:
        people = set(held.teachers)
        if not any(
            (other.date, other.venue) == (held.date, held.venue)
            and set(other.teachers) < people
            and _has_expert(case, other) == _has_expert(case, held)
            for _, other in options
        ):
            yield cost, held


def _has_expert(case: Case, held: Held) -> bool:
    return any(case.teacher[id].expert for id in held.teachers)


def _options(case: Case, need: DayNeed) -> Iterator[tuple[int, Held]]:
    """Every date, room and team that the judge lets a course of this one day have, and what it costs."""
    single = replace(case, days=(need,), gaps=(), expert_days=0, least_months=0, most_months=99)
    rooms: Sequence[str | None] = (None, *(venue.id for venue in case.venues))
    ids = [teacher.id for teacher in case.teachers]
    for at in range((need.window.last - need.window.first).days + 1):
        for venue in rooms:
            for size in range(len(ids) + 1):
                for team in combinations(ids, size):
                    held = Held(
                        day=need.id, date=need.window.first + at * DAY, venue=venue, teachers=tuple(sorted(team))
                    )
                    verdict = judged(single, Timetable.of(case.cohort, [held]))
                    if verdict.holds:
                        yield verdict.cost, held


def _some_days(chance: random.Random) -> Span:
    first = START + chance.randrange(60) * DAY
    return Span(first, first + chance.randrange(4) * DAY, "closed")


def _venues(chance: random.Random) -> Iterator[Venue]:
    if chance.random() < 0.8:
        yield Venue(id="hall", places=12, closed=(_some_days(chance),))
        yield Venue(id="hotel", places=chance.choice((8, 12)), cost=3, weekdays=frozenset(range(5)))


def _teachers(chance: random.Random) -> Iterator[Teacher]:
    topics = ("leading", "listening")
    for id in ("ana", "rui", "jo") if chance.random() < 0.8 else ():
        yield Teacher(
            id=id,
            topics=frozenset(chance.sample(topics, chance.choice((1, 2)))),
            far=chance.random() < 0.3,
            expert=id == "jo" or chance.random() < 0.2,
            away=(_some_days(chance), _some_days(chance)),
        )
