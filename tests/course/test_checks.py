"""Each check finds nothing in the small course, and its own fault where the course is spoilt in one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from coachloom.course import checks
from coachloom.course.checks import EACH, WHOLE, Check, check, forms, ids, minutes, order, outcomes, rules, text
from coachloom.course.load import read_course
from coachloom.course.model import Course
from coachloom.problems import Place, Problem
from tests.conftest import SMALL
from tests.files import rewrite

CARD = "curriculum/cards/card-questions.md"
FORM = "assessments/after-a-day.yml"
PROGRAMME = "curriculum/programme.yml"
REDIRECTS = "curriculum/redirects.yml"
SCHEDULE = "curriculum/schedule.yml"
TOPICS = "curriculum/topics.yml"
GLOSSARY = "curriculum/glossary.yml"
DAY_ONE = "modules/first/one/index.md"
DAY_TWO = "modules/first/two/index.md"
OPENING = "modules/first/one/opening.md"
QUESTIONS = "modules/first/one/questions.md"
TESTS = "modules/first/two/tests.md"
TASK = "modules/first/one/big-room.md"

Test = TypeVar("Test", bound=Callable[..., None])

SHOWN: defaultdict[Check, list[str]] = defaultdict(list)
"""Each check with the names of the tests that show its fault."""


def shows(shown: Check) -> Callable[[Test], Test]:
    """Marks a test as one that shows what this check finds."""

    def marked(test: Test) -> Test:
        SHOWN[shown].append(test.__name__)
        return test

    return marked


def spoilt(root: Path) -> Course:
    """The spoilt course; the fault is one that reading does not find."""
    reading = read_course(root)
    assert reading.problems == ()
    assert reading.course is not None
    return reading.course


def found(one: Check, root: Path) -> list[Problem]:
    """What this check finds, all of which a check of the whole course reports too."""
    course = spoilt(root)
    problems = list(one(course))
    assert set(problems) <= set(check(course))
    return problems


def short(problems: list[Problem]) -> list[tuple[str, str, int, str]]:
    return [(problem.code, problem.place.file, problem.place.line, problem.what) for problem in problems]


def test_every_check_is_shown_to_find_its_fault() -> None:
    assert [one.__name__ for one in (*EACH, *WHOLE) if not SHOWN[one]] == []


def test_a_check_stands_in_one_list_once() -> None:
    assert len({*EACH, *WHOLE}) == len((*EACH, *WHOLE))


def test_every_check_that_is_written_stands_in_a_list() -> None:
    written = {
        function
        for module in (forms, ids, minutes, order, outcomes, rules, text)
        for name, function in vars(module).items()
        if not name.startswith("_") and getattr(function, "__annotations__", {}).get("return") == "Iterator[Problem]"
    }

    assert written == {*EACH, *WHOLE}


@pytest.mark.parametrize("one", [*EACH, *WHOLE], ids=lambda one: one.__name__)
def test_the_small_course_passes(one: Check) -> None:
    course = spoilt(SMALL)

    assert list(one(course)) == []


def test_the_small_course_passes_all_checks_together() -> None:
    assert check(spoilt(SMALL)) == ()


def test_the_reference_course_passes(reference_course: Course) -> None:
    assert check(reference_course) == ()


# How checks run together


def test_sums_over_the_whole_wait_until_single_elements_are_right(small: Path) -> None:
    rewrite(small, SCHEDULE, "before: d02", "before: d01")
    assert [problem.code for problem in check(spoilt(small))] == ["GAP", "GAP"]

    rewrite(small, QUESTIONS, "topic: asking", "topic: askign")
    assert [problem.code for problem in check(spoilt(small))] == ["UNKNOWN"]


def test_problems_of_several_checks_come_sorted_by_place(small: Path) -> None:
    rewrite(small, QUESTIONS, "Ask first.", "Ask<br> [first](nowhere).")
    rewrite(small, FORM, "text: What will you test?", 'text: "What will [you](nobody) test?"')
    rewrite(small, CARD, "## How", "#### How")

    assert [(problem.place.file, problem.place.line, problem.code) for problem in check(spoilt(small))] == [
        (FORM, 15, "LINK-DEAD"),
        (CARD, 7, "HEADING"),
        (QUESTIONS, 18, "HTML"),
        (QUESTIONS, 18, "LINK-DEAD"),
    ]


ROOM = "curriculum/pages/the-room.md"


@shows(text.no_sign_of_html)
@pytest.mark.parametrize(
    ("words", "below"),
    [
        ("x\n\n   ```\n\n</article><script>alert(1)</script>\n\n   ```\n", 3),
        ("- a\n\n      </article><style>body{display:none}</style>\n", 3),
        ("<div/style=display:none>\n", 1),
        ("a <img src=`x` onerror=alert(1)> b\n", 1),
        ("x\n\n ~~~\n\n## Purpose\n\n ~~~\n", 3),
    ],
)
def test_what_one_reader_takes_for_code_and_another_for_html_is_reported(small: Path, words: str, below: int) -> None:
    page = small / ROOM
    before = page.read_text(encoding="utf-8")
    page.write_text(f"{before}\n{words}", encoding="utf-8")
    line = before.count("\n") + 1 + below

    assert [(p.code, p.place.line) for p in check(spoilt(small)) if p.code == "HTML"] == [("HTML", line)]
    assert {p.code for p in found(text.no_sign_of_html, small)} <= {"HTML"}


@shows(text.no_sign_of_html)
def test_code_between_two_plain_lines_of_backticks_may_hold_any_sign(small: Path) -> None:
    page = small / ROOM
    page.write_text(page.read_text(encoding="utf-8") + "\n```html\n<b>\n```\n\nAnd `<i>` too.\n", encoding="utf-8")

    assert found(text.no_sign_of_html, small) == []


@shows(text.brackets_are_closed)
def test_hundreds_of_open_brackets_are_reported(small: Path) -> None:
    page = small / ROOM
    page.write_text(page.read_text(encoding="utf-8") + "\n" + "[" * 200 + "\n", encoding="utf-8")

    assert [(p.code, p.place.file) for p in found(text.brackets_are_closed, small)] == [("SIZE", ROOM)]


def test_every_check_is_run() -> None:
    assert checks.EACH is EACH
    assert len(EACH) + len(WHOLE) == len(SHOWN)


# Ids


@shows(ids.named_elements_exist)
def test_an_id_that_names_nothing_is_reported_with_the_nearest_that_exists(small: Path) -> None:
    line = rewrite(small, QUESTIONS, "topic: asking", "topic: askign")

    assert found(ids.named_elements_exist, small) == [
        Problem(
            code="UNKNOWN",
            what="There is no topic `askign`. Did you mean asking?",
            place=Place(QUESTIONS, line, 1),
            id="first-questions",
            do="write an id of the kind topic, or add it",
        )
    ]


@shows(ids.named_elements_exist)
def test_an_id_of_another_kind_is_reported(small: Path) -> None:
    line = rewrite(small, QUESTIONS, "requires: [d01-opening]", "requires: [ask-three-people]")

    assert short(found(ids.named_elements_exist, small)) == [
        ("UNKNOWN", QUESTIONS, line, "`ask-three-people` is of the kind task; the kind session is needed here.")
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        ("curriculum/roadmap.yml", "next: improve", "next: imporve", "There is no phase `imporve`. Did you mean improve?"),
        (DAY_ONE, "phase: prepare", "phase: no-such", "There is no phase `no-such`."),
        (DAY_ONE, ", first-questions,", ", no-such,", "There is no session `no-such`."),
        (DAY_ONE, "task: ask-three-people", "task: no-such", "There is no task `no-such`."),
        (SCHEDULE, "after: d01", "after: no-such", "There is no day `no-such`."),
        (SCHEDULE, "before: d02", "before: no-such", "There is no day `no-such`."),
        (SCHEDULE, "days: [d01]", "days: [d00]", "There is no day `d00`."),
        (SCHEDULE, "id: m01", "id: no-such", "There is no month `no-such`."),
        (SCHEDULE, "[d01, d02]", "[d01, no-such]", "There is no day `no-such`."),
        (QUESTIONS, "requires: [d01-opening]", "requires: [no-such]", "There is no session `no-such`."),
        (QUESTIONS, "outcomes: [ask-openly, test-small]", "outcomes: [ask-openly, no-such]", "There is no outcome `no-such`."),
        (FORM, "outcomes: [ask-openly]", "outcomes: [no-such]", "There is no outcome `no-such`."),
        (PROGRAMME, "role: A coach", "pages: [no-such]\nrole: A coach", "There is no page `no-such`."),
    ],
)  # fmt: skip
def test_every_field_that_names_ids_is_looked_at(small: Path, file: str, old: str, new: str, what: str) -> None:
    line = rewrite(small, file, old, new)

    assert short(found(ids.named_elements_exist, small)) == [("UNKNOWN", file, line, what)]


def test_a_day_that_the_schedule_misspells_is_found_there_even_without_gaps(small: Path) -> None:
    gaps = (small / SCHEDULE).read_text(encoding="utf-8").partition("gaps:\n")[2].partition("timetable_rules:")[0]
    rewrite(small, SCHEDULE, "gaps:\n" + gaps, "gaps: []\n")
    line = rewrite(small, SCHEDULE, "[d01, d02]", "[d01, no-such]")

    assert short(found(ids.named_elements_exist, small)) == [("UNKNOWN", SCHEDULE, line, "There is no day `no-such`.")]


@shows(ids.redirects_lead_to_elements)
def test_a_redirect_to_nothing_is_reported_where_it_stands(small: Path) -> None:
    line = rewrite(small, REDIRECTS, "[first-questions]", "[frist-questions]")

    assert short(found(ids.redirects_lead_to_elements, small)) == [
        (
            "REDIRECT",
            REDIRECTS,
            line,
            "The redirect of `old-session` leads to `frist-questions`, which does not exist. Did you mean first-questions?",
        )
    ]


@shows(ids.redirects_lead_to_elements)
def test_a_redirect_that_says_nothing_is_reported_where_it_stands(small: Path) -> None:
    line = rewrite(small, REDIRECTS, ", now: [first-questions]", "")

    assert short(found(ids.redirects_lead_to_elements, small)) == [
        (
            "REDIRECT",
            REDIRECTS,
            line,
            "The redirect of `old-session` says neither where it went (`now`) nor why it is gone (`retired`).",
        )
    ]


def test_a_retired_id_needs_no_new_place(small: Path) -> None:
    rewrite(small, REDIRECTS, "now: [first-questions]", "retired: Nobody used it.")

    assert check(spoilt(small)) == ()


@shows(ids.ids_in_use_are_not_retired)
def test_a_retired_id_in_use_is_reported_at_its_user(small: Path) -> None:
    rewrite(small, REDIRECTS, "was: old-session", "was: small-tests")

    assert found(ids.ids_in_use_are_not_retired, small) == [
        Problem(
            code="REDIRECT",
            what="`small-tests` was renamed or retired, and an id is never used again.",
            place=Place(TESTS, 2, 1),
            id="small-tests",
            do="give the new element another id",
        )
    ]


@shows(ids.schedule_names_every_day_once)
def test_a_day_that_no_month_lists_is_reported(small: Path) -> None:
    rewrite(small, SCHEDULE, "[d01, d02]", "[d01]")

    assert found(ids.schedule_names_every_day_once, small) == [
        Problem(
            code="LISTED",
            what="The day `d02` is listed nowhere.",
            place=Place(DAY_TWO, 2, 1),
            id="d02",
            do="list it exactly once, in curriculum/schedule.yml",
        )
    ]


@shows(ids.schedule_names_every_day_once)
def test_a_month_or_day_that_is_listed_twice_is_reported(small: Path) -> None:
    rewrite(
        small,
        SCHEDULE,
        "  - {id: m01, days: [d01, d02]}",
        "  - {id: m01, days: [d01, d02]}\n  - {id: m01, days: [d02]}",
    )

    assert short(found(ids.schedule_names_every_day_once, small)) == [
        ("LISTED", "modules/first/index.md", 2, "The month `m01` is listed 2 times (the schedule, the schedule)."),
        ("LISTED", DAY_TWO, 2, "The day `d02` is listed 2 times (m01, m01)."),
    ]


@shows(ids.days_name_every_session_and_task_once)
def test_a_session_that_no_day_lists_is_reported(small: Path) -> None:
    rewrite(small, DAY_ONE, ", first-questions,", ",")

    assert found(ids.days_name_every_session_and_task_once, small) == [
        Problem(
            code="LISTED",
            what="The session `first-questions` is listed nowhere.",
            place=Place(QUESTIONS, 2, 1),
            id="first-questions",
            do="list it exactly once, in a day's index.md",
        )
    ]


@shows(ids.days_name_every_session_and_task_once)
def test_a_task_of_two_days_is_reported_and_so_is_the_one_left_over(small: Path) -> None:
    rewrite(small, DAY_TWO, "task: run-one-test", "task: ask-three-people")

    assert short(found(ids.days_name_every_session_and_task_once, small)) == [
        ("LISTED", TASK, 2, "The task `ask-three-people` is listed 2 times (d01, d02)."),
        ("LISTED", "modules/first/two/big-room.md", 2, "The task `run-one-test` is listed nowhere."),
    ]


# Rules


@shows(rules.rules_have_a_because)
def test_a_rule_without_a_reason_is_reported(small: Path) -> None:
    rewrite(small, QUESTIONS, "because: Practice must outweigh explanation.\n", "")

    assert found(rules.rules_have_a_because, small) == [
        Problem(
            code="BECAUSE",
            what='"Three questions before any solution" is bounded without a reason.',
            place=Place(QUESTIONS, 11, 1),
            id="first-questions",
            do="add a line `because:` that an academy would accept",
        )
    ]


@shows(rules.bounds_belong_to_bounded_elements)
def test_bounded_without_bounds_is_reported(small: Path) -> None:
    rewrite(small, SCHEDULE, "    bounds: {days: {min: 1, max: 28}}\n", "")

    assert found(rules.bounds_belong_to_bounded_elements, small) == [
        Problem(
            code="BOUNDS",
            what='"From d01 to d02" is bounded, and no bounds are given.',
            place=Place(SCHEDULE, 11, 5),
            id="gap-d01-d02",
            do="add `bounds: {minutes: {min: …, max: …}}`, or choose another rule",
        )
    ]


@shows(rules.bounds_belong_to_bounded_elements)
def test_fixed_with_bounds_is_reported(small: Path) -> None:
    line = rewrite(small, QUESTIONS, "rule: bounded", "rule: fixed")

    assert short(found(rules.bounds_belong_to_bounded_elements, small)) == [
        ("BOUNDS", QUESTIONS, line, '"Three questions before any solution" is fixed, yet has bounds.')
    ]


@shows(rules.bounds_belong_to_bounded_elements)
def test_bounds_that_end_before_they_begin_are_reported(small: Path) -> None:
    line = rewrite(small, SCHEDULE, "{min: 1, max: 28}", "{min: 28, max: 1}")

    assert short(found(rules.bounds_belong_to_bounded_elements, small)) == [
        ("BOUNDS", SCHEDULE, line, "The bounds of `days` end (1) before they begin (28).")
    ]


@shows(rules.flexible_names_sections)
def test_flexible_that_names_no_section_is_reported(small: Path) -> None:
    line = rewrite(small, TASK, "flexible: [steps]", "flexible: [purpose, stpes]")

    assert found(rules.flexible_names_sections, small) == [
        Problem(
            code="SECTION",
            what="`flexible` names `stpes`, which is no section. Did you mean steps?",
            place=Place(TASK, line, 21),
            id="ask-three-people",
            do="use one of: purpose, prepare, bring, plan, steps, case, handouts, in-your-big-room, reflection, "
            "if-you-missed-this-day, sources, facilitator-notes, materials, "
            "room, answers, role-briefs",
        )
    ]


@shows(rules.values_lie_in_bounds)
def test_a_field_outside_its_bounds_is_reported_with_rule_and_reason(small: Path) -> None:
    line = rewrite(small, QUESTIONS, "bounds: {minutes: {min: 60, max: 90}}", "bounds: {minutes: {min: 80, max: 90}}")

    assert found(rules.values_lie_in_bounds, small) == [
        Problem(
            code="BOUNDS",
            what='`minutes` is 75 on "Three questions before any solution" (first-questions); allowed 80 to 90.',
            place=Place(QUESTIONS, 7, 1),
            id="first-questions",
            rule=Place(QUESTIONS, line, 10),
            because="Practice must outweigh explanation.",
            do="choose 80 to 90",
        )
    ]


@shows(rules.values_lie_in_bounds)
def test_a_number_of_a_condition_outside_its_bounds_is_reported(small: Path) -> None:
    line = rewrite(small, PROGRAMME, "numbers: {minutes: 60}", "numbers: {minutes: 61}")

    assert short(found(rules.values_lie_in_bounds, small)) == [
        ("BOUNDS", PROGRAMME, line, '`minutes` is 61 on "The weekly hour" (weekly-hour); allowed 45 to 60.')
    ]


@pytest.mark.parametrize("minutes", [60, 90])
def test_both_ends_of_bounds_are_allowed(small: Path, minutes: int) -> None:
    rewrite(small, QUESTIONS, "minutes: 75", f"minutes: {minutes}")

    assert list(rules.values_lie_in_bounds(spoilt(small))) == []


@shows(rules.children_that_may_go_exist)
def test_a_child_that_may_go_and_does_not_exist_is_reported(small: Path) -> None:
    line = rewrite(small, FORM, "leave_out: [day-free]", "leave_out: [day-fere]")

    assert found(rules.children_that_may_go_exist, small) == [
        Problem(
            code="UNKNOWN",
            what="`leave_out` names `day-fere`, which does not stand in `after-a-day`. Did you mean day-free?",
            place=Place(FORM, line, 32),
            id="after-a-day",
            do="name a child of this element",
        )
    ]


# Minutes


@shows(minutes.plans_can_be_read)
def test_a_row_that_cannot_be_read_is_reported(small: Path) -> None:
    line = rewrite(small, QUESTIONS, "| 15 | The case.", "| a while | The case.")

    assert found(minutes.plans_can_be_read, small) == [
        Problem(
            code="PLAN",
            what='This is no row of a plan: "a while | The case. | Faculty".',
            place=Place(QUESTIONS, line, 1),
            id="first-questions",
            do="write the table as | Minutes | What happens | Who leads |, minutes as a whole number or once as 30+",
        )
    ]


@shows(minutes.plans_can_be_read)
def test_a_plan_with_other_columns_is_reported(small: Path) -> None:
    line = rewrite(small, OPENING, "| Minutes | What happens |", "| Time | What happens |")

    assert short(found(minutes.plans_can_be_read, small)) == [
        ("PLAN", OPENING, line, 'This is no row of a plan: "Time | What happens | Who leads".')
    ]


@shows(minutes.plan_rows_add_up)
def test_rows_that_make_another_sum_are_reported(small: Path) -> None:
    line = rewrite(small, OPENING, "| 30 | A story", "| 25 | A story") - 4

    assert found(minutes.plan_rows_add_up, small) == [
        Problem(
            code="PLAN",
            what="The plan's rows make 25 minutes, and the session has 30.",
            place=Place(OPENING, line, 1),
            id="d01-opening",
            do="change a row, or `minutes`, so that both agree",
        )
    ]


@shows(minutes.plan_rows_add_up)
def test_rows_that_overrun_their_session_are_reported(small: Path) -> None:
    line = rewrite(small, OPENING, "| 30 | A story", "| 35 | A story") - 4

    assert short(found(minutes.plan_rows_add_up, small)) == [
        ("PLAN", OPENING, line, "The plan's rows make 35 minutes, and the session has 30.")
    ]


@shows(minutes.plan_rows_add_up)
def test_an_elastic_row_counts_as_it_is_written(small: Path) -> None:
    line = rewrite(small, QUESTIONS, "| 45+ | Pairs", "| 30+ | Pairs") - 5

    assert short(found(minutes.plan_rows_add_up, small)) == [
        ("PLAN", QUESTIONS, line, "The plan's rows make 60 minutes, and the session has 75.")
    ]


@shows(minutes.one_row_takes_up_the_difference)
@pytest.mark.parametrize(("row", "count"), [("| 45 | Pairs", 0), ("| 15+ | Before.  | All |\n| 30+ | Pairs", 2)])
def test_a_session_that_may_be_lengthened_needs_one_elastic_row(small: Path, row: str, count: int) -> None:
    line = rewrite(small, QUESTIONS, "| 45+ | Pairs", row) - 5

    assert found(minutes.one_row_takes_up_the_difference, small) == [
        Problem(
            code="PLAN",
            what=f"Rows written like 30+ in the plan: {count}; needed: 1.",
            place=Place(QUESTIONS, line, 1),
            id="first-questions",
            do="mark one row with a plus: the minutes may be set, and it takes up the difference",
        )
    ]


@shows(minutes.one_row_takes_up_the_difference)
@pytest.mark.parametrize(("least", "left"), [(34, 4), (10, -20)])
def test_an_elastic_row_that_would_keep_too_little_is_reported(small: Path, least: int, left: int) -> None:
    rewrite(small, QUESTIONS, "{min: 60, max: 90}", f"{{min: {least}, max: 90}}")

    assert found(minutes.one_row_takes_up_the_difference, small) == [
        Problem(
            code="PLAN",
            what=f"With {least} minutes the row written 45+ would keep {left}; it needs 5.",
            place=Place(QUESTIONS, 20, 1),
            id="first-questions",
            do="mark a longer row with the plus, or raise the lower bound",
        )
    ]


def test_an_elastic_row_may_keep_five_minutes(small: Path) -> None:
    rewrite(small, QUESTIONS, "{min: 60, max: 90}", "{min: 35, max: 90}")

    assert check(spoilt(small)) == ()


@shows(minutes.one_row_takes_up_the_difference)
def test_a_session_whose_minutes_are_fixed_has_no_elastic_row(small: Path) -> None:
    line = rewrite(small, OPENING, "| 30 | A story", "| 30+ | A story") - 4

    assert short(found(minutes.one_row_takes_up_the_difference, small)) == [
        ("PLAN", OPENING, line, "Rows written like 30+ in the plan: 1; needed: 0.")
    ]


@shows(minutes.local_sessions_are_short)
def test_more_than_thirty_minutes_of_a_day_beside_the_five_topics_are_reported(small: Path) -> None:
    rewrite(small, QUESTIONS, "topic: asking", "topic: local")

    assert found(minutes.local_sessions_are_short, small) == [
        Problem(
            code="LOCAL",
            what='Sessions with `topic: local` take 75 minutes of "Questions" (d01); allowed 30.',
            place=Place(QUESTIONS, 7, 1),
            id="first-questions",
            do="shorten them, or give a session the topic that it serves",
        )
    ]


@shows(minutes.days_keep_their_minutes)
def test_a_day_that_is_too_short_is_reported(small: Path) -> None:
    line = rewrite(small, DAY_ONE, "{min: 120, max: 180}", "{min: 136, max: 180}")

    assert found(minutes.days_keep_their_minutes, small) == [
        Problem(
            code="DAY-MINUTES",
            what='"Questions" (d01) holds 135 minutes of learning; allowed 136 to 180.',
            place=Place(DAY_ONE, 6, 1),
            id="d01",
            rule=Place(DAY_ONE, line, 10),
            because="Practice outweighs explanation.",
            do="shorten or lengthen its sessions",
        )
    ]


@shows(minutes.topics_keep_their_share)
def test_topics_that_take_too_little_or_too_much_are_reported(small: Path) -> None:
    rewrite(small, QUESTIONS, "topic: asking", "topic: testing")
    rule = Place(PROGRAMME, 18, 5)

    assert found(minutes.topics_keep_their_share, small) == [
        Problem(
            code="SHARE",
            what='"Asking" takes 22.2% of the hours; allowed 30 to 70%.',
            place=Place(TOPICS, 3, 5),
            id="asking",
            rule=rule,
            because="Balance.",
            do="give its sessions more or fewer minutes",
        ),
        Problem(
            code="SHARE",
            what='"Testing" takes 77.8% of the hours; allowed 30 to 70%.',
            place=Place(TOPICS, 13, 5),
            id="testing",
            rule=rule,
            because="Balance.",
            do="give its sessions more or fewer minutes",
        ),
    ]


@pytest.mark.parametrize("share", ["least-percent: 50", "most-percent: 50"])
def test_both_ends_of_the_share_are_allowed(small: Path, share: str) -> None:
    old = {"least-percent: 50": "least-percent: 30", "most-percent: 50": "most-percent: 70"}[share]
    rewrite(small, PROGRAMME, old, share)

    assert check(spoilt(small)) == ()


@shows(minutes.topics_keep_their_share)
@pytest.mark.parametrize("name", ["least-percent", "most-percent"])
def test_a_share_without_its_numbers_is_a_problem_and_no_crash(small: Path, name: str) -> None:
    line = rewrite(small, PROGRAMME, name, f"other-{name}")

    problems = found(minutes.topics_keep_their_share, small)

    assert [(problem.code, problem.place.file, problem.place.line) for problem in problems] == [
        ("MISSING", PROGRAMME, line)
    ]
    assert name in problems[0].what


# Order


@shows(order.sessions_open_and_close_a_day)
def test_a_day_that_closes_too_early_is_reported(small: Path) -> None:
    line = rewrite(small, DAY_TWO, "small-tests, d02-closing]", "d02-closing, small-tests]")

    assert found(order.sessions_open_and_close_a_day, small) == [
        Problem(
            code="DAY-ORDER",
            what='"Closing: until then" stands where the core session of d02 belongs, and is closing.',
            place=Place(DAY_TWO, line, 25),
            id="d02-closing",
            do="a day begins with its opening and ends with its closing; reorder `sessions`, or mend `part`",
        ),
        Problem(
            code="DAY-ORDER",
            what='"Small tests" stands where the closing session of d02 belongs, and is core.',
            place=Place(DAY_TWO, line, 38),
            id="small-tests",
            do="a day begins with its opening and ends with its closing; reorder `sessions`, or mend `part`",
        ),
    ]


@shows(order.sessions_open_and_close_a_day)
def test_a_day_that_does_not_open_is_reported(small: Path) -> None:
    rewrite(small, OPENING, "part: opening", "part: core")

    assert short(found(order.sessions_open_and_close_a_day, small)) == [
        ("DAY-ORDER", DAY_ONE, 6, '"Opening: hello" stands where the opening session of d01 belongs, and is core.')
    ]


@shows(order.days_in_person_hold_sessions_in_person)
@pytest.mark.parametrize("mode", ["online", "either"])
def test_a_session_that_may_be_online_is_reported_on_a_day_in_person(small: Path, mode: str) -> None:
    line = rewrite(small, QUESTIONS, "mode: in-person", f"mode: {mode}")

    assert found(order.days_in_person_hold_sessions_in_person, small) == [
        Problem(
            code="MODE",
            what=f'"Three questions before any solution" is {mode}, and d01 is held in person.',
            place=Place(QUESTIONS, line, 1),
            id="first-questions",
            rule=Place(SCHEDULE, 15, 5),
            because="Trust.",
            do="write `mode: in-person`",
        )
    ]


@shows(order.gaps_join_neighbours)
def test_a_gap_between_days_that_are_no_neighbours_is_reported_and_so_is_the_one_that_lacks(small: Path) -> None:
    line = rewrite(small, SCHEDULE, "    after: d01\n    before: d02", "    after: d02\n    before: d01") - 1

    assert found(order.gaps_join_neighbours, small) == [
        Problem(
            code="GAP",
            what="The gap `gap-d01-d02` joins d02 and d01, which are no neighbours, or are joined already.",
            place=Place(SCHEDULE, line, 5),
            id="gap-d01-d02",
            do="one gap stands between each day and the next",
        ),
        Problem(
            code="GAP",
            what="There is no gap between d01 and d02.",
            place=Place(DAY_TWO, 2, 1),
            id="d02",
            do="add one to `gaps` in curriculum/schedule.yml",
        ),
    ]


@shows(order.gaps_join_neighbours)
def test_a_second_gap_between_the_same_days_is_reported(small: Path) -> None:
    line = rewrite(
        small,
        SCHEDULE,
        "timetable_rules:",
        "  - {id: gap-more, after: d01, before: d02, rule: flexible}\ntimetable_rules:",
    )

    assert short(found(order.gaps_join_neighbours, small)) == [
        (
            "GAP",
            SCHEDULE,
            line,
            "The gap `gap-more` joins d01 and d02, which are no neighbours, or are joined already.",
        )
    ]


@shows(order.required_sessions_come_first)
def test_a_required_session_that_comes_later_is_reported(small: Path) -> None:
    line = rewrite(small, QUESTIONS, "requires: [d01-opening]", "requires: [d01-opening, small-tests]")

    assert found(order.required_sessions_come_first, small) == [
        Problem(
            code="REQUIRES",
            what='"Three questions before any solution" requires `small-tests`, which is not taught before it.',
            place=Place(QUESTIONS, line, 25),
            id="first-questions",
            do="move one of the two, or take the requirement out",
        )
    ]


@shows(order.required_sessions_come_first)
def test_a_session_that_requires_itself_is_reported(small: Path) -> None:
    line = rewrite(small, QUESTIONS, "requires: [d01-opening]", "requires: [first-questions]")

    assert short(found(order.required_sessions_come_first, small)) == [
        (
            "REQUIRES",
            QUESTIONS,
            line,
            '"Three questions before any solution" requires `first-questions`, which is not taught before it.',
        )
    ]


# Outcomes


@shows(outcomes.sessions_name_the_outcomes_they_list)
def test_an_outcome_that_is_listed_and_not_practised_is_reported(small: Path) -> None:
    rewrite(small, QUESTIONS, "plans [a small test](test-small)", "plans a small test")

    assert found(outcomes.sessions_name_the_outcomes_they_list, small) == [
        Problem(
            code="OUTCOME",
            what="The session lists the outcome `test-small`, and neither its plan nor its steps link to it.",
            place=Place(QUESTIONS, 8, 24),
            id="first-questions",
            do="link to it where it is practised, as in [words that fit](test-small), or take it out",
        )
    ]


@shows(outcomes.sessions_name_the_outcomes_they_list)
def test_an_outcome_that_is_practised_and_not_listed_is_reported(small: Path) -> None:
    line = rewrite(small, QUESTIONS, "outcomes: [ask-openly, test-small]", "outcomes: [ask-openly]")

    assert short(found(outcomes.sessions_name_the_outcomes_they_list, small)) == [
        (
            "OUTCOME",
            QUESTIONS,
            line,
            "The plan or steps link to the outcome `test-small`, which the session does not list.",
        )
    ]


@shows(outcomes.outcomes_are_taught_practised_and_assessed)
def test_an_outcome_that_is_taught_once_only_is_reported(small: Path) -> None:
    rewrite(small, TESTS, "They [ask each other](ask-openly).", "They ask each other.")
    rewrite(small, TESTS, "outcomes: [test-small, ask-openly]", "outcomes: [test-small]")

    assert found(outcomes.outcomes_are_taught_practised_and_assessed, small) == [
        Problem(
            code="OUTCOME",
            what="The outcome `ask-openly` must be named in the plan or steps of 2 sessions; named there so far: 1.",
            place=Place(TOPICS, 9, 9),
            id="ask-openly",
            do="link to it where it is taught, practised or assessed",
        )
    ]


@shows(outcomes.outcomes_are_taught_practised_and_assessed)
def test_an_outcome_without_a_task_is_reported(small: Path) -> None:
    rewrite(small, TASK, "[asked openly](ask-openly)", "asked openly")

    assert short(found(outcomes.outcomes_are_taught_practised_and_assessed, small)) == [
        (
            "OUTCOME",
            TOPICS,
            9,
            "The outcome `ask-openly` must be named in the definition of done of a task; named there so far: 0.",
        )
    ]


@shows(outcomes.outcomes_are_taught_practised_and_assessed)
def test_an_outcome_without_a_prompt_is_reported(small: Path) -> None:
    rewrite(small, FORM, "    outcomes: [ask-openly]\n", "")

    assert short(found(outcomes.outcomes_are_taught_practised_and_assessed, small)) == [
        ("OUTCOME", TOPICS, 9, "The outcome `ask-openly` must be named in a prompt of a form; named there so far: 0.")
    ]


@shows(forms.prompts_offer_what_their_answers_need)
@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (
            '      - {id: none, text: "NO"}\n',
            "",
            "A prompt with `answer: choice` has 2 choices or more; here it has 1.",
        ),
        ("answer: choice", "answer: level", "A prompt with `answer: level` has 5 levels; here it has 2."),
        ("answer: choice", "answer: tick", "A prompt with `answer: tick` has no choices; here it has 2."),
        ("{id: none,", "{id: small,", "The choice `small` stands in the prompt 2 times."),
    ],
)
def test_choices_that_do_not_fit_the_answer_are_reported(small: Path, old: str, new: str, what: str) -> None:
    rewrite(small, FORM, old, new)

    assert short(found(forms.prompts_offer_what_their_answers_need, small)) == [("PROMPT", FORM, 17, what)]


# Texts


@shows(text.needed_sections_are_there)
@pytest.mark.parametrize(
    ("file", "old", "new", "id", "what"),
    [
        ("modules/first/index.md", "## Purpose\n\nBegin.", "", "m01", '"The first month" has no text below "## Purpose".'),
        (DAY_ONE, "## Reflection\n\nWhom did I not ask?", "", "d01", '"Questions" has no text below "## Reflection".'),
        (TESTS, "Test small.", "", "small-tests", '"Small tests" has no text below "## Purpose".'),
        (TASK, "## Steps", "## Case", "ask-three-people", '"Ask three people" has no text below "## Steps".'),
    ],
)  # fmt: skip
def test_a_needed_section_that_lacks_or_is_empty_is_reported(
    small: Path, file: str, old: str, new: str, id: str, what: str
) -> None:
    rewrite(small, file, old, new)
    title = what.removesuffix('".').split()[-1]

    assert found(text.needed_sections_are_there, small) == [
        Problem(
            code="SECTION",
            what=what,
            place=Place(file, 2, 1),
            id=id,
            do=f"add a heading `## {title}` and the text below it",
        )
    ]


@shows(text.links_lead_somewhere)
def test_a_dead_link_is_reported_at_its_line(small: Path) -> None:
    line = rewrite(small, QUESTIONS, "(first-questions/answers)", "(first-questions/answer)")

    assert found(text.links_lead_somewhere, small) == [
        Problem(
            code="LINK-DEAD",
            what='The link "the answers" leads to `first-questions/answer`, which is neither an id nor a web address. '
            "Did you mean first-questions/answers?",
            place=Place(QUESTIONS, line, 1),
            id="first-questions/facilitator-notes",
            do="write an element's id, as in [words](three-questions), or an address that begins with https://",
        )
    ]


@shows(text.links_lead_somewhere)
@pytest.mark.parametrize(
    ("file", "old", "new", "id"),
    [
        (PROGRAMME, "summary: Two days,", 'summary: "Two [days](no-such)," #', "small-course"),
        (PROGRAMME, "- You have a pathway.", '- "You have [a pathway](no-such)."', "small-course"),
        (PROGRAMME, "text: Each topic", 'text: "Each [topic](no-such)" #', "five-topics"),
        (TOPICS, "summary: Questions first.", 'summary: "[Questions](no-such)"', "asking"),
        (TOPICS, "text: ask an open question", 'text: "[ask](no-such)"', "ask-openly"),
        ("curriculum/roadmap.yml", "text: Meet the people.", 'text: "[Meet](no-such)"', "prepare"),
        ("curriculum/roadmap.yml", "entry: [You have a sponsor.]", 'entry: ["[You](no-such)"]', "prepare"),
        ("curriculum/roadmap.yml", "question: What matters to patients?", 'question: "[What](no-such)"', "v-value"),
        (TASK, "(ask-openly)", "(no-such)", "ask-three-people"),
        (GLOSSARY, "text: A weekly hour.", 'text: "A [weekly](no-such) hour."', "term-big-room"),
        ("curriculum/references.yml", "checked: 2026-11-22", 'note: "See [this](no-such)."', "doe-2020"),
        (FORM, "text: Private to you.", 'text: "[Private](no-such) to you."', "after-a-day"),
        (FORM, "text: Something small", 'text: "[Something](no-such) small"', "day-test"),
        (SCHEDULE, "text: The first day is", 'text: "The [first](no-such) day" #', "days-in-person"),
        (CARD, "2. Wait.", "2. [Wait](no-such).", "card-questions"),
        ("curriculum/pages/the-room.md", "## The hour", "## The [hour](no-such)", "the-room"),
    ],
)
def test_links_are_looked_at_in_every_text(small: Path, file: str, old: str, new: str, id: str) -> None:
    line = rewrite(small, file, old, new)

    problems = list(text.links_lead_somewhere(spoilt(small)))

    assert [(p.code, p.place.file, p.place.line, p.id) for p in problems] == [("LINK-DEAD", file, line, id)]


@pytest.mark.parametrize(
    "target",
    [
        *("https://example.org/a?b=c", "http://example.org", "https://example.org/[a]", "https://example.org/ä"),
        *("mailto:a@example.org", "d02", "small-tests/plan"),
    ],
)
def test_links_to_elements_and_web_addresses_pass(small: Path, target: str) -> None:
    rewrite(small, QUESTIONS, "[the room](the-room)", f"[the room]({target})")

    assert check(spoilt(small)) == ()


@pytest.mark.parametrize(
    "target",
    [
        *("#plan", "../two/tests.md", "ftp://example.org", "//example.org", ""),
        *("https://[example.org", "https://example.org]/a", "https://\u2100.example.org"),  # what stops the engine
        *("javascript:alert(1)", "JavaScript:alert(1)", "vbscript:x", "file:///etc/passwd", "data:text/html,x"),
    ],
)
def test_links_to_anything_else_are_dead(small: Path, target: str) -> None:
    line = rewrite(small, QUESTIONS, "[the room](the-room)", f"[the room]({target})")

    assert [(p.code, p.place.line) for p in found(text.links_lead_somewhere, small)] == [("LINK-DEAD", line)]


@shows(text.what_looks_like_a_link_is_one)
@pytest.mark.parametrize("loose", ["[a](javascript:alert(1) b)", "![e](data:text/html,x y)", "[a](the room)"])
def test_what_only_another_reader_of_markdown_takes_for_a_link_is_reported(small: Path, loose: str) -> None:
    line = rewrite(small, QUESTIONS, "[the room](the-room)", loose)

    assert short(found(text.what_looks_like_a_link_is_one, small)) == [
        ("LINK-DEAD", QUESTIONS, line, f"This looks like a link and is none: Ask first. See {loose.partition('(')[0]}(")
    ]


@shows(text.what_looks_like_a_link_is_one)
def test_a_link_shown_in_code_is_no_link(small: Path) -> None:
    rewrite(small, QUESTIONS, "[the room](the-room)", "`[words](some target)`")

    assert found(text.what_looks_like_a_link_is_one, small) == []


@shows(rules.bounds_name_what_there_is)
def test_bounds_of_something_that_is_not_there_are_reported(small: Path) -> None:
    line = rewrite(small, QUESTIONS, "bounds: {minutes:", "bounds: {minuets:")

    assert short(found(rules.bounds_name_what_there_is, small)) == [
        (
            "BOUNDS",
            QUESTIONS,
            line,
            (
                '`bounds` names `minuets`, and "Three questions before any solution" has no such number.'
                " Did you mean minutes?"
            ),
        )
    ]


@shows(text.pictures_exist_and_have_words)
def test_a_picture_that_is_not_there_is_reported(small: Path) -> None:
    line = rewrite(small, "curriculum/pages/the-room.md", "(room-picture)", "(room-pictrue)")

    assert found(text.pictures_exist_and_have_words, small) == [
        Problem(
            code="PICTURE",
            what="There is no picture `room-pictrue`. Did you mean room-picture?",
            place=Place("curriculum/pages/the-room.md", line, 1),
            id="the-room",
            do="put it into curriculum/assets/ and write its name without the ending",
        )
    ]


@shows(text.pictures_exist_and_have_words)
@pytest.mark.parametrize("source", ["https://example.org/a.png", "data:text/html,x", "javascript:alert(1)"])
def test_a_picture_from_elsewhere_is_reported(small: Path, source: str) -> None:
    line = rewrite(small, "curriculum/pages/the-room.md", "(room-picture)", f"({source})")

    assert [(p.code, p.place.line) for p in found(text.pictures_exist_and_have_words, small)] == [("PICTURE", line)]


@shows(text.pictures_exist_and_have_words)
@pytest.mark.parametrize("words", ["", "  "])
def test_a_picture_without_words_is_reported(small: Path, words: str) -> None:
    line = rewrite(small, "curriculum/pages/the-room.md", "[A circle of chairs]", f"[{words}]")

    assert found(text.pictures_exist_and_have_words, small) == [
        Problem(
            code="ALT",
            what="The picture `room-picture` has no words for those who do not see it.",
            place=Place("curriculum/pages/the-room.md", line, 1),
            id="the-room",
            do="write what it shows between the square brackets",
        )
    ]


@shows(text.citations_resolve)
def test_a_citation_without_its_source_is_reported(small: Path) -> None:
    line = rewrite(small, QUESTIONS, "[@doe-2020]", "[@doe-2020; @doe-2021]")

    assert found(text.citations_resolve, small) == [
        Problem(
            code="CITATION",
            what="[@doe-2021] is not in the references. Did you mean doe-2020?",
            place=Place(QUESTIONS, line, 1),
            id="first-questions/sources",
            do="use a key of curriculum/references.yml, or add the source there",
        )
    ]


@shows(text.headings_skip_no_level)
@pytest.mark.parametrize(
    ("file", "old", "new", "what", "do"),
    [
        (CARD, "## How", "### How", '"How" is a heading of level 3 below one of level 1.', "begin it with ##"),
        (CARD, "## How", "# How", '"How" is a heading of level 1 below one of level 1.', "begin it with ##"),
        (
            TESTS,
            "Test small.",
            "#### Test",
            '"Test" is a heading of level 4 below one of level 2.',
            "begin it with ###",
        ),
    ],
)
def test_a_heading_that_skips_a_level_is_reported(
    small: Path, file: str, old: str, new: str, what: str, do: str
) -> None:
    line = rewrite(small, file, old, new)

    problems = found(text.headings_skip_no_level, small)

    assert short(problems) == [("HEADING", file, line, what)]
    assert problems[0].do == do


def test_headings_in_steps_pass_and_may_come_back_up(small: Path) -> None:
    rewrite(small, CARD, "2. Wait.", "### Why\n\n#### More\n\n## Then\n\n2. Wait.")

    assert check(spoilt(small)) == ()


@shows(text.no_raw_html)
@pytest.mark.parametrize(
    ("new", "what"),
    [
        ("Ask <b>first.", "HTML is not allowed in the course: <b>"),
        ("<script>\nalert(1)\n</script>", "HTML is not allowed in the course: <script>"),
        ("Ask first. <!-- and hide this -->", "HTML is not allowed in the course: <!-- and hide this -->"),
    ],
)
def test_html_is_reported(small: Path, new: str, what: str) -> None:
    line = rewrite(small, QUESTIONS, "Ask first. See", f"{new}\n\nSee")

    assert found(text.no_raw_html, small) == [
        Problem(
            code="HTML",
            what=what,
            place=Place(QUESTIONS, line, 1),
            id="first-questions/purpose",
            do="write it in Markdown; a plain < before a letter is written &lt;",
        )
    ]


def test_what_looks_like_html_in_code_or_as_an_entity_passes(small: Path) -> None:
    rewrite(small, QUESTIONS, "Ask first.", "Ask `<b>` first, 3 < 4, &lt;b>.\n\n```\n<script>\n```\n\n")

    assert check(spoilt(small)) == ()


@shows(text.no_attributes)
@pytest.mark.parametrize("braces", ["{: .red }", "{#anchor}", '{onclick="x"}', "{.red}"])
def test_braces_that_set_attributes_are_reported(small: Path, braces: str) -> None:
    line = rewrite(small, QUESTIONS, "Keep quiet.", f"Keep quiet. {braces}")

    assert found(text.no_attributes, small) == [
        Problem(
            code="ATTRIBUTES",
            what=f"Curly braces that set attributes are not allowed: {braces}",
            place=Place(QUESTIONS, line, 1),
            id="first-questions/facilitator-notes",
            do="take them out; looks are the site's business",
        )
    ]


@shows(text.readers_are_not_sent_to_faculty_sections)
@pytest.mark.parametrize(
    ("file", "old", "id"),
    [(QUESTIONS, "(the-room)", "first-questions/purpose"), (PROGRAMME, "(term-big-room)", "weekly-hour")],
)
def test_a_text_for_everyone_that_links_to_a_faculty_section_is_reported(
    small: Path, file: str, old: str, id: str
) -> None:
    line = rewrite(small, file, old, "(first-questions/answers)")

    problems = found(text.readers_are_not_sent_to_faculty_sections, small)

    assert [(p.code, p.place.file, p.place.line, p.id, p.what, p.do) for p in problems] == [
        (
            "AUDIENCE",
            file,
            line,
            id,
            "A text for everyone links to `first-questions/answers`, which only faculty see.",
            "take the link out, or move the sentence to a faculty section",
        )
    ]
