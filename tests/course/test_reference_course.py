"""Facts of the reference course that academies, and its own texts, rely on."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest

from coachloom.course import kinds
from coachloom.course.checks import check
from coachloom.course.load import FOLDERS, read_course
from coachloom.course.model import Course
from coachloom.course.values import Children, Level, Range, Rule, SessionPart
from tests.conftest import ROOT

MONTHS = {
    "m01": ("d01", "d02"),
    "m02": ("d03", "d04"),
    "m03": ("d05", "d06"),
    "m04": ("d07",),
    "m05": ("d08", "d09"),
    "m06": ("d10",),
    "m07": ("d11", "d12"),
    "m08": ("d13",),
    "m09": ("d14",),
    "m10": ("d15",),
    "m11": ("d16",),
    "m12": ("d17", "d18"),
}
DAYS = tuple(f"d{number:02}" for number in range(1, 19))


def test_it_is_read_and_checked_without_a_problem_or_a_note(reference_course: Course) -> None:
    assert read_course(ROOT).problems == ()
    assert check(reference_course) == ()
    assert reference_course.broken == frozenset()


def test_it_is_the_quality_coach_programme(reference_course: Course) -> None:
    programme = reference_course.programme

    assert (programme.id, programme.edition, programme.language) == ("quality-coach", "2027.1", "en")
    assert (programme.rule, programme.bounds, programme.children) == (Rule.BOUNDED, {}, Children(add=6))


def test_it_holds_so_many_elements_of_each_kind(reference_course: Course) -> None:
    counted = Counter(element.kind for element in reference_course.elements.values())

    assert {kind: counted[kind] for kind in ("course", "topic", "phase", "v", "month", "day", "gap")} == {
        "course": 1,
        "topic": 5,
        "phase": 7,
        "v": 5,
        "month": 12,
        "day": 18,
        "gap": 17,
    }
    assert {kind: counted[kind] for kind in ("session", "task", "term")} == {"session": 108, "task": 18, "term": 92}


def test_a_term_that_has_a_method_card_leads_to_it(reference_course: Course) -> None:
    found = {
        (term.id.removeprefix("term-"), card.removeprefix("card-"))
        for term in reference_course.all(kinds.Term)
        for card in re.findall(r"\]\((card-[a-z-]+)\)", term.text)
    }

    assert found == {
        ("5vs", "five-vs"),
        ("contracting", "three-way-contracting"),
        ("decision-rights", "decision-rights"),
        ("deliberate-practice", "deliberate-practice"),
        ("flow", "flow-and-littles-law"),
        ("force-field", "force-field"),
        ("gemba-walk", "go-and-see"),
        ("humble-inquiry", "humble-inquiry"),
        ("littles-law", "flow-and-littles-law"),
        ("macrosystem", "clinical-microsystems"),
        ("mesosystem", "clinical-microsystems"),
        ("microsystem", "clinical-microsystems"),
        ("model-for-improvement", "three-questions"),
        ("ownership", "ownership"),
        ("process-map", "process-mapping"),
        ("stakeholder", "stakeholder-grid"),
    }


def test_each_of_the_five_topics_has_six_to_eight_outcomes(reference_course: Course) -> None:
    counted = Counter(outcome.topic for outcome in reference_course.all(kinds.Outcome))

    assert [topic.id for topic in reference_course.all(kinds.Topic)] == [
        "understanding-qi",
        "leading-change",
        "self-reflection",
        "coaching-skills",
        "working-with-groups",
    ]
    assert sorted(counted) == sorted(topic.id for topic in reference_course.all(kinds.Topic))
    assert {topic: number for topic, number in counted.items() if not 6 <= number <= 8} == {}


def test_each_topic_has_outcomes_of_all_three_levels(reference_course: Course) -> None:
    levels = {
        topic.id: {outcome.level for outcome in reference_course.all(kinds.Outcome) if outcome.topic == topic.id}
        for topic in reference_course.all(kinds.Topic)
    }

    assert levels == {topic: {Level.PRE_PHASE, Level.MIDPOINT, Level.END} for topic in levels}


def test_the_seven_phases_lead_from_one_to_the_next_and_back(reference_course: Course) -> None:
    phases = reference_course.all(kinds.Phase)
    following = {phase.id: phase.next for phase in phases}

    walked = ["pre-phase"]
    while (onwards := following[walked[-1]]) not in walked:
        walked.append(onwards)

    assert walked == [phase.id for phase in phases]
    assert len(walked) == 7
    assert following[walked[-1]] == "broad-themes"


def test_the_year_has_twelve_months_and_eighteen_days(reference_course: Course) -> None:
    assert {month.id: month.days for month in reference_course.schedule.months} == MONTHS
    assert tuple(day.id for day in reference_course.days) == DAYS


def test_gaps_are_longer_between_months_than_within_one(reference_course: Course) -> None:
    month_of = {day: month for month, days in MONTHS.items() for day in days}
    within, between = Range(min=1, max=28), Range(min=14, max=45)

    assert {(gap.after, gap.before): dict(gap.bounds) for gap in reference_course.all(kinds.Gap)} == {
        (one, other): {"days": within if month_of[one] == month_of[other] else between} for one, other in pairwise(DAYS)
    }


@pytest.mark.parametrize("day", DAYS)
def test_a_day_opens_has_four_core_sessions_and_closes(reference_course: Course, day: str) -> None:
    found = reference_course.get(day, kinds.Day)

    assert found is not None
    assert [session.part for session in reference_course.sessions_of(found)] == [
        SessionPart.OPENING,
        *[SessionPart.CORE] * 4,
        SessionPart.CLOSING,
    ]


def test_every_day_has_a_task_of_its_own(reference_course: Course) -> None:
    assert sorted(day.task for day in reference_course.days) == sorted(
        task.id for task in reference_course.all(kinds.Task)
    )


def test_topics_take_these_minutes_of_the_year(reference_course: Course) -> None:
    minutes = Counter[str]()
    for session in reference_course.sessions:
        minutes[session.topic] += session.minutes

    assert minutes == {
        "understanding-qi": 1345,
        "leading-change": 1300,
        "self-reflection": 1240,
        "coaching-skills": 1295,
        "working-with-groups": 1300,
    }


@pytest.mark.parametrize(
    ("condition", "numbers"),
    [
        ("completion", {"days": 15, "of-days": 18, "observations": 2, "percent-of-weeks": 75}),
        ("year-and-days", {"months": 12, "days": 18}),
        ("five-topics", {"least-percent": 17, "most-percent": 23}),
        ("weekly-hour", {"minutes": 60}),
        ("cohort-size", {"places": 24}),
        ("local-priorities", {"minutes-a-day": 30}),
    ],
)
def test_conditions_hold_these_numbers(reference_course: Course, condition: str, numbers: dict[str, int]) -> None:
    found = reference_course.get(condition, kinds.Condition)

    assert found is not None
    assert found.numbers == numbers


def test_what_is_not_flexible_has_a_reason(reference_course: Course) -> None:
    elements = reference_course.elements.values()

    assert [element.id for element in elements if element.rule is not Rule.FLEXIBLE and not element.because] == []


def test_no_file_holds_a_gap_left_to_fill() -> None:
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    texts = {path: path.read_text(encoding="utf-8") for path in files if path.suffix in {".md", ".yml", ".svg"}}

    assert len(texts) > 150
    assert [path for path, text in texts.items() if re.search(r"\bFILL\b", text)] == []
