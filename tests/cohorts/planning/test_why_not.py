"""Why a case has no timetable: counts of dates, rules that clash, and the cheapest change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from coachloom.cohorts.case import DAY, Case, Teacher
from coachloom.cohorts.explained import explained
from coachloom.cohorts.judging.judge import judged
from coachloom.cohorts.planning.best import best
from coachloom.cohorts.planning.rules import Kind, Rule, rules_of, without
from coachloom.cohorts.planning.ways import Cause
from coachloom.cohorts.planning.why_not import DayTable, tables, why_not
from coachloom.site.tree import load_words
from tests.cohorts.cases import (
    a_case,
    a_date,
    a_day_with_an_expert,
    a_span,
    seeded,
    with_days,
    with_gap,
)
from tests.cohorts.planning.brute import a_small_case
from tests.conftest import ROOT


def _away(case: Case, id: str, span: str) -> Case:
    return replace(
        case,
        teachers=tuple(replace(one, away=(*one.away, a_span(span))) if one.id == id else one for one in case.teachers),
    )


def _only(case: Case, rules: tuple[Rule, ...]) -> Case:
    return without(case, [rule for rule in rules_of(case) if rule not in rules])


PLANTED: dict[str, tuple[Callable[[Case], Case], Rule]] = {
    "closure": (
        lambda case: replace(case, closures=(*case.closures, a_span("2027-08-15..2027-11-30 building"))),
        Rule(Kind.CLOSURE, "building", a_span("2027-08-15..2027-11-30 building")),
    ),
    "leave": (
        lambda case: _away(case, "visiting-expert", "2027-08-15..2027-11-30"),
        Rule(Kind.LEAVE, "visiting-expert"),
    ),
    "places": (lambda case: replace(case, people=70), Rule(Kind.PLACES, "hotel")),
    "length": (lambda case: replace(case, least_months=16), Rule(Kind.YEAR_LENGTH)),
    "gap": (lambda case: with_gap(case, "d05", least=80, most=90), Rule(Kind.GAP, "gap-d05-d06")),
    "others": (
        lambda case: replace(
            case,
            taken_teachers=frozenset(
                (a_date(f"2027-{month:02}-{day:02}"), "visiting-expert") for month in (9, 10) for day in range(1, 31)
            ),
        ),
        Rule(Kind.OTHERS),
    ),
    "past": (lambda case: replace(case, not_before=a_date("2027-08-01")), Rule(Kind.PAST)),
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_was_planted_is_named(name: str) -> None:
    plant, rule = PLANTED[name]
    why = why_not(plant(seeded(0)))

    assert why
    assert rule in why.rules
    assert len(why.rules) <= 8


def test_whichever_named_rule_is_given_up_the_others_can_be_kept() -> None:
    found = 0
    for seed in range(20, 32):
        case = a_small_case(seed)
        if why := why_not(case):
            found += 1
            assert best(_only(case, why.rules)) is None
            for rule in why.rules:
                others = tuple(other for other in why.rules if other != rule)
                assert best(_only(case, others)), (seed, rule)
    assert found > 5


def test_the_change_makes_a_timetable_possible_and_none_of_it_is_in_vain() -> None:
    for seed in range(20, 32):
        case = a_small_case(seed)
        if why := why_not(case):
            assert why.then
            assert judged(without(case, why.change), why.then).holds, seed
            for rule in why.change:
                assert best(without(case, [other for other in why.change if other != rule])) is None, seed


def test_a_table_counts_every_date_of_a_window_once() -> None:
    inspection = a_span("2027-05-04..2027-05-05 inspection")
    (table,) = tables(a_day_with_an_expert("2027-05-06..2027-05-31 leave", closures=(inspection,)))

    assert (table.day, table.dates, table.left) == ("d01", 31, 0)
    assert table.causes == (
        (Cause.EXPERT_AWAY, 18),
        (Cause.WEEKDAY, 10),
        (Cause.CLOSURE, 2),
        (Cause.BANK_HOLIDAY, 1),
    )


def test_a_day_of_which_every_date_is_free_has_no_causes() -> None:
    assert list(tables(a_case((1,), "2027-05-01", stray=0))) == [DayTable("d01", 31, ())]


def test_where_two_things_are_in_the_way_the_change_names_both() -> None:
    case = replace(
        a_case((1, 1), closures=(a_span("2026-12-01..2027-04-30 works"),)),
        bank_holidays={a_date("2027-01-01"): "New Year's Day"},
        teachers=(Teacher(id="ana", away=(a_span("2026-12-01..2027-04-30 leave"),), topics=frozenset({"listening"})),),
    )
    why = why_not(with_days(case, topics=frozenset({"listening"})))

    assert why
    assert why.change == (
        Rule(Kind.CLOSURE, "works", a_span("2026-12-01..2027-04-30 works")),
        Rule(Kind.LEAVE, "ana"),
    )


def _far_apart(days: int, case: Case) -> Case:
    """With windows of one date each, which come in the wrong order, so many days apart."""
    for at, need in enumerate(case.days):
        only = a_span(f"{a_date('2027-06-01') - at * days * DAY}")
        case = with_days(case, need.id, month=only, window=only)
    return case


def _one_may_lead_one_of_two_days() -> Case:
    """Whoever comes from far could lead the other."""
    topics = frozenset({"listening"})
    both = (Teacher(id="ana", topics=topics), Teacher(id="rui", topics=topics, far=True))
    return with_days(a_case((2,), teachers=both, most_load=1), topics=topics)


def test_an_explanation_ends_and_names_no_rule_twice_where_windows_are_far_apart() -> None:
    why = why_not(_far_apart(20, a_case((1, 1))))

    assert why
    assert (why.rules, why.proven, why.change) == (
        why.change,
        True,
        (Rule(Kind.WINDOW, "d01"), Rule(Kind.WINDOW, "d02")),
    )


def test_where_no_rule_given_up_helps_this_is_said() -> None:
    why = why_not(_far_apart(60, a_case((1, 1))))

    assert why
    assert (why.rules, why.proven, why.change, why.then) == ((), True, (), None)
    assert list(explained(why, None, load_words(ROOT, "en"))) == [
        "No timetable is possible, whichever rules are given up.",
        "The days, the dates that they could have, and what stands in the way:",
        "    d01: 1 dates; 1 left",
        "    d02: 1 dates; 1 left",
    ]


def test_a_search_that_was_given_up_is_not_told_as_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coachloom.cohorts.planning.best._TOO_MANY", 2)
    why = why_not(_one_may_lead_one_of_two_days())

    assert why
    assert (why.rules, why.proven, why.change) == (
        (Rule(Kind.LOAD), Rule(Kind.TOPIC, "listening")),
        False,
        (Rule(Kind.LOAD),),
    )
    assert list(explained(why, None, load_words(ROOT, "en")))[:5] == [
        (
            "No timetable was found; the search was given up before it was certain that none is possible."
            " As far as it went, these rules cannot be kept together; without any one of them, the others can:"
        ),
        "    - how many days one person leads within four weeks",
        "    - that somebody leads the topic listening",
        "What would help most, and cost least:",
        "    - how many days one person leads within four weeks",
    ]


def test_where_the_search_finds_nothing_at_all_it_is_not_told_as_proof_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coachloom.cohorts.planning.best._TOO_MANY", 1)
    why = why_not(a_case((1,), stray=0))

    assert why
    assert list(explained(why, None, load_words(ROOT, "en"))) == [
        (
            "No timetable was found, whichever rules are given up;"
            " the search was given up before it was certain that none is possible."
        ),
        "The days, the dates that they could have, and what stands in the way:",
        "    d01: 31 dates; 31 left",
    ]


def test_where_no_rule_stands_in_the_way_a_search_was_given_up() -> None:
    assert list(explained(why_not(a_case((1,))), None, load_words(ROOT, "en"))) == [
        "The search was given up before it found a timetable; one may be possible all the same."
    ]
