"""What holds of every verdict, whatever the timetable."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from coachloom.cohorts.case import Case, Pin, Span
from coachloom.cohorts.judging.between import several
from coachloom.cohorts.judging.fault import Fault, Verdict
from coachloom.cohorts.judging.judge import judged
from coachloom.cohorts.timetable import Held, Timetable
from tests.cohorts.cases import seeded, seeded_academy
from tests.cohorts.judging.notation import at_random

SEEDS = st.integers(0, 10_000)
SOME = settings(max_examples=40)


def counted(verdict: Verdict) -> Counter[str]:
    return Counter(fault.rule for fault in verdict.broken)


@SOME
@given(SEEDS)
def test_faults_come_in_the_order_of_the_course_with_those_of_no_day_last(seed: int) -> None:
    case = seeded(seed)
    verdict = judged(case, at_random(random.Random(seed), case))
    order = [*(day.id for day in case.days), None]

    for faults in (verdict.broken, verdict.given_up):
        places = [order.index(fault.day) for fault in faults]
        assert places == sorted(places)
    assert not verdict.holds


@SOME
@given(SEEDS)
def test_the_order_in_which_rooms_faculty_and_dates_are_written_changes_nothing(seed: int) -> None:
    chance = random.Random(seed)
    case = seeded(seed)
    timetable = at_random(chance, case)
    shuffled = replace(
        case,
        venues=tuple(chance.sample(case.venues, len(case.venues))),
        teachers=tuple(chance.sample(case.teachers, len(case.teachers))),
    )

    assert judged(shuffled, Timetable("spring", timetable.days[::-1])) == judged(case, timetable)


@SOME
@given(SEEDS, st.data())
def test_settling_a_day_as_it_is_breaks_nothing_new_and_costs_nothing_more(seed: int, data: st.DataObject) -> None:
    case = seeded(seed)
    timetable = at_random(random.Random(seed), case)
    days = data.draw(st.lists(st.sampled_from(timetable.days), unique=True))
    before = judged(case, timetable)
    after = judged(replace(case, pins=tuple(map(wholly, days))), timetable)

    assert counted(after) <= counted(before)
    assert after.cost <= before.cost


@SOME
@given(SEEDS)
def test_a_year_that_is_settled_as_a_whole_lacks_experts_at_most(seed: int) -> None:
    case = seeded(seed)
    timetable = at_random(random.Random(seed), case)
    verdict = judged(replace(case, pins=tuple(map(wholly, timetable))), timetable)

    assert {fault.rule for fault in verdict.broken} <= {"expert-days"}


@SOME
@given(SEEDS)
def test_what_is_away_closed_or_taken_breaks_what_it_hits_and_nothing_else(seed: int) -> None:
    chance = random.Random(seed)
    case = replace(seeded(seed), closures=())
    timetable = at_random(chance, case)
    hit = chance.choice(timetable.days)
    before = judged(case, timetable)
    closed = judged(replace(case, closures=(Span(hit.date, hit.date, "works"),)), timetable)

    on_the_date = [held.day for held in timetable if held.date == hit.date]
    assert counted(closed) == counted(before) + Counter({"closure": len(on_the_date)})
    assert (closed.given_up, closed.cost) == (before.given_up, before.cost)


@SOME
@given(SEEDS)
def test_renaming_faculty_and_rooms_renames_them_in_the_faults_and_costs_the_same(seed: int) -> None:
    case = seeded(seed)
    timetable = at_random(random.Random(seed), case)
    renamed_case, renamed = renaming(case, timetable)
    before, after = judged(case, timetable), judged(renamed_case, renamed)

    assert (counted(after), after.cost) == (counted(before), before.cost)
    assert sorted(who(fault) for fault in after.broken) == sorted(
        f"x-{who(f)}" if who(f) else "" for f in before.broken
    )


@settings(max_examples=15)
@given(SEEDS)
def test_cohorts_get_on_exactly_where_each_keeps_off_what_the_other_has(seed: int) -> None:
    chance = random.Random(seed)
    cases = [replace(case, most_load=99) for case in seeded_academy(seed, cohorts=3)]
    timetables = [at_random(chance, case) for case in cases]
    found = 0
    for case, own in zip(cases, timetables, strict=True):
        others = [held for timetable in timetables if timetable is not own for held in timetable]
        alone = replace(
            case,
            taken_venues=frozenset((held.date, held.venue) for held in others if held.venue),
            taken_teachers=frozenset((held.date, id) for held in others for id in held.teachers),
        )
        found += sum(counted(judged(alone, own))[rule] for rule in ("venue-taken", "teacher-taken"))

    shared = several(list(zip(cases, timetables, strict=True)))

    assert shared.holds == (found == 0)


def wholly(held: Held) -> Pin:
    return Pin(day=held.day, date=held.date, venue=held.venue, teachers=held.teachers, whole=True)


def who(fault: Fault) -> str:
    return str(fault.values.get("teacher") or fault.values.get("venue") or "")


def renaming(case: Case, timetable: Timetable) -> tuple[Case, Timetable]:
    return (
        replace(
            case,
            venues=tuple(replace(venue, id=f"x-{venue.id}") for venue in case.venues),
            teachers=tuple(replace(teacher, id=f"x-{teacher.id}") for teacher in case.teachers),
        ),
        Timetable.of(
            case.cohort,
            [
                replace(held, venue=held.venue and f"x-{held.venue}", teachers=tuple(f"x-{id}" for id in held.teachers))
                for held in timetable
            ],
        ),
    )
