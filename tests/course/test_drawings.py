"""Pictures as data: read whole, held against their own numbers, and refused in plain words."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.course import run_rules
from coachloom.course.checks import check
from coachloom.course.drawings import (
    Drawing,
    DriverDiagram,
    Mark,
    Point,
    PrimaryDriver,
    ProcessMap,
    RuleSet,
    RunChart,
    SecondaryDriver,
    SignalRule,
    Step,
)
from coachloom.course.kinds import Asset
from coachloom.course.load import read_course
from coachloom.course.read_drawing import read_drawing
from coachloom.course.run_rules import Stretch
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.yaml_text import read_yaml
from tests.files import rewrite

CHART = """format: 1
picture: run-chart
title: Hours to a bed
description: Made up.
across: Week
up: Hours
points:
  - {at: W1, value: 4}
  - {at: W2, value: 5.5}
  - {at: W3, value: 4}
  - {at: W4, value: 6}
  - {at: W5, value: 9}
median: 5.5
rules: perla-2011
marks: [{at: W4, text: A holiday}]
"""
PROCESS = """format: 1
picture: process-map
title: From fall to ward
description: Made up.
lanes: [Crew, Ward]
steps:
  - {text: Bring, lane: Crew, minutes: 20}
  - {text: Admit, lane: Ward, minutes: 10, wait: 90}
work: 30
waited: 90
"""
DRIVERS = """format: 1
picture: driver-diagram
title: What it hangs on
description: Made up.
aim: Sooner to a bed
drivers:
  - text: Beds are known
    drivers:
      - {text: Meet at nine, ideas: [Stand, End at ten past]}
  - {text: Families know}
"""
VALUES = st.lists(st.integers(-50, 50).map(Decimal), min_size=2, max_size=40)
SETS = st.sampled_from(RuleSet)


def read(text: str) -> Drawing:
    return read_drawing(read_yaml(text, "a.yml"))


def refused(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as found:
        read(text)
    return found.value.problems


def test_each_kind_is_read_whole() -> None:
    assert [read(text) for text in (CHART, PROCESS, DRIVERS)] == [
        RunChart(
            title="Hours to a bed",
            description="Made up.",
            across="Week",
            up="Hours",
            points=tuple(
                Point(at=at, value=Decimal(value))
                for at, value in (("W1", "4"), ("W2", "5.5"), ("W3", "4"), ("W4", "6"), ("W5", "9"))
            ),
            median=Decimal("5.5"),
            rules=RuleSet.PERLA_2011,
            marks=(Mark(at="W4", text="A holiday"),),
        ),
        ProcessMap(
            title="From fall to ward",
            description="Made up.",
            lanes=("Crew", "Ward"),
            steps=(Step(text="Bring", lane="Crew", minutes=20), Step(text="Admit", lane="Ward", minutes=10, wait=90)),
            work=30,
            waited=90,
        ),
        DriverDiagram(
            title="What it hangs on",
            description="Made up.",
            aim="Sooner to a bed",
            drivers=(
                PrimaryDriver(
                    text="Beds are known",
                    drivers=(SecondaryDriver(text="Meet at nine", ideas=("Stand", "End at ten past")),),
                ),
                PrimaryDriver(text="Families know"),
            ),
        ),
    ]


FAULTS = [
    (CHART, "picture: run-chart", "picture: runchart", 2, "VALUE",
     "`picture: runchart` is not right. Did you mean run-chart?",
     "write one of: run-chart, process-map, driver-diagram"),
    (CHART, "picture: run-chart\n", "", 1, "MISSING", "`picture` is missing.",
     "add a line `picture:` and one of: run-chart, process-map, driver-diagram"),
    (CHART, "format: 1", "format: 2", 1, "VALUE", '`format` is not right: "2".',
     "write it in another form: input should be less than or equal to 1"),
    (CHART, "value: 9", "value: nine", 12, "VALUE", '`value` is not right: "nine".', "write a number, such as 12 or 12.5"),
    (CHART, "at: W3", "at: W2", 10, "TWICE", '"W2" stands in `points` a second time; the first is on line 9.',
     "give one of the two another name"),
    (CHART, "at: W4, text", "at: W44, text", 15, "DRAWING", 'There is no point "W44". Did you mean W4?',
     "write the point as it stands in `points`, after `at:`"),
    (CHART, "median: 5.5", "median: 4", 13, "DRAWING",
     "`median: 4` is stated, and the median of the points is 5.5.",
     "write `median: 5.5`, or correct the points"),
    (CHART, "rules: perla-2011", "rules: perla-2011\nsignals: [{rule: shift, from: W1, to: W4}]", 15, "DRAWING",
     "A signal is stated, shift from W1 to W4, and by the rules perla-2011 the points show: no signal.",
     "correct the signal or the points"),
    (CHART, "rules: perla-2011", "rules: perla-2011\nsignals: [{rule: crossings}]", 15, "DRAWING",
     "The rules perla-2011 know no signal `crossings`.", "take it out, or use one of: shift, trend, astronomical"),
    (CHART, "rules: perla-2011", "rules: perla-2011\nsignals: [{rule: astronomical, from: W4, to: W4}]", 15, "DRAWING",
     "An astronomical point is stated, from W4 to W4, and the points lie between 4 and 9.",
     "name the highest or the lowest point, after `from:` and after `to:`"),
    (PROCESS, "lane: Crew, m", "lane: Crow, m", 7, "DRAWING", 'There is no lane "Crow". Did you mean Crew?',
     "name it as it stands in `lanes`, or add it there"),
    (PROCESS, "work: 30", "work: 35", 9, "DRAWING", "`work: 35` is stated, and the steps hold 30 minutes of work.",
     "write `work: 30`, or correct the steps"),
    (PROCESS, "waited: 90", "waited: 9", 10, "DRAWING",
     "`waited: 9` is stated, and the steps hold 90 minutes of waiting.", "write `waited: 90`, or correct the steps"),
    (PROCESS, "[Crew, Ward]", "[Crew, Ward, Crew]", 5, "TWICE",
     '"Crew" stands in `lanes` a second time; the first is on line 5.', "give one of the two another name"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "line", "code", "what", "do"), FAULTS)
def test_a_fault_is_told_with_its_line_and_both_numbers(
    text: str, old: str, new: str, *, line: int, code: str, what: str, do: str
) -> None:
    assert text.count(old) == 1

    assert [(p.place.file, p.place.line, p.code, p.what, p.do) for p in refused(text.replace(old, new))] == [
        ("a.yml", line, code, what, do)
    ]


def test_all_faults_are_told_at_once() -> None:
    spoilt = PROCESS.replace("work: 30", "work: 1").replace("waited: 90", "waited: 1").replace("format: 1\n", "")

    assert [problem.what for problem in refused(spoilt)] == [
        "`format` is missing.",
        "`work: 1` is stated, and the steps hold 30 minutes of work.",
        "`waited: 1` is stated, and the steps hold 90 minutes of waiting.",
    ]


def test_too_little_to_draw_is_said() -> None:
    texts = [
        DRIVERS.partition("drivers:\n")[0] + "drivers: []\n",
        PROCESS.partition("steps:\n")[0] + "steps: []\n",
        CHART.partition("points:\n")[0] + "points: [{at: W1, value: 4}]\nmedian: 4\nrules: perla-2011\n",
    ]

    assert [[(p.what, p.do) for p in refused(text)] for text in texts] == [
        [("`drivers` holds too little to draw.", "write at least one driver")],
        [("`steps` holds too little to draw.", "write at least one step")],
        [("`points` holds too little to draw.", "write at least 2 points")],
    ]


def test_a_signal_that_is_there_must_be_stated() -> None:
    points = "".join(f"  - {{at: W{n}, value: {value}}}\n" for n, value in enumerate([1] * 6 + [9] * 6, start=1))
    chart = CHART.partition("points:\n")[0] + f"points:\n{points}median: 5\nrules: perla-2011\n"
    stated = chart + "signals: [{rule: shift, from: W7, to: W12}]\n"

    assert [(p.what, p.do) for p in refused(stated)] == [
        (
            "By the rules perla-2011 the points show shift from W1 to W6, and `signals` does not say so.",
            'add `- {rule: shift, from: "W1", to: "W6"}`',
        )
    ]
    assert [p.what for p in refused(stated.replace("from: W7", "from: W8"))] == [
        "By the rules perla-2011 the points show shift from W1 to W6, and `signals` does not say so.",
        "By the rules perla-2011 the points show shift from W7 to W12, and `signals` does not say so.",
        "A signal is stated, shift from W8 to W12, and by the rules perla-2011 the points show: shift from W1 to W6; shift from W7 to W12.",
    ]


def test_a_median_may_be_rounded_but_not_wrong() -> None:
    """With as many decimals as are written it must be the nearest number."""
    exact = CHART.replace("value: 5.5", "value: 5.52")

    def accepted(stated: str) -> bool:
        try:
            read(exact.replace("median: 5.5", f"median: {stated}"))
        except ProblemsFound:
            return False
        return True

    tried = ("5.52", "5.520", "5.5", "6", "5.51", "5.6", "5.50", "5")
    assert [stated for stated in tried if accepted(stated)] == ["5.52", "5.520", "5.5", "6"]


def decimals(*values: float) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


@pytest.mark.parametrize(
    ("values", "rules", "found"),
    [
        pytest.param([1] * 5 + [9] * 5, RuleSet.PERLA_2011, [], id="five on a side are no shift"),
        pytest.param(
            [1, 1, 1, 5, 1, 1, 1, 9, 9, 9, 9, 9, 9, 5],
            RuleSet.PERLA_2011,
            [Stretch(SignalRule.SHIFT, 0, 6), Stretch(SignalRule.SHIFT, 7, 12)],
            id="a point on the median neither ends a shift nor counts",
        ),
        pytest.param(
            [1, 1, 5, 1, 1, 1, 9, 9, 9, 9, 9],
            RuleSet.PERLA_2011,
            [],
            id="five on a side and one on the median are no shift",
        ),
        pytest.param(
            [3, 5, 1, 2, 3, 4, 5, 2, 4],
            RuleSet.PERLA_2011,
            [Stretch(SignalRule.TREND, 2, 6)],
            id="five going up are a trend",
        ),
        pytest.param(
            [5, 5, 4, 4, 3, 2, 1, 1, 2],
            RuleSet.PERLA_2011,
            [Stretch(SignalRule.TREND, 0, 6)],
            id="like neighbours count once",
        ),
        pytest.param([4, 3, 2, 2, 2, 1, 3], RuleSet.PERLA_2011, [], id="four different values are no trend"),
        pytest.param([1] * 6 + [9] * 6, RuleSet.ANHOJ_2014, [Stretch(SignalRule.CROSSINGS)], id="one crossing of 12"),
        pytest.param(
            [1] * 8 + [9] * 8,
            RuleSet.ANHOJ_2014,
            [Stretch(SignalRule.SHIFT, 0, 7), Stretch(SignalRule.SHIFT, 8, 15), Stretch(SignalRule.CROSSINGS)],
            id="a run of eight of 16 is too long",
        ),
        pytest.param([7, 7, 7], RuleSet.ANHOJ_2014, [], id="nothing off the median"),
    ],
)
def test_the_rules_find_what_they_say(values: list[float], rules: RuleSet, found: list[Stretch]) -> None:
    assert list(run_rules.signals(decimals(*values), rules)) == found


def test_the_limits_are_those_of_the_paper_for_twenty_four_points() -> None:
    """Anhøj and Olesen's own example: with 24 useful points a run of more than 8, fewer than 8 crossings."""
    assert (run_rules.longest_run(24), run_rules.fewest_crossings(24)) == (8, 8)


@given(VALUES)
def test_the_median_splits_the_points(values: list[Decimal]) -> None:
    middle = run_rules.median(values)

    assert 2 * sum(value <= middle for value in values) >= len(values)
    assert 2 * sum(value >= middle for value in values) >= len(values)


@given(VALUES, st.integers(-100, 100), SETS)
def test_raising_all_points_raises_the_median_and_keeps_the_signals(
    values: list[Decimal], by: int, rules: RuleSet
) -> None:
    raised = [value + by for value in values]

    assert run_rules.median(raised) == run_rules.median(values) + by
    assert run_rules.signals(raised, rules) == run_rules.signals(values, rules)


@given(VALUES, SETS)
def test_turned_upside_down_the_points_show_the_same_signals(values: list[Decimal], rules: RuleSet) -> None:
    assert run_rules.signals([-value for value in values], rules) == run_rules.signals(values, rules)


def test_a_course_holds_a_picture_as_data_as_an_asset(small: Path) -> None:
    picture(small, PROCESS)

    reading = read_course(small)

    assert reading.problems == ()
    assert reading.course is not None
    asset = reading.course.elements["from-fall"]
    assert isinstance(asset, Asset)
    assert (asset.file, reading.course.drawings, list(reading.course.pictures)) == (
        "curriculum/assets/from-fall.yml",
        {"from-fall": read(PROCESS)},
        ["room-picture"],
    )


def test_a_picture_that_cannot_be_drawn_is_one_problem_though_a_text_shows_it(small: Path) -> None:
    picture(small, PROCESS)
    rewrite(small, "curriculum/assets/from-fall.yml", "work: 30", "work: 31")
    card = small / "curriculum/cards/card-questions.md"
    card.write_text(card.read_text(encoding="utf-8") + "\n![The way](from-fall)\n", encoding="utf-8")

    reading = read_course(small)

    assert reading.problems == (
        Problem(
            code="DRAWING",
            what="`work: 31` is stated, and the steps hold 30 minutes of work.",
            place=Place("curriculum/assets/from-fall.yml", 9, 1),
            do="write `work: 30`, or correct the steps",
        ),
    )
    assert reading.course is not None
    assert list(check(reading.course)) == []


def picture(root: Path, text: str) -> None:
    folder = root / "curriculum" / "assets"
    folder.mkdir(exist_ok=True)
    (folder / "from-fall.yml").write_text(text, encoding="utf-8")
